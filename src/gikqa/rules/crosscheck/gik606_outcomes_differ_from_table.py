"""GIK606 outcomes-differ-from-table."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Section, Undetermined, rule
from gikqa.rules.crosscheck.cells import count_at
from gikqa.rules.crosscheck.table import (
    OUTCOMES,
    Known,
    block_sum,
    outcome_cells,
    outcome_value,
    row_sum,
)
from gikqa.rules.narrative.outcomes import COUNT, LINK, Outcome, outcome_lists, words_of_outcomes
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import NearPhrase, either, phrases

_CONCLUDED = "requests.total_concluded.total"


def _counted(outcome: str) -> NearPhrase:
    """Phrases for an outcome with their number, or with another outcome that shares it."""
    listed = [phrase for phrase, known in words_of_outcomes().items() if known == outcome]
    return phrases(listed).then(f"{COUNT}|{LINK}").differing_from(outcome_value(outcome))


@rule(
    **described("GIK606"),
    needs=("sections", "year"),
    reads=(_CONCLUDED, *outcome_cells()),
    find=either(*map(_counted, OUTCOMES)),
)
def outcomes_differ_from_table(report: Report) -> Iterator[Finding]:
    found, unsure = [], False
    for section, outcomes in outcome_lists(report):
        sentence, _ = sentence_around(section.text, outcomes[0].start, outcomes[-1].end)
        if has_any(words("crosscheck", "scope")["others"], sentence):
            continue
        kinds = {kind for outcome in outcomes for kind in outcome.kinds}
        readings = [(one, _readings(report, one, kinds)) for one in outcomes]
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


def _readings(report: Report, outcome: Outcome, kinds: set[str]) -> list[Known]:
    """The sums that the number can mean, the plain one first."""
    plain = Known(0, True, ())
    for kind in outcome.kinds:
        plain += block_sum(report, kind)
    found = [plain]
    if outcome.kinds == ("granted",) and "granted_in_part" not in kinds:
        found.append(plain + block_sum(report, "granted_in_part"))
    if outcome.kinds == ("unable",) and "不掌握" in outcome.lead and "等" not in outcome.lead:
        found.append(row_sum(report, "unable_not_held"))
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
