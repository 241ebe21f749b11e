"""GIK866 mark-misplaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from gikqa import Finding, Report, rule
from gikqa.rules.shared.chinese_words import begins_a_word
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_HAN = "[\u4e00-\u9fff]"
_LAST_OF_LIST = ("、等", "、）", "、)")
"""等 and a closing bracket end a list as they are, by section 4.5 of GB/T 15834."""
_OTHER_WORDS = "级待量候差于值距额同次比离效边腰分身高式份"
"""What makes another word of 等: 等级, 等待."""
_IN_LIST = "等、"
_OTHER_ENDS = "平高同均初中相对优上下头特次劣何坐干甲乙丙一二三四五六七八九"
"""What makes another word with 等 at its end: 平等, 高等, 一等."""
_FIELD = r"[^（()）。：:，,；;\n]{1,12}[：:][^（()）。，,；;\n]{2,40}"
_IN_BRACKETS = rf"[（(](?:{_FIELD}[，,；;]\s?){{1,6}}{_FIELD}"
"""Two fields of a contact list in brackets, with a comma between them."""
_ITEMS = ("二是", "三是", "四是", "五是", "六是")
_NO_ITEM = "第其表件图述初期栏"
"""Before 二是 where it is no item: 第二是, 表二是."""


def _fields() -> Iterable[str]:
    return [f"{mark}{label}" for label in words("wording", "GIK866")["fields"] for mark in "：:"]


def _unparted() -> Iterable[str]:
    labels = words("wording", "GIK866")["fields"]
    return [f"{digit}{label}{mark}" for digit in range(10) for label in labels for mark in "：:"]


def _semicolons() -> Iterable[str]:
    return [f"{label}{mark}" for label in words("wording", "GIK866")["fields"] for mark in "；;"]


def _mailboxes() -> Iterable[str]:
    labels = words("wording", "GIK866")["mailboxes"]
    return [f"{label}{letter}" for label in labels for letter in ascii_lowercase]


def _unbracketed() -> Iterable[str]:
    labels = words("wording", "GIK866")["notes"]
    return [f"{end}{label}{mark}" for end in "室科处局办心所" for label in labels for mark in "：:"]


def _brackets() -> Iterable[str]:
    return [f"。{mark}{label}" for label in words("wording", "GIK866")["notes"] for mark in "（("]


def _stops() -> Iterable[str]:
    labels = words("wording", "GIK866")["fields"]
    return [f"。{blank}{label}{mark}" for blank in ("", " ") for label in labels for mark in "：:"]


def _years() -> Iterable[str]:
    return [
        f"年{of}、{whose}" for of in ("", "度") for whose in ("我", "本镇", "本乡", "本局", "全")
    ]


def _reasons() -> Iterable[str]:
    return [f"{noun}。" for noun in words("wording", "GIK866")["reasons"]]


def _no_act() -> str:
    acts = "|".join(words("wording", "GIK866")["acts"])
    return rf"(?:《[^》\n]{{2,80}}》|(?!{acts})[^，。；：？！,;:\n《]){{2,80}}"


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
        phrases(_stops).after(_IN_BRACKETS).then(r"[^（()）。\n]{2,60}[）)]"),
        # 等、靠、要 is a saying.
        phrases([_IN_LIST]).after(f"[\u4e00-\u9fff](?<![{_OTHER_ENDS}])").then(f"(?!靠){_HAN}"),
        phrases(_unparted),
        phrases(_semicolons).then(r"\s?[\dA-Za-z]"),
        phrases(_mailboxes).then(r"[\w.]{1,30}@"),
        phrases(_unbracketed).after("请(?:直接)?[与和向同][^，。；：,;:（(\\n]{2,30}"),
        phrases(lambda: _before_stop("last_characters")).after(_HAN).then(_HAN),
        phrases(lambda: _before_stop("measures")).after(r"\d").then(_HAN),
        phrases(_misplaced),
        phrases(_years).after(r"\d"),
        phrases(_reasons)
        .after(rf"(?:^|[。；\n])\s*(?:根据|按照|依据|依照){_no_act()}")
        .then(f"{_HAN}{{2}}"),
        phrases(["。增长", "。下降"]).then(r"\d"),
        phrases(["、和"]).then(f"(?:{_HAN}|《)"),
        phrases(_LAST_OF_LIST).then(f"[^{_OTHER_WORDS}]"),
        phrases(_ITEMS).after(f"{_HAN}(?<![{_NO_ITEM}])").then(_HAN),
    ),
)
def mark_misplaced(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        if phrase in _misplaced():
            expected = _misplaced()[phrase]
        elif phrase == "、和":
            # 公平、和谐 is a list whose item begins so.
            if begins_a_word(f"和{near.after[0]}"):
                continue
            expected = "和"
        elif phrase[1:] in ("增长", "下降"):
            expected = f"，{phrase[1:]}"
        elif phrase[:-1] in words("wording", "GIK866")["reasons"]:
            expected = f"{phrase[:-1]}，"
        elif phrase[0] == "年":
            expected = phrase.replace("、", "，")
        elif phrase == _IN_LIST:
            expected = "、"
        elif phrase[0] == "。" and phrase[-1] in "：:":
            expected = f"，{phrase[1:].lstrip()}"
        elif phrase in _LAST_OF_LIST:
            expected = phrase[1:]
        elif phrase in _ITEMS:
            expected = f"；{phrase}"
        elif phrase[0] in "室科处局办心所":
            expected = f"{phrase[0]}（{phrase[1:]}"
        elif phrase[0].isdigit() and phrase[-1] in "：:":
            expected = f"{phrase[0]}，{phrase[1:]}"
        elif phrase[-1] in "；;":
            expected = f"{phrase[:-1]}："
        elif phrase[-1] in ascii_lowercase:
            expected = f"{phrase[:-1]}：{phrase[-1]}"
        elif phrase.endswith("."):
            expected = f"{phrase[:-1]}。"
        else:
            expected = phrase[1:] if phrase[0] == "。" else f"；{phrase[1:]}"
        yield finding(near.section, near.hit.start, near.hit.end, expected=expected)
