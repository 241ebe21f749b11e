"""GIK868 term-damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases


def _listed() -> dict[str, str]:
    listed: dict[str, str] = words("wording", "GIK868")["terms"]
    return listed


def _of_the_government() -> Iterable[str]:
    return [f"政府公开{noun}" for noun in words("wording", "GIK868")["of_disclosure"]]


def _on_request() -> Iterable[str]:
    listed = words("wording", "GIK868")
    return map("".join, product(["依法申请公开"], listed["after_on_request"]))


def _applications() -> Iterable[str]:
    return [f"{got}政府信息申请" for got in words("wording", "GIK868")["got"]]


@rule(
    **described("GIK868"),
    needs=("sections",),
    find=either(
        phrases(_listed),
        phrases(["依申请政府信息"]).then("(?!公开)"),
        phrases(["以申请公开"]).after("(?:^|[^可予得足])"),
        # 县政府公开工作信息 is a verb and its object.
        phrases(_of_the_government).then("(?![\u4e00-\u9fff]{0,4}(?:信息|情况|报告))"),
        phrases(_on_request),
        phrases(_applications).then("(?![书表人材])"),
        # 没有收到依申请公开政府信息。 What is received is an application.
        phrases(["收到依申请公开政府信息", "收到政府信息公开依申请"]).then("(?=[，。；,;])"),
    ),
)
def term_damaged(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        if phrase in _listed():
            expected = _listed()[phrase]
        elif phrase.startswith("政府公开"):
            expected = phrase.replace("政府公开", "政府信息公开")
        elif phrase in _applications():
            expected = phrase.replace("政府信息申请", "政府信息公开申请")
        elif phrase.startswith("收到"):
            expected = "收到政府信息公开申请"
        elif phrase == "依申请政府信息":
            expected = "依申请公开政府信息"
        else:
            expected = phrase.replace("依法申请", "依申请").replace("以申请", "依申请")
        yield finding(near.section, near.hit.start, near.hit.end, expected=expected)
