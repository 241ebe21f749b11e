"""The status of a rule on a report, and failures."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The outcome of one rule on one report; every pair has exactly one status."""

    PASSED = "passed"
    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"
    SKIPPED = "skipped"
    SUPPRESSED = "suppressed"
    FAILED = "failed"


@dataclass(frozen=True)
class Failure:
    """An error in a plugin or a rule; the result is incomplete because of it."""

    plugin: str
    version: str
    what: str
    problem: str
