"""GIK711 passage-of-another-body."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import tomli

from gikqa import Across, Compared, Confidence, Finding, Ledger, Rule, Severity
from gikqa.rules.across.kept_marks import KeptMarks, Passage
from gikqa.rules.across.marks import keep_marks
from gikqa.rules.across.passages_with_a_name import Named, passages_with_a_name
from gikqa.rules.across.passages_with_figures import WithFigures, passages_with_figures
from gikqa.rules.across.places_of_bodies import Places
from gikqa.rules.texts import described


@cache
def _set_wording() -> list[str]:
    file = Path(__file__).with_name("set_wording.toml")
    wording: list[str] = tomli.loads(file.read_text("utf-8"))["wording"]
    return wording


def find_sources(ledger: Ledger) -> Compared:
    """Passages that name another body's place, or tell another body's figures, and their source."""
    places, kept = Places.of(ledger), KeptMarks(ledger.reports, _set_wording())
    several = len(np.unique(ledger.bodies[ledger.bodies >= 0])) > 1
    judged = (np.diff(kept.marks.first) > 0) & (places.of_reports >= 0) & (ledger.bodies >= 0)
    return Compared(judged & several, _findings(ledger, kept, places))


def _findings(ledger: Ledger, kept: KeptMarks, places: Places) -> Iterator[tuple[int, Finding]]:
    years = ledger.reports["year"].to_numpy().astype(np.int64)
    ids = np.array([each or "" for each in ledger.reports["report_id"].to_pylist()], dtype=object)
    turns = np.empty(len(ids), np.int64)
    turns[np.argsort(ids, kind="stable")] = np.arange(len(ids))
    with_names = list(passages_with_a_name(kept, places, years, turns))
    yield from ((each.row, _with_a_name(ledger, kept, places, each)) for each in with_names)
    explained = {(each.row, each.other) for each in with_names}
    for each in passages_with_figures(kept, places, years, ledger.bodies, turns):
        if (each.row, each.other) not in explained:
            yield each.row, _with_figures(ledger, kept, each)


def _with_a_name(ledger: Ledger, kept: KeptMarks, places: Places, each: Named) -> Finding:
    code = places.codes[each.other]
    name = places.names[each.place]
    return Finding(
        **_where(kept, each.row, each.passage),
        observed=name,
        expected=places.names[places.of_reports[each.row]],
        params=_source(ledger, each.other, each.passage),
        cause=f"foreign-locale:{code}" if code else None,
    )


def _with_figures(ledger: Ledger, kept: KeptMarks, each: WithFigures) -> Finding:
    clue = "、".join(map(str, each.figures[:5])) + ("…" if len(each.figures) > 5 else "")
    return Finding(
        **_where(kept, each.row, each.passage),
        observed=clue,
        params=_source(ledger, each.other, each.passage),
        severity=Severity.INFO,
        confidence=Confidence.HINT,
    )


def _where(kept: KeptMarks, row: int, passage: Passage) -> dict[str, Any]:
    number = kept.section_number(row, passage.section)
    return {"section": number, "start": passage.start, "end": passage.end}


def _source(ledger: Ledger, row: int, passage: Passage) -> dict[str, str]:
    source = ledger.reports.select(["report_id", "publisher", "year"]).slice(row, 1).to_pylist()[0]
    return {
        "count": str(passage.end - passage.start),
        "other_body": source["publisher"] or "",
        "other_report": source["report_id"] or "",
        "other_year": str(source["year"]),
    }


RULE = Rule(
    **described("GIK711"),
    needs=("sections",),
    across=Across(find_sources, keep_marks),
)
