"""What a shell is offered for a word that has been begun: rules, formats, files."""

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from gikqa._model.plugin import FORMATS


class _Rules(StringParamType):
    """Codes and names of rules, the last one of several with commas between."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from gikqa._plugins import load_plugins

        before, comma, begun = incomplete.rpartition(",")
        rules = load_plugins().rules
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
        return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


_BY_METAVAR = {"RULES": _Rules(), "CODE": _Rules(), "FORMAT": _Formats()}
_NO_FILES = ("DATE", "KEY", "N", "NAME", "SECONDS", "TEXT", "XX")
"""Metavars of what is no file."""


def offer(command: click.Command) -> None:
    """Let a command offer what its options and arguments take, by their metavars."""
    for one in command.params:
        if type(one.type) is not StringParamType or one.metavar in _NO_FILES or one.metavar is None:
            continue
        one.type = _BY_METAVAR.get(one.metavar) or _Files()
