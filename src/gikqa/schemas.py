"""Pandera schemas of the statutory tables, built from the editions.

For people who have one table in a dataframe: `gikqa.schemas.requests("2021").validate(frame)`.
A frame has one row a report, `report_id`, and one column a cell, named by its cell path. Columns
that are not of the table are let be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from gikqa.editions import Cell, Edition, Identity, Kind, Relation, Table, load_editions
from gikqa.errors import InputError, UsageError

if TYPE_CHECKING:
    import narwhals as nw

_FRAMES = {"pyarrow": "Table", "polars": "DataFrame", "pandas": "DataFrame"}
BACKENDS = tuple(_FRAMES)
_HIGH, _FAR = 2**32, 2**30  # see `_above_zero`
_OUTPUT = "check_output"  # the one name of a result that every pandera backend takes


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
        raise UsageError(
            f"edition is {edition!r}, expected one of: {', '.join(editions)}",
            f"版本为 {edition!r}，应为以下之一：{'、'.join(editions)}",
        )
    found = editions[edition]
    keys = [one.key for one in found.tables]
    if table not in keys:
        raise UsageError(
            f"edition {edition} has no table {table!r}; it has: {', '.join(keys)}",
            f"{edition} 版没有表 {table!r}，只有：{'、'.join(keys)}",
        )
    return TableSchema(found, found.table(table))


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
            # pandera would look at its schema only, and every check would seem to pass.
            raise InputError(
                "cannot check a polars LazyFrame: collect it first",
                "无法检查 polars 的 LazyFrame：请先 collect",
            )
        module = next((name for name, kind in _FRAMES.items() if _is_a(frame, name, kind)), None)
        if module is None:
            raise InputError(
                f"cannot check a {type(frame).__name__}: expected a pyarrow Table, "
                "a polars DataFrame or a pandas DataFrame",
                f"无法检查 {type(frame).__name__}：应为 pyarrow 表、polars 或 pandas 的 DataFrame",
            )
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
            raise UsageError(
                f"backend is {backend!r}, expected one of: {', '.join(BACKENDS)}",
                f"后端为 {backend!r}，应为以下之一：{'、'.join(BACKENDS)}",
            )
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
            columns[cell.path] = kit.module.Column(
                kit.type_of(cell), checks[cell.path], nullable=True, coerce=kit.coerce(cell)
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

            frame = nw.from_native(frame_of(data))
            sums = frame.select(**_sums(identity, self.edition))
            judged = sums.select((~_broken(identity)).alias(_OUTPUT)).to_native()
            # The polars backend takes a frame, the others one column.
            return judged if kit.name == "polars" else judged[_OUTPUT]

        return kit.module.Check(holds, name=identity.name, ignore_na=False)


def _is_a(frame: Any, module: str, name: str) -> bool:
    """Whether an object is of a class of a library, or of one derived from it; imports nothing."""
    return any(
        (kind.__module__.partition(".")[0], kind.__name__) == (module, name)
        for kind in type(frame).__mro__
    )


@dataclass(frozen=True)
class _Kit:
    """What differs from one dataframe library to the next."""

    name: str
    module: Any
    text: Any
    whole: Any
    frame: Any

    def type_of(self, cell: Cell) -> Any:
        return self.whole if cell.kind is not Kind.MONEY else None

    def coerce(self, cell: Cell) -> bool:
        # A pandas column with blanks is a float column; Int64 takes whole floats and no others.
        return self.name == "pandas" and cell.kind is not Kind.MONEY


def _kit(backend: str) -> _Kit:
    if backend == "pyarrow":
        import pandera.pyarrow
        import pyarrow as pa

        return _Kit(backend, pandera.pyarrow, pa.string(), pa.int64(), lambda data: data.table)
    if backend == "polars":
        import pandera.polars
        import polars as pl

        return _Kit(backend, pandera.polars, pl.String, pl.Int64, lambda data: data.lazyframe)
    import pandera.pandas

    return _Kit(backend, pandera.pandas, str, "Int64", lambda data: data)


def _sums(identity: Identity, edition: Edition) -> dict[str, nw.Expr]:
    """Both sides of a statement as columns, so that each cell is added up once only.

    For each side the sum of what is known, whether something is blank, and whether a cell is blank
    that can be negative.
    """
    import narwhals as nw

    def total(values: list[nw.Expr]) -> nw.Expr:
        return reduce(add, values) if values else nw.lit(0)

    def blank(paths: list[str]) -> nw.Expr:
        nulls = [nw.col(path).is_null() for path in paths]
        return nw.any_horizontal(*nulls, ignore_nulls=True) if nulls else nw.lit(False)

    sums = {}
    for side, paths in (("left", identity.left), ("right", identity.right)):
        kinds = {path: edition.cells[path].kind for path in paths}
        whole = [path for path in paths if kinds[path] is not Kind.MONEY]
        sums[side] = total([nw.col(path).fill_null(0) for path in paths])
        # Decimals do not wrap and have no part in this.
        sums[f"{side}_high"] = total([nw.col(path).fill_null(0) // _HIGH for path in whole])
        sums[f"{side}_blank"] = blank(list(paths))
        sums[f"{side}_free"] = blank([path for path in paths if kinds[path] is Kind.SIGNED])
    return sums


def _broken(identity: Identity) -> nw.Expr:
    """True where no completion of the blanks satisfies the statement; reads what `_sums` gives."""
    import narwhals as nw

    left, left_high, left_blank, left_free = (
        nw.col(f"left{what}") for what in ("", "_high", "_blank", "_free")
    )
    right, right_high, right_blank, right_free = (
        nw.col(f"right{what}") for what in ("", "_high", "_blank", "_free")
    )
    if identity.relation is Relation.ZERO_IMPLIES_ZERO:
        something_left = _above_zero(left, left_high) | _below_zero(left, left_high)
        something_right = _above_zero(right, right_high) | _below_zero(right, right_high)
        return ~something_left & ~left_blank & something_right & ~right_free
    gap, gap_high = left - right - identity.constant, left_high - right_high
    too_much = _above_zero(gap, gap_high) & ~right_blank & ~left_free
    too_little = _below_zero(gap, gap_high) & ~left_blank & ~right_free
    if identity.relation is Relation.EQUAL:
        return too_much | too_little
    return too_much if identity.relation is Relation.AT_MOST else too_little


# A sum of int64 wraps silently. Next to it stands the sum of the cells without their lower half,
# to which each of some dozen cells adds an error of less than one: where that sum is well within
# its range the other one has not wrapped, and elsewhere the two have one sign.


def _above_zero(value: nw.Expr, high: nw.Expr) -> nw.Expr:
    return (high >= _FAR) | ((value > 0) & (high > -_FAR))


def _below_zero(value: nw.Expr, high: nw.Expr) -> nw.Expr:
    return (high <= -_FAR) | ((value < 0) & (high < _FAR))
