"""One row of a batch, as the rules see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gikqa._engine.batch import Batch
from gikqa._model import Hit, Rule, Section


class RowReport:
    """A report that reads its values from the batch when a rule asks for them."""

    def __init__(self, batch: Batch, row: int, rule: Rule, hits: Sequence[Hit] = ()) -> None:
        self._batch = batch
        self._row = row
        self._rule = rule
        self.hits = hits

    @property
    def report_id(self) -> str:
        return self._batch.text("report_id", self._row) or ""

    @property
    def publisher(self) -> str:
        return self._batch.text("publisher", self._row) or ""

    @property
    def year(self) -> int:
        return self._batch.year(self._row) or 0

    @property
    def level(self) -> str | None:
        return self._text("level")

    @property
    def region_code(self) -> str | None:
        return self._text("region_code")

    @property
    def title(self) -> str | None:
        return self._text("title")

    @property
    def sections(self) -> tuple[Section, ...]:
        return read_sections(self.column("sections"))

    @property
    def printed_labels(self) -> Mapping[str, str]:
        return _pairs(self.column("printed_labels"))

    @property
    def raw_cells(self) -> Mapping[str, str]:
        return _pairs(self.column("raw_cells"))

    def section(self, number: int) -> Section:
        for section in self.sections:
            if section.number == number:
                return section
        raise KeyError(number)

    def cell(self, path: str) -> int | Decimal | None:
        value: int | Decimal | None = self.column(path)
        return value

    def column(self, name: str) -> Any:
        if name not in self._rule.columns:
            raise KeyError(f"{self._rule.code} did not declare the column {name!r}")
        column = self._batch.columns.get(name)
        return None if column is None else column[self._row].as_py()

    def _text(self, name: str) -> str | None:
        value: str | None = self.column(name)
        return value


def read_sections(value: Sequence[Mapping[str, Any]] | None) -> tuple[Section, ...]:
    """Sections as they stand in an export; a section without text is an empty one."""
    return tuple(
        Section(int(part["number"] or 0), part["heading"] or "", part["text"] or "")
        for part in value or ()
        if part is not None
    )


def _pairs(value: Any) -> Mapping[str, str]:
    """A map of texts in any of the spellings that libraries give it."""
    pairs: dict[str, str] = {}
    for entry in value or ():
        key, text = entry.values() if isinstance(entry, Mapping) else entry
        if key is not None and text is not None:
            pairs[str(key)] = str(text)
    return pairs
