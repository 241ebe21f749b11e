"""GIK611 regulations-differ-from-table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.crosscheck.documents import (
    differing_documents,
    document_cells,
    document_phrases,
)
from gikqa.rules.texts import described

_ROW = "regulations"


def _phrases() -> Iterable[str]:
    return document_phrases(_ROW)


@rule(
    **described("GIK611"),
    needs=("sections", "year", "publisher"),
    reads=document_cells(_ROW),
    phrases=_phrases,
)
def regulations_differ_from_table(report: Report) -> Iterator[Finding]:
    yield from differing_documents(report, _ROW)
