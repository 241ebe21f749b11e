"""Whether a sentence counts for the body whose report it is in, or for others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from gikqa import Report
from gikqa.rules.crosscheck.cells import TOTALS, count_at
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.shared.words import words
from gikqa.text import Counted, Near, pattern

_OFFICE = pattern("我办|本办|办公[室厅]|本级|机关本部")
_GOVERNMENTS = ("人民政府", "政府机关", "省", "自治区", "市", "县", "区", "旗", "州", "盟")
"""Of many a title nothing but the place is left: 青桐县2023年政府信息公开工作年度报告."""
_OTHERS_BESIDE = pattern(
    r"(?:部门|单位|乡镇?|镇|街道|办公室|局)[^，,。；\d]{0,8}(?:受理|收到|新收|办理|承办|答复|办结)?"
    r"[^，,。；\d]{0,10}\d+\s?[件宗]"
)
"""县政府收到4件，部门收到8件: each number is of some of the bodies."""
_LARGE = pattern(r"(?<![\d.,])[1-9]\d{1,6}(?=\s?[件份宗])")
"""Numbers of two digits or more: smaller ones agree with a table by chance."""


def is_of_an_office(report: Report, text: str) -> bool:
    """Whether the words name an office, and the table counts for its whole government."""
    return report.publisher.endswith("人民政府") and _OFFICE.search(text) is not None


def is_of_another_body(report: Report, said: Counted) -> bool:
    """Whether the sentence of a number names another body before it, or counts others after it."""
    kind = _kind_of_body(report)
    return has_any(words("crosscheck", "scope")["bodies"][kind], said.sentence_before) or (
        kind == "government" and _OTHERS_BESIDE.search(said.sentence_after) is not None
    )


def counts_others(report: Report, said: Near | Counted, sentence: str) -> bool:
    """Whether the sentence of a number may count what other bodies did, too.

    The table of a government may be its own or that of all its bodies; it is the latter where
    another number of the paragraph on 全县 is one of the table.
    """
    scope = words("crosscheck", "scope")
    named = [word for word in scope["others"] if word in sentence]
    if not named or any(word not in scope["whole"] for word in named):
        return bool(named)
    if _kind_of_body(report) != "government":
        return True
    known = {count_at(report, path) for path in TOTALS}
    return not _are_said_elsewhere(known, said)


def repeats_the_table(report: Report, said: Counted, totals: Iterable[int]) -> bool:
    """Whether the paragraph of a number gives a total of the table, too.

    Then the table counts for the whole government, and the number for one of its bodies.
    """
    if _kind_of_body(report) == "other":
        return False
    return _are_said_elsewhere(totals, said)


def _are_said_elsewhere(totals: Iterable[int | None], said: Near | Counted) -> bool:
    """Whether one of the totals is among the large numbers of cases in the rest of the paragraph.

    The numbers of a paragraph are read once, however many sentences of it are looked at.
    """
    text = said.section.text
    ends = _line_ends(text)
    first, last = bisect_left(ends, said.start), bisect_left(ends, said.end)
    numbers = _large_numbers(text, ends[first - 1] + 1 if first else 0, ends[last])
    places = (place for total in totals if total for place in numbers.get(total, ()))
    return any(not said.start <= place < said.end for place in places)


@lru_cache(maxsize=4)
def _line_ends(text: str) -> list[int]:
    return [*(end.start() for end in re.finditer("\n", text)), len(text)]


@lru_cache(maxsize=4)
def _large_numbers(text: str, left: int, right: int) -> dict[int, tuple[int, int]]:
    """Each large number of cases in a paragraph, with the first and the last of its places."""
    found: dict[int, tuple[int, int]] = {}
    for one in _LARGE.finditer(text, left, right):
        first, _ = found.get(int(one[0]), (one.start(), 0))
        found[int(one[0])] = first, one.start()
    return found


def _kind_of_body(report: Report) -> str:
    """A government counts its bodies, too; what one of them did is not what its table says."""
    if report.publisher.endswith(_GOVERNMENTS) and "镇" not in report.publisher[-6:]:
        return "government"
    return "office" if "政府办公" in report.publisher else "other"
