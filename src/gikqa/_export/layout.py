"""Find the columns of an export in the spelling that a source has: flat, or nested in structs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.export_schema import OPTIONAL, REQUIRED, cell_type
from gikqa._export.values import CHECKS, accepts_type, is_number
from gikqa.editions import Cell
from gikqa.errors import InputError


@dataclass(frozen=True)
class Layout:
    """Where each wanted column stands in a source.

    `places`: wanted column → path of field names (one name if flat). `missing`: wanted, not there.
    `wrong`: column, wanted or not → (type seen, type expected). `unknown`: cells of no edition.
    """

    places: Mapping[str, tuple[str, ...]]
    missing: frozenset[str]
    wrong: Mapping[str, tuple[str, str]]
    unknown: tuple[str, ...]

    @property
    def to_read(self) -> list[str]:
        """The names to ask a Parquet reader for; a nested field is named with dots."""
        return [".".join(place) for place in self.places.values()]

    def take(self, batch: pa.RecordBatch) -> dict[str, pa.Array]:
        """The wanted columns of one batch, by column name."""
        return {name: self.column(batch, name) for name in self.places}

    def column(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        """One of the wanted columns of a batch."""
        return _dig(batch, self.places[name])


def find_layout(
    schema: pa.Schema, wanted: Iterable[str], cells: Mapping[str, Cell], source: str
) -> Layout:
    """Find the wanted columns in a source's schema. Raises InputError if it is no export.

    cells: every cell path that some edition has; what looks like a cell and is none is unknown.
    """
    tables = {cell.table for cell in cells.values()}
    _refuse_doubles(schema, tables, source)
    leaves = dict(_leaves(schema, tables))
    _refuse_no_export(leaves, source)
    wrong: dict[str, tuple[str, str]] = {}
    for name, (_, kind) in leaves.items():  # those that no chosen rule needs as well
        if name in cells:
            fits, expected = is_number(kind), str(cell_type(cells[name]))
        elif name in CHECKS:
            fits, expected = accepts_type(name, kind), CHECKS[name][1]
        else:
            continue
        if not fits:
            wrong[name] = (str(kind), expected)
    wanted = list(wanted)
    places = {name: leaves[name][0] for name in wanted if name in leaves and name not in wrong}
    unknown = tuple(
        sorted(name for name in leaves if name.partition(".")[0] in tables and name not in cells)
    )
    missing = frozenset(name for name in wanted if name not in leaves)
    return Layout(places, missing, wrong, unknown)


def _leaves(
    schema: pa.Schema, tables: set[str]
) -> Iterator[tuple[str, tuple[tuple[str, ...], pa.DataType]]]:
    """(column, (place, type)) of every column, with the structs of the tables opened."""
    for field in schema:
        if field.name not in tables or not pt.is_struct(field.type):
            yield field.name, ((field.name,), field.type)
            continue
        for row in field.type:
            if not pt.is_struct(row.type):
                yield f"{field.name}.{row.name}", ((field.name, row.name), row.type)
                continue
            for column in row.type:
                path = (field.name, row.name, column.name)
                yield ".".join(path), (path, column.type)


def _refuse_doubles(schema: pa.Schema, tables: set[str], source: str) -> None:
    """No column, and no row or cell of a table in whatever spelling, may stand twice."""
    opened = [field for field in schema if field.name in tables and pt.is_struct(field.type)]
    rows = [f"{field.name}.{row.name}" for field in opened for row in field.type]
    leaves = [name for name, _ in _leaves(schema, tables)]
    doubled = sorted(
        name
        for names in (schema.names, rows, leaves)
        for name, n in Counter(names).items()
        if n > 1
    )
    if doubled:
        raise InputError.worded("double column", source=source, column=doubled[0])


def _refuse_no_export(
    leaves: Mapping[str, tuple[tuple[str, ...], pa.DataType]], source: str
) -> None:
    absent = [name for name in REQUIRED if name not in leaves]
    if absent:
        raise InputError.worded("columns missing", source=source, columns=absent)
    for name in REQUIRED:
        kind = leaves[name][1]
        if not accepts_type(name, kind):
            raise InputError.worded(
                "wrong type", source=source, name=name, kind=kind, expected=REQUIRED[name]
            )


def _dig(batch: pa.RecordBatch, place: tuple[str, ...]) -> pa.Array:
    column = batch.column(place[0])
    return column if len(place) == 1 else pc.struct_field(column, list(place[1:]))


REPORT_COLUMNS = (*REQUIRED, *OPTIONAL)
