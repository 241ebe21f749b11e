"""GIK208 regulations-without-power."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.texts import described

_CELLS = tuple(
    f"disclosure.regulations.{column}"
    for column in (
        "newly_made", "newly_disclosed", "disclosed_total", "issued", "repealed", "in_force",
    )
)  # fmt: skip
_COUNTY = re.compile("(?:县|旗|乡|镇|街道)(?:人民政府)?(?:办公室|办事处)?$")
_WHOLE_PREFECTURE = "00"


@rule(
    **described("GIK208"),
    needs=("year", "publisher"),
    reads=(*_CELLS, "level", "region_code"),
)
def regulations_without_power(report: Report) -> Iterator[Finding]:
    """A county, a town or a body of one counts rules of government, which it cannot make."""
    edition = edition_for(report.year)
    if edition is None or not _is_below_prefectures(report):
        return
    printed = {path: report.cell(path) for path in _CELLS if path in edition.cells}
    filled = {path: value for path, value in printed.items() if value and value > 0}
    if filled:
        yield Finding(
            cells=tuple(filled),
            observed="、".join(str(value) for value in filled.values()),
            expected="0",
        )


def _is_below_prefectures(report: Report) -> bool:
    """Whether the body is certainly one of a county or a town."""
    if report.level in ("county", "township"):
        return True
    if report.level in ("province", "prefecture"):
        return False
    code = report.region_code or ""
    # Departments of prefectures and provinces may give the rules that they drafted.
    named = _COUNTY.search(report.publisher) is not None
    return named or (len(code) == 6 and not code.endswith(_WHOLE_PREFECTURE))
