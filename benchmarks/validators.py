"""The equalities of edition 2021, found by the validation libraries that people use for tables.

Each function does what `benchmarks.rivals` asks of a rival. Every library gets the form of the
work in which it is fastest; what only one of them needs, such as columns of differences, is part
of its time. They need `benchmarks/validators.txt`, which `make peers` installs apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from benchmarks.rivals import COLUMNS, EQUALITIES, STEP, Rival, Violations, with_pandera
from gikqa.editions import Identity


def _sum(cells: Sequence[str], column: Callable[[str], Any]) -> Any:
    """The sum of columns, blank where one of them is."""
    return reduce(add, map(column, cells))


def _numbered(found: Iterator[tuple[int, Any]]) -> Violations:
    """(number of an equality, rows that violate it) as the violations of a rival."""
    parts = [np.asarray(rows, np.int64) * STEP + number for number, rows in found]
    return np.sort(np.concatenate(parts)) if parts else np.empty(0, np.int64)


def _by_column(check: Callable[[int, Identity], Any]) -> dict[str, list[Any]]:
    """Column → the checks of the equalities whose total it holds."""
    checks: dict[str, list[Any]] = {}
    for number, identity in enumerate(EQUALITIES):
        checks.setdefault(identity.left[0], []).append(check(number, identity))
    return checks


def _failed(schema: Any, frame: Any, passed: Callable[[Any], Any]) -> Violations:
    """What a schema of pandera finds; its own table of failures is texts."""
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as caught:
        return _numbered(
            (int(one.check.name), np.flatnonzero(~passed(one.check_output)))
            for one in caught.schema_errors
        )
    return np.empty(0, np.int64)


def with_pandera_on_pandas(path: str) -> Violations:
    """Checks of columns that look at the whole frame; checks of frames take ten times as long."""
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.read_parquet(path, columns=list(COLUMNS))

    def check(number: int, identity: Identity) -> Any:
        def holds(_: Any) -> Any:
            return _sum(identity.left, frame.get) == _sum(identity.right, frame.get)

        return pa.Check(holds, name=str(number))

    checks = _by_column(check)
    schema = pa.DataFrameSchema({cell: pa.Column("int64", mine) for cell, mine in checks.items()})
    return _failed(schema, frame, lambda output: output.to_numpy())


def with_pandera_on_pyarrow(path: str) -> Violations:
    """Checks of columns of a table of pyarrow, which pandera reaches through narwhals."""
    import narwhals.stable.v1 as nw
    import pandera.pyarrow as pa
    import pyarrow as arrow
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=list(COLUMNS))

    def check(number: int, identity: Identity) -> Any:
        def holds(_: Any) -> Any:
            return _sum(identity.left, nw.col) == _sum(identity.right, nw.col)

        return pa.Check(holds, name=str(number), native=False)

    checks = _by_column(check)
    schema = pa.DataFrameSchema(
        {cell: pa.Column(arrow.int64(), mine) for cell, mine in checks.items()}
    )

    frame = nw.from_native(table, eager_only=True)

    def passed(output: Any) -> Any:  # an expression, which is evaluated once more for its rows
        return frame.select(kept=output)["kept"].to_numpy().astype(bool)

    return _failed(schema, table, passed)


def with_pointblank(path: str) -> Violations:
    """One step for each equality, an expression of polars; extracts of all rows that fail."""
    import pointblank as pb
    import polars as pl

    validation = pb.Validate(pl.read_parquet(path, columns=list(COLUMNS)))
    for identity in EQUALITIES:
        validation = validation.col_vals_expr(
            _sum(identity.left, pl.col) == _sum(identity.right, pl.col)
        )
    extracts = validation.interrogate(extract_limit=2**31).get_data_extracts()
    return _numbered(
        (step - 1, extract["_row_num_"].to_numpy().astype(np.int64) - 1)
        for step, extract in extracts.items()
        if len(extract)
    )


def with_dataframely(path: str) -> Violations:
    """A schema with one rule for each equality, which it judges in one lazy plan."""
    import dataframely as dy
    import polars as pl

    def rule(identity: Identity) -> Any:
        def holds(cls: Any) -> Any:
            return _sum(identity.left, pl.col) == _sum(identity.right, pl.col)

        return dy.rule()(holds)

    columns: dict[str, Any] = {cell: dy.Int64(alias=cell) for cell in COLUMNS}
    columns |= {f"rule_{number}": rule(one) for number, one in enumerate(EQUALITIES)}
    schema = type("Tables", (dy.Schema,), columns | {"row": dy.UInt32()})
    frame = pl.read_parquet(path, columns=list(COLUMNS)).with_row_index("row")
    failed = schema.filter(frame).failure.details()
    rows = failed["row"].to_numpy()
    return _numbered(
        (number, rows[(failed[f"rule_{number}"] == "invalid").to_numpy()])
        for number in range(len(EQUALITIES))
    )


def with_great_expectations(path: str) -> Violations:
    """Differences as columns, each of which has to be 0: its rows can only be judged like that."""
    import great_expectations as gx
    import pandas as pd

    frame = pd.read_parquet(path, columns=list(COLUMNS))
    gaps = pd.DataFrame(
        {
            str(number): _sum(one.left, frame.get) - _sum(one.right, frame.get)
            for number, one in enumerate(EQUALITIES)
        }
    )
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    suite = gx.ExpectationSuite(name="equalities")
    for name in gaps.columns:
        suite.add_expectation(
            gx.expectations.ExpectColumnValuesToBeBetween(column=name, min_value=0, max_value=0)
        )
    batch = (
        context.data_sources.add_pandas("frames")
        .add_dataframe_asset("gaps")
        .add_batch_definition_whole_dataframe("all")
        .get_batch({"dataframe": gaps})
    )
    judged = batch.validate(suite, result_format={"result_format": "COMPLETE"})
    return _numbered(
        (int(one.expectation_config.kwargs["column"]), one.result["unexpected_index_list"])
        for one in judged.results
        if not one.success
    )


VALIDATORS: Mapping[str, Rival] = {
    "pandera, polars": Rival(with_pandera, ("polars", "pandera.polars")),
    "pandera, pandas": Rival(with_pandera_on_pandas, ("pandas", "pandera.pandas")),
    "pandera, pyarrow": Rival(with_pandera_on_pyarrow, ("pyarrow.parquet", "pandera.pyarrow")),
    "pointblank": Rival(with_pointblank, ("polars", "pointblank")),
    "dataframely": Rival(with_dataframely, ("polars", "dataframely")),
    "Great Expectations": Rival(with_great_expectations, ("pandas", "great_expectations")),
}
