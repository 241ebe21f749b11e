"""GIK517 classes-claimed-differ-from-listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_ITEM = r"[^，,、；;。：:（(）)\d\n]{1,24}\d{1,7}\s?[条件篇次个项份期场部]"
_LISTED = (
    r"(?:信息|内容)?[，,]?(?:[（(：:]|分别[为是]|即|包括)[：:，,]?(?:其中|分别为)?[：:，,]?"
    rf"(?P<items>{_ITEM}(?:[，,、；;]{_ITEM}){{1,40}})[）)。]"
)
_NUMBER = pattern(r"\d{1,7}\s?[条件篇次个项份期场部]")
_PART_OF_A_NUMBER = "十百几第多0123456789"


def _numbers() -> dict[str, int]:
    numerals = words("narrative", "classes")["numerals"]
    spelt = {numeral: value for value, row in enumerate(numerals, 2) for numeral in row}
    return spelt | {str(value): value for value in spelt.values()}


def _sums() -> tuple[str, ...]:
    return tuple(words("narrative", "lists")["sums"])


def _phrases() -> Iterable[str]:
    heads = words("narrative", "classes")["heads"]
    return [number + head for number in _numbers() for head in heads]


@rule(**described("GIK517"), needs=("sections", "year"), find=phrases(_phrases).then(_LISTED))
def classes_claimed_differ_from_listed(report: Report) -> Iterator[Finding]:
    heads = "|".join(words("narrative", "classes")["heads"])
    for near in report.found:
        hit, section = near.hit, near.section
        if section.text[max(0, hit.start - 1) : hit.start] in tuple(_PART_OF_A_NUMBER):
            continue
        claimed = _numbers()[re.sub(f"(?:{heads})$", "", hit.phrase)]
        items = near.after["items"]
        listed = len(_NUMBER.findall(items))
        rest = any(word in items for word in words("narrative", "lists")["rest"])
        # Where semicolons part the classes, what commas part is inside of one.
        apart = [item for item in re.split("[；;]", items) if not item.startswith(_sums())]
        if claimed in (listed, listed - rest, len(apart)):
            continue
        # Classes without a number may be left out of the list; none can be in it too often.
        is_hint = claimed > listed
        yield finding(
            section,
            hit.start,
            hit.end,
            observed=hit.phrase,
            expected=str(listed),
            severity=Severity.INFO if is_hint else None,
            confidence=Confidence.HINT if is_hint else None,
        )
