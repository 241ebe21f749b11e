"""Judge one batch of reports: the unit of work, free of state."""

from collections.abc import Iterable

import pyarrow as pa

from gikqa._engine.batch import clean_batch
from gikqa._engine.defects import Defects
from gikqa._engine.equations.joint import judge_jointly
from gikqa._engine.equations.violations import judge_equations
from gikqa._engine.export_rules import judge_export_rules
from gikqa._engine.ledgers import keep_for_rules_across
from gikqa._engine.outcome.record import Judged, Record
from gikqa._engine.plan import Plan
from gikqa._engine.reports.run_rules import run_rules
from gikqa._export.layout import Layout
from gikqa.errors import InputError

Read = tuple[list[Judged], InputError | None]
"""The batches of a piece, judged, and the error that ended the reading of it, if any."""


def judge_piece(
    plan: Plan, batches: Iterable[pa.RecordBatch], layout: Layout, defects: Defects
) -> Read:
    """Read and judge a piece batch by batch; what came before a damaged place still counts."""
    judged: list[Judged] = []
    try:
        for batch in batches:
            judged.append(judge_batch(plan, batch, layout, defects))
    except InputError as error:
        return judged, error
    return judged, None


def judge_batch(plan: Plan, raw: pa.RecordBatch, layout: Layout, defects: Defects) -> Judged:
    """Judge all chosen rules on one batch."""
    batch = clean_batch(raw, layout, plan.cells, plan.editions)
    record = Record(batch, plan.origin)
    judge_export_rules(plan, batch, defects, record)
    judge_equations(plan, batch, record)
    judge_jointly(plan, batch, record)
    run_rules(plan, batch, record)
    if plan.across:
        record.judged.kept = keep_for_rules_across(plan, batch, record)
    return record.judged
