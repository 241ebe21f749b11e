"""US404 foia-answered-exceed-processed."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rule_texts import described
from gikqa_foia_us import SPECS
from gikqa_foia_us.tracks import TRACKS, exceed, excess

_PROCESSED = "foia_requests.volume.processed"
_ANSWERED = tuple(f"foia_increments.{track}.total" for track in TRACKS)


@rule(
    **described(SPECS, "US404"),
    needs=("year", _PROCESSED),
    reads=_ANSWERED,
    where=exceed(_ANSWERED, _PROCESSED),
)
def answered_exceed_processed(report: Report) -> Iterator[Finding]:
    yield from excess(report, _ANSWERED, _PROCESSED, "VII.C")
