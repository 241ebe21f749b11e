"""GIK505 share-over-hundred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.lists import list_finding, sections_with_hits, shares_behind, words
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.counts import with_look_alikes
from gikqa.text.quantities import Relation, read_narrative
from gikqa.text.rule_batch import Screening


def _phrases() -> Iterable[str]:
    found: list[str] = words()["shares"]["phrases"]
    return found


def _screen(screening: Screening) -> Flags:
    shares, counts = shares_behind(screening)
    # Two digits with a point or the sign behind them are no hundred.
    small = (counts.leading >= 0) & (counts.leading < 100) & with_look_alikes(".%")[counts.after]
    return screening.rows_of(shares & ~small)


@rule(**described("GIK505"), needs=("sections", "year"), phrases=_phrases, screen=_screen)
def share_over_hundred(report: Report) -> Iterator[Finding]:
    """A share of a whole is more than a hundred percent."""
    whole = words()["shares"]["whole"]
    for section in sections_with_hits(report):
        for share in read_narrative(section.text, report.year).quantities:
            front = section.text[: share.start]
            word = next(
                (one for one in sorted(whole, key=len, reverse=True) if front.endswith(one)), None
            )
            if (
                word is not None
                and share.is_percent
                and share.value > 100
                and share.relation is Relation.SHARE
            ):
                yield list_finding(
                    section,
                    share.start - len(word),
                    share.end,
                    observed=share.text,
                    expected="≤ 100%",
                )
