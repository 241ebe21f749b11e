"""GIK128 level-contradicts-publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.columns import matching
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_GOVERNMENTS = "province|prefecture|county|township"
_CONTRADICTIONS = (
    # (levels, names that cannot be of them, what such a name is)
    ("department|office", "人民政府$", "province、prefecture、county、township"),
    (_GOVERNMENTS, "(?:[^公]厅|[^区]管理局|[^理]局)$", "department"),
    ("province|prefecture|county", "(?:乡|[^德]镇)人民政府$", "township"),
    ("province|prefecture|county|department", "街道办事处$", "township"),
    ("township", "(?:省|县|自治区|自治州|自治旗)人民政府$", "province、prefecture、county"),
)


def _contradicts(screening: Screening) -> Flags:
    found = matching(screening, "publisher", "^$")
    for levels, names, _ in _CONTRADICTIONS:
        of_level = matching(screening, "level", f"^({levels})$")
        found |= of_level & matching(screening, "publisher", names)
    return found


@rule(**described("GIK128"), needs=("publisher", "level"), screen=_contradicts)
def level_contradicts_publisher(report: Report) -> Iterator[Finding]:
    """The level that the export gives cannot be that of a body with this name."""
    for levels, names, meant in _CONTRADICTIONS:
        if re.fullmatch(levels, report.level or "") and re.search(names, report.publisher):
            yield Finding(observed=report.level, expected=meant)
            return
