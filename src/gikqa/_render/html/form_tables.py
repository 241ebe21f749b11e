"""Statutory tables as they are printed, with the cells marked that findings are about.

A marked cell shows what the report has there, where a finding says so, the numbers of its findings
and, where there is one, the value that a finding proposes. A result has no other values of cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gikqa._render._cells import values_of
from gikqa._render._rows import Row
from gikqa.editions import Block, Edition, Line, PrintedNames, Table
from gikqa.editions.printed_names import printed_labels


@dataclass(frozen=True)
class Mark:
    """A finding on a cell. first: whether the finding names the cell before all others.

    value: what the report has there, None where the finding does not say it.
    """

    number: int
    first: bool
    proposal: str | None
    value: str | None


@dataclass(frozen=True)
class Head:
    """A label at the edge of a table: over `span` lines, and over `deep` levels of groups.

    indent: how many groups enclose it in a list, which prints no groups at the edge.
    """

    text: str
    level: int
    span: int
    deep: int
    indent: int = 0


def marked_tables(
    found: Iterable[tuple[int, Row]], names: PrintedNames
) -> Iterator[dict[str, Any]]:
    """The tables that numbered findings are about, each with the blocks that hold marks."""
    marks: dict[tuple[str, str], dict[str, list[Mark]]] = {}
    for number, row in found:
        proposed = {change["cell"]: change["value"] for change in row["proposal"]}
        values = values_of(row)
        for path in dict.fromkeys((*row["cells"], *proposed)):
            form = names.form_of(path, row["year"], row["region_code"])
            if form is not None and path in form.cells:
                first = [path] == row["cells"][:1]
                mark = Mark(number, first, proposed.get(path), values.get(path))
                of_table = marks.setdefault((form.key, form.cells[path].table), {})
                of_table.setdefault(path, []).append(mark)
    for form_key, table_key in sorted(marks, key=lambda of: _order(names.editions[of[0]], of[1])):
        form, of_table = names.editions[form_key], marks[form_key, table_key]
        table = form.table(table_key)
        yield {
            "numbers": sorted({mark.number for each in of_table.values() for mark in each}),
            "title": _title(form, table, names),
            "blocks": [
                shown
                for block in table.blocks
                if (shown := _block(block, form, table, of_table, names.lang))["marked"]
            ],
        }


def _order(form: Edition, table: str) -> tuple[str, int]:
    """Forms by their keys, the tables of each as they are printed."""
    return form.key, next(n for n, cell in enumerate(form.cells.values()) if cell.table == table)


def _title(form: Edition, table: Table, names: PrintedNames) -> str:
    name = names.of(table.key, form.first_year)
    if names.lang != "zh":
        return f"{name}: {form.title['en']}, {form.first_year}"
    return " ".join(dict.fromkeys((name, table.title, f"（{form.instrument}）")))


def _block(
    block: Block, form: Edition, table: Table, marks: dict[str, list[Mark]], lang: str
) -> dict[str, Any]:
    # A form without chapters prints a list: the labels stand one below the other.
    is_list = all(section.table != table.key for section in (form.base or form).sections)
    down, across = (block.columns, block.rows) if is_list else (block.rows, block.columns)
    heads = _heads(down, lang, is_list=is_list)
    columns = _heads(across, lang)
    lines = []
    for line, of_line in zip(down, heads, strict=True):
        keys = [(other, line) if is_list else (line, other) for other in across]
        paths = [f"{table.key}.{row.key}.{column.key}" for row, column in keys]
        lines.append((of_line, [marks.get(path, ()) for path in paths]))
    levels = 1 + max(head.level for each in columns for head in each)
    return {
        "label": block.label if lang == "zh" and not is_list else "",
        "columns": [
            [head for each in columns for head in each if head.level == level]
            for level in range(levels)
        ],
        "depth": max(head.level + head.deep for each in heads for head in each),
        "lines": lines,
        "marked": any(any(cells) for _, cells in lines),
    }


def _heads(lines: Sequence[Line], lang: str, *, is_list: bool = False) -> list[list[Head]]:
    """For each line the labels that begin with it: those of new groups, and its own."""
    labels = [printed_labels(line, lang) for line in lines]
    if is_list:
        return [[Head(label[-1], 0, 1, 1, indent=len(label) - 1)] for label in labels]
    depth = max(map(len, labels))
    heads = []
    for place, label in enumerate(labels):
        groups = [label[: level + 1] for level in range(len(label) - 1)]
        before = labels[place - 1][:-1] if place else ()
        begun = [
            Head(group[-1], len(group) - 1, _length(labels[place:], group), 1)
            for group in groups
            if before[: len(group)] != group
        ]
        own = Head(label[-1], len(label) - 1, 1, depth - len(label) + 1)
        heads.append([*begun, own])
    return heads


def _length(labels: Sequence[tuple[str, ...]], group: tuple[str, ...]) -> int:
    """How many lines from the first one on lie in a group."""
    outside = (n for n, label in enumerate(labels) if label[:-1][: len(group)] != group)
    return next(outside, len(labels))
