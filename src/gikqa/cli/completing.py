"""What a shell is offered for a word that has been begun: rules, formats, files."""

from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from gikqa._config import read_config
from gikqa._model.plugin import FORMATS, FORMATS_OF_FACTS
from gikqa.cli.choosing_plugins import chosen_plugins
from gikqa.errors import GikqaError


class _Offering(StringParamType):
    """Texts for which a shell is offered what a function returns for the word begun."""

    def __init__(self, offered: Callable[[click.Context, str], list[CompletionItem]]) -> None:
        self._offered = offered

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return self._offered(ctx, incomplete)


def _rules(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Codes and names of rules, the last one of several with commas between."""
    from gikqa._plugins import load_plugins

    before, comma, begun = incomplete.rpartition(",")
    # The options that stand on the line so far choose plugins as they will when it is run.
    asked = dict.fromkeys(("plugin", "rule_files", "plugin_off"), ()) | ctx.params
    try:
        settings = read_config(asked.get("config"), Path.cwd(), asked.get("profile"))
        rules = load_plugins(choice=chosen_plugins(asked, settings)).rules
    except GikqaError:  # the command will say what is wrong
        return []
    known = [(name, rule.title) for code, rule in rules.items() for name in (code, rule.name)]
    lang = ctx.obj if ctx.obj in ("zh", "en") else "en"
    return [
        CompletionItem(before + comma + name, help=title[lang])
        for name, title in sorted(known, key=lambda one: one[0])
        if name.lower().startswith(begun.lower())
    ]


def _files(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Files and folders, which the shell finds itself."""
    return [CompletionItem(incomplete, type="file")]


def _formats(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """The output formats of gikqa itself."""
    known = FORMATS_OF_FACTS if ctx.command.name == "facts" else FORMATS
    return [CompletionItem(name) for name in known if name.startswith(incomplete)]


_OF_FILES = (
    *("FILE", "FILE...", "FILE.py", "FILE.toml", "FOLDER", "OUT.parquet", "PATH...", "[PATH...]"),
    *("REPORT", "SIDE", "SOURCE..."),
)
_BY_METAVAR = {
    **{metavar: _Offering(_files) for metavar in _OF_FILES},
    **{metavar: _Offering(_rules) for metavar in ("RULES", "CODE")},
    "FORMAT": _Offering(_formats),
}


def offer(command: click.Command) -> None:
    """Let a command offer what its options and arguments take, by their metavars."""
    for one in command.params:
        if type(one.type) is StringParamType and one.metavar in _BY_METAVAR:
            one.type = _BY_METAVAR[one.metavar]
