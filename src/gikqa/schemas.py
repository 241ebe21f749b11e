"""Pandera schemas of the statutory tables, built from the editions.

For people who have one table in a dataframe: `gikqa.schemas.requests("2021").validate(frame)`.
A frame has one row a report, a column `report_id`, and one column a cell, named by its cell path.
Other columns are ignored.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa.editions import Edition, Identity, Kind, Table, load_editions
from gikqa.errors import InputError, UsageError

_FRAMES = {"pyarrow": "Table", "polars": "DataFrame", "pandas": "DataFrame"}
BACKENDS = tuple(_FRAMES)
_OUTPUT = "check_output"  # the one name of a result that every pandera backend takes


@dataclass(frozen=True)
class _Kit:
    """What differs from one dataframe library to the next."""

    name: str
    module: Any
    text: Any
    whole: Any
    frame: Any


@dataclass(frozen=True)
class TableSchema:
    """The contract of one statutory table: types, key, rows, domains, identities.

    Each identity is a named check (`R3:granted`) on the column of its result. A blank is an
    unknown number: a check fails only where no number in its place could make it hold.
    """

    edition: Edition
    table: Table

    @property
    def identities(self) -> tuple[Identity, ...]:
        """The statements whose cells all lie in this table."""
        paths = {cell.path for cell in self.table.cells}
        return tuple(one for one in self.edition.identities if paths.issuperset(one.cells))

    def validate(self, frame: Any, *, lazy: bool = True) -> Any:
        """Check a pyarrow table, a polars frame or a pandas frame, and return it.

        Raises pandera.errors.SchemaErrors with every failure (`lazy`), or SchemaError with the
        first; InputError if the frame is of no kind that can be checked.
        """
        if _is_a(frame, "polars", "LazyFrame"):
            # pandera would check its schema only, and every other check would seem to pass.
            raise InputError.worded("lazy frame")
        module = next((name for name, kind in _FRAMES.items() if _is_a(frame, name, kind)), None)
        if module is None:
            raise InputError.worded("unknown frame", kind=type(frame).__name__)
        if module == "pandas":
            frame = self._without_arrow(frame)
        return self.to_pandera(module).validate(frame, lazy=lazy)

    def _without_arrow(self, frame: Any) -> Any:
        """A pandas frame with ids and money as pandas itself would hold them.

        Text and decimals in `pandas.ArrowDtype` are other types to pandera; counts it converts.
        """
        import pandas as pd

        names = ["report_id", *(c.path for c in self.table.cells if c.kind is Kind.MONEY)]
        found = [name for name in names if (frame.columns == name).sum() == 1]
        arrow = [name for name in found if isinstance(frame[name].dtype, pd.ArrowDtype)]
        return frame.assign(
            **{name: pd.Series(frame[name].tolist(), index=frame.index) for name in arrow}
        )

    def to_pandera(self, backend: str) -> Any:
        """The pandera `DataFrameSchema` for `pyarrow`, `polars` or `pandas`."""
        if backend not in BACKENDS:
            raise UsageError.worded("backend of schema", backend=backend, known=BACKENDS)
        kit = _kit(backend)
        checks: dict[str, list[Any]] = {cell.path: [] for cell in self.table.cells}
        for cell in self.table.cells:
            if cell.kind is not Kind.SIGNED:
                checks[cell.path].append(kit.module.Check.ge(0, name=f"{cell.path} ≥ 0"))
        of_frame = []
        for identity in self.identities:
            if backend == "pandas":  # there a column's check sees that column only
                of_frame.append(self._check(kit, identity, self._numeric))
            else:
                checks[identity.left[0]].append(self._check(kit, identity, kit.frame))
        columns = {"report_id": kit.module.Column(kit.text, unique=True)}
        for cell in self.table.cells:
            whole = cell.kind is not Kind.MONEY
            # A pandas column with blanks is a float column; Int64 takes whole floats and no others.
            coerce = whole and backend == "pandas"
            kind = kit.whole if whole else None
            columns[cell.path] = kit.module.Column(
                kind, checks[cell.path], nullable=True, coerce=coerce
            )
        return kit.module.DataFrameSchema(columns, checks=of_frame, name=self.table.key)

    def _numeric(self, frame: Any) -> Any:
        """A pandas frame whose money columns, objects there, can be compared as numbers."""
        import pandas as pd

        money = [cell.path for cell in self.table.cells if cell.kind is Kind.MONEY]
        return frame.assign(**{path: pd.to_numeric(frame[path]) for path in money})

    def _check(self, kit: _Kit, identity: Identity, frame_of: Any) -> Any:
        def holds(data: Any) -> Any:
            import narwhals as nw

            frame = nw.from_native(frame_of(data)).lazy().select(*identity.cells).collect()
            passes = nw.new_series(
                _OUTPUT,
                ~_broken(identity, self.edition, frame.to_arrow()),
                nw.Boolean(),
                backend=frame.implementation,
            )
            verdicts = frame.select(identity.cells[0]).with_columns(passes).select(_OUTPUT)
            # The polars backend takes a lazy frame, the others one column.
            lazy = kit.name == "polars"
            return verdicts.lazy().to_native() if lazy else verdicts.to_native()[_OUTPUT]

        return kit.module.Check(holds, name=identity.name, ignore_na=False)


def disclosure(edition: str = "2021") -> TableSchema:
    """The schema of table 二, proactive disclosure, in an edition."""
    return _schema(edition, "disclosure")


def requests(edition: str = "2021") -> TableSchema:
    """The schema of table 三, requests received and handled, in an edition."""
    return _schema(edition, "requests")


def disputes(edition: str = "2021") -> TableSchema:
    """The schema of table 四, reviews and lawsuits, in an edition."""
    return _schema(edition, "disputes")


def statistics(edition: str = "2014") -> TableSchema:
    """The schema of the statistics table of the years 2014 to 2018."""
    return _schema(edition, "statistics")


def _schema(edition: str, table: str) -> TableSchema:
    editions = load_editions()
    if edition not in editions:
        raise UsageError.worded("edition of schema", edition=edition, known=list(editions))
    found = editions[edition]
    keys = [one.key for one in found.tables]
    if table not in keys:
        raise UsageError.worded("table of schema", edition=edition, table=table, known=keys)
    return TableSchema(found, found.table(table))


def _is_a(frame: Any, module: str, name: str) -> bool:
    """Whether an object is of a class of a library, or of one derived from it; imports nothing."""
    return any(
        (kind.__module__.partition(".")[0], kind.__name__) == (module, name)
        for kind in type(frame).__mro__
    )


def _kit(backend: str) -> _Kit:
    if backend == "pyarrow":
        import pandera.pyarrow

        return _Kit(backend, pandera.pyarrow, pa.string(), pa.int64(), lambda data: data.table)
    if backend == "polars":
        import pandera.polars
        import polars as pl

        return _Kit(backend, pandera.polars, pl.String, pl.Int64, lambda data: data.lazyframe)
    import pandera.pandas

    return _Kit(backend, pandera.pandas, str, "Int64", lambda data: data)


def _broken(identity: Identity, edition: Edition, cells: pa.Table) -> np.ndarray:
    """A boolean for each row: True where no completion of the blanks satisfies the identity."""
    from gikqa._engine.equations.evaluate import judge_identities
    from gikqa._engine.outcome.record import VIOLATED
    from gikqa._export.values import as_cells

    cleaned = {
        path: as_cells(
            cells.column(path).combine_chunks(),
            # A negative count is reported by another check and takes part in the sums here.
            Kind.MONEY if edition.cells[path].kind is Kind.MONEY else Kind.SIGNED,
        )
        for path in identity.cells
    }
    broken = np.zeros(cells.num_rows, bool)
    for _, rows, verdicts in judge_identities(
        [identity],
        edition,
        {path: cell.values for path, cell in cleaned.items()},
        np.ones(cells.num_rows, bool),
        frozenset(path for path, cell in cleaned.items() if cell.huge),
    ):
        broken[rows] = verdicts == VIOLATED
    return broken
