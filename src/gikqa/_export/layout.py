"""Find the columns of an export in a source, where they are flat or nested in structs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.export_schema import REQUIRED, cell_type
from gikqa._export.values import CHECKS, accepts_type, is_number
from gikqa.editions import Cell
from gikqa.errors import InputError


@dataclass(frozen=True)
class Layout:
    """The place of each wanted column in a source.

    `places`: wanted column → path of field names (one name if flat). `missing`: wanted, not there.
    `wrong`: column, wanted or not → (type seen, type expected). `unknown`: cells of no edition.
    `misnamed`: (column, the missing cell that it is when only letters and digits are compared).
    """

    places: Mapping[str, tuple[str, ...]]
    missing: frozenset[str]
    wrong: Mapping[str, tuple[str, str]]
    unknown: tuple[str, ...]
    misnamed: tuple[tuple[str, str], ...] = ()

    @property
    def to_read(self) -> list[str]:
        """The names to ask a Parquet reader for; a nested field is named with dots."""
        return [".".join(place) for place in self.places.values()]

    def take(self, batch: pa.RecordBatch) -> dict[str, pa.Array]:
        """The wanted columns of one batch, by column name."""
        return {name: self.column(batch, name) for name in self.places}

    def column(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        """One of the wanted columns of a batch."""
        root, *nested = self.places[name]
        return pc.struct_field(batch.column(root), nested) if nested else batch.column(root)


def find_layout(
    schema: pa.Schema, wanted: Iterable[str], cells: Mapping[str, Cell], source: str
) -> Layout:
    """Find the wanted columns in a source's schema. Raises InputError if it is no export.

    cells: every cell path that some edition has; another path in a table is unknown.
    """
    tables = {cell.table for cell in cells.values()}
    nodes = list(_nodes(schema, tables))
    doubled = [name for name, times in Counter(name for name, *_ in nodes).items() if times > 1]
    if doubled:
        raise InputError.worded("double column", source=source, column=min(doubled))
    leaves = {name: (place, kind) for name, place, kind in nodes if kind is not None}
    _refuse_no_export(leaves, source)
    wrong: dict[str, tuple[str, str]] = {}
    for name, (_, kind) in leaves.items():  # those that no chosen rule needs as well
        if name in cells and not is_number(kind):
            wrong[name] = (str(kind), str(cell_type(cells[name])))
        elif name in CHECKS and not accepts_type(name, kind):
            wrong[name] = (str(kind), CHECKS[name][1])
    wanted = list(wanted)
    places = {name: leaves[name][0] for name in wanted if name in leaves and name not in wrong}
    unknown = sorted(
        name for name in leaves if name.partition(".")[0] in tables and name not in cells
    )
    missing = frozenset(name for name in wanted if name not in leaves)
    misnamed = _misnamed(leaves, missing & cells.keys())
    return Layout(places, missing, wrong, tuple(unknown), misnamed)


def _misnamed(columns: Iterable[str], missing: Iterable[str]) -> tuple[tuple[str, str], ...]:
    meant = {_bare(cell): cell for cell in missing}
    found = ((name, meant.get(_bare(name))) for name in columns)
    return tuple((name, cell) for name, cell in found if cell is not None)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name.lower())


def _nodes(
    fields: Iterable[pa.Field], tables: set[str], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], pa.DataType | None]]:
    """(name, place, type) of every column; those in the structs of the tables follow the struct.

    The type is None for a table, and for a row of one, that is a struct.
    """
    for field in fields:
        place = (*above, field.name)
        opened = pt.is_struct(field.type) and len(place) < 3 and place[0] in tables
        yield ".".join(place), place, None if opened else field.type
        if opened:
            yield from _nodes(field.type, tables, place)


def _refuse_no_export(
    leaves: Mapping[str, tuple[tuple[str, ...], pa.DataType]], source: str
) -> None:
    absent = [name for name in REQUIRED if name not in leaves]
    if absent:
        raise InputError.worded("columns missing", source=source, columns=absent)
    for name, expected in REQUIRED.items():
        seen = {"source": source, "name": name, "kind": leaves[name][1]}
        if not accepts_type(name, leaves[name][1]):
            raise InputError.worded("wrong type", **seen, expected=expected)
