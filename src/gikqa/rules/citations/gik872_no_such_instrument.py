"""GIK872 no-such-instrument."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.editions import load_editions
from gikqa.rules.shared.text_around import finding, has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern
from gikqa.text.citations import LAND, CitedTitles, document_of, misprint_of, words_of

_THE_REGULATION = f"《{LAND}政府信息公开条例》"
_OF_THE_STATE = pattern(
    rf"(?P<whole>国家|全国|国务院|中国|{LAND})?(?:国家|政府|政务|行政|公共|机关)*信?息?公开"
    r"(?:工作|管理|服务)?(?:条例(?:实施(?:办法|细则|条例)|细则)?|法)(?:修订|试行|暂行)?"
)
_OF_THE_LAND = pattern(
    rf"{LAND}(?:政府|政务)信?息?公开(?:工作|管理)?(?:暂行)?(?:办法|规定|规则|细则)"
)
_OF_A_PLACE = pattern(
    r"(?P<place>[\u4e00-\u9fff]{1,8}(?:省|市|自治区|自治州|县|[^校园发新特开社辖本]区))"
    r"信息公开(?P<kind>(?:暂行|管理|工作)?(?:规定|办法|条例))(?:试行)?"
)
_OF_THE_FORM = pattern(
    rf"(?:国务院|国办|国家|中共中央|{LAND})[\u4e00-\u9fff]*?公开[\u4e00-\u9fff]*?"
    r"(?:年度|工作)报告(?:的?格式|[\u4e00-\u9fff]{0,4}事项)(?:的?通知)?(?:试行)?"
)
"""A notice on the form of the report, said to be national."""
_SHORT_ISSUERS = (
    "国务院办公厅",
    "国办",
    "国务院办公厅政府信息与政务公开办公室",
    "国务院办公厅政务公开办",
)
_OF_ITS_OWN = pattern("[（(](?!国办|国务院|国发|国令)[\u4e00-\u9fff]{2,10}[〔\\[（(【]20[0-9]{2}")
"""The number of an instrument of a place."""
_LEFT_TO_OTHERS = ("信息公开条例", "党务公开条例")
"""GIK812 reads the first, and the second is a regulation of the party."""


_A_REGULATION = pattern(rf"{LAND}(?P<about>[\u4e00-\u9fff]{{2,20}})(?:实施)?条例")


class _Meant(NamedTuple):
    title: str
    is_sure: bool


def _meant(title: str) -> _Meant | None:
    """What may be meant by a title that no lawful instrument has."""
    name = words_of(title).removesuffix("修订")
    regulation = _A_REGULATION.fullmatch(name)
    if regulation and not document_of(title):
        # A law of that name is carried out by a regulation that is named after the law.
        law = document_of(f"{LAND}{regulation['about']}法")
        if law and law.is_law:
            return _Meant(f"《{law.title}》", is_sure=False)
    if _OF_THE_FORM.fullmatch(name) and "秘书局" not in name and not _is_of_the_form(title, name):
        return _Meant("", is_sure=False)
    if "公开" not in name or name in _LEFT_TO_OTHERS:
        return None
    local = _OF_A_PLACE.fullmatch(name)
    if local:
        return _Meant(f"《{local['place']}政府信息公开{local['kind']}》", is_sure=False)
    state = _OF_THE_STATE.fullmatch(name)
    if not state and not _OF_THE_LAND.fullmatch(name):
        return None
    if any(document_of(one) or misprint_of(one) for one in (title, name)):
        return None
    # A province has a 政务公开条例, which may be cited without the place.
    return _Meant(_THE_REGULATION, is_sure=state is None or state["whole"] is not None)


def _is_of_the_form(title: str, name: str) -> bool:
    """Whether a notice on the form is one of the lexicon, long or short, or nearly one."""
    whole = name.replace("印发政府", f"印发{LAND}政府")
    if "…" in title or any(document_of(one) or misprint_of(one) for one in (title, whole)):
        return True
    rests = [name.removeprefix(issuer) for issuer in _SHORT_ISSUERS if name.startswith(issuer)]
    return any(document_of(rest) or misprint_of(rest) for rest in (*rests, f"{name}的通知"))


def _is_followed(text: str, start: int, end: int) -> bool:
    """Whether the sentence says that the instrument governs, and not what became of it.

    Drafts, courses and books may have such titles, and so had what a law replaced.
    """
    before, after = sentence_around(text, start, end)
    listed = words("citations", "GIK872")
    sentence = before + text[start:end] + after
    return has_any(listed["governing"], before) and not has_any(listed["permitted"], sentence)


@rule(**described("GIK872"), needs=("sections",), find=CitedTitles(_meant))
def no_such_instrument(report: Report) -> Iterator[Finding]:
    for cited in report.found:
        text, sure = cited.section.text, cited.verdict.is_sure
        if not _is_followed(text, cited.start, cited.end):
            continue
        # What has a number of its own exists.
        if not sure and _OF_ITS_OWN.match(text, cited.end):
            continue
        edition = load_editions().get(report.edition or "")
        expected = cited.verdict.title or (edition.instrument if edition else None)
        yield finding(
            cited.section,
            cited.start,
            cited.end,
            expected=expected,
            severity=None if sure else Severity.INFO,
            confidence=None if sure else Confidence.HINT,
        )
