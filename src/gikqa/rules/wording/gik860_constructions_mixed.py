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
    r"[^。由；\n]{2,150}?(?:[一二三四五六七八九十两\d]\s?[个大]?|等几?个?)"
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


def _strengthened() -> Iterable[str]:
    return [f"{verb}{done}" for verb in _LISTED["strengthen"] for done in ("", "了")]


def _not_received() -> Iterable[str]:
    return map("".join, product(_LISTED["not_yet"], _LISTED["got"]))


def _placed_before() -> Iterable[str]:
    return [f"共{noun}" for noun in _LISTED["collected"]]


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
    # 加强对甲进行管理: 加强 governs a noun, and 对甲进行管理 is none.
    WrongForm(
        _strengthened,
        lambda quote: re.sub("^(..了?)对?(.*)进行", r"\1对\2的", quote),
        after=(
            f"(?:对[^，。；、,;\\n]{{2,24}}|[^，。；、,;对将把按后\\n]{{0,10}}(?:{'|'.join(_LISTED['treated'])}))"
            f"进行(?:(?!的){_HAN}){{0,4}}(?:{'|'.join(_LISTED['treatments'])})"
            "(?=[，。；,;]|、[^，。；,;的\\n]{1,20}[，。；,;])"
        ),
        with_after=True,
    ),
    # 未收到行政复议的情况: an application is received, a case occurs.
    WrongForm(
        _not_received,
        lambda quote: re.sub("^(未|没有)..", r"\1发生", quote),
        after=r"[^，。；,;\n]{0,24}行政(?:复议|诉讼)(?!机关|被告|决定)[^，。；,;\n]{0,10}的?情况(?=[，。；,;])",
        with_after=True,
    ),
    # 共政策收录12件: 共 stands before the act.
    WrongForm(
        _placed_before,
        lambda quote: re.sub("^共(..)(..)", r"共\2\1", quote),
        before="(?:^|[^公中总一])",
        after=rf"(?:{'|'.join(_LISTED['collecting'])})(?=\d)",
        with_after=True,
    ),
    # 以甲为主 already says that it is the main thing.
    WrongForm(
        lambda: ("主要以", "主要是以"),
        lambda quote: quote[quote.index("以") :],
        after=r"[^，。；,;\n]{1,16}为主(?=[，。；、,;）)\n]|$)",
        with_after=True,
    ),
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
