"""A report as a rule sees it: its cells, its sections, and the phrases found in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from gikqa._model.condition import Condition


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter of the narrative; number 0 is the preamble."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a section; `start` and `end` are code points in the text as stored.

    `section` is the section's number, which a report may print twice; `index` its place in
    `report.sections`.
    """

    section: int
    start: int
    end: int
    phrase: str
    index: int = 0


class Report(Protocol):
    """One report, as a rule sees it. Columns that the rule did not name are absent.

    Reading a column that the rule did not declare in `needs` or `reads` raises KeyError.
    """

    @property
    def report_id(self) -> str:
        """Unique in the export."""

    @property
    def publisher(self) -> str:
        """The body's full name."""

    @property
    def year(self) -> int:
        """The report year. Raises Undetermined where none is known."""

    @property
    def edition(self) -> str | None:
        """Key of the form that governs it in this run, a plugin's too; None where none does."""

    @property
    def level(self) -> str | None:
        """Province, prefecture, county, township, department, office, other."""

    @property
    def region_code(self) -> str | None:
        """Six-digit GB/T 2260 code of the body's own division."""

    @property
    def title(self) -> str | None:
        """The printed title."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The narrative in reading order."""

    @property
    def printed_labels(self) -> Mapping[str, str]:
        """Path of a row, a column or a group → printed label that is not an accepted variant."""

    @property
    def raw_cells(self) -> Mapping[str, str]:
        """Cell path → printed text, where it was not a plain integer or blank."""

    @property
    def hits(self) -> Sequence[Hit]:
        """The rule's phrases found in the narrative, in reading order, without overlaps."""

    @property
    def found(self) -> Sequence[Any]:
        """What the rule's finder found in this report; empty for a rule without one."""

    @property
    def options(self) -> Mapping[str, Any]:
        """The value of each option of the rule, as declared or as set by the user."""

    def holds(self, condition: "Condition") -> bool:
        """Whether a condition is certainly true of this report."""

    def section(self, number: int) -> Section:
        """The first section with this number; KeyError if there is none."""

    def cell(self, path: str) -> int | Decimal | None:
        """The value of a cell; None if it is blank."""

    def column(self, name: str) -> Any:
        """The value of any other column that the rule declared."""
