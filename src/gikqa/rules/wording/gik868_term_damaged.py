"""GIK868 term-damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.wrong_forms import WrongForm, WrongForms

_LISTED = words("wording", "GIK868")


def _of_the_government() -> Iterable[str]:
    return [f"政府公开{noun}" for noun in _LISTED["of_disclosure"]]


def _on_request() -> Iterable[str]:
    return map("".join, product(["依法申请公开"], _LISTED["after_on_request"]))


def _applications() -> Iterable[str]:
    return [f"{got}政府信息申请" for got in _LISTED["got"]]


_FORMS = WrongForms(
    WrongForm(lambda: _LISTED["terms"], lambda quote: str(_LISTED["terms"][quote])),
    WrongForm(lambda: ("依申请政府信息",), lambda _: "依申请公开政府信息", after="(?!公开)"),
    WrongForm(lambda: ("以申请公开",), lambda _: "依申请公开", before="(?:^|[^可予得足难所用加])"),
    # 县政府公开工作信息 is a verb and its object.
    WrongForm(
        _of_the_government,
        lambda quote: quote.replace("政府公开", "政府信息公开"),
        after="(?![\u4e00-\u9fff]{0,4}(?:信息|情况|报告))",
    ),
    WrongForm(_on_request, lambda quote: quote.replace("依法申请", "依申请")),
    WrongForm(
        _applications,
        lambda quote: quote.replace("政府信息申请", "政府信息公开申请"),
        after="(?![书表人材公])",
    ),
    # 没有收到依申请公开政府信息。 What is received is an application.
    WrongForm(
        lambda: ("收到依申请公开政府信息", "收到政府信息公开依申请"),
        lambda _: "收到政府信息公开申请",
        after="(?=[，。；,;])",
    ),
)


@rule(**described("GIK868"), needs=("sections",), find=_FORMS.finder)
def term_damaged(report: Report) -> Iterator[Finding]:
    return _FORMS.findings(report)
