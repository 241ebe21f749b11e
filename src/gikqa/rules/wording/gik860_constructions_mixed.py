"""GIK860 constructions-mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.wrong_forms import WrongForm, WrongForms, ends_otherwise

_HAN = "[\u4e00-\u9fff]"
_LISTED = words("wording", "GIK860")
_MADE_UP = (
    r"[^。由；\n]{2,110}?[一二三四五六七八九十两\d]\s?[个大]?"
    r"(?:部分|方面|内容|事项|情况|章节|附表)(?:内容)?(?:组成|构成)(?=[，。；、,;）)\n]|$)"
)
"""Behind 报告包括: the number of its parts, and that it is made up of them."""
_REST_OF_NUMBER = r"\d{0,7}(?:\.\d{1,2})?\s?[万千百亿]?余"
_UNTIL = r"[至到](?:20\d\d年)?\s?(?:1[0-2]|0?[1-9])\s?月\s?[0-3]?\d"
_NO_CHOICE = (
    r"(?![^，。]{0,30}(?:[还或]|何|怎|什么|哪|谁|多|是否|与否))"
    r"[^，。；还或\n]{2,16}和[^，。；\n]{2,14}都"
)
_BASED_ON = (
    r"(?:^|[。\n])\s*本(?:年度)?报告(?:是|由)?(?:根据|按照|依据)"
    r"(?:(?!编制|编写|形成|撰写)[^。\n]){2,150}(?:要求|规定|精神|部署|通知|文件|[》）)])"
)
"""An opening that ends with what the report is based on, before another one begins."""


def _openings() -> Iterable[str]:
    return map("".join, product(_LISTED["wholes"], ("", "主要"), _LISTED["contain"]))


def _acts() -> Iterable[str]:
    acts = _LISTED["acts"]
    return [f"{one}了{other}了" for one, other in product(acts, acts) if one != other]


def _about() -> Iterable[str]:
    return [f"{word}{digit}" for word in _LISTED["about"] for digit in range(10)]


def _with_choice(quote: str) -> str:
    head, _, tail = quote.rpartition("和")
    return f"{head}还是{tail}"


_FORMS = WrongForms(
    WrongForm(
        _openings,
        lambda quote: re.sub("(?:组成|构成)$", "", quote),
        after=_MADE_UP,
        with_after=True,
    ),
    WrongForm(
        _about,
        lambda quote: quote.removesuffix("余"),
        # 节约20余万元 and 附近20余户 are not about so many.
        before=f"(?:^|[^{_LISTED['before_about']}])",
        after=_REST_OF_NUMBER,
        with_after=True,
    ),
    WrongForm(
        lambda: ("日以来", "号以来"),
        lambda quote: quote.removesuffix("以来"),
        before=_UNTIL,
        # 12月31日以来函方式: by letter.
        after="(?![函信访电件文])",
        with_before=True,
    ),
    WrongForm(
        lambda: _LISTED["doubled"],
        lambda quote: str(_LISTED["doubled"][quote]),
        unless=ends_otherwise(_LISTED),
    ),
    WrongForm(
        lambda: _LISTED["without_object"],
        lambda quote: str(_LISTED["without_object"][quote]),
        # 召开专题研究会议 is whole.
        after="(?![^，。；\\n]{0,20}[会班])",
    ),
    WrongForm(_acts, lambda quote: f"{quote[:3]}、{quote[3:]}"),
    # 无论……和……都: 无论 offers a choice.
    WrongForm(lambda: ("无论是", "不论是"), _with_choice, after=_NO_CHOICE, with_after=True),
    # 本报告是根据……，现将……: two openings.
    WrongForm(lambda: ("，现将", ",现将"), lambda quote: f"编制{quote}", before=_BASED_ON),
    # 等等 ends a list; 等 stands before what the list is one of.
    WrongForm(
        lambda: ("等等",),
        lambda quote: quote[1:],
        before=f"{_HAN}|[”》]",
        after=f"(?:{'|'.join(_LISTED['of_a_list'])})",
        with_after=True,
    ),
)


@rule(**described("GIK860"), needs=("sections",), find=_FORMS.finder)
def constructions_mixed(report: Report) -> Iterator[Finding]:
    return _FORMS.findings(report)
