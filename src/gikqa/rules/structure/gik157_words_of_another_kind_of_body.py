"""GIK157 words-of-another-kind-of-body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding, sentence_around
from gikqa.rules.structure.levels import (
    LOWEST,
    fields,
    has_units_of,
    kind_of_body,
    kind_of_township,
    listed,
    organs,
)
from gikqa.rules.texts import described
from gikqa.text import either, phrases


def _organs() -> Iterable[str]:
    return [name for names in organs().values() for name in names]


_DUTY = "依法"
"""The duty of a field, which may stand beside duties of all: 依法行政、依法治教."""


def _of_fields() -> Iterable[str]:
    return [name for field in fields().values() for name in field["words"]]


def _duties() -> Iterable[str]:
    return [name for name in _of_fields() if name.startswith(_DUTY)]


def _disclosed() -> Iterable[str]:
    return [name for name in _of_fields() if not name.startswith(_DUTY)]


def _works() -> Iterable[str]:
    return _fields_of_works()


@cache
def _fields_of_works() -> dict[str, str]:
    """What a body says of its own work and standing, to its field: 作为教育部门."""
    found: dict[str, str] = {}
    for field, about in fields().items():
        for name in about["names"]:
            said = [name + work for work in listed("of_its_work")]
            said += [
                before + name + being
                for before in listed("as_the_body")
                for being in listed("being_the_body")
            ]
            found |= dict.fromkeys(said, field)
    return found


@rule(
    **described("GIK157"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(f"{LOWEST}|局$|人民政府$"),
    find=either(
        phrases(_organs).after(rf"(?:^|[\s{listed('before_an_organ')}])"),
        phrases(_duties),
        phrases(_disclosed).then("(?!、)").after("(?:^|[^、])"),
        phrases(_works).then("(?!、)").after("(?:^|[^、])"),
    ),
)
def words_of_another_kind_of_body(report: Report) -> Iterator[Finding]:
    publisher = report.publisher
    if any(part in publisher for part in listed("of_many_fields")):
        return
    own = kind_of_body(publisher)
    # A government above the townships speaks of the work of all its bureaus.
    is_township = kind_of_township(publisher) is not None
    is_above = publisher.endswith("人民政府") and not is_township
    for near in report.found:
        phrase, text = near.hit.phrase, near.section.text
        if is_above and not (
            phrase in _fields_of_works() and phrase.endswith(tuple(listed("even_of_governments")))
        ):
            continue
        # A township discloses the key fields one after the other.
        if is_township and phrase in _disclosed():
            continue
        # 各地公开教育信息 is no statement of the body.
        adverb = text[max(0, near.hit.start - 2) : near.hit.start]
        if phrase.startswith("地公开") and adverb not in listed("adverbs"):
            continue
        kind = next((one for one, names in organs().items() if phrase in names), None)
        if kind is None:
            around = "".join(sentence_around(text, near.hit.start, near.hit.end))
            is_other = not _is_of_field(phrase, publisher, around)
        else:
            is_other = kind != own and not has_units_of(kind, publisher)
        if is_other:
            # 及时地公开教育工作信息: the particle belongs to the word before it.
            start = near.hit.start + phrase.startswith("地公开")
            yield finding(near.section, start, near.hit.end, expected=publisher)


def _is_of_field(phrase: str, publisher: str, around: str) -> bool:
    """Whether the publisher is of the field of a phrase, or the sentence names who is."""
    name = _fields_of_works().get(phrase)
    field = (
        fields()[name]
        if name
        else next(each for each in fields().values() if phrase in each["words"])
    )
    of = field["of"]
    named = re.search(f"[{of}][\u4e00-\u9fff]{{0,6}}(?:局|办|委|厅|中心|站|所)", around) is not None
    return named or "重点领域" in around or any(part in publisher for part in of)
