"""GIK127 total-left-blank."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
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


@rule(
    **described("GIK127"),
    needs=("year",),
    reads=tuple(path for total, parts in _ROWS.items() for path in (total, *parts)),
)
def total_left_blank(report: Report) -> Iterator[Finding]:
    """A row has figures, and its total was left blank."""
    edition = edition_for(report.year)
    if edition is None:
        return
    for table, name in _NAMES.items():
        due: dict[str, int] = {}
        for cell in edition.table(table).cells:
            if cell.column == "total" and report.cell(cell.path) is None:
                total = sum(int(report.cell(path) or 0) for path in _ROWS[cell.path])
                if total:
                    due[cell.path] = total
        if due:
            yield Finding(
                cells=tuple(due),
                observed=str(len(due)),
                expected="、".join(map(str, due.values())),
                params={"place": name},
                proposal=tuple((path, str(total)) for path, total in due.items()),
            )
