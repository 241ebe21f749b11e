"""What goes to stderr: problems and failures, a line each, harmless on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

from gikqa._model.status import Failure
from gikqa._render._escape import visible


def say_error(text: str, lang: str) -> None:
    """One error, of one line or more."""
    shown = "\n".join(map(visible, text.splitlines()))
    click.echo(f"{'错误：' if lang == 'zh' else 'error: '}{shown}", err=True)


def say_failures(failures: Iterable[Failure], lang: str) -> None:
    """What of gikqa or of a plugin did not work: distribution, version, what, problem."""
    for failure in failures:
        say_error(
            f"{failure.plugin} {failure.version}: {failure.what}: {failure.problem}",
            lang,
        )
