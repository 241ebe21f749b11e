"""JX102 number-of-another-document."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rule_texts import described
from gikqa_jiangxi import SPECS
from gikqa_jiangxi.facts import rank
from gikqa_jiangxi.provincial_documents import NUMBERS, cited_in


@rule(**described(SPECS, "JX102"), needs=("sections",), find=NUMBERS)
def number_of_another_document(report: Report) -> Iterator[Finding]:
    for document, near, title in (cited for cited in cited_in(report) if cited.misfit):
        yield Finding(
            section=near.section.number,
            start=near.start,
            end=near.end,
            quote=near.quote,
            observed=f"《{title}》",
            expected=f"《{document.title}》",
            params={"number": document.number},
            basis=document.source,
            **rank(document.status),
        )
