"""What a shell is offered for a word that has been begun: rules, formats, files."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from gikqa._config import read_config
from gikqa._model.plugin import FORMATS, FORMATS_OF_FACTS
from gikqa.cli.choosing_plugins import chosen_plugins
from gikqa.errors import GikqaError


class _Rules(StringParamType):
    """Codes and names of rules, the last one of several with commas between."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
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


class _Files(StringParamType):
    """Files and folders, which the shell finds itself."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type="file")]


class _Formats(StringParamType):
    """The output formats of gikqa itself."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        known = FORMATS_OF_FACTS if ctx.command.name == "facts" else FORMATS
        return [CompletionItem(name) for name in known if name.startswith(incomplete)]


_OF_FILES = (
    *("FILE", "FILE...", "FILE.py", "FILE.toml", "FOLDER", "OUT.parquet", "PATH...", "[PATH...]"),
    *("REPORT", "SIDE", "SOURCE..."),
)
_BY_METAVAR = {
    **{metavar: _Files() for metavar in _OF_FILES},
    **{metavar: _Rules() for metavar in ("RULES", "CODE")},
    "FORMAT": _Formats(),
}


def offer(command: click.Command) -> None:
    """Let a command offer what its options and arguments take, by their metavars."""
    for one in command.params:
        if type(one.type) is StringParamType and one.metavar in _BY_METAVAR:
            one.type = _BY_METAVAR[one.metavar]
