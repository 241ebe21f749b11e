"""GIK127 total-left-blank."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Condition, Finding, Report, any_of, cell, rule, sum_of
from gikqa.editions import edition_for, load_editions
from gikqa.rules.texts import described

_NAMES = {"requests": "表三", "disputes": "表四"}


def _rows() -> dict[str, tuple[str, ...]]:
    """The cell of a total → the cells of its row that it is the sum of, over both forms."""
    found: dict[str, tuple[str, ...]] = {}
    for key in ("2019", "2021"):
        for table in _NAMES:
            cells = load_editions()[key].table(table).cells
            for total in cells:
                if total.column == "total":
                    found[total.path] = tuple(
                        cell.path
                        for cell in cells
                        if cell.row == total.row and cell.column != "total"
                    )
    return found


_ROWS = _rows()


def _is_left_blank(total: str, parts: tuple[str, ...]) -> Condition:
    """Whether a total is blank, and its row is not."""
    return (
        cell(total).is_blank()
        & cell(total).is_exported()
        & (sum_of(cell(path).or_zero() for path in parts) > 0)
    )


_LEFT_BLANK = {total: _is_left_blank(total, parts) for total, parts in _ROWS.items()}


@rule(**described("GIK127"), needs=("year",), where=any_of(_LEFT_BLANK.values()))
def total_left_blank(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    for table, name in _NAMES.items():
        due = {
            each.path: sum(int(report.cell(path) or 0) for path in _ROWS[each.path])
            for each in edition.table(table).cells
            if each.column == "total" and report.holds(_LEFT_BLANK[each.path])
        }
        if due:
            yield Finding(
                cells=tuple(due),
                observed=str(len(due)),
                expected="、".join(map(str, due.values())),
                params={"place": name},
                proposal=tuple((path, str(total)) for path, total in due.items()),
            )
