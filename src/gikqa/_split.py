"""Split an export by the verdicts of a result, for quarantine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._export.export_schema import all_cells
from gikqa._export.handed_over import Reports, parts_of
from gikqa._export.sources import Source, open_sources
from gikqa._export.values import as_text
from gikqa._model.finding import Severity
from gikqa._model.result import Result
from gikqa._model.standing import DEFECTIVE
from gikqa.editions import load_editions
from gikqa.errors import InputError, UsageError

_ROWS = 2_048
REASONS = (
    pa.field("gikqa_verdict", pa.string()),
    pa.field("gikqa_severity", pa.string()),
    pa.field("gikqa_rules", pa.list_(pa.string())),
    pa.field("gikqa_messages", pa.list_(pa.string())),
)
"""The columns that say why a row is defective."""


@dataclass(frozen=True)
class Split:
    """The rows of an export in two streams, each of which can be read once.

    sound: the columns of the export. defective: the same, and `gikqa_verdict`, `gikqa_severity`,
    `gikqa_rules` and `gikqa_messages`, which say why. A row that no rule could judge is sound here:
    `Result.verdicts` says which they are.
    """

    sound: pa.RecordBatchReader
    defective: pa.RecordBatchReader


def split(result: Result, data: Any, at: str = "info") -> Split:
    """The rows of an export that was judged, in two streams: sound ones and defective ones.

    data: what was handed to `lint`; each stream reads it again, a batch at a time. at: the least
    severity that makes a report defective. Raises InputError for an input that cannot be read,
    UsageError for one that can be read only once.
    """
    severities = [*Severity]
    if at not in severities:
        raise UsageError.worded("not one of", name="at", value=repr(at), known=severities)
    parts = list(parts_of(data))
    for part in parts:
        once = part.rows if isinstance(part, Reports) else part
        if isinstance(once, (pa.RecordBatchReader, Iterator)) or hasattr(once, "read"):
            raise UsageError.worded("read once", kind=type(part).__name__)
    verdicts = result.verdicts
    bad = pa.array(severities[: severities.index(Severity(at)) + 1], pa.string())
    defective = verdicts.filter(
        pc.and_(
            pc.equal(verdicts.column("verdict"), DEFECTIVE), pc.is_in(verdicts["severity"], bad)
        )
    )
    why = _Why(result, defective)
    schema = pa.unify_schemas(
        [source.schema for source in _sources(parts)], promote_options="permissive"
    )

    def rows(*, wanted: bool) -> Iterator[pa.RecordBatch]:
        for source in _sources(parts):
            for batch in source.batches(source.schema.names, _ROWS):
                yield from why.chosen(_as(batch, schema), wanted=wanted)

    full = pa.schema([*schema, *REASONS])
    return Split(
        pa.RecordBatchReader.from_batches(schema, rows(wanted=False)),
        pa.RecordBatchReader.from_batches(full, rows(wanted=True)),
    )


def _sources(parts: list[Any]) -> Iterator[Source]:
    for source in open_sources(parts, all_cells(load_editions().values())):
        if isinstance(source, InputError):
            raise source
        yield source


def _as(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """The batch with all columns of the schema; what it lacks is null."""
    known = set(batch.schema.names)
    columns = [
        batch.column(field.name).cast(field.type)
        if field.name in known
        else pa.nulls(batch.num_rows, field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


class _Why:
    """The ids of defective reports, with their findings."""

    def __init__(self, result: Result, defective: pa.Table) -> None:
        self._ids = defective.column("report_id").combine_chunks()
        self._severities = defective.column("severity").combine_chunks()
        findings = result.findings
        # The findings are in the order of their ids.
        encoded = findings.column("report_id").combine_chunks().dictionary_encode()
        self._owners = encoded.dictionary
        ends = np.cumsum(np.bincount(encoded.indices.to_numpy(), minlength=len(self._owners)))
        offsets = pa.array(np.concatenate([[0], ends]), pa.int32())
        self._lists = [
            pa.ListArray.from_arrays(offsets, findings.column(name).combine_chunks())
            for name in ("rule", "message")
        ]

    def chosen(self, batch: pa.RecordBatch, *, wanted: bool) -> Iterator[pa.RecordBatch]:
        """The rows that are defective, with the reasons; or the rows that are not."""
        ids = as_text(batch.column("report_id"))
        place = pc.index_in(ids, self._ids)
        hit = pc.is_valid(place)
        part = batch.filter(hit if wanted else pc.invert(hit))
        if not part.num_rows:
            return
        if wanted:
            # What is wrong with the export as a whole has the empty id.
            own = pc.index_in(ids.filter(hit), self._owners)
            whole = pc.index_in(pa.array([""]), self._owners)[0]
            own = pc.fill_null(own, whole) if whole.is_valid else own
            lists = [values.take(own) for values in self._lists]
            severities = self._severities.take(pc.drop_null(place))
            verdict = pa.repeat(DEFECTIVE, part.num_rows)
            for field, column in zip(REASONS, [verdict, severities, *lists], strict=True):
                part = part.append_column(field, column)
        yield part
