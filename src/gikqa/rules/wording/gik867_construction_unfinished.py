"""GIK867 construction-unfinished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.chinese_words import begins_a_word
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, phrases

_HAN = "[\u4e00-\u9fff]"
_CLAUSE = "[^，。；：,;\\n]"
_MARKS = "，。；,;"
_STOPS = "，,。"


def _before_mark() -> Iterable[str]:
    return map("".join, product(words("wording", "GIK867")["before_more"], _MARKS))


def _guides() -> Iterable[str]:
    guides = words("wording", "GIK867")["guides"]
    return [f"{guide}指导{mark}" for guide in guides for mark in _STOPS]


def _asks() -> Iterable[str]:
    return [f"{word}{mark}请" for word in words("wording", "GIK867")["asks"] for mark in "，,"]


def _without_document() -> Iterable[str]:
    return [f"编制政府信息公开{mark}" for mark in _STOPS]


def _notices() -> Iterable[str]:
    return [f"{kind}》的通知" for kind in words("wording", "GIK867")["made_public_by_notice"]]


def _without_first() -> Iterable[str]:
    listed = words("wording", "GIK867")
    return map("".join, product(listed["takes_two"], "或和", ["其他", "其它"]))


def _without_result() -> Iterable[str]:
    return [f"工作深入{mark}" for mark in _STOPS]


def _taken_as() -> Iterable[str]:
    return [f"为{role}" for role in words("wording", "GIK867")["taken_as"]]


_BEFORE_MARK = phrases(_before_mark).after(f"(?:{_HAN}|[》）”）])")


@rule(
    **described("GIK867"),
    needs=("sections",),
    find=either(
        _BEFORE_MARK,
        phrases(_guides).after(f"以(?:(?!为){_CLAUSE}){{2,60}}"),
        phrases(_asks).then(
            r"(?![与和同向跟到给直联致拨按在往咨来及通发登前写访您随于])"
            r"[^，。；：,;:（(\n与和同向跟到]{3,30}联系"
        ),
        phrases(_without_document),
        phrases(["基础上"])
        .then("(?![报传])")
        .after(r"(?:^|[。；;\n])(?:(?![在于从])[^。；;\n]){4,200}"),
        phrases(_notices).after(
            f"(?:根据|按照|依据|落实|执行)(?:(?![印转关公发下颁]){_CLAUSE}){{0,8}}"
            "《[^》《\\n]{4,40}"
        ),
        phrases(_without_first),
        phrases(_taken_as).after(
            r"(?:^|[。；;\n])(?:(?![以作成列定视当是即将把转化])[^。；;\n]){6,120}"
        ),
        phrases(_without_result).after(f"将(?:(?![推引走向]){_CLAUSE}){{2,20}}"),
    ),
)
def construction_unfinished(report: Report) -> Iterator[Finding]:
    for near in report.found:
        if near.hit.phrase[:-1] in words("wording", "GIK867")["before_more"]:
            if _ends_a_word(near):
                continue
            yield finding(near.section, near.hit.start - 1, near.hit.end)
        elif near.hit.phrase[-1] == "请":
            start = near.hit.end - 1
            quote = near.section.text[start : near.end]
            yield finding(near.section, start, near.end, expected=f"请与{quote[1:]}")
        elif near.hit.phrase[0] == "为":
            yield finding(
                near.section, near.hit.start, near.hit.end, expected=f"以…{near.hit.phrase}"
            )
        elif near.hit.phrase == "基础上" or near.hit.phrase.endswith("》的通知"):
            yield finding(near.section, near.hit.start, near.hit.end)
        else:
            yield finding(near.section, near.start, near.end)


def _ends_a_word(near: Near) -> bool:
    """Whether what is printed before the mark is the end of a word: 总和, 参与."""
    before = near.section.text[near.hit.start - 1]
    other_words: str = words("wording", "GIK867")["other_words"]
    return before in other_words or begins_a_word(before + near.hit.phrase[0])
