"""Pandera schemas of the statutory tables, built from the editions.

For people who have one table in a dataframe: `gikqa.schemas.requests("2021").validate(frame)`.
A frame has one row a report, a column `report_id`, and one column a cell, named by its cell path.
Other columns are ignored.
"""

from dataclasses import dataclass
from importlib import import_module
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa.editions import Edition, Identity, Kind, Table, load_editions
from gikqa.errors import InputError, UsageError

_FRAMES = {"pyarrow": "Table", "polars": "DataFrame", "pandas": "DataFrame"}
BACKENDS = tuple(_FRAMES)
_TYPES = {
    "pyarrow": (pa.string(), pa.int64()),
    "polars": (str, int),
    "pandas": (str, "Int64"),  # a column with blanks holds floats; Int64 takes whole ones only
}
"""The types of ids and of counts."""
_FRAME_OF = {"pyarrow": attrgetter("table"), "polars": attrgetter("lazyframe")}
"""Takes the frame out of what pandera hands to a check."""
_OUTPUT = "check_output"  # the one name of a result that every pandera backend takes


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
        pandera = import_module(f"pandera.{backend}")
        text, whole = _TYPES[backend]
        checks: dict[str, list[Any]] = {cell.path: [] for cell in self.table.cells}
        for cell in self.table.cells:
            if cell.kind is not Kind.SIGNED:
                checks[cell.path].append(pandera.Check.ge(0, name=f"{cell.path} ≥ 0"))
        of_frame: list[Any] = []
        for identity in self.identities:
            # In pandas, a column's check sees that column only.
            among = of_frame if backend == "pandas" else checks[identity.left[0]]
            holds = self._holds(identity, backend)
            among.append(pandera.Check(holds, name=identity.name, ignore_na=False))
        columns = {"report_id": pandera.Column(text, unique=True)}
        for cell in self.table.cells:
            kind = None if cell.kind is Kind.MONEY else whole
            coerce = backend == "pandas" and kind is not None
            columns[cell.path] = pandera.Column(
                kind, checks[cell.path], nullable=True, coerce=coerce
            )
        return pandera.DataFrameSchema(columns, checks=of_frame, name=self.table.key)

    def _numeric(self, frame: Any) -> Any:
        """A pandas frame whose money columns, objects there, can be compared as numbers."""
        import pandas as pd

        money = [cell.path for cell in self.table.cells if cell.kind is Kind.MONEY]
        return frame.assign(**{path: pd.to_numeric(frame[path]) for path in money})

    def _holds(self, identity: Identity, backend: str) -> Any:
        frame_of = _FRAME_OF.get(backend, self._numeric)

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
            lazy = backend == "polars"
            return verdicts.lazy().to_native() if lazy else verdicts.to_native()[_OUTPUT]

        return holds


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
    tables = {one.key: one for one in editions[edition].tables}
    if table not in tables:
        known = list(tables)
        raise UsageError.worded("table of schema", edition=edition, table=table, known=known)
    return TableSchema(editions[edition], tables[table])


def _is_a(frame: Any, module: str, name: str) -> bool:
    """Whether an object is of a class of a library, or of one derived from it; imports nothing."""
    return any(
        (kind.__module__.partition(".")[0], kind.__name__) == (module, name)
        for kind in type(frame).__mro__
    )


def _broken(identity: Identity, edition: Edition, cells: pa.Table) -> np.ndarray:
    """A boolean for each row: True where no completion of the blanks satisfies the identity."""
    from gikqa._engine.equations.evaluate import judge_identities
    from gikqa._engine.outcome.record import Verdict
    from gikqa._export.values import as_cells

    cleaned = {
        path: as_cells(
            cells.column(path).combine_chunks(),
            # A negative count is reported by another check and takes part in the sums here.
            Kind.MONEY if edition.cells[path].kind is Kind.MONEY else Kind.SIGNED,
        )
        for path in identity.cells
    }
    broken, every = np.zeros(cells.num_rows, bool), np.ones(cells.num_rows, bool)
    values = {path: cell.values for path, cell in cleaned.items()}
    huge = frozenset(path for path, cell in cleaned.items() if cell.huge)
    for _, rows, verdicts in judge_identities([identity], edition.cells, values, every, huge):
        broken[rows] = verdicts == Verdict.VIOLATED
    return broken
