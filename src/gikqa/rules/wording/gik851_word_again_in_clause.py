"""GIK851 word-again-in-clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.twice_in_clause import Twice, twice_in_clause
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, pattern, phrases

_LISTED = words("wording", "GIK851")
_JOINED = pattern("[和与及或并而且]|[的了过]$")
_CHANNEL = pattern("[^，。；]{0,12}(?:网|平台|渠道|公众号|微信|微博|栏|媒体|方式|形式|途径|窗口)")
_DONE = pattern("[议决收过核批查试评考验审利致票未获已不可能被]$")
"""Before 通过 where it is a verb, as in 审议通过."""


def _words() -> Iterable[str]:
    return [*_LISTED["prepositions"], *_LISTED["determiners"]]


def _verbs() -> Iterable[str]:
    pairs = product(_LISTED["verbs"], _LISTED["adverbs"])
    return [verb + adverb + verb for verb, adverb in pairs]


def _ask() -> Iterable[str]:
    return [f"联系{mark}" for mark in "（(，,。：:"]


def _read_on() -> Iterable[str]:
    return [f"进行{verb}" for verb in _LISTED["reading"]]


def _counted() -> Iterable[str]:
    return [f"{noun}共" for noun in _LISTED["counted"]]


def _counted_again() -> Iterable[str]:
    return [f"{measure}{noun}" for noun in _LISTED["nouns"] for measure in "条件篇份项"]


def _published() -> Iterable[str]:
    kinds = ("信息", "政府信息", "政务信息")
    return map("".join, product(("公开", "发布", "推送", "更新"), kinds))


def _made_public() -> Iterable[str]:
    yield from (f"{noun}公开{digit}" for noun in _LISTED["objects"] for digit in range(1, 10))
    yield from (f"{noun}公开{mark}" for noun in _LISTED["objects"] for mark in "，。；,;")


def _connectives() -> Iterable[str]:
    for word in _LISTED["connectives"]:
        yield from (f"{word}{mark}{word}" for mark in "，,、：:")


def _channels() -> Iterable[str]:
    return [f"”{channel}" for channel in _LISTED["channels"]]


def _own_names() -> Iterable[str]:
    return [f"{kind}{of}" for kind in _LISTED["kinds"] for of in ("政府信息公开", "政务公开")]


def _is_other_word(phrase: str, after: str) -> bool:
    """Whether the second word goes on as another one: 其中，其中心站."""
    goes_on: dict[str, str] = _LISTED["goes_on"]
    return any(phrase.endswith(word) and after in chars for word, chars in goes_on.items())


def _this_year() -> Iterable[str]:
    return [f"{digit}本年度" for digit in range(10)]


@rule(
    **described("GIK851"),
    needs=("sections",),
    find=either(
        twice_in_clause(_words, within=14),
        phrases(_ask).after(
            "请(?:直接|及时)?联系[^，。；：（()\\n]{2,30}(?:[（(][^）)]{1,10}[）)])?"
        ),
        phrases(_connectives),
        phrases(_read_on).after(
            f"(?:{'|'.join(_LISTED['reading'])})[，,（(：:]?(?:网址|地址|网站)?[为是]?[：:]?"
            "[\\x21-\\x7e]{8,120}[）)，,]?"
        ),
        phrases(_counted)
        .after(f"(?<![公中总一])共(?:{'|'.join(_LISTED['acts'])})[^，。；;,：:\\d\\n]{{2,60}}")
        .then("计?\\s?\\d+"),
        phrases(_made_public).after(
            "(?:向社会|(?:^|[，。；;,\\n]))(?:及时|主动|依法)?公开[^，。；;,\\d\\n]{4,60}"
        ),
        # 信息12条信息: the noun before its number and after it.
        phrases(_counted_again).after(f"(?:{'|'.join(_LISTED['nouns'])})共?计?\\d{{1,7}}\\s?"),
        # 发布网站信息发布信息共12条: two predicates before one number.
        phrases(_published)
        .after("(?:公开|发布|推送|更新)[^，。；、的和与及\\d\\n]{0,6}信息")
        .then("共?计?\\s?\\d"),
        phrases(lambda: [*_LISTED["phrases"], *_verbs()]),
        phrases(lambda: [f"{number}是是" for number in "一二三四五六"]).then("(?![否非])"),
        # 收到件申请: the measure word of a number that was moved.
        phrases(["收到件", "受理件"]).then("(?:依申请|政府信息|信息公开|公开申请|申请(?!人))"),
        phrases(["今年本", "本年本"]).then("20\\d\\d年"),
        phrases(_this_year).after("20\\d"),
        # 甲市人民政府2024年甲市政府信息公开工作年度报告: the place before the year and after it.
        phrases(_own_names)
        .after(
            # Read from its end, so that the group stands behind what repeats it.
            f"(?P=place)(?:{'|'.join(_LISTED['kinds'])})(?:人民政府|政府|办事处)?(?:办公[室厅])?"
            "20\\d\\d年度?(?P<place>[\u4e00-\u9fff]{1,10})"
        )
        .then("工作?年度?报告"),
        # 微博“青桐发布”微博: the kind of channel before its name and after it.
        phrases(_channels).after(f"(?:{'|'.join(_LISTED['channels'])})“[^”\\n]{{2,20}}"),
        phrases(["截至", "截止"]).after("截[至止][^，。；、：,;:\\s（）()和与]{1,12}"),
    ),
)
def word_again_in_clause(report: Report) -> Iterator[Finding]:
    reached = (-1, 0)
    for found in report.found:
        if isinstance(found, Twice):
            if not _is_slip(found):
                continue
            section, index, start, end = (
                found.section, found.first.index, found.first.start, found.second.end,
            )  # fmt: skip
        else:
            if found.hit.phrase[0] == "”" and not found.quote.startswith(found.hit.phrase[1:]):
                continue
            section, index, start, end = found.section, found.hit.index, found.start, found.end
            text = section.text
            if found.hit.phrase in _connectives() and _is_other_word(
                found.hit.phrase, text[end : end + 1]
            ):
                continue
        if (index, start) >= reached:
            reached = (index, end)
            yield finding(section, start, end)


def _is_slip(found: Twice) -> bool:
    text, word = found.section.text, found.word
    if _JOINED.search(found.between):
        return False
    if word == "通过":
        done = _DONE.search(text[max(0, found.first.start - 2) : found.first.start])
        return not done and _CHANNEL.match(text, found.second.end) is not None
    after = text[found.second.end : found.second.end + 1]
    return word + after not in _LISTED["other_words"]
