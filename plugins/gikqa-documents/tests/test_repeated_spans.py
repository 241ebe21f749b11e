"""Merged cells that a conversion prints once in each place that they cover."""

from __future__ import annotations

import pytest

from gikqa.editions import load_editions


def repeated(rows):
    """Every place of the grid with the text of the cell that covers it."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for text, width, height in row:
            while (y, x) in grid:
                x += 1
            for place in (
                (y + down, x + right) for down in range(height) for right in range(width)
            ):
                grid[place] = text
            x += width
    width = max(x for _, x in grid) + 1
    return [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def as_html(rows):
    lines = ("".join(f"<td>{text}</td>" for text in row) for row in repeated(rows))
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def as_pipes(rows):
    return "\n".join(" | ".join(row) for row in repeated(rows))


def as_markdown(rows):
    head, *rest = ("| " + " | ".join(row) + " |" for row in repeated(rows))
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rest])


STYLES = {"a.html": as_html, "a.txt": as_pipes, "a.md": as_markdown}


def document(report, style, name):
    text = report.text(style)
    if not name.endswith("html"):
        return text
    lines = (line if line.startswith("<") else f"<p>{line}</p>" for line in text.split("\n"))
    return "<html><body>" + "\n".join(lines) + "</body></html>"


@pytest.mark.parametrize("key", ["2019", "2021"])
@pytest.mark.parametrize("name", STYLES)
def test_each_merged_cell_counts_once(name, key, printed, numbers, read, cells_of):
    edition = load_editions()[key]
    values = numbers(edition)
    assert cells_of(read(document(printed(edition, values), STYLES[name], name), name)) == values


@pytest.mark.parametrize("name", STYLES)
def test_blank_and_equal_values_beside_and_below_each_other_stay(name, printed, read, cells_of):
    edition = load_editions()["2021"]
    values = {path: (None, 0, 7)[at // 4 % 3] for at, path in enumerate(edition.cells)}
    found = cells_of(read(document(printed(edition, values), STYLES[name], name), name))
    assert found == values


def test_a_head_misprinted_as_its_neighbour_is_no_repeated_cell(printed, numbers, read, cells_of):
    edition = load_editions()["2021"]
    values = numbers(edition)
    labels = {"科研机构": "商业企业"}
    text = printed(edition, values, labels=labels).text(as_pipes)
    found = cells_of(read(text, "a.txt"))
    assert {path for path in values if found[path] not in (values[path], None)} == set()


def as_runs(rows, *, at_end=False):
    """A row a line; a run of pipes for the further columns of a label, behind it or at the end."""
    lines = []
    for row in rows:
        runs = ["| " * (width - 1) for _, width, _ in row]
        texts = [text for text, _, _ in row]
        if at_end:
            lines.append(" | ".join(texts) + " | " + "".join(runs))
        else:
            pairs = zip(texts, runs, strict=True)
            lines.append(" | ".join(f"{text} {run}".strip() for text, run in pairs) + " |")
    return "\n".join(lines)


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_a_run_of_pipes_behind_a_wide_label_holds_no_values(key, printed, numbers, read, cells_of):
    edition = load_editions()[key]
    values = numbers(edition)
    assert cells_of(read(printed(edition, values).text(as_runs))) == values


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("blank", [(0, 1), (5, 6), (0, 6), (6,), (0,), (2, 3)])
def test_blanks_beside_a_run_of_pipes_move_no_value(
    at_end, blank, printed, numbers, read, cells_of
):
    edition = load_editions()["2021"]
    values = numbers(edition)
    columns = [column.key for column in edition.table("requests").blocks[0].columns]
    empty = {path for path in values if path.split(".")[2] in [columns[at] for at in blank]}
    values |= {path: None for path in empty if path.startswith("requests.")}
    text = printed(edition, values).text(lambda rows: as_runs(rows, at_end=at_end))
    found = cells_of(read(text))
    assert {path for path in values if found[path] not in (values[path], None)} == set()
