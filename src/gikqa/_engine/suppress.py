"""Take out the findings that a baseline suppresses, and change the statuses with them."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._baseline.kept_baseline import KeptRows, as_mask
from gikqa._engine.defects import NO_ID, SOURCE_RULES
from gikqa._engine.messages import in_words
from gikqa._engine.outcome.record import Tally
from gikqa._engine.plan import Plan
from gikqa._model.finding import Severity
from gikqa._model.standing import SEVERITIES, Standing
from gikqa._model.status import Status
from gikqa.errors import GikqaError

Batches = Sequence[Standing]


def suppress(
    findings: pa.Table, plan: Plan, tally: Tally, batches: Batches
) -> tuple[pa.Table, tuple[str, ...], list[GikqaError]]:
    """The findings that are left, the fingerprints of unused rows, and hints about the rows.

    Changes `tally` and `batches`: a rule that is violated on a report becomes suppressed there if
    all its findings on the report are taken out.
    """
    baseline = plan.baseline
    assert baseline is not None
    gone = as_mask(pc.is_in(findings.column("fingerprint"), baseline.active()))
    left = findings.filter(pa.array(~gone))
    if gone.any():
        taken = findings.filter(pa.array(gone))
        bare = _change_statuses(taken, left, plan, tally, batches)
        _grade(taken, left, batches)
        for standing, rows, severity in bare:
            standing.violate(rows, severity)
    unused: dict[str, None] = {}
    hints: list[GikqaError] = []
    for file in baseline.files:
        ended = file.fingerprints.filter(pa.array(file.ended(baseline.as_of)))
        again = int(as_mask(pc.is_in(ended, left.column("fingerprint"))).sum())
        if again:
            words = {"file": file.name, "count": again, "as_of": baseline.as_of.isoformat()}
            hints.append(GikqaError.worded("baseline ended", **words))
        idle = file.fingerprints.filter(pa.array(_unused(file, findings, plan, batches)))
        if len(idle):
            hints.append(GikqaError.worded("baseline unused", file=file.name, count=len(idle)))
            unused |= dict.fromkeys(idle.to_pylist())
    return left, tuple(unused), hints


def _change_statuses(
    taken: pa.Table, left: pa.Table, plan: Plan, tally: Tally, batches: Batches
) -> list[tuple[Standing, np.ndarray, Severity]]:
    """Make violated rules suppressed; returns where a rule is still violated without a finding.

    A defect of a source violates its rule on every report of it, and has one finding with another
    report_id. Such a rule is suppressed on these reports once all findings of this kind are.
    """
    ids_taken, ids_left = _ids_by_rule(taken), _ids_by_rule(left)
    none = pa.nulls(0, pa.string())
    reason = in_words("suppressed", plan.origin.lang)
    bare: list[tuple[Standing, np.ndarray, Severity]] = []
    for code in dict.fromkeys((*ids_taken, NO_ID, *SOURCE_RULES)):
        if code not in plan.rules:
            continue
        parts = [(batch, rows) for batch in batches if len(rows := batch.rows(code, _VIOLATED))]
        ids = pa.chunked_array(
            [pc.fill_null(batch.report_ids.take(pa.array(rows)), "") for batch, rows in parts],
            pa.string(),
        )
        off, on = (some.get(code, none) for some in (ids_taken, ids_left))
        own_off, own_on = as_mask(pc.is_in(ids, off)), as_mask(pc.is_in(ids, on))
        elsewhere_off, elsewhere_on = (
            not pc.all(pc.is_in(some, ids), min_count=0).as_py() for some in (off, on)
        )
        without = ~own_off & ~own_on
        hit = own_off & ~own_on & (code not in SOURCE_RULES or not elsewhere_on)
        hit |= without & (elsewhere_off and not elsewhere_on)
        tally[code, _VIOLATED, None] -= int(hit.sum())
        tally[code, Status.SUPPRESSED, reason] += int(hit.sum())
        start = 0
        for batch, rows in parts:
            here = slice(start, start := start + len(rows))
            if hit[here].any():
                batch.suppress(rows[hit[here]])
            if (without & ~hit)[here].any():
                bare.append((batch, rows[(without & ~hit)[here]], plan.rules[code].severity))
    return bare


_VIOLATED = Status.VIOLATED


def _ids_by_rule(findings: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Rule → the reports of its findings."""
    encoded = findings.column("rule").combine_chunks().dictionary_encode()
    codes = encoded.indices.to_numpy()
    ids = findings.column("report_id")
    return {
        rule: ids.filter(pa.array(codes == code))
        for code, rule in enumerate(encoded.dictionary.to_pylist())
    }


def _grade(taken: pa.Table, left: pa.Table, batches: Batches) -> None:
    """Work out anew the worst severity of the reports that have findings, or had some."""
    chunks = [chunk for one in (taken, left) for chunk in one.column("report_id").chunks]
    ids = pa.chunked_array(chunks, pa.string()).unique()
    worst = np.full(len(ids), len(SEVERITIES), np.int8)
    places = pc.index_in(left.column("report_id"), ids).to_numpy()
    severities = pc.index_in(left.column("severity"), pa.array(SEVERITIES, pa.string())).to_numpy()
    np.minimum.at(worst, places, severities)
    for batch in batches:
        known = pc.index_in(pc.fill_null(batch.report_ids, ""), ids)
        rows = np.flatnonzero(as_mask(known.is_valid()))
        batch.grade(rows, worst[known.drop_null().to_numpy()])


def _unused(file: KeptRows, findings: pa.Table, plan: Plan, batches: Batches) -> np.ndarray:
    """Boolean mask of the rows that match nothing, though their rule has judged their report."""
    stated = pa.array([code for code in plan.rules if code not in plan.unstated], pa.string())
    rules, ids = (file.rows.column(name).combine_chunks() for name in ("rule", "report_id"))
    idle = ~as_mask(pc.is_in(file.fingerprints, findings.column("fingerprint")))
    idle &= as_mask(pc.is_in(rules, stated))
    if not idle.any():
        return idle
    there = pa.chunked_array([batch.report_ids for batch in batches], pa.string())
    whole = as_mask(pc.fill_null(pc.equal(ids, ""), False))
    idle &= whole | as_mask(pc.is_in(ids, pc.drop_null(there)))
    for code in rules.filter(pa.array(idle)).unique().to_pylist():
        parts = [(batch, batch.rows(code, Status.SKIPPED, Status.FAILED)) for batch in batches]
        open_ids = pa.chunked_array(
            [batch.report_ids.take(pa.array(rows)) for batch, rows in parts], pa.string()
        )
        if len(open_ids):
            not_judged = whole | as_mask(pc.is_in(ids, open_ids))
            idle &= ~(as_mask(pc.equal(rules, code)) & not_judged)
    return idle
