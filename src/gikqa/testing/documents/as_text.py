"""Plain text and Markdown: tables as they come out of copying, converting and scraping."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.paper import Heading, Paper
from gikqa.testing.documents.printed import converted
from gikqa.testing.documents.styles import Blank, Flat, Plain, Style

Rows = list[list[GridCell | None]]

FRAME_ABOVE = ("首页 > 政府信息公开 > 政府信息公开年报", "字体：[大 中 小]")
FRAME_BELOW = ("打印本页", "关闭窗口", "主办单位：{publisher}")


def render(paper: Paper, style: Style, look: Plain) -> bytes:
    """The report as a text file."""
    text = converted("\n".join(_lines(paper, style, look)) + "\n", style)
    return text.encode(style.encoding)


def _lines(paper: Paper, style: Style, look: Plain) -> Iterator[str]:
    markdown = look.flat is Flat.MARKDOWN
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
            yield _TABLES[look.flat](_begin(part))
        elif isinstance(part, Heading):
            yield f"## {part.printed}" if markdown else part.printed
        else:
            yield part if markdown else f"\u3000\u3000{part}"
        if spaced or isinstance(part, Grid):
            yield ""
    if look.frame:
        yield from (line.format(publisher=paper.publisher) for line in FRAME_BELOW)


def _begin(grid: Grid) -> Rows:
    """Rows of cells as they begin, None where a cell of the left or from above goes on."""
    return [
        [cell if (cell.row, cell.column) == (number, at) else None for at, cell in enumerate(cells)]
        for number, cells in enumerate(grid.rows)
    ]


def _text(cell: GridCell | None) -> str:
    # Text files hold the entity of a no-break blank, as tools leave it behind.
    return "" if cell is None else cell.text.replace(Blank.NO_BREAK, "&nbsp;")


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


def _markdown(rows: Rows) -> str:
    first, *others = _leading_pipes(rows).split("\n")
    return "\n".join([first, "|" + " --- |" * len(rows[0]), *others])


_TABLES: dict[Flat, Callable[[Rows], str]] = {
    Flat.TABS: _tabs,
    Flat.LINES: _a_cell_a_line,
    Flat.SPACED: _spaced,
    Flat.WORDS: _words,
    Flat.PIPES: _pipes,
    Flat.LEADING_PIPES: _leading_pipes,
    Flat.PIPE_AFTER: _pipe_after,
    Flat.PIPE_ALONE: _pipe_alone,
    Flat.MARKDOWN: _markdown,
}
