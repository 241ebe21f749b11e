"""US405 foia-tracks-exceed-pending."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rule_texts import described
from gikqa_foia_us import SPECS
from gikqa_foia_us.tracks import TRACKS, exceed, excess

_PENDING = "foia_requests.volume.pending_end"
_IN_TRACKS = tuple(f"foia_pending.{track}.number" for track in TRACKS)


@rule(
    **described(SPECS, "US405"),
    needs=("year", _PENDING),
    reads=_IN_TRACKS,
    where=exceed(_IN_TRACKS, _PENDING),
)
def tracks_exceed_pending(report: Report) -> Iterator[Finding]:
    yield from excess(report, _IN_TRACKS, _PENDING, "VII.D")
