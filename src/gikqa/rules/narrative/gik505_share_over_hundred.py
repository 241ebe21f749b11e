"""GIK505 share-over-hundred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.lists import list_finding, sections_with_hits, words
from gikqa.rules.texts import described
from gikqa.text.quantities import Relation, read_narrative


def _phrases() -> Iterable[str]:
    found: list[str] = words()["shares"]["phrases"]
    return found


@rule(**described("GIK505"), needs=("sections", "year"), phrases=_phrases)
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
