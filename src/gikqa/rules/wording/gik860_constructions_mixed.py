"""GIK860 constructions-mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_MADE_UP = r"[^。由；\n]{2,110}?(?:部分|方面|内容|事项|情况|章节|附表)(?:组成|构成)"
_REST_OF_NUMBER = r"\d{0,7}(?:\.\d{1,2})?\s?[万千百亿]?余"
_UNTIL = r"[至到](?:20\d\d年)?\s?(?:1[0-2]|0?[1-9])\s?月\s?[0-3]?\d"

_HAN = "[\u4e00-\u9fff]"
_OF_ONE_WORD = "级待候于也都均并不就"
"""What makes a word with 等, or shows that a clause begins after 等等."""


def _openings() -> Iterable[str]:
    listed = words("wording", "GIK860")
    return map("".join, product(listed["wholes"], ("", "主要"), listed["contain"]))


def _without_object() -> dict[str, str]:
    listed: dict[str, str] = words("wording", "GIK860")["without_object"]
    return listed


def _acts() -> Iterable[str]:
    acts = words("wording", "GIK860")["acts"]
    return [f"{one}了{other}了" for one, other in product(acts, acts) if one != other]


def _about() -> Iterable[str]:
    return [f"{word}{digit}" for word in words("wording", "GIK860")["about"] for digit in range(10)]


def _doubled() -> dict[str, str]:
    doubled: dict[str, str] = words("wording", "GIK860")["doubled"]
    return doubled


@rule(
    **described("GIK860"),
    needs=("sections",),
    find=either(
        phrases(_openings).then(_MADE_UP),
        phrases(_about).then(_REST_OF_NUMBER),
        phrases(("日以来", "号以来")).after(_UNTIL),
        phrases(_doubled),
        # 召开专题研究会议 is whole.
        phrases(_without_object).then("(?![^，。；\\n]{0,20}会)"),
        phrases(_acts),
        # 无论……和……都: 无论 offers a choice.
        phrases(["无论是", "不论是"]).then(
            r"(?![^，。]{0,30}(?:[还或]|何|怎|什么|哪|谁|多|是否|与否))"
            r"[^，。；还或\n]{2,16}和[^，。；\n]{2,14}[，,]?都"
        ),
        # 本报告是根据……，现将……: two openings.
        phrases(["，现将", ",现将"]).after(
            r"(?:^|[。\n])\s*本(?:年度)?报告(?:是|由)?(?:根据|按照|依据)(?:(?!编制|编写|形成|撰写)[^。\n]){4,150}"
        ),
        # 以甲为主 already says that it is the main thing.
        phrases(["主要以", "主要是以"]).then(r"[^，。；,;\n]{1,16}为主(?![要任动席体])"),
        # 等等 ends a list; 等 stands before what the list is one of.
        phrases(["等等"]).then(f"(?![{_OF_ONE_WORD}]){_HAN}{{2}}").after("[\u4e00-\u9fff”》]"),
    ),
)
def constructions_mixed(report: Report) -> Iterator[Finding]:
    for near in report.found:
        quote = near.quote
        listed = _doubled() | _without_object()
        if near.hit.phrase in listed:
            expected = listed[near.hit.phrase]
        elif near.hit.phrase[1:] == "现将":
            expected = f"编制{near.hit.phrase}"
            yield finding(near.section, near.hit.start, near.hit.end, expected=expected)
            continue
        elif near.hit.phrase in ("无论是", "不论是"):
            head, _, tail = quote.rpartition("和")
            expected = f"{head}还是{tail}"
        elif near.hit.phrase.startswith("主要"):
            expected = quote[quote.index("以") :]
        elif near.hit.phrase == "等等":
            quote = near.section.text[near.hit.start : near.end]
            yield finding(near.section, near.hit.start, near.end, expected=quote[1:])
            continue
        elif near.hit.phrase.endswith("了"):
            expected = f"{quote[:3]}、{quote[3:]}"
        elif near.after is None:
            expected = quote.removesuffix("以来")
        elif quote.endswith("余"):
            expected = quote.removesuffix("余")
        else:
            expected = re.sub("(?:组成|构成)$", "", quote)
        yield finding(near.section, near.start, near.end, expected=expected)
