"""Misprinted labels of groups: blocks of rows, groups of rows and of columns.

They hold no values and no cell depends on them, so they are looked at once the cells are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from gikqa.text import pattern
from gikqa_documents.document import Layout
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.labels import is_fragment, label_key
from gikqa_documents.form.side_text import begins_with_side_text
from gikqa_documents.form.table_labels import Form, is_known_key
from gikqa_documents.form.values import looks_like_value
from gikqa_documents.tables.match import TableReading
from gikqa_documents.tables.printed_rows import ParsedSheet

_LONGEST = 30
_LONG = 8  # characters from which on two may differ
# Pages print 第二十条(一)项 for 第二十条第（一）项, and nobody is misled.
_LOOSE = pattern(r"[第()]")


def read_group_labels(form: Form, sheets: Sequence[ParsedSheet], reading: TableReading) -> None:
    """Keep the damaged labels of groups, each under `table.label` or the path of its row.

    Only where labels have cells of their own; and not where text has run from one into another.
    """
    if not reading.cells or any(sheet.layout is Layout.LOOSE for sheet in sheets):
        return
    if any(not sheet.layout.keeps_cells for sheet in sheets):
        return
    printed = frozenset[str]().union(*(sheet.bodies for sheet in sheets))
    missing = [
        (path, label)
        for path, label in group_labels(form)
        if (body := label_key(label).body) not in printed and not _is_cited(body, printed)
    ]
    if not missing:
        return
    strange = list(dict.fromkeys(_strange(sheets)))
    if any(map(begins_with_side_text, strange)):
        return
    for path, label in missing:
        damaged = [text for text in strange if _is_damaged(text, label)]
        if len(damaged) == 1:
            strange.remove(damaged[0])
            reading.labels.setdefault(path, damaged[0])


@lru_cache(maxsize=16)
def group_labels(form: Form) -> tuple[tuple[str, str], ...]:
    """Path and label of every group of a form, once each; none of a list."""
    table = form.table
    if form.is_list:
        return ()
    found: dict[str, str] = {}
    for block in table.blocks:
        within = [label for line in (*block.rows, *block.columns) for label in line.within]
        # The rows of table 四 are heads of groups of columns; those of other tables have values.
        if len(table.blocks) > 1 and all(one.columns == block.columns for one in table.blocks):
            found |= {row.label: f"{table.key}.{row.key}" for row in block.rows}
        for label in (block.label, *within):
            found.setdefault(label, f"{table.key}.{label}")
    return tuple((path, label) for label, path in found.items())


def _is_cited(body: str, printed: Iterable[str]) -> bool:
    """Whether an item of the regulations is cited in another way."""
    loose = _LOOSE.sub("", body)
    return "条" in body and any(loose == _LOOSE.sub("", other) for other in printed)


def _strange(sheets: Sequence[ParsedSheet]) -> Iterator[str]:
    """The texts of cells that are neither values nor labels of a form."""
    for sheet in sheets:
        for cell in sheet.sheet.cells:
            text = squeeze(cell.text)
            if 1 < len(text) <= _LONGEST and not looks_like_value(text):
                key = label_key(text)
                if key.body and not is_known_key(key):
                    yield text


def _is_damaged(text: str, label: str) -> bool:
    """Whether a text is a label but for a character or two that were lost, added or replaced."""
    printed, right = label_key(text), label_key(label)
    if is_fragment(printed, right):
        return False  # a tool may have lost a line of it
    most = 2 if len(right.body) >= _LONG else 1
    return Levenshtein.distance(printed.body, right.body, score_cutoff=most) <= most
