"""GIK841 measure-word-missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import REACH, finding, has_any, one_for_many, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, phrases

_MEASURE = "[件条篇份个项期起宗例]"
_WITH_SHARE = pattern(f"\\d{_MEASURE}[，,]占")
"""Another part of the same list, which has its measure."""
_WITH_MEASURE = pattern(f"\\d{_MEASURE}")
_COUNTED = "[\u4e00-\u9fff]"
_DIGITS = r"\d{0,6}"
"""Those beside the one digit that a phrase has."""

DIGITS = "0123456789"
SHARES = tuple(f"{digit}{mark}占" for digit in DIGITS for mark in "，,")


def _nouns() -> Iterable[str]:
    for noun in words("wording", "GIK841")["nouns"]:
        yield from (f"{noun}{digit}" for digit in DIGITS)


def _things() -> Iterable[str]:
    for noun in words("wording", "GIK841")["things"]:
        yield from (f"{noun}{digit}" for digit in DIGITS)


_NO_YEAR = r"(?!(?<=2)0[0-4]\d(?!\d))"
_ALONE = rf"{_NO_YEAR}{_DIGITS}(?=[，,](?!\d)|[；;。]|其中)"
_AFTER_A_NOUN = phrases(_nouns).then(_ALONE)
_AFTER_A_THING = phrases(_things).then(_ALONE)
_BEFORE_ITS_PARTS = phrases([f"{digit}其中" for digit in DIGITS]).after(_COUNTED + _DIGITS)
_BEFORE_ITS_SHARE = phrases(SHARES).after(_COUNTED + _DIGITS)
_NOUNS = "信息|文件|公告|通知|动态|公开|决算|解读"
_KINDS = (
    f"{_NOUNS}|发布|转发|推送|申请|答复|公示|政策|法规|规划|预算|处理|提供"
    "|网站|微信|微博|公众号|平台|网络|信函|当面"
)
"""With what the name of a part ends: not what else is measured, as ranks and readers."""
# The part before it and the part after it have a measure.
_AMONG_PARTS = (
    phrases([f"{digit}{mark}" for digit in DIGITS for mark in "，；、,;"])
    .after(rf"\d({_MEASURE})[，；、,;]{_COUNTED}{{0,14}}(?:{_KINDS})[：:]?{_DIGITS}")
    .then(rf"{_COUNTED}{{2,16}}[：:]?\d{{1,7}}({_MEASURE})", within=24)
)

# The last part of a list runs into the next clause: 动态12条，文件3依托网站发布.
_CLAUSES = ("依托", "通过", "利用", "无", "未", "没有", "依申请", "全年", "以上")
_BEFORE_A_CLAUSE = phrases([f"{digit}{word}" for digit in DIGITS for word in _CLAUSES]).after(
    rf"\d{_MEASURE}[，、；]{_COUNTED}{{0,10}}(?:{_NOUNS})(?!20[0-4]$){_DIGITS}"
)

# 网站公开数12条，微信公开数7，其他公开数4条: all are called numbers, and one has no measure.
_AMONG_NUMBERS = (
    phrases([f"数{digit}" for digit in DIGITS])
    .after(rf"数\d+({_MEASURE})[，,；;、]{_COUNTED}{{0,14}}(?:{_KINDS})")
    .then(rf"{_DIGITS}(?=[，,；;、]{_COUNTED}{{2,16}}数\d+{_MEASURE})", within=40)
)


@rule(
    **described("GIK841"),
    needs=("sections",),
    find=either(
        _AFTER_A_NOUN,
        _AFTER_A_THING,
        _BEFORE_ITS_PARTS,
        _BEFORE_ITS_SHARE,
        _BEFORE_A_CLAUSE,
        _AMONG_PARTS,
        _AMONG_NUMBERS,
    ),
)
def measure_word_missing(report: Report) -> Iterator[Finding]:
    return one_for_many(_findings(report))


def _findings(report: Report) -> Iterator[Finding]:
    reached: tuple[int, int] | None = None
    for near in report.found:
        start, end = _number(near)
        if (near.hit.index, start) != reached and _is_alone(near):
            reached = near.hit.index, start
            yield finding(near.section, start, end)


def _number(near: Near) -> tuple[int, int]:
    """Where the bare number is."""
    if near.hit.phrase[0] not in DIGITS:
        return near.hit.end - 1, near.end
    end = near.hit.start + 1
    return end - len(re.split(r"\D", near.section.text[near.start : end])[-1]), end


def _is_alone(near: Near) -> bool:
    """Whether the other parts of its list, if it is in a list, have a measure."""
    if near.hit.phrase in _things():
        before, after = sentence_around(near.section.text, near.start, near.end)
        acts = words("wording", "GIK841")["acts"]
        # 案件1，另有2件, and 事项1……事项2……: numbers of items.
        noun = near.hit.phrase.rstrip(DIGITS)
        if "另有" in after or re.search(rf"{noun}\d", before + after):
            return False
        return has_any(acts, before) and _WITH_MEASURE.search(before + after) is not None
    if near.hit.phrase in SHARES:
        text, start = near.section.text, near.hit.start
        begin = max(0, start - REACH)
        begin = max(begin, text.rfind("。", begin, start) + 1)
        sentence = text[begin : start + REACH].partition("。")[0]
        return _WITH_SHARE.search(sentence) is not None
    if near.before and near.after and near.hit.phrase[0] in DIGITS:
        return bool(near.before[1] == near.after[1])
    return True
