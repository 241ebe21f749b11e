"""The built-in editions hold what the forms print, counted against the notices."""

from __future__ import annotations

from collections import Counter

import pytest

from gikqa.editions import Kind, edition_for, load_editions

EDITIONS = load_editions()
RESULTS = "三、本年度办理结果"


def instances(key):
    """Identity id → how many rows or columns it is written out for."""
    return Counter(identity.name.partition(":")[0] for identity in EDITIONS[key].identities)


@pytest.mark.parametrize(
    ("year", "key"),
    [
        (2008, None),
        (2013, None),
        (2014, "2014"),
        (2018, "2014"),
        (2019, "2019"),
        (2020, "2019"),
        (2021, "2021"),
        (2040, "2021"),
    ],
)
def test_the_report_year_chooses_the_edition(year, key):
    found = edition_for(year)
    assert (found and found.key) == key


def test_editions_come_oldest_first():
    assert list(EDITIONS) == ["2014", "2019", "2021"]


@pytest.mark.parametrize(
    ("key", "tables"),
    [
        ("2014", {"statistics": 58}),
        ("2019", {"disclosure": 22, "requests": 161, "disputes": 15}),
        ("2021", {"disclosure": 10, "requests": 175, "disputes": 15}),
    ],
)
def test_each_table_has_as_many_cells_as_its_form(key, tables):
    edition = EDITIONS[key]
    assert {table.key: len(table.cells) for table in edition.tables} == tables
    assert len(edition.cells) == sum(tables.values())


@pytest.mark.parametrize(
    ("key", "counts"),
    [
        ("2019", {"R1": 7, "R2": 7, "R3": 23, "J1": 3, "B4": 5, "B5": 4, "B6a": 1, "B6b": 1}),
        ("2021", {"R1": 7, "R2": 7, "R3": 25, "J1": 3, "C2": 2}),
        ("2014", {"Q1": 1, "Q2": 1, "Q3": 1, "Q10": 1, "Q11": 1, "Q9": 2, "Q9b": 2}),
    ],
)
def test_identities_are_written_out_for_each_row_and_column(key, counts):
    assert counts.items() <= instances(key).items()


@pytest.mark.parametrize(("key", "equalities"), [("2014", 5), ("2019", 40), ("2021", 42)])
def test_each_edition_has_its_equalities(key, equalities):
    found = [identity for identity in EDITIONS[key].identities if identity.relation == "="]
    assert len(found) == equalities
    # The printed result stands first on the left.
    assert all(identity.left[0] not in identity.right for identity in found)


@pytest.mark.parametrize(("key", "outcomes"), [("2019", 19), ("2021", 21)])
def test_the_total_of_table_three_adds_every_outcome_of_its_block(key, outcomes):
    rows = EDITIONS[key].table("requests").blocks[0].rows
    printed = [row.key for row in rows if row.within[:1] == (RESULTS,)]
    assert len(printed) == outcomes + 1  # the total stands in the block, too
    added = next(i for i in EDITIONS[key].identities if i.name == "R2:natural_person")
    assert added.left == ("requests.total_concluded.natural_person",)
    assert [path.split(".")[1] for path in added.right] == printed[:-1]


@pytest.mark.parametrize(
    ("key", "groups"),
    [
        ("2019", {"（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5}),
        (
            "2021",
            {"（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5, "（六）其他处理": 3},
        ),
    ],
)
def test_outcomes_stand_under_the_printed_groups(key, groups):
    rows = EDITIONS[key].table("requests").blocks[0].rows
    assert Counter(row.within[1] for row in rows if len(row.within) == 2) == groups


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_five_kinds_of_applicants_stand_under_legal_persons(key):
    columns = EDITIONS[key].table("requests").blocks[0].columns
    assert [column.label for column in columns] == [
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "总计",
    ]
    assert sum(column.within == ("法人或其他组织",) for column in columns) == 5


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_every_line_has_a_label_and_no_variant_that_repeats_it(edition):
    for table in edition.tables:
        for block in table.blocks:
            for line in (*block.rows, *block.columns):
                assert line.label == line.label.strip() != ""
                assert len({line.label, *line.variants}) == 1 + len(line.variants)


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_siblings_can_be_told_apart_by_label(edition):
    for table in edition.tables:
        for block in table.blocks:
            for lines in (block.rows, block.columns):
                printed = [(line.within, label) for line in lines
                           for label in (line.label, *line.variants)]  # fmt: skip
                assert len(set(printed)) == len(printed)


def test_kinds_other_than_counts_are_where_the_forms_print_them():
    found = {
        key: {path for path, cell in edition.cells.items() if cell.kind is not Kind.COUNT}
        for key, edition in EDITIONS.items()
    }
    assert found["2014"] == {"statistics.fees.collected_wan", "statistics.resources.budget_wan"}
    assert found["2021"] == {"disclosure.administrative_fees.amount_wan"}
    signed = {path for path in found["2019"] if path.endswith(".items_change")}
    assert len(signed) == 5
    assert found["2019"] - signed == {"disclosure.centralized_procurement.amount"}


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_six_sections_of_which_three_hold_a_table(key):
    sections = EDITIONS[key].sections
    assert [section.number for section in sections] == [1, 2, 3, 4, 5, 6]
    held = [section.table for section in sections if section.table]
    assert held == [table.key for table in EDITIONS[key].tables]


def test_only_the_statistics_table_is_unverified():
    assert {key: edition.verified for key, edition in EDITIONS.items()} == {
        "2014": False,
        "2019": True,
        "2021": True,
    }
