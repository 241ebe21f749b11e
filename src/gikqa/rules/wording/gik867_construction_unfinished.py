"""GIK867 construction-unfinished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.chinese_words import begins_a_word
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.wrong_forms import WrongForm, WrongForms
from gikqa.text import Near

_HAN = "[\u4e00-\u9fff]"
_CLAUSE = "[^，。；：,;\\n]"
_MARKS = "，。；,;"
_STOPS = "，,。"
_LISTED = words("wording", "GIK867")


def _before_stops(words: Iterable[str]) -> Callable[[], Iterable[str]]:
    return lambda: map("".join, product(words, _STOPS))


def _before_mark() -> Iterable[str]:
    return map("".join, product(_LISTED["before_more"], _MARKS))


def _asks() -> Iterable[str]:
    return [f"{word}{mark}请" for word in _LISTED["asks"] for mark in "，,"]


def _notices() -> Iterable[str]:
    return [f"{kind}》的通知" for kind in _LISTED["made_public_by_notice"]]


def _without_first() -> Iterable[str]:
    return map("".join, product(_LISTED["takes_two"], "或和", ["其他", "其它"]))


def _taken_as() -> Iterable[str]:
    return [f"为{role}" for role in _LISTED["taken_as"]]


def _support() -> Iterable[str]:
    return map("".join, product(["提供"], _LISTED["strong"], _LISTED["support"]))


def _aims() -> Iterable[str]:
    return [f"{aim}。" for aim in _LISTED["aims"]]


def _contact() -> Iterable[str]:
    return map("".join, product("（(", _LISTED["contact"], "：:"))


def _ends_a_word(near: Near) -> bool:
    """Whether what is printed before the mark is the end of a word: 总和, 参与."""
    before = near.section.text[near.hit.start - 1]
    other_words: str = _LISTED["other_words"]
    return before in other_words or begins_a_word(before + near.hit.phrase[0])


def _is_governed(near: Near) -> bool:
    """Whether 为 or 给 earlier in the sentence governs what is supported."""
    return has_any("为给", sentence_around(near.section.text, near.start, near.end)[0])


def _none(_: str) -> None:
    return None


_FORMS = WrongForms(
    WrongForm(
        _before_mark,
        _none,
        before=f"(?:{_HAN}|[》）”）])",
        with_before=True,
        unless=_ends_a_word,
    ),
    WrongForm(
        _before_stops([f"{guide}指导" for guide in _LISTED["guides"]]),
        _none,
        before=f"以(?:(?!为){_CLAUSE}){{2,60}}",
        with_before=True,
    ),
    WrongForm(
        _asks,
        lambda quote: quote.replace("请", "请与", 1),
        after=(
            r"(?![与和同向跟到给直联致拨按在往咨来及通发登前写访您随于第工每])"
            r"[^，。；：,;:（(\n与和同向跟到]{3,30}联系"
        ),
        with_after=True,
    ),
    WrongForm(_before_stops(["编制政府信息公开"]), _none),
    WrongForm(
        lambda: ("基础上",),
        _none,
        before=r"(?:^|[。；;\n])(?:(?![在于从])[^。；;\n]){4,200}",
        after="(?![报传下台水层])",
    ),
    WrongForm(
        _notices,
        _none,
        before=(
            f"(?:根据|按照|依据|落实|执行)(?:(?![印转关公发下颁学贯宣修做]){_CLAUSE}){{0,8}}"
            "《[^》《\\n]{4,40}"
        ),
    ),
    WrongForm(
        lambda: ("年度报告格式》的通知",),
        lambda quote: f"…关于印发〈…{quote[:6]}〉的通知》",
        before="(?:和|及|以及)《[^》《\\n]{4,30}",
    ),
    WrongForm(_without_first, _none),
    WrongForm(
        _taken_as,
        lambda quote: f"以…{quote}",
        before=f"(?:^|[。；;\\n])(?:(?!{'|'.join(_LISTED['taking'])})[^。；;\\n]){{6,160}}",
    ),
    WrongForm(
        _before_stops(["工作深入"]),
        _none,
        before=f"将(?:(?![推引走向]){_CLAUSE}){{2,20}}",
        with_before=True,
    ),
    # 报告由甲、乙六个部分。
    WrongForm(
        _before_stops([f"{number}个部分" for number in "四五六七八"]),
        lambda quote: f"{quote[:-1]}组成{quote[-1]}",
        before=(
            "(?:报告|年报|全文)由(?:(?!组成|构成|包括|包含|分为|编写|编制|撰写)[^。；\\n]){10,220}"
            "(?:事项|情况|问题|措施|内容|附表|说明)(?:等|共)?"
        ),
    ),
    # 优化营商环境提供有力支撑: what is supported has 为 before it.
    WrongForm(
        _support,
        lambda quote: f"{quote[0]}为{quote[1:]}",
        before=(
            f"[，；,;](?:{'|'.join(_LISTED['goals'])})(?:(?![为给向对由以]){_CLAUSE}){{0,12}}"
            f"(?:{'|'.join(_LISTED['ends_of_goals'])})"
        ),
        after="(?=[，。；,;])",
        with_before=True,
        unless=_is_governed,
    ),
    # 紧紧围绕中心工作。 No act follows.
    WrongForm(
        _aims,
        _none,
        before=f"[。；](?:紧紧|紧密)?围绕(?:{'|'.join(_LISTED['whose_aims'])}){{1,6}}",
        with_before=True,
    ),
    # 请与甲办公室（电话：……）。 联系 is lost.
    WrongForm(
        _contact,
        lambda quote: f"联系{quote}",
        # A body: 请向办公室索取（地址：……） has its verb.
        before=(
            "请(?:[与和]|同(?!时)|向)(?:(?!联系|咨询|反映|提出)[^，。；：（()\\n]){2,30}"
            "[室科局处股办站所心府]"
        ),
        after="[^（()）\\n]{2,120}[）)](?=[。\\n]|$)",
    ),
    # 本报告在网站查阅。 A report does not read.
    WrongForm(
        _before_stops(_LISTED["reading"]),
        lambda quote: quote.replace("在", "可在", 1),
        before=(
            r"(?<![^。；\n])\s*本(?:年度)?报告(?:的?电子版)?"
            r"在(?:(?!可|能够|提供|公布|发布|刊登|登载|予以|进行|公开[并后供]|[时向])[^，。；,;\n])"
            "{2,50}(?:网|网站|专栏|栏目|平台|公众号|页面|公开栏)[上中内]?"
        ),
        with_before=True,
    ),
)


@rule(**described("GIK867"), needs=("sections",), find=_FORMS.finder)
def construction_unfinished(report: Report) -> Iterator[Finding]:
    return _FORMS.findings(report)
