"""Characters that tools change, and flat tables whose text shows little of where cells end."""

from __future__ import annotations

import pytest

from gikqa_documents.form.characters import _SIMPLIFIED, _TRADITIONAL

TO_TRADITIONAL = str.maketrans(dict(zip(_SIMPLIFIED, _TRADITIONAL, strict=True)))
RADICALS = str.maketrans("一二人大工行文金民见长门", "⼀⼆⼈⼤⼯⾏⽂⾦⺠⻅⻓⻔")


def a_cell_a_line(rows):
    return "\n".join(text for row in rows for text, _, _ in row if text)


def tabs_between_the_cells(rows):
    """As copied from a page: spanned cells are gone, blank ones still have their tab."""
    return "\n".join("\t".join(text for text, _, _ in row) for row in rows)


def run_together(rows):
    return "\n".join("".join(text for text, _, _ in row) for row in rows)


def repeated_lines_lost(rows):
    return "\n".join(dict.fromkeys(a_cell_a_line(rows).split("\n")))


def with_page_numbers(rows):
    lines = a_cell_a_line(rows).split("\n")
    for at, number in ((60, "— 5 —"), (20, "- 4 -"), (8, "-3-")):
        lines.insert(at, number)
    return "\n".join(lines)


def written_downwards(rows):
    """The label that spans most rows, one character a line before the rows."""
    lines = []
    for row in rows:
        for text, _, height in row:
            lines += list(text) if height > 10 else [text]
    return "\n".join(lines)


def between_the_rows(rows):
    """The same, one character before each of the rows that it spans."""
    lines, left = [], []
    for row in rows:
        texts = [text for text, _, height in row if height <= 10]
        left += [character for text, _, height in row if height > 10 for character in text]
        lines += [*left[:1], *texts]
        left = left[1:]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "style",
    [with_page_numbers, written_downwards, between_the_rows],
    ids=lambda style: style.__name__,
)
def test_what_is_printed_between_the_cells_of_a_flat_table_moves_none_of_them(
    style, edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    row = read(printed(edition, values).text(style))
    assert cells_of(row) == values
    assert row["printed_labels"] == {}
    assert row["extraction"]["notes"] == ["publisher: read from the title"]


@pytest.mark.parametrize("blank", ["nothing", "research_institution", "total_concluded"])
def test_cells_left_blank_between_tabs_move_none_of_the_others(
    blank, edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    left = [path for path in values if blank in path and not path.endswith("natural_person")]
    values |= dict.fromkeys(left)
    row = read(printed(edition, values).text(tabs_between_the_cells))
    assert cells_of(row) == values
    assert row["extraction"]["notes"] == ["publisher: read from the title"]


@pytest.mark.parametrize("value", [0, 7])
@pytest.mark.parametrize(
    "style", [run_together, repeated_lines_lost], ids=lambda style: style.__name__
)
def test_a_flat_table_whose_cells_cannot_be_told_apart_is_blank_and_noted_and_no_narrative(
    style, value, edition, printed, read, cells_of
):
    row = read(printed(edition, dict.fromkeys(edition.cells, value)).text(style))
    assert set(cells_of(row).values()) == {None}
    notes = row["extraction"]["notes"]
    assert all(any(name in note for note in notes) for name in ("表二", "表三", "表四"))
    assert [section["number"] for section in row["sections"]] == [0, 1, 2, 3, 4, 5, 6]
    assert [section["text"] for section in row["sections"]][2:5] == ["", "", ""]


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_radicals_of_a_pdf_change_no_label(name, edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    report = printed(edition, values)
    text = report.page() if name == "a.html" else report.text(a_cell_a_line)
    row = read(text.translate(RADICALS), name)
    assert cells_of(row) == values
    assert row["printed_labels"] == {}


@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_mirror_in_traditional_characters_is_read_and_said_to_be_one(
    name, edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    report = printed(edition, values)
    text = report.page() if name == "a.html" else report.text(a_cell_a_line)
    row = read(text.translate(TO_TRADITIONAL), name)
    assert cells_of(row) == values
    assert row["printed_labels"] == {}
    headings = [section.heading for section in edition.sections]
    assert [section["heading"] for section in row["sections"]] == ["", *headings]
    assert (row["year"], row["publisher"]) == (edition.first_year, "青山县")
    assert row["level"] == "county"
    note = (
        "traditional characters: a mirror of the page? "
        "headings and publisher are given in simplified ones"
    )
    assert note in row["extraction"]["notes"]


def test_each_traditional_character_stands_for_another_one():
    assert len(_TRADITIONAL) == len(_SIMPLIFIED) == len(set(_TRADITIONAL))
    assert not set(_TRADITIONAL) & set(_SIMPLIFIED)
