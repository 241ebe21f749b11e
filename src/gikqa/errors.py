"""The errors that gikqa raises, and their exit codes."""

import errno
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Self

import tomli

_SEPARATORS = {"en": ", ", "zh": "、"}


class GikqaError(Exception):
    """Base of every error that gikqa raises on purpose; its text can be shown to a user.

    `str` gives the English text, `in_language("zh")` the Chinese one where there is one.
    `exit_code` is the exit code of the command line for this error.
    """

    exit_code = 2

    def __init__(self, en: str, zh: str | None = None) -> None:
        super().__init__(en)
        self._texts = {"en": en, "zh": zh or en}

    @classmethod
    def worded(cls, key: str, /, **values: Any) -> Self:
        """The error of gikqa with this key in `errors.toml`, for its own modules.

        A list is joined with commas; of a mapping the text in the language of the message is taken.
        """
        texts = texts_beside(__file__, "errors.toml")[key]
        en, zh = (
            texts[lang].format(**{name: _in(lang, value) for name, value in values.items()})
            for lang in ("en", "zh")
        )
        return cls(en, zh)

    def in_language(self, lang: str) -> str:
        """The text in `zh` or `en`."""
        return self._texts[lang]


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


class Undetermined(Exception):  # noqa: N818 - a verdict, not an error
    """Raised by a rule that cannot judge a report: it is neither passed nor violated.

    Not an error: the report counts as undetermined for this rule, and the run goes on.
    """


class FindingsError(GikqaError):
    """Raised by `Result.raise_for_findings`: something was found, or the answer is incomplete.

    `exit_code` is 1 for findings, 3 or 4 for an incomplete answer.
    """

    exit_code = 1

    def __init__(self, en: str, zh: str | None = None, exit_code: int = 1) -> None:
        super().__init__(en, zh)
        self.exit_code = exit_code


class OutputError(GikqaError):
    """The output could not be written completely: a full disk, a deleted folder."""

    exit_code = 3


class PluginError(GikqaError):
    """A plugin cannot be used: the distribution, its version, and why."""

    exit_code = 3


@cache
def texts_beside(module: str, name: str) -> dict[str, Any]:
    """The texts of a module (`__file__`), from the TOML file of this name in its folder."""
    return tomli.loads(Path(module).with_name(name).read_text("utf-8"))


def _in(lang: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return value[lang]
    if lang == "zh" and isinstance(value, tomli.TOMLDecodeError):  # it knows English only
        return f"第 {value.lineno} 行第 {value.colno} 列有误"
    if lang == "zh" and isinstance(value, UnicodeError):
        return "不是 UTF-8 文本"
    if isinstance(value, OSError):
        value = value.strerror or str(value)
    if isinstance(value, str) and lang == "zh":
        return _reasons().get(value, value)
    return _SEPARATORS[lang].join(value) if isinstance(value, (list, tuple)) else value


@cache
def _reasons() -> dict[str, str]:
    """Why the system refuses something, in Chinese, by the words of the system."""
    named: dict[str, str] = texts_beside(__file__, "errors.toml")["reasons of the system"]
    return {os.strerror(getattr(errno, name)): text for name, text in named.items()}
