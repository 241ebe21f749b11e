"""The nouns that rules, plugins and results share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

if TYPE_CHECKING:
    from gikqa._result import Result
    from gikqa.screens import Flags, Screening

API_VERSION = 1


class Severity(StrEnum):
    """How bad a defect is if it is one."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Confidence(StrEnum):
    """How sure the rule is that it is a defect."""

    PROVED = "proved"
    LIKELY = "likely"
    HINT = "hint"


class Status(StrEnum):
    """What became of one rule on one report; every pair has exactly one status."""

    PASSED = "passed"
    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"
    SKIPPED = "skipped"
    SUPPRESSED = "suppressed"
    FAILED = "failed"


@dataclass(frozen=True)
class Failure:
    """Something of ours or of a plugin that did not work, so that the answer is incomplete."""

    plugin: str
    version: str
    what: str
    problem: str


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


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one report; the engine adds rule, report, message and fingerprint.

    `cells` are cell paths. `section`, `start`, `end` place the finding in the narrative, in code
    points of that section's text. `severity` and `confidence` override the rule's own.
    """

    cells: tuple[str, ...] = ()
    section: int | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    observed: str | None = None
    expected: str | None = None
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cause: str | None = None
    proposal: tuple[tuple[str, str], ...] = ()
    basis: str | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None


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
        """Row or column path → printed label, where it is not an accepted variant."""

    @property
    def raw_cells(self) -> Mapping[str, str]:
        """Cell path → printed text, where it was not a plain integer or blank."""

    @property
    def hits(self) -> Sequence[Hit]:
        """The rule's phrases found in the narrative, longest first, without overlaps."""

    def section(self, number: int) -> Section:
        """The first section with this number; KeyError if there is none."""

    def cell(self, path: str) -> int | Decimal | None:
        """The value of a cell; None if it is blank."""

    def column(self, name: str) -> Any:
        """The value of any other column that the rule declared."""


Check = Callable[[Report], Iterator[Finding]]
Screen = Callable[["Screening"], "Flags"]
"""Which rows of a batch a rule has to be asked about; see `gikqa.screens`."""


@dataclass(frozen=True)
class Rule:
    """A check with everything that must be known about it; made by the decorator `rule`.

    `editions` are the forms it judges (empty: every year). `needs` are columns without which a
    report cannot be judged: a missing column skips the rule by name, a blank one leaves the report
    undetermined. `reads` are columns that may be blank. `only_where` is a column whose blank or
    empty value means that there is nothing to find. `phrases` gives the words to look for; a
    report without any of them has passed. A `trial` rule reports as info. A `preview` rule runs
    only when it is asked for, by `select` or `extend_select`. `screen` clears reports of a whole
    batch that the rule would pass, so that it is asked about the others only. `whole` brings the
    rule with its function where that is imported only once the rule is chosen.
    """

    code: str
    name: str
    severity: Severity
    source: str
    title: Mapping[str, str]
    message: Mapping[str, str]
    check: Check | None = None
    confidence: Confidence = Confidence.LIKELY
    editions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    only_where: str | None = None
    phrases: Callable[[], Iterable[str]] | None = None
    trial: bool = False
    preview: bool = False
    explanation: Mapping[str, str] = field(default_factory=dict)
    screen: Screen | None = None
    whole: Callable[[], Rule] | None = None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column that the rule may read."""
        extra = (self.only_where,) if self.only_where else ()
        return tuple(dict.fromkeys((*self.needs, *self.reads, *extra)))


def rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    source: str,
    title: Mapping[str, str],
    message: Mapping[str, str],
    confidence: Confidence = Confidence.LIKELY,
    editions: Sequence[str] = (),
    needs: Sequence[str] = (),
    reads: Sequence[str] = (),
    only_where: str | None = None,
    phrases: Callable[[], Iterable[str]] | None = None,
    trial: bool = False,
    preview: bool = False,
    explanation: Mapping[str, str] | None = None,
    screen: Screen | None = None,
) -> Callable[[Check], Rule]:
    """Turn a generator of findings into a rule.

    `title` and `message` are given in `zh` and `en`; `{name}` in a message is filled from the
    finding's params, observed, expected and quote, and from the report's publisher and year.
    `explanation` (zh, en; Markdown) tells why it matters and how to mend; without one, the
    docstring of the function is shown.
    A `trial` rule reports as info and never fails a run; a `preview` rule runs only when asked for.
    `screen` may clear reports, a batch at a time; it must leave in every report that the function
    would find something in, or leave undetermined.
    """

    def decorate(check: Check) -> Rule:
        return Rule(
            code=code,
            name=name,
            severity=severity,
            source=source,
            title=title,
            message=message,
            check=check,
            confidence=confidence,
            editions=tuple(editions),
            needs=tuple(needs),
            reads=tuple(reads),
            only_where=only_where,
            phrases=phrases,
            trial=trial,
            preview=preview,
            explanation=explanation or {},
            screen=screen,
        )

    return decorate


def as_trial(rule: Rule) -> Rule:
    """The rule as it reports while it is on trial: info, whatever it will be later."""
    return replace(rule, severity=Severity.INFO) if rule.trial else rule


Record = dict[str, Any]
"""One row of an export: column name → Python value; cell paths are columns."""


@dataclass(frozen=True)
class Reader:
    """Turns a document into a row of an export.

    `read` gets the path and returns the row. It raises InputError, in one clear sentence, for a
    file that it cannot read; what it could not find in a readable file goes to `extraction.notes`.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Record]


@dataclass(frozen=True)
class Renderer:
    """An output format. `write` puts the whole result on a binary stream.

    `write` leaves the stream open. `binary` says that the bytes are no text, so that they should
    not go to a terminal.
    """

    name: str
    write: Callable[[Result, BinaryIO], None]
    binary: bool = False
