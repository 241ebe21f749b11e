"""GIK610 normative-documents-differ-from-table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.crosscheck.documents import (
    differing_documents,
    document_cells,
    document_phrases,
)
from gikqa.rules.texts import described

_ROW = "normative_documents"


def _phrases() -> Iterable[str]:
    return document_phrases(_ROW)


@rule(
    **described("GIK610"),
    needs=("sections", "year", "publisher"),
    reads=document_cells(_ROW),
    phrases=_phrases,
)
def normative_documents_differ_from_table(report: Report) -> Iterator[Finding]:
    yield from differing_documents(report, _ROW)
