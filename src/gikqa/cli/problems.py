"""Print problems and failures to stderr, escaped for a terminal."""

import sys
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NoReturn

import click

from gikqa._model.status import Failure
from gikqa._render._escape import visible

if TYPE_CHECKING:
    from gikqa._model.result import Result


def say_error(text: str, lang: str) -> None:
    """One error, of one line or more."""
    shown = "\n".join(map(visible, text.splitlines()))
    click.echo(f"{'错误：' if lang == 'zh' else 'error: '}{shown}", err=True)


def say_note(path: object, note: str, lang: str) -> None:
    """What the reader of a document noted about it."""
    click.echo(visible(f"{path}: {'说明' if lang == 'zh' else 'note'}: {note}"), err=True)


def say_hint(text: str, lang: str) -> None:
    """What a user may want to know about the input."""
    click.echo(visible(f"{'提示：' if lang == 'zh' else 'note: '}{text}"), err=True)


def say_failures(failures: Iterable[Failure], lang: str) -> None:
    """One line for each failure of gikqa or a plugin: distribution, version, what, problem."""
    for failure in failures:
        say_error(f"{failure.plugin} {failure.version}: {failure.what}: {failure.located}", lang)


def say_about(result: "Result", lang: str, *, quiet: bool) -> None:
    """What went wrong in a run, which some output formats do not show, and hints."""
    for problem in result.problems:
        say_error(problem.problem, lang)
    say_failures(result.failures, lang)
    for hint in () if quiet else result.hints:
        say_hint(hint, lang)


def end_with_failures(failures: Collection[Failure], lang: str) -> NoReturn:
    """Print the failures and end the process: exit code 3 if there is one, else 0."""
    say_failures(failures, lang)
    sys.exit(3 if failures else 0)
