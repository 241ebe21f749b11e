"""GIK128 level-contradicts-publisher."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, any_of, column, rule
from gikqa.rules.texts import described

_GOVERNMENTS = ("province", "prefecture", "county", "township")
_CONTRADICTIONS = (
    # (levels, names that cannot be of them, what such a name is)
    (("department", "office"), "人民政府$", "province、prefecture、county、township"),
    (_GOVERNMENTS, "(?:[^公]厅|[^区]管理局|[^理]局)$", "department"),
    (("province", "prefecture", "county"), "(?:乡|[^德]镇)人民政府$", "township"),
    (("province", "prefecture", "county", "department"), "街道办事处$", "township"),
    (("township",), "(?:省|县|自治区|自治州|自治旗)人民政府$", "province、prefecture、county"),
)

_IS_MEANT = [
    (column("publisher").matches(names) & column("level").is_one_of(levels), meant)
    for levels, names, meant in _CONTRADICTIONS
]


@rule(
    **described("GIK128"),
    needs=("publisher", "level"),
    where=any_of(is_meant for is_meant, _ in _IS_MEANT),
)
def level_contradicts_publisher(report: Report) -> Iterator[Finding]:
    meant = next(meant for is_meant, meant in _IS_MEANT if report.holds(is_meant))
    yield Finding(observed=report.level, expected=meant)
