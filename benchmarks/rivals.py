"""The equalities of edition 2021, found by other means than gikqa.

Each function takes the path of an export and returns its violations: for each violated equality
of each report `row * 64 + number of the equality`, sorted. All of them return the same.

    python -m benchmarks.rivals exports.parquet
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gikqa.editions import Identity, Relation, load_editions

Violations = NDArray[np.int64]

STEP = 64
EQUALITIES: tuple[Identity, ...] = tuple(
    identity
    for identity in load_editions()["2021"].identities
    if identity.relation is Relation.EQUAL
)
COLUMNS: tuple[str, ...] = tuple(
    dict.fromkeys(cell for identity in EQUALITIES for cell in identity.cells)
)
NAMING = ("report_id", "publisher", "year", "region_code", "extraction")
"""What gikqa reads beside the cells; the rivals find rows only, and do without."""


@dataclass(frozen=True)
class Rival:
    """A way to find the violations, and the libraries to import before the clock starts."""

    find: Callable[[str], Violations]
    libraries: tuple[str, ...]
    most_reports: int | None = None


def read_only(path: str) -> Violations:
    """Only read the columns that gikqa reads: the cells, and what a finding says of its report."""
    import pyarrow.parquet as pq

    for _ in pq.ParquetFile(path).iter_batches(columns=[*NAMING, *COLUMNS]):
        pass
    return np.empty(0, np.int64)


def read_whole(path: str) -> Violations:
    """Read the same columns the usual way: all rows at once."""
    import pyarrow.parquet as pq

    pq.read_table(path, columns=[*NAMING, *COLUMNS])
    return np.empty(0, np.int64)


def with_polars(path: str) -> Violations:
    """One lazy plan: 42 comparisons, then only the reports in which one of them fails."""
    import polars as pl

    def side(cells: Sequence[str]) -> pl.Expr:
        first, *others = (pl.col(cell) for cell in cells)
        return sum(others, start=first)  # unlike `sum_horizontal`, a blank makes the sum blank

    broken = [
        (side(identity.left) != side(identity.right)).fill_null(False).alias(identity.name)
        for identity in EQUALITIES
    ]
    offenders = (
        pl.scan_parquet(path)
        .select(*COLUMNS)
        .with_row_index("row")
        .select("row", *broken)
        .filter(pl.any_horizontal(pl.exclude("row")))
        .collect(engine="streaming")
    )
    return _violations(offenders["row"].to_numpy(), offenders.drop("row").to_numpy())


def with_duckdb(path: str) -> Violations:
    """One SQL query: 42 comparisons as columns, then the rows in which one of them is true."""
    import duckdb

    def side(cells: Sequence[str]) -> str:
        return " + ".join(f'"{cell}"' for cell in cells)

    broken = ", ".join(
        f'{side(identity.left)} <> {side(identity.right)} AS "{identity.name}"'
        for identity in EQUALITIES
    )
    names = [identity.name for identity in EQUALITIES]
    anywhere = " OR ".join(f'"{name}"' for name in names)
    found = duckdb.execute(
        f"SELECT * FROM (SELECT file_row_number AS row, {broken} "
        f"FROM read_parquet(?, file_row_number = true)) WHERE {anywhere}",
        [path],
    ).fetchnumpy()
    marks = [np.ma.filled(found[name], False).astype(bool) for name in names]
    return _violations(np.asarray(found["row"]), np.column_stack(marks))


def with_pandera(path: str) -> Violations:
    """A pandera schema alone: the equalities as checks of the columns that hold their totals."""
    import pandera.polars as pa
    import polars as pl
    from pandera.errors import SchemaErrors

    frame = pl.read_parquet(path, columns=list(COLUMNS))
    checks: dict[str, list[Any]] = {}
    for number, identity in enumerate(EQUALITIES):
        checks.setdefault(identity.left[0], []).append(
            pa.Check(_pandera_check(identity), name=str(number))
        )
    schema = pa.DataFrameSchema(
        {cell: pa.Column(pl.Int64, mine, nullable=True) for cell, mine in checks.items()}
    )
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as caught:
        return np.sort(np.concatenate([_failed_rows(error) for error in caught.schema_errors]))
    return np.empty(0, np.int64)


def with_python(path: str) -> Violations:
    """A plain loop over reports as dictionaries."""
    import pyarrow.parquet as pq

    def found() -> Iterator[int]:
        row = 0
        for batch in pq.ParquetFile(path).iter_batches(columns=list(COLUMNS)):
            for report in batch.to_pylist():
                for number, identity in enumerate(EQUALITIES):
                    left = [report[cell] for cell in identity.left]
                    right = [report[cell] for cell in identity.right]
                    if None not in left and None not in right and sum(left) != sum(right):
                        yield row * STEP + number
                row += 1

    return np.fromiter(found(), np.int64)


RIVALS: Mapping[str, Rival] = {
    "read only": Rival(read_only, ("pyarrow.parquet",)),
    "polars": Rival(with_polars, ("polars",)),
    "duckdb": Rival(with_duckdb, ("duckdb",)),
    "pandera": Rival(with_pandera, ("polars", "pandera.polars")),
    "python loop": Rival(with_python, ("pyarrow.parquet",), most_reports=100_000),
    "read whole": Rival(read_whole, ("pyarrow.parquet",)),
}


READERS = ("read only", "read whole")
"""These look for nothing."""


def _violations(rows: NDArray[Any], broken: NDArray[np.bool_]) -> Violations:
    """rows: row numbers; broken: one row for each of them, one column an equality."""
    which, number = np.nonzero(broken)
    return np.sort(rows[which].astype(np.int64) * STEP + number)


def _pandera_check(identity: Identity) -> Callable[[Any], Any]:
    import polars as pl

    def holds(data: Any) -> Any:
        left, right = (
            sum((pl.col(cell) for cell in others), start=pl.col(first))
            for first, *others in (identity.left, identity.right)
        )
        return data.lazyframe.select((left == right).fill_null(True))

    return holds


def _failed_rows(error: Any) -> Violations:
    """The rows in which a check of pandera failed; its own table of failures is texts."""
    passed = error.check_output.to_series(0).to_numpy()
    return np.flatnonzero(~passed).astype(np.int64) * STEP + int(error.check.name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the violations that the rivals find in a file; 1 if they differ."""
    parser = argparse.ArgumentParser(description="Compare what the rivals find in an export.")
    parser.add_argument("path", type=Path)
    path = str(parser.parse_args(arguments).path)
    found = {name: rival.find(path) for name, rival in RIVALS.items() if name not in READERS}
    for name, violations in found.items():
        print(f"{name:12} {len(violations):9,} violations")
    first, *others = found.values()
    return 0 if all(np.array_equal(first, other) for other in others) else 1


if __name__ == "__main__":
    raise SystemExit(main())
