"""One report of a batch, as a rule sees it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from gikqa._engine.batch import Batch
from gikqa._model.condition import Condition
from gikqa._model.finding import Finding
from gikqa._model.report import Hit, Section
from gikqa._model.rule import Rule
from gikqa.errors import Undetermined
from gikqa.text.rule_batch import RuleBatch


class RowReport:
    """A report that reads its values from the batch when a rule needs them."""

    def __init__(self, batch: Batch, row: int, rule: Rule, seen: RuleBatch) -> None:
        self._batch = batch
        self._row = row
        self._rule = rule
        self._seen = seen

    @property
    def report_id(self) -> str:
        return self._batch.value("report_id", self._row) or ""

    @property
    def publisher(self) -> str:
        return self._batch.value("publisher", self._row) or ""

    @property
    def year(self) -> int:
        year: int | None = self._batch.value("year", self._row)
        if year is None:
            raise Undetermined  # even where the report states its form
        return year

    @property
    def edition(self) -> str | None:
        return next(
            (key for key, rows in self._batch.edition_rows.items() if rows[self._row]), None
        )

    @property
    def level(self) -> Any:
        return self.column("level")

    @property
    def region_code(self) -> Any:
        return self.column("region_code")

    @property
    def title(self) -> Any:
        return self.column("title")

    @property
    def sections(self) -> tuple[Section, ...]:
        self._refuse_undeclared("sections")
        return self._seen.narratives.sections(self._row)

    def all_sections(self) -> tuple[Section, ...]:
        """The sections, also for a rule that has not declared them."""
        return self._seen.narratives.sections(self._row)

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The rule's hits in this report, with places in code points."""
        return self._seen.hits_of_report(self._row)

    @cached_property
    def found(self) -> Sequence[Any]:
        """What the rule's finder found in this report."""
        return () if self._rule.find is None else self._rule.find.read(self)

    @property
    def options(self) -> Mapping[str, Any]:
        return self._rule.option_values

    def holds(self, condition: Condition) -> bool:
        """Whether a condition is certainly true of this report."""
        return self._seen.fact(condition.evaluate)[self._row].as_py() is True

    def as_stored(self, finding: Finding) -> Finding:
        """The finding with the quote as the narrative has it: some are read as simplified."""
        return self._seen.narratives.as_stored(self._row, finding)

    @property
    def printed_labels(self) -> Mapping[str, str]:
        printed = _pairs(self.column("printed_labels")).items()
        accepted = set(self._batch.accepted_labels(self._row)) if printed else set()
        return {path: label for path, label in printed if (path, label) not in accepted}

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
        self._refuse_undeclared(name)
        return self._batch.value(name, self._row)

    def _refuse_undeclared(self, name: str) -> None:
        if name not in self._rule.columns:
            raise KeyError(f"{self._rule.code} did not declare the column {name!r}")


def _pairs(value: Any) -> Mapping[str, str]:
    """A map of texts, from any of the types that libraries export it as."""
    pairs: dict[str, str] = {}
    for entry in value or ():
        pair = tuple(entry.values() if isinstance(entry, Mapping) else entry or ())
        if len(pair) == 2 and None not in pair:
            pairs[str(pair[0])] = str(pair[1])
    return pairs
