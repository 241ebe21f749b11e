"""`gikqa new-plugin`."""

import re
from pathlib import Path

import click

from gikqa import __version__
from gikqa.cli import user_language
from gikqa.cli.help_texts import words_of
from gikqa.cli.options import LANG
from gikqa.errors import OutputError, UsageError

_NEXT = ('python -m pip install -e ".[test]"', "python -m pytest", "gikqa plugins --check {name}")
# As PyPI has it: letters and digits of ASCII, joined by single or several marks.
_NAME = re.compile(r"[A-Za-z0-9]+(?:[-_.]+[A-Za-z0-9]+)*")


@click.command("new-plugin")
@click.argument("name")
@click.option("--prefix", required=True, metavar="XX")
@click.option("--into", default=".", metavar="FOLDER")
@LANG
def command(name: str, prefix: str, into: str, lang: str | None) -> None:
    """Make the distribution of a new plugin: three rules, their texts and cases, tests, papers."""
    from gikqa._scaffold import write_project

    chosen = lang or user_language()
    _refuse_name(name)
    _refuse_prefix(prefix, chosen)
    folder = Path(into, name)
    try:
        files = write_project(folder, name, prefix, __version__)
    except FileExistsError as error:
        raise UsageError.worded("new plugin there", folder=error.filename) from error
    except OSError as error:
        named = error.filename or folder
        raise OutputError.worded("unwritable output", name=named, reason=error.strerror) from error
    click.echo(words_of(chosen, "lines")["made"].format(files=len(files), folder=folder))
    for line in _NEXT:
        click.echo(f"  {line.format(name=name)}")


def _refuse_name(name: str) -> None:
    from importlib.util import find_spec
    from keyword import iskeyword

    from gikqa._scaffold import package_of

    if not _NAME.fullmatch(name):
        raise UsageError.worded("new plugin name", name=name)
    package = package_of(name)
    if not package.isidentifier() or iskeyword(package):
        raise UsageError.worded("new plugin module", name=name, package=package)
    if find_spec(package) is not None:
        raise UsageError.worded("new plugin module taken", name=name, package=package)


def _refuse_prefix(prefix: str, lang: str) -> None:
    """Refuse a prefix that is none, or by which rules of another plugin would be chosen, too."""
    from gikqa._plugins import load_plugins
    from gikqa.cli.problems import say_failures

    if not re.fullmatch("[A-Z]+", prefix):
        raise UsageError.worded("new plugin prefix", prefix=prefix)
    plugins = load_plugins()
    say_failures(plugins.failures_in(lang), lang)
    for code, owner in sorted(plugins.owner.items()):
        other = code.rstrip("0123456789")
        if prefix.startswith(other) or other.startswith(prefix):
            raise UsageError.worded(
                "new plugin prefix taken", prefix=prefix, other=other, owner=owner
            )
