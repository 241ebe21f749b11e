"""Find plugins, take what each one brings, and keep one that fails from stopping the others.

pluggy gives names, specs and registration. Every implementation is called by itself: in one
common call, the first that raises would lose the results of all.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from time import perf_counter
from typing import Any

import pluggy

from gikqa import __version__, hookspecs
from gikqa._plugins.check_plugin import HOOKS, check_plugin, things_of
from gikqa._plugins.choice import OURS, Choice, distribution_of
from gikqa._plugins.installed import Plugins
from gikqa._plugins.what_they_bring import (
    take_edition,
    take_extension,
    take_reader,
    take_renderer,
    take_rule,
    take_shortcut,
)
from gikqa.editions import load_editions
from gikqa.errors import PluginError

GROUP = "gikqa"

_Candidate = tuple[str, str, Callable[[], Any]]
"""Distribution, its version, and what loads its plugin."""


def load_plugins(
    extra: Sequence[tuple[str, str, Any]] = (),
    *,
    hooks: Collection[str] = HOOKS,
    choice: Choice | None = None,
) -> Plugins:
    """Load the built-in rules and the plugins chosen, ours first, others in the order of names.

    extra: (distribution, version, plugin) of plugins that are not installed.
    hooks: those to call; a process that only reads documents needs no rules.
    choice: by default every plugin that is installed. Raises UsageError if one that it requires is
    not there.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(editions=dict(load_editions()) if "gikqa_editions" in hooks else {})
    plugins.choice = choice or plugins.choice
    prefixes: dict[str, str] = {}
    candidates = _candidates(extra, plugins.choice)
    plugins.candidates = {name: version for name, version, _ in candidates}
    plugins.choice.refuse_missing(plugins.candidates)
    for name, version, load in candidates:
        begun = perf_counter()
        with plugins.failing_alone(name, version, "load"):
            plugin = load()
            _register(manager, plugin, name, prefixes)
            plugins.versions[name] = version
            brought = _collect(manager, plugin, name, plugins, hooks)
            if not brought and {*HOOKS} <= {*hooks}:
                raise PluginError.worded("plugin brings nothing", hooks=plugins.hooks[name])
        plugins.seconds[name] = perf_counter() - begun
    if "gikqa_rules" in hooks:
        _refuse_unknown_names(plugins)
        _refuse_orphans(plugins)
    plugins.found = None if extra else (dict(plugins.rules), dict(plugins.editions))
    return plugins


def _refuse_unknown_names(plugins: Plugins) -> None:
    """Drop rules that name a column or an edition that nobody has, once all plugins are loaded."""
    for code, rule in list(plugins.rules.items()):
        owner = plugins.owner[code]
        with plugins.failing_alone(owner, plugins.versions[owner], "gikqa_rules"):
            plugins.check_names(rule)
            continue
        del plugins.rules[code], plugins.owner[code]


def _refuse_orphans(plugins: Plugins) -> None:
    """Name rules that an edition names and no plugin brings; its equations would not be judged."""
    for key, owner in plugins.edition_owner.items():
        edition = plugins.editions[key]
        named = [table.domain_rule for table in edition.tables]
        named += [identity.rule for identity in edition.identities]
        for code in dict.fromkeys(named):
            with plugins.failing_alone(owner, plugins.versions[owner], "gikqa_editions"):
                if code not in plugins.rules:
                    raise PluginError.worded("edition without rule", key=key, code=code)


def _candidates(extra: Iterable[tuple[str, str, Any]], choice: Choice) -> list[_Candidate]:
    others: list[_Candidate] = [
        (*distribution_of(point), point.load) for point in _points(choice, GROUP)
    ]
    others += [(file.name, file.version, file.load) for file in choice.files]
    others += [(name, version, partial(lambda p: p, plugin)) for name, version, plugin in extra]
    # Ours come first, so that what they own cannot be taken from them.
    others.sort(key=lambda candidate: (candidate[0] not in OURS, candidate[0]))
    return [("gikqa", __version__, partial(import_module, "gikqa.rules")), *others]


def _points(choice: Choice, group: str) -> list[EntryPoint]:
    """The entry points of a group of distributions that are chosen, by distribution and name."""
    points = [one for one in entry_points(group=group) if choice.allows(distribution_of(one)[0])]
    return sorted(points, key=lambda point: (distribution_of(point)[0], point.name))


def _register(
    manager: pluggy.PluginManager, plugin: Any, name: str, prefixes: dict[str, str]
) -> None:
    owned = check_plugin(plugin, prefixes)
    if manager.has_plugin(name):
        raise PluginError.worded("plugin twice", name=name)
    manager.register(plugin, name=name)
    prefixes.update(dict.fromkeys(owned, name))


def _collect(
    manager: pluggy.PluginManager, plugin: Any, name: str, plugins: Plugins, hooks: Collection[str]
) -> bool:
    """Call each of these hooks of one plugin by itself, and add what it gives to `plugins`.

    Whether it gave anything, or failed to.
    """
    take: dict[str, Callable[[Any], None]] = {
        "gikqa_rules": lambda rule: take_rule(rule, plugin, name, plugins),
        "gikqa_shortcuts": lambda entry: take_shortcut(entry, plugin, plugins),
        "gikqa_editions": lambda path: take_edition(path, name, plugins),
        "gikqa_readers": lambda reader: take_reader(reader, name, plugins),
        "gikqa_extensions": lambda extension: take_extension(extension, plugins),
        "gikqa_renderers": lambda renderer: take_renderer(renderer, name, plugins),
    }
    callers = sorted(manager.get_hookcallers(plugin) or [], key=lambda caller: caller.name)
    plugins.hooks[name] = [caller.name for caller in callers]
    anything = False
    for caller in callers:
        for implementation in caller.get_hookimpls():
            if implementation.plugin is plugin and caller.name in hooks:
                failing = partial(plugins.failing_alone, name, plugins.versions[name], caller.name)
                things: list[Any] = [None]  # of a hook that fails, it is not known
                with failing():
                    given = {"entry_points": partial(_points, plugins.choice)}
                    named = {name: given[name] for name in implementation.argnames}
                    things = things_of(caller.name, implementation.function(**named))
                    for thing in things:
                        with failing():
                            take[caller.name](thing)
                anything = anything or bool(things)
    return anything
