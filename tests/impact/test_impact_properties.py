"""Laws of the comparison, over any two runs."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa._impact.compare_sides import Impact, compare
from gikqa._impact.pairs import _one_key
from gikqa._impact.sides import Side
from gikqa._impact.write_impact import write_impact
from gikqa._render import writer
from invented_results import finding, made

COVERAGE = [(code, code.lower(), "passed", None, 5) for code in ("GIK302", "GIK603")]

FINDINGS = st.lists(
    st.builds(
        finding,
        rule=st.sampled_from(["GIK302", "GIK603"]),
        report_id=st.sampled_from(["", "r1", "r2"]),
        cells=st.sampled_from([[], ["a"], ["a", "b"]]),
        start=st.sampled_from([None, 0, 7]),
        severity=st.sampled_from(["error", "info"]),
        quote=st.sampled_from([None, "", "x"]),
        message=st.sampled_from(["m", "n", ""]),
        fingerprint=st.sampled_from("abcd"),
    ),
    max_size=12,
)


def side(rows: list[dict[str, Any]], **about: Any) -> Side:
    stream = BytesIO()
    writer("parquet").write(made(rows, **({"coverage": COVERAGE} | about)), stream)
    file = pq.ParquetFile(stream)
    return Side("side", file, json.loads(file.schema_arrow.metadata[b"gikqa"]))


def counts(impact: Impact) -> tuple[int, ...]:
    return tuple(impact.count(kind) for kind in ("added", "removed", "changed", "same"))


def told(impact: Impact) -> dict[str, Any]:
    stream = BytesIO()
    write_impact(impact, "json", "en", stream)
    return json.loads(stream.getvalue())


@given(FINDINGS)
def test_findings_compared_with_themselves_are_all_the_same(rows):
    assert counts(compare(side(rows), side(rows[::-1]), (), 5)) == (0, 0, 0, len(rows))


@given(FINDINGS, FINDINGS)
def test_every_finding_is_counted_once(old, new):
    added, removed, changed, same = counts(compare(side(old), side(new), (), 5))
    assert removed + changed + same == len(old)
    assert added + changed + same == len(new)


@given(FINDINGS, FINDINGS)
def test_the_other_way_round_added_is_removed(old, new):
    there, back = (
        told(compare(side(first), side(second), (), 99))
        for first, second in ((old, new), (new, old))
    )
    for one, other in zip(there["rules"], back["rules"], strict=True):
        assert (one["rule"], one["fields"]) == (other["rule"], other["fields"])
        for kind, mirrored in (("added", "removed"), ("removed", "added"), ("changed", "changed")):
            assert one[kind] == other[mirrored]
            seen, expected = (
                sorted(
                    repr((example[first], example[second]))
                    for example in rule["examples"]
                    if example["kind"] == name
                )
                for rule, name, first, second in (
                    (one, kind, "old", "new"),
                    (other, mirrored, "new", "old"),
                )
            )
            assert seen == expected


@given(FINDINGS, FINDINGS)
def test_findings_that_are_alike_are_never_a_change(old, new):
    """As many are the same as the two runs have in common, whatever else they hold."""
    alike = [
        [
            json.dumps({name: row[name] for name in row if name != "fingerprint"}, sort_keys=True)
            for row in rows
        ]
        for rows in (old, new)
    ]
    common = sum(min(part.count(one) for part in alike) for one in set(alike[0]))
    assert counts(compare(side(old), side(new), (), 0))[3] == common


@given(FINDINGS, FINDINGS)
def test_if_reports_differ_only_those_with_findings_on_both_sides_count(old, new):
    impact = compare(side(old, reports=5), side(new, reports=4), (), 5)
    both = {row["report_id"] for row in old} & {row["report_id"] for row in new}
    kept = [[row for row in rows if row["report_id"] in both] for rows in (old, new)]
    assert impact.apart == (len(old) - len(kept[0]), len(new) - len(kept[1]))
    assert counts(impact) == counts(compare(side(kept[0]), side(kept[1]), (), 5))
    assert impact.exit_code == 3


@given(FINDINGS, FINDINGS, st.integers(1, 7))
def test_the_answer_does_not_depend_on_how_many_findings_are_read_at_once(old, new, rows):
    whole = told(compare(side(old), side(new), (), 99))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gikqa._impact.pairs._ROWS", rows)
        assert told(compare(side(old), side(new), (), 99)) == whole


def test_keys_stay_distinct_where_the_product_of_the_columns_exceeds_64_bits():
    high = np.full(2, 2**31 - 1, np.int32)
    columns = [(np.array([1, 2], np.int32), np.array([2, 3], np.int32)), *[(high, high)] * 4]
    old, new = _one_key(columns)
    assert len({*old, *new}) == 3
    assert old[1] == new[0]


def test_few_findings_become_python_objects_however_many_there_are(monkeypatch):
    rows = [finding(report_id=f"r{n}", fingerprint=f"f{n}") for n in range(3_000)]
    taken = []

    def rows_of(files, chosen):
        taken.extend(chosen)
        return [{}, {}]

    monkeypatch.setattr("gikqa._impact.compare_sides._rows_of", rows_of)
    assert counts(compare(side(rows), side([]), (), 5)) == (0, 3_000, 0, 0)
    assert len(taken) == 5
