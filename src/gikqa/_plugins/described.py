"""What the main process knows of plugins that run in another one: everything but functions."""

import inspect
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gikqa._model.across import Across
from gikqa._model.plugin import OURS
from gikqa._model.rule import Rule
from gikqa._model.status import Failure
from gikqa._plugins.deprecations import Deprecation
from gikqa._plugins.installed import Plugins
from gikqa._plugins.where import beginning
from gikqa.editions import Deadline, Edition

_LINE = 60
"""Characters that the help text shows of a command."""

Place = tuple[str, int]
"""File and line."""


@dataclass
class Described:
    """What plugins bring, without functions.

    rules: code → pickle; each by itself, because one may hold an object that the main process
    cannot load. places: where the function of a rule begins. readers: name and suffixes.
    renderers: name → whether it is binary. commands: name → its line in the help text.
    """

    versions: dict[str, str]
    hooks: dict[str, list[str]]
    owner: dict[str, str]
    editions: dict[str, Edition]
    edition_owner: dict[str, str]
    readers: list[tuple[str, tuple[str, ...]]]
    reader_owner: list[str]
    renderers: dict[str, bool]
    renderer_owner: dict[str, str]
    failures: list[Failure]
    in_chinese: dict[Failure, str] = field(default_factory=dict)
    api: dict[str, Any] = field(default_factory=dict)
    deprecated: dict[str, list[Deprecation]] = field(default_factory=dict)
    suffix_owner: dict[str, str] = field(default_factory=dict)
    deadlines: dict[Deadline, str] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)
    command_owner: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    rules: dict[str, bytes] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def elsewhere(*_: Any) -> Any:
    """Stands for a function of a plugin that is loaded in another process."""
    raise RuntimeError("the functions of this plugin are in another process")


def described(plugins: Plugins) -> Described:
    """What third parties bring to these plugins."""

    def others(things: Mapping[Any, Any], owner: Mapping[Any, str]) -> dict[Any, Any]:
        return {key: thing for key, thing in things.items() if owner.get(key, "gikqa") not in OURS}

    names = {name: name for name in plugins.versions}
    made = Described(
        versions=others(plugins.versions, names),
        hooks=others(plugins.hooks, names),
        owner=others(plugins.owner, plugins.owner),
        editions=others(plugins.editions, plugins.edition_owner),
        edition_owner=others(plugins.edition_owner, plugins.edition_owner),
        readers=[
            (str(reader.name), tuple(map(str, reader.suffixes)))
            for reader, owner in zip(plugins.readers, plugins.reader_owner, strict=True)
            if owner not in OURS
        ],
        reader_owner=[owner for owner in plugins.reader_owner if owner not in OURS],
        renderers={
            str(name): bool(renderer.binary)
            for name, renderer in others(plugins.renderers, plugins.renderer_owner).items()
        },
        renderer_owner=others(plugins.renderer_owner, plugins.renderer_owner),
        failures=[failure for failure in plugins.failures if failure.plugin not in OURS],
        in_chinese=plugins.in_chinese,
        api=others(plugins.api, names),
        deprecated=others(plugins.deprecated, names),
        suffix_owner=others(plugins.suffix_owner, plugins.suffix_owner),
        deadlines=others(plugins.deadlines, plugins.deadlines),
        commands={
            name: command.get_short_help_str(_LINE)
            for name, command in others(plugins.commands, plugins.command_owner).items()
        },
        command_owner=others(plugins.command_owner, plugins.command_owner),
        extensions=others(plugins.extensions, names),
        seconds=others(plugins.seconds, {name: name for name in plugins.seconds}),
    )
    describe(plugins, others(plugins.rules, plugins.owner).values(), made)
    return made


def describe(plugins: Plugins, rules: Iterable[Rule], made: Described) -> None:
    """Add the description of these rules; one that cannot be described is a failure."""
    for rule in rules:
        owner = plugins.owner[rule.code]
        with plugins.failing_alone(owner, plugins.versions[owner], f"rule {rule.code}"):
            rule = plugins.with_facts(rule)
            made.rules[rule.code] = pickle.dumps(without_functions(rule))
            made.places.update((rule.code, place) for place in beginning(rule.function))


def without_functions(rule: Rule) -> Rule:
    """The rule with what a plan and the pages on a rule need to know of it."""
    text = ("sections",) if rule.check is not None and rule.words is not None else ()
    page = inspect.getdoc(rule.function) or ""
    return replace(
        rule,
        check=rule.check and elsewhere,
        across=rule.across and Across(elsewhere),
        whole=rule.whole and elsewhere,
        with_deadlines=None,
        reads=tuple(dict.fromkeys((*rule.columns, *text))),
        where=None,
        concerns=None,
        find=None,
        phrases=None,
        explanation=rule.explanation or ({"zh": page, "en": page} if page else {}),
    )
