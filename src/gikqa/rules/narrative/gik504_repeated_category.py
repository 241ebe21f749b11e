"""GIK504 repeated-category."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.lists import LISTS
from gikqa.rules.shared.text_around import REACH, finding
from gikqa.rules.texts import described


@rule(**described("GIK504"), needs=("sections", "year"), find=LISTS)
def repeated_category(report: Report) -> Iterator[Finding]:
    for each in report.found:
        section, found = each.section, each.list
        if len(found.parts) < 3 or len(found.repeated) != 1 or found.mixed_units:
            continue
        (name,) = found.repeated
        places = [place for place, label in enumerate(found.labels) if label == name]
        # 县级3次、乡级4次，其中线上… : short words qualify and name nothing by themselves.
        if len(name) < 3 or len(places) != 2:
            continue
        one, other = (found.parts[place] for place in places)
        if not section.text[max(0, other.start - REACH) : other.start].rstrip().endswith(name):
            continue
        yield finding(
            section,
            other.start - len(name),
            other.end,
            observed=f"{name}：{one.text}、{other.text}",
        )
