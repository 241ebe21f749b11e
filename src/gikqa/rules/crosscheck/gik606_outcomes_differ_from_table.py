"""GIK606 outcomes-differ-from-table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Section, Undetermined, rule
from gikqa.editions import Edition, edition_for
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.statements import count_at, has_any, words
from gikqa.rules.crosscheck.table import Known, block_sum, outcome_cells, row_sum
from gikqa.rules.narrative.outcomes import (
    Outcome,
    outcome_counts,
    outcome_lists,
    outcome_words,
    outcomes_linked,
    words_of_outcomes,
)
from gikqa.rules.texts import described

if TYPE_CHECKING:
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import Screening

_CONCLUDED = "requests.total_concluded.total"


def _screen(screening: Screening) -> Flags:
    import numpy as np

    from gikqa.rules.crosscheck.screening import differing
    from gikqa.rules.crosscheck.table import block_sums
    from gikqa.text.characters import flags_of

    hits, kinds = screening.found, words_of_outcomes()
    said = np.full(len(hits), -1)
    for kind in dict.fromkeys(kinds.values()):
        mine = hits.are([word for word in kinds if kinds[word] == kind])
        said[mine] = block_sums(screening, kind)[hits.rows[mine]]
    counts = outcome_counts(screening)
    # 予以公开及部分公开5件 is one number for both.
    linked = outcomes_linked(screening)
    return screening.rows_of(differing(counts, flags_of("件"), said) | linked)


@rule(
    **described("GIK606"),
    needs=("sections", "year"),
    reads=(_CONCLUDED, *outcome_cells()),
    phrases=outcome_words,
    screen=_screen,
)
def outcomes_differ_from_table(report: Report) -> Iterator[Finding]:
    """The number of an outcome in the narrative is not that of the table."""
    edition = edition_for(report.year)
    if edition is None:
        return
    found, unsure = [], False
    for section, outcomes in outcome_lists(report):
        sentence, _ = sentence_around(section.text, outcomes[0].start, outcomes[-1].end)
        if has_any(sentence, words()["scope"]["others"]):
            continue
        kinds = {kind for outcome in outcomes for kind in outcome.kinds}
        readings = [(one, _readings(report, edition, one, kinds)) for one in outcomes]
        differing = [
            (one, known)
            for one, known in readings
            if all(each.excludes(one.value) for each in known)
        ]
        unsure = unsure or any(not known[0].complete for _, known in readings)
        if _is_own(report, outcomes, len(differing), readings):
            found += [_finding(section, one, known[0]) for one, known in differing]
    if unsure and not found:
        raise Undetermined
    yield from found


def _is_own(
    report: Report,
    outcomes: list[Outcome],
    differing: int,
    readings: list[tuple[Outcome, list[Known]]],
) -> bool:
    """Whether the list speaks of what the table counts: it has its total or some of its numbers."""
    if sum(one.value for one in outcomes) == count_at(report, _CONCLUDED):
        return True
    same = sum(
        one.value > 0 and any(one.value == each.least for each in known) for one, known in readings
    )
    return same >= 2 or (same == 1 and differing == 1)


def _readings(report: Report, edition: Edition, outcome: Outcome, kinds: set[str]) -> list[Known]:
    """The sums that the number can mean, the plain one first."""
    plain = Known(0, True, ())
    for kind in outcome.kinds:
        plain += block_sum(report, edition, kind)
    found = [plain]
    if outcome.kinds == ("granted",) and "granted_in_part" not in kinds:
        found.append(plain + block_sum(report, edition, "granted_in_part"))
    if outcome.kinds == ("unable",) and "不掌握" in outcome.lead and "等" not in outcome.lead:
        found.append(row_sum(report, edition, "unable_not_held"))
    return found


def _finding(section: Section, outcome: Outcome, known: Known) -> Finding:
    return Finding(
        cells=known.cells,
        section=section.number,
        start=outcome.start,
        end=outcome.end,
        quote=section.text[outcome.start : outcome.end],
        observed=str(outcome.value),
        expected=str(known.least) if known.complete else f"≥ {known.least}",
    )
