"""Plain text and Markdown: tables as they come out of copying, converting and scraping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.paper import Heading, Paper
from gikqa.testing.documents.printed import converted
from gikqa.testing.documents.styles import MARKED, Blank, Flat, Plain, Style

Rows = list[list[GridCell | None]]

_TALL = 10  # from this many rows on, a label at the side is printed one character a line
_LONG = 5  # characters from which on a label is broken over two lines
_MANY = 10  # rows of table 三 and of no other

FRAME_ABOVE = ("首页 > 政府信息公开 > 政府信息公开年报", "字体：[大 中 小]")
FRAME_BELOW = ("打印本页", "关闭窗口", "主办单位：{publisher}")


def render(paper: Paper, style: Style, look: Plain) -> bytes:
    """The report as a text file."""
    text = converted("\n".join(_lines(paper, style, look)) + "\n", style)
    return text.encode(style.encoding)


def _lines(paper: Paper, style: Style, look: Plain) -> Iterator[str]:
    markdown = look.flat in MARKED
    spaced = markdown or look.flat in (Flat.SPACED, Flat.TABS)
    if look.frame:
        yield from (*FRAME_ABOVE[:1], "")
    yield from (f"# {line}" if markdown else line for line in paper.title_lines)
    if paper.published_on:
        yield f"发布日期：{paper.published_on}"
    if look.frame:
        yield FRAME_ABOVE[1]
    yield ""
    for part in paper.parts:
        if isinstance(part, Grid):
            yield from _table(part, look)
        elif isinstance(part, Heading):
            yield f"## {part.printed}" if markdown else part.printed
        else:
            yield part if markdown else f"\u3000\u3000{part}"
        if spaced or isinstance(part, Grid):
            yield ""
    if look.frame:
        yield from (line.format(publisher=paper.publisher) for line in FRAME_BELOW)


def _table(grid: Grid, look: Plain) -> Iterator[str]:
    """The table; on two pages, with its heads above each part, if the style has pages."""
    height = len(grid.rows)
    turn = height // 2 if look.paged and height > _MANY and grid.stub > 1 else height
    for number, (start, stop) in enumerate(((0, turn), (turn, height))):
        if start == stop:
            continue
        part = grid.between(start, stop)
        if number:
            yield f"- {number} -"
            part = part.below(grid.between(0, grid.heads))
        yield _TABLES[look.flat](_begin(_broken(part) if look.broken else part))


def _broken(grid: Grid) -> Grid:
    """The grid with long labels broken in the middle, and tall ones after each character."""
    cells = []
    for cell in grid.cells:
        text, middle = cell.text, len(cell.text) // 2
        if not cell.path and cell.height > _TALL:
            text = "\n".join(text)
        elif not cell.path and len(text) >= _LONG:
            text = f"{text[:middle]}\n{text[middle:]}"
        cells.append(replace(cell, text=text))
    return replace(grid, cells=tuple(cells))


def _begin(grid: Grid) -> Rows:
    """Rows of cells as they begin, None where a cell of the left or from above goes on."""
    return [
        [cell if (cell.row, cell.column) == (number, at) else None for at, cell in enumerate(cells)]
        for number, cells in enumerate(grid.rows)
    ]


def _text(cell: GridCell | None) -> str:
    # Conversion tools leave the entity of a no-break space in the text.
    return "" if cell is None else cell.text.replace(Blank.NO_BREAK, "&nbsp;")


def _tab_cells(rows: Rows) -> str:
    return _tabs(rows).replace("\n\n", "\n")


def _tab_rows(rows: Rows) -> str:
    return "\n".join("\t".join(_text(cell) for cell in row) for row in rows)


def _begun(rows: Rows) -> list[list[GridCell]]:
    return [[cell for cell in row if cell is not None] for row in rows]


def _tabs(rows: Rows) -> str:
    """As Word writes them: a cell merged downwards leaves an empty one in each row it reaches."""
    lines: list[list[tuple[int, str]]] = [[] for _ in rows]
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            for down in range(cell.height if cell else 0):
                lines[number + down].append((at, "" if down else _text(cell)))
    return "\n\n".join("\n".join(f"\t{text}" for _, text in sorted(line)) for line in lines)


def _a_cell_a_line(rows: Rows) -> str:
    texts = [_text(cell) for row in _begun(rows) for cell in row]
    return "\n".join(text for text in texts if text.strip())


def _spaced(rows: Rows) -> str:
    cells = [cell for row in _begun(rows) for cell in row if _text(cell).strip()]
    return "\n\n".join(f" {_text(cell)}" if cell.path else _text(cell) for cell in cells)


def _words(rows: Rows) -> str:
    texts = [[_text(cell) for cell in row] for row in _begun(rows)]
    lines = [" ".join(text for text in line if text.strip()) for line in texts]
    return "\n".join(line for line in lines if line)


def _pipes(rows: Rows) -> str:
    return "\n".join(
        "".join("|" if cell is None else f" {_text(cell)} |" for cell in row).strip(" ")
        for row in rows
    )


def _leading_pipes(rows: Rows) -> str:
    return "\n".join("| " + " | ".join(_text(cell) for cell in row) + " |" for row in rows)


def _pipe_after(rows: Rows) -> str:
    return "\n".join(f"{_text(cell)} |".lstrip(" ") for row in _begun(rows) for cell in row)


def _pipe_alone(rows: Rows) -> str:
    return "\n".join(
        f"{_text(cell)}\n|" if cell.text else "|" for row in _begun(rows) for cell in row
    )


def _filled(rows: Rows) -> Iterator[tuple[list[str], int]]:
    """The texts of each row, and how many more cells the widest row has."""
    lines = [[_text(cell) for cell in row] for row in _begun(rows)]
    width = max(map(len, lines))
    return ((line, width - len(line)) for line in lines)


def _pipes_filled(rows: Rows) -> str:
    return "\n".join(
        "".join(f" {text} |" if text else "|" for text in line).lstrip(" ") + "|" * more
        for line, more in _filled(rows)
    )


def _pipe_filled(rows: Rows) -> str:
    return "\n".join(
        "\n".join([*(f"{text} |".lstrip(" ") for text in line), *(["|" * more] if more else [])])
        for line, more in _filled(rows)
    )


def _pipe_before_row(rows: Rows) -> str:
    return "\n".join(
        "\n".join(["| ", *(f" {text}  | " for text in line)]) + "|" * more
        for line, more in _filled(rows)
    )


def _tab_own(rows: Rows) -> str:
    return "\n".join("\t".join(_text(cell) for cell in row) for row in _begun(rows))


def _label_above(rows: Rows) -> str:
    lines = []
    for row in _begun(rows):
        texts = [(_text(cell), cell.path is None) for cell in row if _text(cell).strip()]
        lines += [text for text, is_label in texts if is_label]
        # A single blank would make the row `-  4  -` a page number.
        lines.append("  ".join(text for text, is_label in texts if not is_label))
    return "\n".join(line for line in lines if line)


def _markdown(rows: Rows) -> str:
    first, *others = _leading_pipes(rows).split("\n")
    return "\n".join([first, "|" + " --- |" * len(rows[0]), *others])


def _markdown_rows(rows: Rows) -> str:
    """Only table 三 has rows of so many values; the labels around a row's own are lost."""
    lines = [[cell for cell in row if cell is not None] for row in rows]
    values = [[cell for cell in line if cell.path] for line in lines]
    if len(rows) <= _MANY or len({len(line) for line in values if line}) != 1:
        return _markdown(rows)
    tables = []
    for line, numbers in zip(lines, values, strict=True):
        if numbers:
            label = [cell for cell in line if not cell.path][-1]
            names = ["类别", *(f"数据{at}" for at in range(1, len(numbers))), "总计"]
            heads: list[GridCell | None] = [GridCell(name, 0, at) for at, name in enumerate(names)]
            tables.append(_markdown([heads, [label, *numbers]]))
    return "\n\n".join(tables)


_TABLES: dict[Flat, Callable[[Rows], str]] = {
    Flat.TABS: _tabs,
    Flat.TAB_CELLS: _tab_cells,
    Flat.TAB_ROWS: _tab_rows,
    Flat.TAB_OWN: _tab_own,
    Flat.LINES: _a_cell_a_line,
    Flat.SPACED: _spaced,
    Flat.WORDS: _words,
    Flat.LABEL_ABOVE: _label_above,
    Flat.PIPES: _pipes,
    Flat.LEADING_PIPES: _leading_pipes,
    Flat.PIPE_AFTER: _pipe_after,
    Flat.PIPE_ALONE: _pipe_alone,
    Flat.PIPES_FILLED: _pipes_filled,
    Flat.PIPE_FILLED: _pipe_filled,
    Flat.PIPE_BEFORE_ROW: _pipe_before_row,
    Flat.MARKDOWN: _markdown,
    Flat.MARKDOWN_ROWS: _markdown_rows,
}
