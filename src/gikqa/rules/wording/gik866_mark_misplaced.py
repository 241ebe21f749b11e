"""GIK866 mark-misplaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase, digits

from gikqa import Finding, Report, rule
from gikqa.rules.shared.chinese_words import begins_a_word
from gikqa.rules.shared.text_around import REACH
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.wrong_forms import WrongForm, WrongForms, ends_otherwise
from gikqa.text import Near

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
_NUMERALS = "一二三四五六"
_NO_ITEM = "第其表件图述初期栏"
"""Before 二是 where it is no item: 第二是, 表二是."""
_OF_A_BODY = (
    r"(?!国)[\u4e00-\u9fff]{0,8}(?:没有|未|无|共|收到|公开|发布|严格|认真|积极|坚持|按照|高度|主动"
    "|进一步|持续|不断)"
)
"""Behind the year and 我 or 全: the name of the body, and what it did."""
_LISTED = words("wording", "GIK866")


def _fields() -> Iterable[str]:
    return [f"{mark}{label}" for label in _LISTED["fields"] for mark in "：:"]


def _unparted() -> Iterable[str]:
    labels = _LISTED["fields"]
    return [f"{digit}{label}{mark}" for digit in range(10) for label in labels for mark in "：:"]


def _semicolons() -> Iterable[str]:
    return [f"{label}{mark}" for label in _LISTED["fields"] for mark in "；;"]


def _mailboxes() -> Iterable[str]:
    labels = _LISTED["mailboxes"]
    return [f"{label}{letter}" for label in labels for letter in ascii_lowercase + digits]


def _unbracketed() -> Iterable[str]:
    labels = _LISTED["notes"]
    return [f"{end}{label}{mark}" for end in "室科处局办心所" for label in labels for mark in "：:"]


def _brackets() -> Iterable[str]:
    return [f"。{mark}{label}" for label in (*_LISTED["notes"], "http", "www") for mark in "（("]


def _without_colon() -> Iterable[str]:
    return [f"{label}{digit}" for label in _LISTED["numbers"] for digit in digits]


def _has_no_colon_beside(near: Near) -> bool:
    """Whether no other field in the bracket has a colon, so that the list does without."""
    inside = re.split("[）)]", near.section.text[near.start : near.end + REACH])[0]
    return not any(f"{label}{mark}" in inside for label in _LISTED["fields"] for mark in "：:")


def _of_shares() -> Iterable[str]:
    return [f"{measure}、占{of}" for measure in _LISTED["measures"] for of in ("比", "总")]


def _inner_titles() -> Iterable[str]:
    return [f"{end}{mark}关于印发" for end in "厅室府局会委" for mark in "〈<"]


def _requests() -> Iterable[str]:
    return [f"申请{mark}行政复议" for mark in "，,"]


def _stops() -> Iterable[str]:
    labels = _LISTED["fields"]
    return [f"。{blank}{label}{mark}" for blank in ("", " ") for label in labels for mark in "：:"]


def _years() -> Iterable[str]:
    return [
        f"年{of}、{whose}" for of in ("", "度") for whose in ("我", "本镇", "本乡", "本局", "全")
    ]


def _reasons() -> Iterable[str]:
    return [f"{noun}。" for noun in _LISTED["reasons"]]


def _no_act() -> str:
    acts = "|".join(_LISTED["acts"])
    return rf"(?:《[^》\n]{{2,80}}》|(?!{acts})[^，。；：？！,;:\n《]){{2,80}}"


def _before_stop(kind: str) -> Iterable[str]:
    return [f"{last}." for last in _LISTED[kind]]


def _is_no_item(near: Near) -> bool:
    """Whether 二是 is the name of a second thing, 原因二是, or nothing came first."""
    text, start = near.section.text, near.hit.start
    first = f"{_NUMERALS[_NUMERALS.index(near.hit.phrase[0]) - 1]}是"
    before = text[max(0, start - REACH) : start]
    return first not in before or f"{text[start - 2 : start]}{first}" in before


_FORMS = WrongForms(
    WrongForm(_fields, lambda quote: f"；{quote[1:]}", before=r"\d", after="[：:]"),
    WrongForm(_brackets, lambda quote: quote[1:]),
    WrongForm(
        _without_colon,
        lambda quote: f"{quote[:-1]}：{quote[-1]}",
        before=r"[（(](?:[^（()）。\n]{0,100}[，,；;、])?\s?(?:联系|办公|咨询)?",
        after=r"[\d\-—－]{4,20}(?=[，,；;）)])",
        unless=_has_no_colon_beside,
    ),
    WrongForm(
        lambda: ("。）", "。)"),
        lambda quote: f"{quote[1]}。",
        # （注：电话是12345。） is a sentence by itself.
        before=(
            f"(?:{_HAN}|”)[（(][^（()）。\\n]{{0,120}}(?:{'|'.join(_LISTED['fields'])})"
            r"[：:]?\s?[\w.@\-—－]{5,40}"
        ),
        after="(?![，。；,;])",
    ),
    WrongForm(
        _of_shares,
        lambda quote: quote.replace("、", "，"),
        before=r"[\d万亿]",
        after=r"(?:数|量)?[\d为的达约百超近]",
    ),
    WrongForm(
        _inner_titles,
        lambda quote: f"{quote[0]}关于印发{quote[1]}",
        before=f"《{_HAN}{{2,30}}",
        after=r"[^〉>《》\n]{2,60}(?<!通知)(?<!意见)(?<!的函)[〉>]的?通知",
    ),
    WrongForm(
        lambda: ("以“公开为常态",),
        lambda _: "“以公开为常态",
        before="坚持|按照|遵循|秉承|秉持|贯彻|落实",
        after="[^”\\n]{2,20}”的?(?:基本|总体|工作)?(?:原则|要求|理念)(?=[，。；,;])",
    ),
    WrongForm(
        _requests,
        lambda quote: f"{quote[:2]}、{quote[3:]}",
        before="(?:未|没有|无)[^，。；,;\\n]{0,12}信息公开",
        after="[和、与及]行政诉讼(?:申请|案件|情况)?(?=[。；;])",
    ),
    # 根据《甲》，《乙》和《丙》: titles of one list.
    WrongForm(
        lambda: ("，《", ",《"),
        lambda _: "、《",
        before=(
            r"(?:^|[。；\n])\s*(?:根据|按照|依据)《[^》\n]{2,60}》(?:[（(][^（()）]{2,40}[）)])?"
        ),
        after=(
            r"[^》\n]{2,80}》(?:[（(][^（()）]{2,40}[）)])?\s?(?:和|及|以及)《[^》\n]{2,80}》"
            r"(?:[（(][^（()）]{2,40}[）)])?\s?的?(?:要求|规定|精神)"
        ),
    ),
    WrongForm(
        _stops,
        lambda quote: f"，{quote[1:].lstrip()}",
        before=_IN_BRACKETS,
        after=r"[^（()）。\n]{2,60}[）)]",
    ),
    WrongForm(
        lambda: (_IN_LIST,),
        lambda _: "、",
        before=f"、{_HAN}{{2,10}}(?<![{_OTHER_ENDS}])",
        # 等、靠、要 is a saying.
        after=f"(?![靠拖跑看催不]){_HAN}",
    ),
    # 窗口1电话：: a number of its own.
    WrongForm(_unparted, lambda quote: f"{quote[0]}，{quote[1:]}", before=r"\d{5}"),
    WrongForm(_semicolons, lambda quote: f"{quote[:-1]}：", after=r"\s?(?:[\d\-]{5}|\w+@)"),
    WrongForm(
        _mailboxes,
        lambda quote: f"{quote[:-1]}：{quote[-1]}",
        before=r"(?:^|[（(，,；;、。\s])(?:电子|联系|咨询)?",
        after=r"[\w.\-]{1,30}@[\w.\-]{3,40}(?=[，,；;、）)。\s]|$)",
    ),
    WrongForm(
        _unbracketed,
        lambda quote: f"{quote[0]}（{quote[1:]}",
        before="请(?:直接)?[与和向同][^，。；：,;:（(\\n]{2,30}",
    ),
    WrongForm(
        lambda: _before_stop("last_characters"),
        lambda quote: f"{quote[:-1]}。",
        before=_HAN,
        after=_HAN,
    ),
    WrongForm(
        lambda: _before_stop("measures"),
        lambda quote: f"{quote[:-1]}。",
        # 第1条. is the number of an article.
        before=r"(?:^|[^第\d])\d{1,7}",
        after=_HAN,
    ),
    WrongForm(
        lambda: _LISTED["misplaced"],
        lambda quote: str(_LISTED["misplaced"][quote]),
        unless=ends_otherwise(_LISTED),
    ),
    WrongForm(
        lambda: _LISTED["asking"],
        lambda quote: str(_LISTED["asking"][quote]),
        # 群众建议：请及时更新 says what was proposed.
        before=r"(?:[如若凡]|对本)[^。；\n]{0,40}",
    ),
    WrongForm(
        _years,
        lambda quote: quote.replace("、", "，"),
        before=r"(?:^|[。；\n])\s*20\d\d",
        after=_OF_A_BODY,
    ),
    WrongForm(
        _reasons,
        lambda quote: f"{quote[:-1]}，",
        before=rf"(?:^|[。；\n])\s*(?:根据|按照|依据|依照){_no_act()}",
        after=f"{_HAN}{{2}}",
    ),
    WrongForm(lambda: ("。增长", "。下降"), lambda quote: f"，{quote[1:]}", after=r"\d"),
    WrongForm(
        lambda: ("、和",),
        lambda _: "和",
        after=f"(?:{_HAN}|《)",
        # 公平、和谐 is a list whose item begins so.
        unless=lambda near: begins_a_word(f"和{near.after[0]}"),
    ),
    WrongForm(lambda: _LAST_OF_LIST, lambda quote: quote[1:], after=f"[^{_OTHER_WORDS}]"),
    WrongForm(
        lambda: _ITEMS,
        lambda quote: f"；{quote}",
        before=f"{_HAN}{{5}}(?<![{_NO_ITEM}])",
        after=_HAN,
        unless=_is_no_item,
    ),
)


@rule(**described("GIK866"), needs=("sections",), find=_FORMS.finder)
def mark_misplaced(report: Report) -> Iterator[Finding]:
    return _FORMS.findings(report)
