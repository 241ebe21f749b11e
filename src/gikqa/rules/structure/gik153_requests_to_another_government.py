"""GIK153 requests-to-another-government."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding, has_any, sentence_around
from gikqa.rules.structure.levels import LOWEST, listed
from gikqa.rules.texts import described
from gikqa.text import phrases

_OFFICE = r"(?:(?:[和及与、或]|以及)?[省市县区旗州]?(?:人民)?政府办(?:公[室厅])?)"
_MADE = r"(?:直接|书面|当面|网上|依法)?(?:提出|递交|提交|申请|寄送|发出)"
_REQUESTS = r"[^，,。；;\d]{0,14}?公开[^，,。；;\d]{0,8}申请[^，,。；;\d]{0,8}\d+\s?[件宗条份]"


def _phrases() -> Iterable[str]:
    return [f"向{area}{name}" for area in "省市县区旗州" for name in ("政府", "人民政府")]


@rule(
    **described("GIK153"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(f"{LOWEST}|局$"),
    find=phrases(_phrases).then(f"{_OFFICE}?{_MADE}{_REQUESTS}"),
)
def requests_to_another_government(report: Report) -> Iterator[Finding]:
    for near in report.found:
        around = sentence_around(near.section.text, near.start, near.end)
        if not has_any(listed("passed_on"), *around):
            yield finding(near.section, near.start, near.end, expected=report.publisher)
