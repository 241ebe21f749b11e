"""Dates come as dates or timestamps; whichever it is, the verdicts are those of date32."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gikqa

COLUMNS = ("published_on", "period_start", "period_end")
DAYS = {
    "published_on": [(1, 2, 1), (0, 11, 3), (0, 12, 31), (1, 6, 1), (1, 1, 31), None, (0, 3, 8)],
    "period_start": [(0, 1, 1), (0, 1, 1), (-1, 1, 1), (0, 1, 1), (0, 2, 1), None, (0, 1, 1)],
    "period_end": [(0, 12, 31), (0, 12, 31), (0, 12, 31), (1, 1, 1), (0, 1, 31), None, (0, 12, 31)],
}
"""Years after the report year, month, day."""


@pytest.fixture(scope="module")
def judge(with_plugins):
    """All built-in rules on an export: the findings, the coverage, what failed."""
    plugins = with_plugins()

    def judge(data):
        result = gikqa.lint(data, plugins=plugins, lang="en", jobs=1)
        return result.findings.to_pylist(), result.coverage.to_pylist(), result.failures

    return judge


@pytest.fixture(scope="module")
def dated(report, export, replace_columns):
    """An export of seven reports of 2021 whose dates are made by a function of column and days."""
    plain = export(*(report(report_id=f"r{n}", level="office") for n in range(1, 8)))

    def dated(make):
        return replace_columns(plain, {name: make(days_of(name)) for name in COLUMNS})

    return dated


def days_of(name):
    return [day and date(2021 + day[0], day[1], day[2]) for day in DAYS[name]]


def at(hour):
    """A function from days to points of time without a zone, at that hour."""
    return lambda days: [day and datetime.combine(day, time(hour)) for day in days]


def in_china(hour, unit, zone):
    """A function from days to an array of instants: that hour of the day in China."""

    def make(days):
        points = [
            day and point - timedelta(hours=8)
            for day, point in zip(days, at(hour)(days), strict=True)
        ]
        return pa.array(points, pa.timestamp(unit)).cast(pa.int64()).cast(pa.timestamp(unit, zone))

    return make


@pytest.fixture(scope="module")
def expected(judge, dated):
    """What is found where the columns are date32: each rule over dates has something to say."""
    findings, coverage, failures = judge(dated(lambda days: pa.array(days, pa.date32())))
    assert {"GIK111", "GIK113", "GIK114"} <= {row["rule"] for row in findings}
    assert failures == ()
    return findings, coverage, failures


MADE = {
    "date64": lambda days: pa.array(days, pa.date64()),
    **{
        f"{unit}, {hour} o'clock": lambda days, unit=unit, hour=hour: pa.array(
            at(hour)(days), pa.timestamp(unit)
        )
        for unit in ("s", "ms", "us", "ns")
        for hour in (0, 23)
    },
    **{
        f"{unit}, {zone}, {hour} o'clock in China": in_china(hour, unit, zone)
        for unit in ("s", "ms", "us", "ns")
        for zone in ("UTC", "Asia/Shanghai", "America/New_York", "+05:30", "No/Such_Zone")
        for hour in (0, 23)
    },
    "pandas": lambda days: pa.array(pd.to_datetime(pd.Series(days)), from_pandas=True),
    "pandas with a zone": lambda days: pa.array(
        pd.to_datetime(pd.Series(days)).dt.tz_localize("Asia/Shanghai"), from_pandas=True
    ),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_dates_of_every_type_give_the_same_verdicts(judge, dated, expected, make):
    assert judge(dated(make)) == expected


@pytest.mark.parametrize("options", [{"use_deprecated_int96_timestamps": True}, {}])
def test_timestamps_in_parquet_give_the_same_verdicts(judge, dated, expected, tmp_path, options):
    table = dated(lambda days: pa.array(at(0)(days), pa.timestamp("ns")))
    pq.write_table(table, tmp_path / "export.parquet", **options)
    assert judge(tmp_path / "export.parquet") == expected


@pytest.mark.parametrize("name", COLUMNS)
def test_one_column_of_timestamps_among_dates_gives_the_same_verdicts(
    judge, dated, expected, replace_columns, name
):
    table = dated(lambda days: pa.array(days, pa.date32()))
    array = pa.array(at(0)(days_of(name)), pa.timestamp("us"))
    assert judge(replace_columns(table, {name: array})) == expected


def test_a_column_of_nothing_is_one_of_blank_dates(judge, dated):
    blank = judge(dated(lambda days: pa.nulls(len(days), pa.date32())))
    assert judge(dated(lambda days: pa.nulls(len(days)))) == blank


BAD = {
    "date32": (pa.array([2_932_897], pa.int32()).cast(pa.date32()), "date32[day]: 10000-01-01"),
    "the first date32": (
        pa.array([-(2**31)], pa.int32()).cast(pa.date32()),
        "date32[day]: -5877641-06-23",
    ),
    "date64": (
        pa.array([2_932_897 * 86_400_000]).cast(pa.date64()),
        "date64[ms]: 10000-01-01T00:00:00.000",
    ),
    "seconds": (
        pa.array([2**62]).cast(pa.timestamp("s")),
        "timestamp[s]: 146138514283-06-19T07:45:04",
    ),
    "the last second of a zone": (
        pa.array([2**63 - 1]).cast(pa.timestamp("s", "UTC")),
        "timestamp[s, tz=UTC]: 292277026596-12-04T15:30:07",
    ),
    "an unknown zone": (
        pa.array([2**62]).cast(pa.timestamp("ms", "No/Such_Zone")),
        "timestamp[ms, tz=No/Such_Zone]: 146140482-04-24T15:36:27.904",
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize(("array", "seen"), BAD.values(), ids=BAD)
def test_a_date_that_is_none_is_a_defect_of_its_report_and_blank(
    judge, dated, replace_columns, array, seen, name
):
    good = dated(lambda days: pa.array(days, pa.date32())).slice(0, 1)
    blank, coverage, failures = judge(replace_columns(good, {name: pa.nulls(1, pa.date32())}))
    found, bad_coverage, bad_failures = judge(replace_columns(good, {name: array}))
    (defect,) = [row for row in found if row["rule"] == "GIK005"]
    assert [row for row in found if row["rule"] != "GIK005"] == blank
    assert (failures, bad_failures) == ((), ())
    days = "0001-01-01–9999-12-31"
    assert len(defect.pop("fingerprint")) == 32
    assert defect == {
        "rule": "GIK005",
        "name": "column-of-wrong-type",
        "severity": "error",
        "confidence": "proved",
        "report_id": "r1",
        "publisher": good["publisher"][0].as_py(),
        "region_code": None,
        "year": 2021,
        "cells": [],
        "section": None,
        "start": None,
        "end": None,
        "quote": None,
        "observed": seen,
        "expected": f"date32: {days}",
        "message": f"column `{name}` is of type {seen}, expected date32: {days}",
        "cause": None,
        "proposal": [],
        "basis": "导出格式：各列的类型",
        "plugin": "gikqa",
        "plugin_version": gikqa.__version__,
        "params": [("column", name)],
    }
    others = [row for row in bad_coverage if row["rule"] != "GIK005"]
    assert others == [row for row in coverage if row["rule"] != "GIK005"]


def test_a_date_that_is_none_is_found_whatever_else_is_chosen(lint, dated):
    array = pa.array([2**62] * 7).cast(pa.timestamp("us"))
    result = lint(dated(lambda days: array), select=["GIK005"])
    assert result.statuses() == {"GIK005": {"violated": 7}}
    assert result.findings.num_rows == 21


INTEGERS = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=7)
UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


@given(
    values=INTEGERS,
    unit=st.sampled_from(sorted(UNITS)),
    zone=st.sampled_from([None, "UTC", "+01:00"]),
)
def test_every_stored_number_is_a_day_in_china_or_a_defect(values, unit, zone):
    from gikqa._export.values import as_dates

    cleaned = as_dates(pa.array(values, pa.int64()).cast(pa.timestamp(unit, zone)))
    hours = 8 if zone else 0
    days = [(value // UNITS[unit] + hours * 3600) // 86_400 for value in values]
    low, high = ((day - date(1970, 1, 1)).days for day in (date.min, date.max))
    good = [low <= day <= high for day in days]
    made = [
        date(1970, 1, 1) + timedelta(days=day) if fits else None
        for day, fits in zip(days, good, strict=True)
    ]
    assert cleaned.values.to_pylist() == made
    assert [row for row, _ in cleaned.offenders] == np.flatnonzero(~np.array(good)).tolist()
