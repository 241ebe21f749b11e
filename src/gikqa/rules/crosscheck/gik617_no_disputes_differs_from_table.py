"""GIK617 no-disputes-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, all_of, cell, known, rule
from gikqa.rules.crosscheck.cells import count_at
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.denials import denials, denied
from gikqa.rules.texts import described

_TOTALS = {
    "复议": ("disputes.review.total",),
    "诉讼": ("disputes.litigation_direct.total", "disputes.litigation_after_review.total"),
}
# 未发生被纠错的行政复议 denies a result and not the case, so every word is one of these.
_DISPUTES = (
    r"过|一起|一例|任何|有|因|由|针对|涉及|有关|相关|关于|对|被|就|本机关|我[局办镇乡县市区委]"
    r"|政府|政务|信息|公开|依申请|申请|提起|提出|引起|引发|导致|产生|而|的|行政|复议|诉讼|[、和及与或]|或者|以及"
    r"|案|件|发生|存在|情况|情形|事项|事件|现象|工作|人|\s"
)
_NONE = all_of(cell(path).equals(0) for paths in _TOTALS.values() for path in paths)


@rule(
    **described("GIK617"),
    needs=("sections", "year", "publisher"),
    where=~known(_NONE),
    find=denied("disputes", _DISPUTES),
)
def no_disputes_differs_from_table(report: Report) -> Iterator[Finding]:
    found, unsure = [], False
    for near in denials(report):
        cells = [path for kind in _TOTALS if kind in near.quote for path in _TOTALS[kind]]
        values = {path: count_at(report, path) for path in cells}
        wrong = {path: str(value) for path, value in values.items() if value}
        unsure = unsure or None in values.values()
        if wrong:
            expected = " + ".join(wrong.values())
            found.append(contradiction(near, observed="0", expected=expected, cells=tuple(wrong)))
    if unsure and not found:
        raise Undetermined
    yield from found
