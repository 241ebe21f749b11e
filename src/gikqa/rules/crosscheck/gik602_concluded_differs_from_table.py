"""GIK602 concluded-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gikqa import Finding, Report, Undetermined, cell, rule
from gikqa.rules.crosscheck.cells import needed_count
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.requests import about_requests, counted_requests
from gikqa.rules.crosscheck.table import block_sum, outcome_cells
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Counted

_CONCLUDED = "requests.total_concluded.total"
_NEW = "requests.new_received.total"
_IN = "requests.carried_in.total"
_OUT = "requests.carried_out.total"
_SAID = counted_requests("concluded", not_after=words("crosscheck", "concluded")["not_after"])


@rule(
    **described("GIK602"),
    needs=("sections", "year", _CONCLUDED, _NEW, _IN, _OUT),
    reads=outcome_cells(),
    find=_SAID.differing_from(cell(_CONCLUDED), cell(_CONCLUDED) + cell(_OUT)),
)
def concluded_differs_from_table(report: Report) -> Iterator[Finding]:
    concluded, new, before, after = (
        needed_count(report, path) for path in (_CONCLUDED, _NEW, _IN, _OUT)
    )
    said = list(about_requests(report))
    whole = [one for one in said if not _is_of_some(one)]
    # Some count an answer only where a decision was made, or only for what came in this year.
    ended = [block_sum(report, kind) for kind in ("not_processed", "other")]
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
        yield contradiction(
            one, observed=str(one.value), expected=str(concluded), cells=(_CONCLUDED,)
        )


def _is_of_some(said: Counted) -> bool:
    """Whether the words tell of some of the answers only: 按期答复12件."""
    return has_any(words("crosscheck", "concluded")["some"], said.clause)


def _is_of_handling(said: Counted) -> bool:
    """Whether requests are said to have been handled, which those still pending were, too."""
    return said.quote.startswith("办理")
