"""GIK160 words-of-another-level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.ranks import standing_of, whole_name
from gikqa.rules.structure.said_of_levels import PHRASES, Judged, to_be_judged
from gikqa.rules.texts import described


def _phrases() -> Iterable[str]:
    return PHRASES


@rule(
    **described("GIK160"),
    needs=("sections", "publisher"),
    reads=("region_code", "level", "title"),
    phrases=_phrases,
)
def words_of_another_level(report: Report) -> Iterator[Finding]:
    texts = [section.text for section in report.sections]
    standing = standing_of(report.publisher, report.region_code, report.level)
    if standing is not None and standing.unit is None:
        whole = whole_name(report.publisher, (report.title or "", *texts))
        standing = standing_of(whole, report.region_code, report.level)
    if standing is None:
        return
    judged = to_be_judged(standing.rank, standing.unit, standing.foreign)
    for hit in report.hits:
        # 青桐县人民政府在…领导下 is of the own level.
        if hit.phrase not in judged and not texts[hit.index].startswith("在", hit.end):
            continue
        said = Judged(hit, texts[hit.index], texts, standing, report.publisher).judge()
        if said is not None:
            yield finding(
                report.sections[hit.index],
                said.start,
                said.end,
                expected=said.expected,
                severity=None if said.is_sure else Severity.INFO,
                confidence=None if said.is_sure else Confidence.HINT,
            )
