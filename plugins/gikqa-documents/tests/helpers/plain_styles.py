"""Tables written in every style of plain text that web sites and tools leave."""

from __future__ import annotations

from collections.abc import Iterator

from printed_forms import Row


def expanded(rows: list[Row]) -> Iterator[list[str]]:
    """Rows as a converter writes them that fills merged cells up with empty ones."""
    covered: dict[int, int] = {}
    for row in rows:
        texts: list[str] = []
        below = {c: n - 1 for c, n in covered.items() if n > 1}
        for text, width, height in row:
            while covered.get(len(texts), 0):
                texts.append("")
            start = len(texts)
            texts += [text, *[""] * (width - 1)]
            if height > 1:
                below.update(dict.fromkeys(range(start, start + width), height - 1))
        while covered.get(len(texts), 0):
            texts.append("")
        covered = below
        yield texts


def own_cells(rows: list[Row]) -> list[str]:
    return [text for row in rows for text, _, _ in row]


def padded(rows: list[Row]) -> list[list[str]]:
    """As Word writes rows: a merged cell leaves one empty cell in each row that it reaches."""
    lines: list[list[str]] = []
    covered: list[tuple[int, int]] = []  # place in the row, rows still covered
    for row in rows:
        texts = [(place, "") for place, _ in covered]
        place, below = 0, [(place, rows - 1) for place, rows in covered if rows > 1]
        taken = {place for place, _ in covered}
        for text, width, height in row:
            while place in taken:
                place += 1
            texts.append((place, text))
            if height > 1:
                below.append((place, height - 1))
            place += width
        covered = below
        lines.append([text for _, text in sorted(texts, key=lambda item: item[0])])
    return lines


def tabs_with_rows(rows: list[Row]) -> str:
    return "\n\n".join("\n".join("\t" + text for text in line) for line in padded(rows)) + "\n"


def tabs_with_merged_cells(rows: list[Row]) -> str:
    """A form as Word saves it: no trace of rows, an empty cell at the end of the table."""
    return "\n".join("\t" + text for line in padded(rows) for text in line) + "\n\t"


def tabs_in_a_stream(rows: list[Row]) -> str:
    return "\n".join("\t" + text for text in own_cells(rows))


def a_cell_a_line(rows: list[Row]) -> str:
    return "\n".join(text for text in own_cells(rows) if text)


def a_cell_a_line_spaced(rows: list[Row]) -> str:
    return "\n\n".join(" " + text for text in own_cells(rows) if text)


def words_in_lines(rows: list[Row]) -> str:
    return "\n".join(" ".join(text for text, _, _ in row) for row in rows)


def pipes(rows: list[Row]) -> str:
    return "\n".join(" | ".join(row) + " |" for row in expanded(rows))


def pipes_between_own_cells(rows: list[Row]) -> str:
    """No pipe at the edges, and nothing where a cell reaches in from above or from the left."""
    return "\n".join(" | ".join(text for text, _, _ in row) for row in rows)


def markdown(rows: list[Row]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in expanded(rows)]
    return "\n".join([lines[0], "|" + "---|" * 10, *lines[1:]])


def pipe_after_each_cell(rows: list[Row]) -> str:
    return "\n".join(f"{text} |" for text in own_cells(rows))


def pipe_on_its_own_line(rows: list[Row]) -> str:
    return "\n".join(f"{text}\n|" if text else "|" for text in own_cells(rows))


def tabs_between_cells(rows: list[Row]) -> str:
    return "\n".join("\t".join(row) for row in expanded(rows))


def pdf(rows: list[Row]) -> str:
    """One line a row; long labels are broken, with numbers before, between or after their lines."""
    lines: list[str] = []
    for turn, row in enumerate(rows):
        texts = [text for text, _, _ in row]
        numbers = [text for text in texts if text and text[0].isdigit() and "." not in text]
        words = [text for text in texts if text and text not in numbers]
        if not numbers or len(numbers) != 7 or len(words[-1]) < 14:
            lines.append(" ".join(text for text in texts if text))
            continue
        first, second = words[-1][:11], words[-1][11:]
        run = " ".join(numbers)
        lines += words[:-1]
        if turn % 3 == 0:
            lines += [first, run, second]
        elif turn % 3 == 1:
            lines += [first, f"{second} {run}"]
        else:
            lines += [run, first, second]
    return "\n".join(lines)


KEEP_BLANKS = [
    tabs_with_rows, tabs_with_merged_cells, tabs_in_a_stream, tabs_between_cells, pipes, markdown,
    pipe_after_each_cell, pipe_on_its_own_line,
]  # fmt: skip
LOSE_BLANKS = [a_cell_a_line, a_cell_a_line_spaced, words_in_lines]
# With rows of any length a blank cell may be the rest of a merged one: such a row is left blank.
FULL_ROWS_ONLY = [pipes_between_own_cells]
PDF = [pdf]
