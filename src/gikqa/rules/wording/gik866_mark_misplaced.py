"""GIK866 mark-misplaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_HAN = "[\u4e00-\u9fff]"
_LAST_OF_LIST = ("、等", "、）", "、)")
"""等 and a closing bracket end a list as they are, by section 4.5 of GB/T 15834."""
_OTHER_WORDS = "级待量候差于值距额同次比离效边腰分身高式份"
"""What makes another word of 等: 等级, 等待."""
_ITEMS = ("二是", "三是", "四是", "五是", "六是")
_NO_ITEM = "第其表件图述初期栏"
"""Before 二是 where it is no item: 第二是, 表二是."""


def _fields() -> Iterable[str]:
    return [f"{mark}{label}" for label in words("wording", "GIK866")["fields"] for mark in "：:"]


def _brackets() -> Iterable[str]:
    return [f"。{mark}{label}" for label in words("wording", "GIK866")["notes"] for mark in "（("]


def _before_stop(kind: str) -> Iterable[str]:
    return [f"{last}." for last in words("wording", "GIK866")[kind]]


def _misplaced() -> dict[str, str]:
    misplaced: dict[str, str] = words("wording", "GIK866")["misplaced"]
    return misplaced


@rule(
    **described("GIK866"),
    needs=("sections",),
    find=either(
        phrases(_fields).after(r"\d").then("[：:]"),
        phrases(_brackets),
        phrases(lambda: _before_stop("last_characters")).after(_HAN).then(_HAN),
        phrases(lambda: _before_stop("measures")).after(r"\d").then(_HAN),
        phrases(_misplaced),
        phrases(_LAST_OF_LIST).then(f"[^{_OTHER_WORDS}]"),
        phrases(_ITEMS).after(f"{_HAN}(?<![{_NO_ITEM}])").then(_HAN),
    ),
)
def mark_misplaced(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        if phrase in _misplaced():
            expected = _misplaced()[phrase]
        elif phrase in _LAST_OF_LIST:
            expected = phrase[1:]
        elif phrase in _ITEMS:
            expected = f"；{phrase}"
        elif phrase.endswith("."):
            expected = f"{phrase[:-1]}。"
        else:
            expected = phrase[1:] if phrase[0] == "。" else f"；{phrase[1:]}"
        yield finding(near.section, near.hit.start, near.hit.end, expected=expected)
