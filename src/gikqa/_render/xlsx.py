"""The rectification list (整改清单) as an Excel workbook: a row a finding, then the totals.

Every text is written as a text, whatever it looks like: no cell is a formula or a link.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from gikqa._model.result import Result
from gikqa._render._in_office_words import OfficeWords, shown
from gikqa._render._rows import Row, rows
from gikqa._render._say import reason, total_lines, verdict
from gikqa._render._totals import Totals, header, obstacles, totals
from gikqa.errors import UsageError, texts_beside

ROWS = 1_048_575
"""Findings on a sheet: Excel's limit of 1,048,576 rows less the head."""
_WIDTHS = {
    "number": 6, "publisher": 16, "year": 6, "place": 28, "message": 34, "observed": 10,
    "expected": 10, "basis": 18, "advice": 30, "nature": 12, "state": 10, "remark": 12,
    "rule": 9, "report": 20, "fingerprint": 34,
}  # fmt: skip
_FOR_PROGRAMS = ("rule", "report", "fingerprint")
"""The last columns, by which a list is read back: in the file, not on the printed page."""
_CENTRED = frozenset({"number", "year", "nature", "state", "rule"})
_LINE, _HIGHEST = 14, 409
"""Points of a line of text, and of the highest row that Excel knows."""
_A4 = 9
# With another date the same findings would give other bytes.
_CREATED = datetime(2000, 1, 1)
# A spreadsheet takes such a text for a formula when somebody edits its cell.
_STARTS_FORMULA = tuple("=+-@＝＋－＠")


def write(result: Result, stream: BinaryIO) -> None:
    """Write the list. Raises UsageError if XlsxWriter is not installed."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise UsageError.worded("xlsx without its writer") from error
    with TemporaryFile(prefix="gikqa-") as file:  # a zip archive needs a file that can seek
        book = Workbook(file, {"constant_memory": True})
        book.set_properties({"created": _CREATED, "title": _words(result)["list"]})
        _Sheets(book, result).write()
        book.close()
        file.seek(0)
        shutil.copyfileobj(file, stream)


class _Sheets:
    """The sheets of one workbook while they are written."""

    def __init__(self, book: Any, result: Result) -> None:
        self._book, self._result = book, result
        self._words, self._office = _words(result), OfficeWords(result)
        base = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
        self._head = book.add_format(
            {**base, "bold": True, "bg_color": "#DDE6F0", "align": "center", "valign": "vcenter"}
        )
        # quote_prefix keeps a text that looks like a formula a text when it is edited.
        self._styles = {
            (centred, quoted): book.add_format(
                {**base, "align": "center" if centred else "left", "quote_prefix": quoted}
            )
            for centred in (False, True)
            for quoted in (False, True)
        }

    def write(self) -> None:
        """Write the list, on as many sheets as it needs, and the totals."""
        waiting = enumerate(rows(self._result.findings), 1)
        number = 0
        while True:
            number += 1
            part = islice(waiting, ROWS)
            first = next(part, None)
            if first is None and number > 1:
                break
            self._list(number, [] if first is None else _first_and(first, part))
        self._totals()

    def _list(self, number: int, findings: Iterable[tuple[int, Row]]) -> None:
        columns = list(self._words["columns"])
        name = self._words["list"] + (f" {number}" if number > 1 else "")
        sheet = self._sheet(name, [_WIDTHS[column] for column in columns])
        for place, column in enumerate(columns):
            sheet.write_string(0, place, self._words["columns"][column], self._head)
        last = 0
        for last, (count, row) in enumerate(findings, 1):
            cells = self._cells(count, row)
            in_print = (c for c in columns if c not in _FOR_PROGRAMS)
            sheet.set_row(last, _height((cells[c], _WIDTHS[c]) for c in in_print))
            for place, column in enumerate(columns):
                self._put(sheet, last, place, cells[column], centred=column in _CENTRED)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, last, len(columns) - len(_FOR_PROGRAMS) - 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        if last:
            state, states = columns.index("state"), self._words["states"]
            told = self._words["state"].format(states="、".join(states))
            rule = {"validate": "list", "source": states, "error_message": told}
            sheet.data_validation(1, state, last, state, rule)

    def _cells(self, count: int, row: Row) -> dict[str, str | int]:
        office, speak = self._office, self._office.speak
        advice = [*office.proposals(row)] or [office.mend(row)]
        nature = f"{speak.word(row['severity'])} · {speak.word(row['confidence'])}"
        return {
            "number": count,
            "publisher": shown(row["publisher"] or ""),
            "year": "" if row["year"] is None else row["year"],
            "place": office.place(row),
            "message": office.message(row),
            "observed": office.value(row["observed"], row),
            "expected": office.value(row["expected"], row),
            "basis": shown(row["basis"]),
            "advice": "\n".join(advice),
            "nature": nature,
            "state": "",
            "remark": "",
            "rule": shown(row["rule"]),
            "report": shown(row["report_id"]),
            "fingerprint": shown(row["fingerprint"]),
        }

    def _totals(self) -> None:
        """What was judged, what was not and why; nothing is called clean that was not judged."""
        speak, counted = self._office.speak, totals(self._result)
        widths = (60, 12, 40, 40)
        sheet = self._sheet(self._words["totals"], widths)
        lines = [
            (f"gikqa {header(self._result)['gikqa']}",),
            *((line,) for line in total_lines(self._result, counted, speak)),
            *((line,) for line in verdict(counted, speak)),
        ]
        for number, line in enumerate([*lines, *_unjudged(counted, self._office), *self._rest()]):
            sheet.set_row(number, _height(zip(line, widths, strict=False)))
            for place, value in enumerate(line):
                self._put(sheet, number, place, value)

    def _rest(self) -> Iterator[Sequence[str | int]]:
        """What `--max-findings-per-rule` left out, and what did not work."""
        speak = self._office.speak
        for rule, hidden in sorted(self._result.hidden.items()):
            yield rule, hidden, speak.word("of them hidden")
        for kind, title in (("error", "failures"), ("warning", "problems")):
            for level, where, what in obstacles(self._result):
                if level == kind:
                    yield speak.word(title), "", where, what

    def _sheet(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self._book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&C{self._words['page']}")
        return sheet

    def _put(
        self, sheet: Any, row: int, column: int, value: str | int, *, centred: bool = False
    ) -> None:
        if isinstance(value, int):
            sheet.write_number(row, column, value, self._styles[centred, False])
            return
        text = shown(value)
        # XlsxWriter would write a text between these tags as markup, not as a text.
        text = f" {text}" if text.startswith("<r>") else text
        style = self._styles[centred, text.startswith(_STARTS_FORMULA)]
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)


def _height(cells: Iterable[tuple[str | int, int]]) -> int:
    """The height of a row, from its texts and the widths of their columns.

    Excel fits the rows of a file that says nothing; LibreOffice and WPS show their first line only.
    """
    lines = (
        sum(len(line.encode("gbk", "replace")) // (width - 1) + 1 for line in str(text).split("\n"))
        for text, width in cells  # a Chinese character is two bytes in GBK, and two letters wide
    )
    return min(_LINE * max(lines, default=1) + 2, _HIGHEST)


def _unjudged(counted: Totals, office: OfficeWords) -> Iterator[Sequence[str | int]]:
    speak = office.speak
    if counted.not_judged:
        yield tuple(map(speak.word, ("not judged", "checks", "rules", "reason")))
    for part in counted.not_judged:
        yield speak.word(part.status), part.checks, " ".join(part.rules), reason(part, speak)


def _first_and(
    first: tuple[int, Row], others: Iterable[tuple[int, Row]]
) -> Iterator[tuple[int, Row]]:
    yield first
    yield from others


def _words(result: Result) -> dict[str, Any]:
    words: dict[str, Any] = texts_beside(__file__, "xlsx.toml")[
        "zh" if result.lang == "zh" else "en"
    ]
    return words
