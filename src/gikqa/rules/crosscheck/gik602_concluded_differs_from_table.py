"""GIK602 concluded-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Undetermined, rule
from gikqa.editions import edition_for
from gikqa.rules.crosscheck.statements import (
    Statement,
    about_requests,
    count_at,
    has_any,
    phrases_of,
    words,
)
from gikqa.rules.crosscheck.table import block_sum, outcome_cells
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_CONCLUDED = "requests.total_concluded.total"
_NEW = "requests.new_received.total"
_IN = "requests.carried_in.total"
_OUT = "requests.carried_out.total"


def _phrases() -> Iterable[str]:
    return phrases_of("concluded")


@rule(
    **described("GIK602"),
    needs=("sections", "year", _CONCLUDED, _NEW, _IN, _OUT),
    reads=outcome_cells(),
    phrases=_phrases,
)
def concluded_differs_from_table(report: Report) -> Iterator[Finding]:
    """The requests answered in the narrative are not those of the table."""
    edition = edition_for(report.year)
    cells = [count_at(report, path) for path in (_CONCLUDED, _NEW, _IN, _OUT)]
    known = [value for value in cells if value is not None]
    if edition is None or len(known) < len(cells):
        raise Undetermined
    concluded, new, before, after = known
    said = list(about_requests(report, not_behind=words()["concluded"]["not_behind"]))
    whole = [one for one in said if not _is_of_some(one)]
    # Some count an answer only where a decision was made, or only for what came in this year.
    ended = [block_sum(report, edition, kind) for kind in ("not_processed", "other")]
    less = [before, *(each.least for each in ended)]
    readings = {concluded, concluded + after, new + before - after, new - after}
    readings |= {concluded - sum(few) for n in (1, 2, 3) for few in combinations(less, n)}
    values = [one.value for one in whole]
    if not readings.isdisjoint({*values, sum(values)}):
        return  # another number counts something narrower, or all of them together are the whole
    unsure = not all(each.complete for each in ended)
    handled = {new, new + before}
    found = [
        one
        for one in said
        if one.value > concluded + after
        or (one in whole and not unsure and not (_is_of_handling(one) and one.value in handled))
    ]
    if whole and not found and unsure:
        raise Undetermined
    for one in found:
        yield one.finding(expected=str(concluded), cells=(_CONCLUDED,))


def _is_of_some(said: Statement) -> bool:
    """Whether the words tell of some of the answers only: 按期答复12件."""
    return has_any(said.clause, words()["concluded"]["some"])


def _is_of_handling(said: Statement) -> bool:
    """Whether requests are said to have been handled, which those still pending were, too."""
    return said.section.text[said.start : said.end].startswith("办理")
