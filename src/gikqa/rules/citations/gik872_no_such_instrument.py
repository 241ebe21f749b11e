"""GIK872 no-such-instrument."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.shared.text_around import finding
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
    r"(?P<place>[\u4e00-\u9fff]{1,8}(?:省|市|自治区|自治州|县|[^校园]区))"
    r"信息公开(?P<kind>(?:暂行|管理|工作)?(?:规定|办法|条例))(?:试行)?"
)
_LEFT_TO_OTHERS = ("信息公开条例", "党务公开条例")
"""GIK812 reads the first, and the second is a regulation of the party."""


class _Meant(NamedTuple):
    title: str
    is_sure: bool


def _meant(title: str) -> _Meant | None:
    """What may be meant by a title that no lawful instrument has."""
    words = words_of(title)
    if "公开" not in words or words in _LEFT_TO_OTHERS:
        return None
    local = _OF_A_PLACE.fullmatch(words)
    if local:
        return _Meant(f"《{local['place']}政府信息公开{local['kind']}》", is_sure=False)
    state = _OF_THE_STATE.fullmatch(words)
    if not state and not _OF_THE_LAND.fullmatch(words):
        return None
    if document_of(title) or misprint_of(title):
        return None
    # A province has a 政务公开条例, which may be cited without the place.
    return _Meant(_THE_REGULATION, is_sure=state is None or state["whole"] is not None)


@rule(**described("GIK872"), needs=("sections",), find=CitedTitles(_meant))
def no_such_instrument(report: Report) -> Iterator[Finding]:
    for cited in report.found:
        sure = cited.verdict.is_sure
        yield finding(
            cited.section,
            cited.start,
            cited.end,
            expected=cited.verdict.title,
            severity=None if sure else Severity.INFO,
            confidence=None if sure else Confidence.HINT,
        )
