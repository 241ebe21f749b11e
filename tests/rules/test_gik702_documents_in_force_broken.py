"""GIK702: documents in force follow from those of the year before; which report is at fault."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import gikqa
from gikqa import Status
from gikqa.testing import export_table

DOCUMENTS = "disclosure.normative_documents."
FIRST = 2021


def chains(seed, bodies, years):
    """Sound chains: the documents in force are those before, and the issued, less the repealed."""
    rng = np.random.default_rng(seed)
    rows = []
    for body in range(bodies):
        stock = {row: int(rng.integers(0, 60)) for row in ("regulations", "normative_documents")}
        for year in range(FIRST, FIRST + years):
            fields = {"publisher": f"第{body}县人民政府", "year": year}
            row = {"report_id": f"{body}-{year}", **fields}
            for kind, before in stock.items():
                issued, repealed = int(rng.integers(0, 9)), int(rng.integers(0, before + 1))
                stock[kind] += issued - repealed
                counts = {"issued": issued, "repealed": repealed, "in_force": stock[kind]}
                row |= {f"disclosure.{kind}.{name}": count for name, count in counts.items()}
            rows.append(row)
    return rows, rng


def judge(rows, built_in):
    return gikqa.lint(export_table(rows), select=["GIK702"], plugins=built_in, lang="en", jobs=1)


SEEDS = st.integers(0, 2**32 - 1)


@given(seed=SEEDS, bodies=st.integers(1, 4), years=st.integers(2, 5))
def test_sound_chains_are_silent_in_any_order(built_in, seed, bodies, years):
    rows, rng = chains(seed, bodies, years)
    rng.shuffle(rows)
    result = judge(rows, built_in)
    assert result.findings.num_rows == 0
    assert result.statuses()["GIK702"][Status.PASSED] == len(rows)


@given(
    seed=SEEDS,
    bodies=st.integers(1, 4),
    years=st.integers(3, 5),
    name=st.sampled_from(["issued", "repealed", "in_force"]),
    place=st.integers(0, 4),
    by=st.integers(1, 9),
)
def test_one_odd_year_is_named_in_any_order(built_in, seed, bodies, years, name, place, by):
    """Of the first two reports alone, nobody can say which one is at fault."""
    rows, rng = chains(seed, bodies, years)
    place %= years
    odd = rows[int(rng.integers(bodies)) * years + place]
    odd[DOCUMENTS + name] += by
    rng.shuffle(rows)
    found = judge(rows, built_in).findings.to_pylist()
    if place == 0 and name != "in_force":  # nothing follows from the changes of the first year
        assert found == []
        return
    (row,) = found
    known = place > 0 if name == "in_force" else place > 1
    assert row["report_id"] == odd["report_id"] or not known
    inner = name == "in_force" and 0 < place < years - 1
    more = name != "issued"
    assert row["confidence"] == ("likely" if known and (inner or more) else "hint")
    assert row["cells"] == [
        DOCUMENTS + each for each in (["in_force"] if inner else ["in_force", "issued", "repealed"])
    ]


def test_a_first_difference_is_a_hint_on_the_later_report_and_leaves_the_earlier_open(built_in):
    rows, _ = chains(1, 1, 2)
    rows[0][DOCUMENTS + "in_force"] += 3
    result = judge(rows, built_in)
    (row,) = result.findings.to_pylist()
    assert (row["report_id"], row["confidence"]) == ("0-2022", "hint")
    assert result.statuses()["GIK702"] == {"violated": 1, "undetermined": 1}


def test_the_message_shows_the_sum(built_in):
    rows, _ = chains(1, 1, 2)
    for row, stock in zip(rows, (12, 15), strict=True):
        row |= {DOCUMENTS + "in_force": stock, DOCUMENTS + "issued": 2, DOCUMENTS + "repealed": 1}
    (message,) = judge(rows, built_in).findings["message"].to_pylist()
    assert message == (
        "`table 2 · normative documents × in force` is 15, but those in force in the body's report "
        "for 2021 (0-2021), with the documents issued and without those repealed, are "
        "12 + 2 - 1 = 13"
    )
