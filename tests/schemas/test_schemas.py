"""`gikqa.schemas` for each edition, table and dataframe library."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pandas as pd
import pandera.errors
import pandera.pandas
import pandera.polars
import pandera.pyarrow
import polars as pl
import pyarrow as pa
import pytest

from gikqa import InputError, UsageError, schemas
from gikqa.editions import Kind, Relation, load_editions

EDITIONS = load_editions()
FRAMES = {
    "pyarrow": lambda table: table,
    "polars": pl.from_arrow,
    "pandas": lambda table: table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get),
    "pandas-floats": lambda table: table.to_pandas(),
    "pandas-arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
}
MODULES = {
    "pyarrow": (pandera.pyarrow, pa.int64()),
    "polars": (pandera.polars, pl.Int64),
    "pandas": (pandera.pandas, "Int64"),
}
TABLES = [(key, table.key) for key, edition in EDITIONS.items() for table in edition.tables]
GRANTED = "requests.granted.total"
each_kind = pytest.mark.parametrize("kind", FRAMES)
each_backend = pytest.mark.parametrize("kind", ["pyarrow", "polars", "pandas"])
# The schema of a large table takes a second or two, whatever there is to be checked.
SOME = [
    ("2014", "statistics"),
    ("2019", "disclosure"),
    ("2021", "disclosure"),
    ("2021", "disputes"),
]
some_tables = pytest.mark.parametrize(("key", "table"), SOME, ids=map("-".join, SOME))
each_table = pytest.mark.parametrize(("key", "table"), TABLES, ids=map("-".join, TABLES))


def frame_of(key, table, kind="pyarrow", rows=2, **changed):
    """Reports that are all zeros; `changed` gives the values of some columns."""
    made = {"report_id": pa.array([f"r{n}" for n in range(rows)])}
    for cell in EDITIONS[key].table(table).cells:
        money = cell.kind is Kind.MONEY
        made[cell.path] = pa.array(
            [Decimal(0)] * rows if money else [0] * rows,
            pa.decimal128(20, 6) if money else pa.int64(),
        )
    for name, values in changed.items():
        made[name] = values if isinstance(values, pa.Array) else pa.array(values)
    return FRAMES[kind](pa.table(made))


def schema_of(key, table):
    return getattr(schemas, table)(key)


def errors(schema, frame):
    """(column, check) of everything that a schema has against a frame."""
    with pytest.raises(pandera.errors.SchemaErrors) as raised:
        schema.validate(frame)
    return {
        (error.schema.name, getattr(error.check, "name", None) or str(error.check))
        for error in raised.value.schema_errors
    }


@each_backend
@each_table
def test_a_valid_frame_passes_and_is_returned(key, table, kind):
    check_returned(key, table, kind)


@each_kind
def test_a_valid_frame_of_every_spelling_passes(kind):
    check_returned("2019", "disclosure", kind)


def check_returned(key, table, kind):
    frame = frame_of(key, table, kind)
    given = schema_of(key, table).validate(frame)
    assert type(given) is type(frame)
    assert list(given["report_id"]) == list(frame["report_id"])
    assert len(given) == 2


@each_backend
def test_columns_of_others_pass(kind):
    frame = frame_of("2021", "disputes", kind, note=["x", None], year=[2021, 2021])
    assert schemas.disputes("2021").validate(frame) is not None


@each_backend
def test_blanks_pass(kind):
    blank = dict.fromkeys(cell.path for cell in EDITIONS["2021"].table("disputes").cells)
    arrays = {path: pa.array([None, 0], pa.int64()) for path in blank}
    assert len(schemas.disputes("2021").validate(frame_of("2021", "disputes", kind, **arrays))) == 2


@each_kind
@some_tables
def test_a_broken_statement_is_named(key, table, kind):
    schema = schema_of(key, table)
    equal = [one for one in schema.identities if one.relation is Relation.EQUAL]
    broken = equal[0] if equal else schema.identities[0]
    values = [0, 3]
    expected = {
        one.name
        for one in schema.identities
        if broken.left[0] in one.cells and one.relation in (Relation.EQUAL, Relation.AT_MOST)
        if one.relation is Relation.EQUAL or broken.left[0] in one.left
    }
    frame = frame_of(key, table, kind, **{broken.left[0]: values})
    named = {name for _, name in errors(schema, frame)}
    assert broken.name in expected
    assert named == expected


@pytest.mark.parametrize("kind", ["pyarrow", "polars"])
def test_a_statement_is_a_check_on_the_column_of_its_result(kind):
    frame = frame_of("2021", "requests", kind, **{GRANTED: [0, 4]})
    assert errors(schemas.requests("2021"), frame) == {
        (GRANTED, "R3:granted"),
        ("requests.total_concluded.total", "R2:total"),
    }


def test_a_statement_is_a_check_of_the_frame_in_pandas():
    frame = frame_of("2021", "requests", "pandas", **{GRANTED: [0, 4]})
    assert errors(schemas.requests("2021"), frame) == {
        ("requests", "R3:granted"),
        ("requests", "R2:total"),
    }


@each_backend
def test_a_negative_count_is_named(kind):
    frame = frame_of("2021", "requests", kind, **{GRANTED: [0, -4]})
    assert f"{GRANTED} ≥ 0" in {name for _, name in errors(schemas.requests("2021"), frame)}


@each_backend
def test_a_signed_cell_may_be_negative(kind):
    row = "disclosure.administrative_licences"
    changed = {f"{row}.items_previous_year": [0, 9], f"{row}.items_change": [0, -4]}
    frame = frame_of("2019", "disclosure", kind, **changed)
    assert len(schemas.disclosure("2019").validate(frame)) == 2


@each_backend
def test_money_has_decimals(kind):
    path = "disclosure.administrative_fees.amount_wan"
    money = pa.array([Decimal("0.5"), None], pa.decimal128(20, 6))
    assert (
        len(
            schemas.disclosure("2021").validate(
                frame_of("2021", "disclosure", kind, **{path: money})
            )
        )
        == 2
    )


@each_backend
def test_money_without_projects_is_named(kind):
    path = "disclosure.centralized_procurement.amount"
    money = pa.array([Decimal(0), Decimal("0.5")], pa.decimal128(20, 6))
    frame = frame_of("2019", "disclosure", kind, **{path: money})
    names = {name for _, name in errors(schemas.disclosure("2019"), frame)}
    assert names == {"B6a:centralized_procurement"}


PENDING = "disputes.review.pending"
WRONG = {
    "text": pa.array(["0", "x"]),
    "digits": pa.array(["0", "7"]),
    "booleans": pa.array([True, False]),
    "fractions": pa.array([0.5, 1.0]),
    "lists": pa.array([[1], [2]]),
}
COERCED = {("pandas", "digits"), ("pandas", "booleans")}
"""What pandera turns into numbers by itself, because pandas has counts with blanks as floats."""


@pytest.mark.parametrize(
    ("kind", "values"),
    [(kind, name) for kind in MODULES for name in WRONG if (kind, name) not in COERCED],
)
def test_a_column_of_a_wrong_type_is_named(kind, values):
    frame = frame_of("2021", "disputes", kind, **{PENDING: WRONG[values]})
    assert PENDING in {column for column, _ in errors(schemas.disputes("2021"), frame)}


@pytest.mark.parametrize(("kind", "values"), sorted(COERCED))
def test_numbers_in_a_column_of_another_type_of_pandas_are_judged_as_numbers(kind, values):
    frame = frame_of("2021", "disputes", kind, **{PENDING: WRONG[values]})
    assert errors(schemas.disputes("2021"), frame) == {("disputes", "J1:review")}


@each_backend
def test_an_id_that_stands_twice_is_named(kind):
    frame = frame_of("2021", "disputes", kind, report_id=["r1", "r1"])
    assert {column for column, _ in errors(schemas.disputes("2021"), frame)} == {"report_id"}


@each_backend
def test_a_missing_column_is_named(kind):
    frame = FRAMES[kind](frame_of("2021", "disputes").drop_columns(["disputes.review.pending"]))
    with pytest.raises(pandera.errors.SchemaErrors) as raised:
        schemas.disputes("2021").validate(frame)
    missing = [
        error
        for error in raised.value.schema_errors
        if error.reason_code is pandera.errors.SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME
    ]
    assert [error.failure_cases for error in missing] == ["disputes.review.pending"]


@each_backend
def test_the_first_failure_alone_may_be_raised(kind):
    frame = frame_of("2021", "requests", kind, **{GRANTED: [0, -4]})
    with pytest.raises(pandera.errors.SchemaError):
        schemas.requests("2021").validate(frame, lazy=False)


def test_frames_are_not_changed():
    frame = frame_of("2021", "disputes", "pandas-floats")
    before = frame.copy(deep=True)
    schemas.disputes("2021").validate(frame)
    pd.testing.assert_frame_equal(frame, before)


# What is refused


def refused(call, kind):
    with pytest.raises(kind) as raised:
        call()
    assert raised.value.in_language("zh") != str(raised.value)
    return str(raised.value)


def test_a_lazy_frame_is_refused_because_its_checks_would_seem_to_pass():
    lazy = frame_of("2021", "disputes", "polars").lazy()
    told = refused(lambda: schemas.disputes("2021").validate(lazy), InputError)
    assert told == "cannot check a polars LazyFrame: collect it first"


@pytest.mark.parametrize("frame", [{"report_id": ["r1"]}, None, [1]], ids=["dict", "None", "list"])
def test_a_frame_of_another_kind_is_refused(frame):
    told = refused(lambda: schemas.disputes("2021").validate(frame), InputError)
    assert told.startswith(f"cannot check a {type(frame).__name__}: expected a pyarrow Table")


def test_a_relation_of_duckdb_is_refused():
    with duckdb.connect() as connection:
        relation = connection.sql("select 'r1' as report_id")
        told = refused(lambda: schemas.disputes("2021").validate(relation), InputError)
    assert told.startswith("cannot check a DuckDBPyRelation")


@pytest.mark.parametrize(
    "part",
    [pa.array([1]), pa.record_batch({"report_id": ["r1"]}), pl.Series([1]), pd.Series([1])],
    ids=lambda part: f"{type(part).__module__.partition('.')[0]} {type(part).__name__}",
)
def test_what_is_no_whole_frame_is_refused(part):
    told = refused(lambda: schemas.disputes("2021").validate(part), InputError)
    assert told.startswith(f"cannot check a {type(part).__name__}: expected a pyarrow Table")


@pytest.mark.parametrize("edition", ["2020", "", "21", "2022"])
def test_an_unknown_edition_is_refused(edition):
    told = refused(lambda: schemas.requests(edition), UsageError)
    assert told == f"edition is {edition!r}, expected one of: 2014, 2019, 2021"


@pytest.mark.parametrize(
    ("key", "table", "others"),
    [
        ("2014", "requests", "statistics"),
        ("2021", "statistics", "disclosure, requests, disputes"),
    ],
)
def test_a_table_that_an_edition_lacks_is_refused(key, table, others):
    told = refused(lambda: schema_of(key, table), UsageError)
    assert told == f"edition {key} has no table {table!r}; it has: {others}"


def test_an_unknown_backend_is_refused():
    told = refused(lambda: schemas.requests().to_pandera("spark"), UsageError)
    assert told == "backend is 'spark', expected one of: pyarrow, polars, pandas"


def test_the_newest_form_is_the_default():
    newest = list(EDITIONS)[-1]
    for table in ("disclosure", "requests", "disputes"):
        assert getattr(schemas, table)().edition.key == newest
    assert schemas.statistics().edition.key == "2014"


# What is relied on in pandera: if an upgrade changes it, this says what


def never(module, ignore_na):
    """A check of a column that holds for nothing, not even for a blank."""

    def holds(data):
        import narwhals as nw

        if module is pandera.pandas:
            return data.isna() & False
        native = data.table if module is pandera.pyarrow else data.lazyframe
        verdict = nw.from_native(native).select(check_output=nw.col("n").is_null() & nw.lit(False))
        found = verdict.to_native()
        return found if module is pandera.polars else found["check_output"]

    return module.Check(holds, name="never", ignore_na=ignore_na)


@each_backend
@pytest.mark.parametrize("ignore_na", [True, False])
def test_pandera_asks_about_blanks_everywhere_only_if_told_so(kind, ignore_na):
    module, whole = MODULES[kind]
    column = module.Column(whole, [never(module, ignore_na)], nullable=True)
    schema = module.DataFrameSchema({"n": column})
    blank = FRAMES[kind](pa.table({"n": pa.array([None, None], pa.int64())}))
    if kind == "pandas" and ignore_na:
        assert schema.validate(blank) is not None
    else:
        with pytest.raises(pandera.errors.SchemaError):
            schema.validate(blank)


@each_backend
def test_pandera_gives_the_verdicts_of_a_named_check_row_by_row(kind):
    frame = frame_of("2021", "disputes", kind, rows=3, **{"disputes.review.total": [0, 4, 0]})
    with pytest.raises(pandera.errors.SchemaErrors) as raised:
        schemas.disputes("2021").validate(frame)
    (error,) = raised.value.schema_errors
    assert error.check.name == "J1:review"
    assert error.reason_code in (
        pandera.errors.SchemaErrorReason.DATAFRAME_CHECK,
        pandera.errors.SchemaErrorReason.CHECK_ERROR,
    )
    output = error.check_output
    for step in ("collect", "to_native"):
        output = getattr(output, step, lambda output=output: output)()
    if hasattr(output, "columns") and not isinstance(output, pd.Series):
        output = output["check_output"]
    values = output.to_pylist() if hasattr(output, "to_pylist") else list(output)
    assert [bool(value) for value in values] == [True, False, True]
