"""GIK153 requests-to-another-government."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding, has_any, sentence_around
from gikqa.rules.structure.levels import LOWEST, listed
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, phrases

_OFFICE = r"(?:(?:[和及与、或]|以及)?[省市县区旗州]?(?:人民)?政府办(?:公[室厅])?)"
_MADE = r"(?:直接|书面|当面|网上|依法)?(?:提出|递交|提交|申请|寄送|发出)"
_REQUESTS = r"[^，,。；;\d]{0,14}?公开[^，,。；;\d]{0,8}申请[^，,。；;\d]{0,8}\d+\s?[件宗条份]"


_BUREAU = r"(?P<stem>(?:(?![局县市区镇乡和或、])[\u4e00-\u9fff]){2,12})局(?:办公室)?"
_MAY_ASK = r"(?:申请|提出|递交|提交)[^，,。；;]{0,12}(?:公开|信息)"
_AREA_OF = pattern("[省市县区旗州]")


def _areas() -> Iterable[str]:
    return [f"向{area}" for area in "省市县区旗州"]


def _phrases() -> Iterable[str]:
    return [f"向{area}{name}" for area in "省市县区旗州" for name in ("政府", "人民政府")]


@rule(
    **described("GIK153"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(f"{LOWEST}|局$"),
    find=either(
        phrases(_phrases).then(f"{_OFFICE}?{_MADE}{_REQUESTS}"),
        phrases(_areas).then(f"{_BUREAU}{_MAY_ASK}"),
    ),
)
def requests_to_another_government(report: Report) -> Iterator[Finding]:
    for near in report.found:
        around = sentence_around(near.section.text, near.start, near.end)
        own = _is_own(near, report.publisher)
        if not own and not has_any(listed("passed_on"), *around):
            yield finding(near.section, near.start, near.end, expected=report.publisher)


def _is_own(near: Near, publisher: str) -> bool:
    """Whether a bureau that one may ask is the publisher, or another office is meant."""
    stem = near.after.groupdict().get("stem")
    if stem is None:
        return False
    areas = _AREA_OF.findall(publisher.removesuffix("局"))
    alike = not set(stem).isdisjoint(publisher)
    # 向市教育局申请 in a district's bureau of education; else the sentence tells who answers.
    return not alike or not areas or near.hit.phrase[-1] in areas[-1]
