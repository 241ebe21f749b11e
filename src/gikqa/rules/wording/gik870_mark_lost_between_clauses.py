"""GIK870 mark-lost-between-clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_HAN = "[\u4e00-\u9fff]"


def _listed(kind: str) -> list[str]:
    listed: list[str] = words("wording", "GIK870")[kind]
    return listed


def _of_two_acts() -> Iterable[str]:
    yield from map("".join, product(_listed("objects"), _listed("acts")))
    # 常态化召开 is one act.
    yield from map("".join, product("化", ["切实", "积极", "努力", "着力"]))


def _of_titles() -> Iterable[str]:
    return [f"》{act}" for act in (*_listed("acts"), "全面", "做好", "上一年度", "上年度")]


def _of_counts() -> Iterable[str]:
    return map("".join, product("0123456789", "次条件篇期", _listed("after_counts")))


def _of_two_counts() -> Iterable[str]:
    return map("".join, product(["件次", "人次", "条次", "场次"], "123456789"))


def _ask() -> Iterable[str]:
    return [f"联系联系{what}" for what in ("方式", "电话", "地址")]


def _under_a_head() -> Iterable[str]:
    ends = ("部署", "精神", "要求", "》")
    return [f"{end}在{level}委" for end in ends for level in "省市州县区镇乡旗党"]


def _one_of(kind: str) -> str:
    return "|".join(_listed(kind))


_NO_ORDINAL = r"(?:^|[^第\d])\d{0,6}"
"""第3次推进 has a number of its own."""
_NO_THING = rf"(?!为|到|至|[^，。；\n]{{0,30}}(?:{_one_of('things')})(?:[，。；、]|$))"
"""15条优化环境措施 counts measures."""
# Between an act and its object nothing makes the object part of something else: no attribute, no
# preposition, no act that lets somebody act.
_ACT = (
    r"(?:^|[。；，;,\n])\s?(?:[一二三四五六]是|我[局镇乡县市区]|并|也)?"
    f"(?:{_one_of('adverbs')})?(?:{_one_of('first_acts')})"
    f"(?:(?![{''.join(_listed('no_object'))}]|{_one_of('letting')})[\u4e00-\u9fff、“”《]){{1,30}}"
)


@rule(
    **described("GIK870"),
    needs=("sections",),
    find=either(
        phrases(_of_two_acts).after(_ACT).then(f"(?!{_one_of('nouns')}){_HAN}{{3}}"),
        phrases(_of_titles)
        .after("(?:落实|贯彻|执行|学习|遵守|实施)[^，。；,;\\n]{0,12}《[^》\\n]{2,60}")
        .then("(?!年|情况)"),
        phrases(["编制全文"]).then("由[^，。；\\n]{2,100}组成|包括|共[^，。；\\n]{0,6}部分|分为"),
        phrases(_of_counts).after(_NO_ORDINAL).then(_NO_THING + _HAN),
        # 3场次200人 has two measures of one thing.
        phrases(_of_two_counts)
        .after(r"\d")
        .then(rf"\d*+(?!\s?[{_listed('measures')}])[\u4e00-\u9fff]"),
        phrases(_ask).after("请[^，。；\\n]{0,10}[与和同向][^，。；\\n]{2,30}"),
        phrases(_under_a_head).then("[^，。；\\n]{0,12}(?:领导|指导)下"),
    ),
)
def mark_lost_between_clauses(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        cut = _place_of_mark(phrase)
        expected = f"{phrase[:cut]}，{phrase[cut:]}"
        yield finding(near.section, near.hit.start, near.hit.end, expected=expected)


def _place_of_mark(phrase: str) -> int:
    """How many characters of a phrase belong to the first of two clauses."""
    if phrase.startswith("》") or phrase[0].isdigit():
        return 2 if phrase[0].isdigit() else 1
    if phrase in _of_two_counts() or phrase in _ask() or phrase == "编制全文":
        return 2
    return max(
        len(each)
        for each in (*_listed("objects"), "化", "部署", "精神", "要求")
        if phrase.startswith(each)
    )
