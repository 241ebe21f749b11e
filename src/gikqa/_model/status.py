"""What became of a rule on a report, and what failed to work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
