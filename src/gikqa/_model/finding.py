"""A finding: one defect, with its place, its severity and its confidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect of one report; the engine adds rule, report, message and fingerprint.

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
    params: Mapping[str, str] = field(default_factory=dict)
    cause: str | None = None
    proposal: tuple[tuple[str, str], ...] = ()
    basis: str | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
