"""Names of public bodies: their kind, their level, and the body that an office belongs to."""

from __future__ import annotations

import re

from gikqa.text import pattern
from gikqa_documents.form.characters import simplified

# 政府办 and 办公室 are one body; a county and its office are two.
_KINDS = (
    ("办公厅", "office"), ("办公室", "office"), ("府办", "office"), ("政府办", "office"),
    ("委员会", "committee"), ("委", "committee"), ("局", "bureau"), ("厅", "department"),
    ("街道办事处", "township"), ("街道", "township"), ("镇", "township"), ("乡", "township"),
)  # fmt: skip
_ENDINGS = "|".join(ending for ending, _ in _KINDS)
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
_BODY = pattern(f"[\u4e00-\u9fff]+(?:{_ENDINGS})")
_WITH_PLACE = pattern(rf"[\u4e00-\u9fff]+(?:省|自治区|市|县|区|旗|州|盟|政府|管委会|{_ENDINGS})")
# Neither a word for a body, nor one that a sentence begins with, nor a committee of the party.
_VAGUE = pattern(
    r"^(?:我|本|该|各|全|上述|以上|相关|有关|请|由|与|对|根据|依据|按照|结合|通过|为了)|(?:[省市州县区旗]委|党委)$"
)
_NO_PLACE = pattern(
    r"^(?:省|市|州|县|区|旗|镇|乡|街道|办事处|自治|人民政府|政府|管委会"
    r"|(?:工业|高新|经济|技术|产业|开发|管理)*园?区)"
)
# 青山县司法局办公室, 青山镇人民政府党政办公室, 青山县水利局政策法规科
_OFFICE_OF = pattern(
    r"(?P<body>[\u4e00-\u9fff]+?(?:局|(?<!常务)委员会|厅|街道办事处|[镇乡]人民政府|管委会))"
    r"[\u4e00-\u9fff]{0,12}?(?:办公室|党政办|综合办|科|股|处|室|中心)"
)
_GROUP = "领导小组"
_REMARK = pattern(r"[（(][^（）()]*[)）]$")


def body_at(text: str) -> str | None:
    """The longest name of a body that a text begins with, unless it is 我局 or the like."""
    found = _BODY.match(text)
    return found[0] if found and not _VAGUE.search(found[0]) else None


def is_name(text: str) -> bool:
    """Whether a text is the name of a body or a place, and no word for one such as 我市."""
    return _WITH_PLACE.fullmatch(text) is not None and not _VAGUE.search(text)


def has_place(name: str) -> bool:
    """Whether a name says where the body is; 县教育局 does not."""
    return not _NO_PLACE.match(name)


def own_body(name: str) -> str | None:
    """The body that an office or a department belongs to; the name itself if it is a body.

    None for a leading group, which has no reports of its own.
    """
    if _GROUP in name:
        return None
    found = _OFFICE_OF.fullmatch(name)
    return found["body"] if found else name


def kind_of(name: str) -> str:
    """The kind of body that a name ends with; empty for places and unknown words."""
    return next((kind for ending, kind in _KINDS if name.endswith(ending)), "")


def is_same_body(short: str, name: str) -> bool:
    """Whether `name` spells out `short`: the same kind, every character kept in order."""
    if not kind_of(short) or kind_of(short) != kind_of(name):
        return False
    rest = iter(name)
    return all(character in rest for character in short)


def level_of(publisher: str, region_code: str | None = None) -> str | None:
    """The level of a body; without the code of its division, 市 may be a prefecture or a county."""
    publisher = _REMARK.sub("", simplified(publisher))
    kind = kind_of(publisher)
    place = re.sub(r"人民政府$", "", publisher)
    if kind == "office":
        return "office" if "政府办" in publisher or publisher.endswith("府办") else "department"
    if kind in ("committee", "bureau", "department"):
        return None if publisher.endswith("管理委员会") else "department"
    if kind == "township" or kind_of(place) == "township":
        return "township"
    if place in _MUNICIPALITIES or place.endswith(("省", "自治区")):
        return "province"
    if place.endswith(("自治州", "盟", "地区")):
        return "prefecture"
    if place.endswith(("县", "旗", "区")) and not place.endswith(("新区", "开发区", "园区")):
        return "county"
    if place.endswith("市") and region_code:
        return "prefecture" if region_code.endswith("00") else "county"
    return None
