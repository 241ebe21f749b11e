"""GIK616 none-received-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, cell, rule
from gikqa.rules.crosscheck.cells import needed_count
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.denials import denials, denied
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.texts import described

_NEW = "requests.new_received.total"
# 未收到自然人的申请 leaves the others open, so the kinds of applicants are named all or not.
_REQUESTS = (
    r"过|任何形式的|任何|有关|需要|相关|关于|公众|群众|社会|公民、?法人[和或及与、]?(?:者|以及)?其[他它]组织"
    r"|提出|提交|要求|依法|获取|的|向|我[局办镇乡委]|本机关|各类|政府|政务|信息|公开|依申请|申请|[书表函]|件|事项|情况|案件|\s"
)


@rule(
    **described("GIK616"),
    needs=("sections", "year", "publisher", _NEW),
    where=cell(_NEW).differs(0),
    find=denied("requests", _REQUESTS),
)
def none_received_differs_from_table(report: Report) -> Iterator[Finding]:
    for near in denials(report):
        if "申请" in near.quote and has_any(("公开", "信息"), near.quote):
            expected = str(needed_count(report, _NEW))
            yield contradiction(near, observed="0", expected=expected, cells=(_NEW,))
