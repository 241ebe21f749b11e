"""GIK616 none-received-differs-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.denials import denial_finding, denials
from gikqa.rules.crosscheck.statements import count_at, words
from gikqa.rules.texts import described

_NEW = "requests.new_received.total"
# 未收到自然人的申请 leaves the others open, so the kinds of applicants are named all or not.
_DENIED = re.compile(
    r"(?P<denied>(?:过|任何形式的|任何|有关|需要|相关|关于|公众|群众|社会|公民、?法人[和或及与、]?(?:者|以及)?其[他它]组织"
    r"|提出|提交|要求|依法|获取|的|向|我[局办镇乡委]|本机关|各类|政府|政务|信息|公开|依申请|申请|[书表函]|件|事项|情况|案件|\s)*)"
    r"(?=[，,。；;！\n]|$)"
)


def _phrases() -> Iterable[str]:
    found: list[str] = words()["denial"]["requests"]
    return found


@rule(
    **described("GIK616"),
    needs=("sections", "year", "publisher", _NEW),
    phrases=_phrases,
)
def none_received_differs_from_table(report: Report) -> Iterator[Finding]:
    """No request is said to have come, and the table counts some."""
    new = count_at(report, _NEW)
    for section, hit, denied in denials(report, _DENIED):
        told = hit.phrase + denied
        if "申请" not in told or not ("公开" in told or "信息" in told):
            continue
        if new is None:
            raise Undetermined
        if new:
            yield denial_finding(section, hit, denied, expected=str(new), cells=(_NEW,))
