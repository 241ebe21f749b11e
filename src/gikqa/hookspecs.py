"""What a plugin can bring. Each hook returns a list; parameters may only ever be added.

A plugin is a module (or object) named by an entry point of the group `gikqa`. It defines
`GIKQA_API = 1`, the version of this interface that it was made for (a literal, which is read before
the module is run), and `GIKQA_PREFIXES`, the code prefixes that its distribution owns, and
implements any of these hooks with `gikqa.hookimpl`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

from gikqa._model.plugin import Extension, Reader, Renderer
from gikqa._model.rule import Rule, Shortcut

if TYPE_CHECKING:
    import click

PROJECT = "gikqa"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gikqa_rules() -> Iterable[Rule]:
    """The rules that the plugin brings; import their modules inside the hook, or when chosen.

    A rule with `whole` comes without its function; `whole` is called for the complete rule when
    the rule is chosen.
    """
    return []


@hookspec
def gikqa_shortcuts() -> Mapping[str, Shortcut]:
    """Code → a function that finds, in a batch, the reports that the rule has to judge.

    A shortcut saves work and changes no verdict: it may leave out only reports that the rule would
    pass. Most rules need none, because a condition or a finder does the same.
    """
    return {}


@hookspec
def gikqa_rule_files() -> list[Path]:
    """TOML files of rules without Python, as `specs/rule-files.md` describes them."""
    return []


@hookspec
def gikqa_editions() -> list[Path]:
    """TOML files of further statutory forms, in the format of `specs/editions`."""
    return []


@hookspec
def gikqa_regional_facts() -> list[Path]:
    """TOML files with facts of regions: the last days for publishing, as `deadlines`."""
    return []


@hookspec
def gikqa_readers() -> list[Reader]:
    """Readers of document formats, for `gikqa extract`."""
    return []


@hookspec
def gikqa_renderers() -> list[Renderer]:
    """Output formats, for `--format`."""
    return []


@hookspec
def gikqa_commands() -> "list[click.Command]":
    """Further commands of `gikqa`, each with a name that no other command has."""
    return []


@hookspec
def gikqa_extensions(entry_points: Callable[[str], Sequence[EntryPoint]]) -> list[Extension]:
    """What other distributions add to the plugin, through entry points of a group of its own.

    `entry_points(group)` gives those of the distributions that the user has not turned off.
    """
    return []
