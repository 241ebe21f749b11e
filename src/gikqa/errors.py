"""What can go wrong before a verdict is possible."""

from __future__ import annotations


class GikqaError(Exception):
    """Base of every error that gikqa raises on purpose; its text is fit to be shown to a user.

    `exit_code` is what the command line ends with when the error reaches it.
    """

    exit_code = 2


class UsageError(GikqaError):
    """An option or a configuration value is wrong: what was seen, what was expected."""

    exit_code = 2


class SpecError(GikqaError):
    """A file of the specification is wrong: the file, the key, what was expected there."""

    exit_code = 3

    def __init__(self, file: str, key: str, problem: str) -> None:
        self.file = file
        self.key = key
        self.problem = problem
        super().__init__(f"{file}: {key}: {problem}")


class InputError(GikqaError):
    """An input cannot be read, or is not an export: which one, what was seen, what to do."""

    exit_code = 4


class PluginError(GikqaError):
    """A plugin cannot be used: the distribution, its version, and why."""

    exit_code = 3
