"""The status of a rule on a report, and failures."""

from dataclasses import dataclass, field
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
    """An error in a plugin or a rule; the result is incomplete because of it.

    `file` and `line`: the place in the code of the plugin, where it is known. `file` begins at the
    folder in which the distribution is installed. The same error at another place is equal.
    """

    plugin: str
    version: str
    what: str
    problem: str
    file: str | None = field(default=None, compare=False)
    line: int | None = field(default=None, compare=False)

    @property
    def located(self) -> str:
        """The problem with its place, as compilers write one, where it is known."""
        return self.problem if self.file is None else f"{self.problem} ({self.file}:{self.line})"
