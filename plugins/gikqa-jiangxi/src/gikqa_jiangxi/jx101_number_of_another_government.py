"""JX101 number-of-another-government."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rule_texts import described
from gikqa.text import phrases
from gikqa_jiangxi import SPECS
from gikqa_jiangxi.facts import issuers, rank
from gikqa_jiangxi.provincial_documents import REST

_NAMES = "|".join(sorted(one.name for one in issuers().values()))
_TITLE = rf"《({_NAMES})人民政府(?:办公厅|办公室)?((?:关于|印发)[^《》]{{1,90}})》\s?[（(]\s?"
_LETTERS = r"([\u4e00-\u9fff]{1,3})"


@rule(
    **described(SPECS, "JX101"),
    needs=("sections",),
    find=phrases(lambda: sorted(issuers())).then(_LETTERS + REST).after(_TITLE),
)
def number_of_another_government(report: Report) -> Iterator[Finding]:
    of_name = {one.name: one for one in issuers().values()}
    for near in report.found:
        issuer, owner = of_name[near.before[1]], issuers()[near.hit.phrase]
        # A government that hands on another one's document may print the number of that.
        if owner == issuer or "转发" in near.before[2] or owner.name in near.before[2]:
            continue
        yield Finding(
            section=near.section.number,
            start=near.hit.start,
            end=near.end,
            quote=near.section.text[near.hit.start : near.end],
            observed=near.hit.phrase,
            expected=issuer.letters,
            params={"issuer": issuer.name, "owner": owner.name},
            basis=issuer.source or None,
            **rank(issuer.status, owner.status),
        )
