"""Public bodies that do not exist, as many as are asked for.

The syllables were chosen so that no combination is, or holds, the name of a real division.
"""

from __future__ import annotations

from typing import NamedTuple

_FIRST = "霁砚栖漪漱澹皎槿荇蕴杪晞翊霭珩琮璟绾菀萤"
_ENDINGS = (
    "禾县", "汀市", "屿县", "圃市", "陂县", "坞县", "蘅市", "篱县",
    "笺市", "舟县", "屏县", "弦市", "笙县", "棹县", "帆县", "苇市",
)  # fmt: skip
_BODIES = (
    ("office", "人民政府办公室"),
    ("department", "财政局"),
    ("department", "教育局"),
    ("department", "民政局"),
    ("department", "司法局"),
    ("department", "水利局"),
    ("department", "农业农村局"),
    ("department", "交通运输局"),
    ("department", "自然资源局"),
    ("department", "生态环境局"),
    ("department", "卫生健康委员会"),
    ("department", "应急管理局"),
    ("department", "市场监督管理局"),
    ("department", "住房和城乡建设局"),
    ("department", "人力资源和社会保障局"),
    ("department", "文化广电和旅游局"),
)


class Place(NamedTuple):
    """A county or city; an invented one has no region code."""

    name: str
    code: str | None


class Publisher(NamedTuple):
    """A public body of a place."""

    name: str
    level: str
    place: Place


def publisher(number: int, places: tuple[Place, ...] | None = None) -> Publisher:
    """The body with this number; neighbouring numbers differ in place and in kind of body.

    Without `places` the place is invented, and numbers may grow without bound.
    """
    kinds = len(_BODIES)
    block, within = divmod(number, kinds * kinds)
    turn, column = divmod(within, kinds)
    level, suffix = _BODIES[(turn + column) % kinds]
    which = block * kinds + column
    place = invented_place(which) if places is None else places[which % len(places)]
    return Publisher(place.name + suffix, level, place)


def invented_place(number: int) -> Place:
    """霁禾县, 霁汀市, 霁屿县 …: two syllables first, then three, four …"""
    rest, ending = divmod(number, len(_ENDINGS))
    name = _ENDINGS[ending]
    while rest >= 0:
        rest, first = divmod(rest, len(_FIRST))
        name = _FIRST[first] + name
        rest -= 1
    return Place(name, None)
