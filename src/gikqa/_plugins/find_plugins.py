"""Find plugins, take what each one brings, and keep one that fails from stopping the others.

pluggy gives names, specs and registration. Every implementation is called by itself: in one
common call, the first that raises would lose the results of all.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import pluggy

from gikqa import __version__, hookspecs
from gikqa._model.plugin import API_VERSION
from gikqa._model.status import Failure
from gikqa._plugins.installed import Plugins
from gikqa._plugins.what_they_bring import (
    take_edition,
    take_reader,
    take_renderer,
    take_rule,
    take_shortcut,
)
from gikqa.editions import load_editions
from gikqa.errors import PluginError

GROUP = "gikqa"
OURS = frozenset({"gikqa", "gikqa-documents", "gikqa-foia-us", "gikqa-locale"})
"""The distributions of this project, whose rules are judged in the process that reads."""
NO_PLUGINS = "GIKQA_NO_PLUGINS"
"""Environment variable: if it is set to anything but 0, no code of other distributions is run."""
HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("gikqa_"))
"""Every hook that a plugin can implement."""

_Candidate = tuple[str, str, Callable[[], Any]]
"""Distribution, its version, and what loads its plugin."""


def load_plugins(
    extra: Sequence[tuple[str, str, Any]] = (), *, hooks: Collection[str] = HOOKS
) -> Plugins:
    """Load the built-in rules and every installed plugin, in the order of their names.

    extra: (distribution, version, plugin) of plugins that are not installed, as tests need them.
    hooks: those to call; a process that only reads documents needs no rules.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(editions=dict(load_editions()) if "gikqa_editions" in hooks else {})
    waiting: list[tuple[str, Callable[[], None]]] = []
    plugins.waiting = waiting
    prefixes: dict[str, str] = {}
    for name, version, load in _candidates(extra):
        with plugins.failing_alone(name, version, "load"):
            plugin = load()
            _register(manager, plugin, name, prefixes)
            plugins.versions[name] = version
            _collect(manager, plugin, name, plugins, hooks)
    plugins.waiting = None
    for name, take in waiting:
        with plugins.failing_alone(name, plugins.versions[name], "gikqa_editions"):
            take()
    if "gikqa_rules" in hooks:
        plugins.failures.extend(_orphans(plugins))
    plugins.found = None if extra else (dict(plugins.rules), dict(plugins.editions))
    return plugins


def _orphans(plugins: Plugins) -> Iterable[Failure]:
    """Rules that an edition names and no plugin brings; its equations would not be judged."""
    for key, owner in plugins.edition_owner.items():
        edition = plugins.editions[key]
        named = [table.domain_rule for table in edition.tables]
        named += [identity.rule for identity in edition.identities]
        for code in dict.fromkeys(named):
            if code not in plugins.rules:
                problem = f"edition {key!r} names the rule {code}, which no plugin brings"
                yield Failure(owner, plugins.versions[owner], "gikqa_editions", problem)


def _candidates(extra: Iterable[tuple[str, str, Any]]) -> list[_Candidate]:
    others: list[_Candidate] = []
    ours_only = os.environ.get(NO_PLUGINS, "") not in ("", "0")
    for point in entry_points(group=GROUP):
        known = (point.dist.name, point.dist.version) if point.dist else (point.name, "unknown")
        if ours_only and known[0] not in OURS:
            continue
        others.append((*known, point.load))
    others += [(name, version, partial(lambda p: p, plugin)) for name, version, plugin in extra]
    others.sort(key=lambda candidate: candidate[0])
    return [("gikqa", __version__, partial(import_module, "gikqa.rules")), *others]


def _register(
    manager: pluggy.PluginManager, plugin: Any, name: str, prefixes: dict[str, str]
) -> None:
    api = getattr(plugin, "GIKQA_API", None)
    if api != API_VERSION:
        raise PluginError(
            f"was made for plugin API {api!r}, this gikqa has {API_VERSION}: "
            "state `GIKQA_API` in the plugin, or install a matching version"
        )
    owned = _prefixes_of(plugin)
    for prefix in owned:
        if prefix in prefixes:
            raise PluginError(
                f"owns the code prefix {prefix!r}, which {prefixes[prefix]} owns already"
            )
    try:
        manager.register(plugin, name=name)
        manager.check_pending()
    except (pluggy.PluginValidationError, ValueError):
        # If it stayed registered, the check of the next plugin would fail because of it.
        if manager.get_name(plugin) == name:
            manager.unregister(plugin)
        raise
    prefixes.update(dict.fromkeys(owned, name))


def _prefixes_of(plugin: Any) -> tuple[str, ...]:
    """The prefixes that a plugin states; a text would pass for one prefix a letter."""
    owned: Any = getattr(plugin, "GIKQA_PREFIXES", None)
    fits = isinstance(owned, (tuple, list)) and all(
        isinstance(prefix, str) and prefix.isascii() and prefix.isalpha() and prefix.isupper()
        for prefix in owned
    )
    if not fits:
        raise PluginError(
            f"GIKQA_PREFIXES is {owned!r}, expected a tuple of capital letters, "
            'such as ("JX",), or () for a plugin without rules'
        )
    return tuple(owned)


def _collect(
    manager: pluggy.PluginManager, plugin: Any, name: str, plugins: Plugins, hooks: Collection[str]
) -> None:
    """Call each of these hooks of one plugin by itself, and add what it gives to `plugins`."""
    take: dict[str, Callable[[Any], None]] = {
        "gikqa_rules": lambda rule: take_rule(rule, plugin, name, plugins),
        "gikqa_shortcuts": lambda entry: take_shortcut(entry, plugin, plugins),
        "gikqa_editions": lambda path: take_edition(path, plugin, name, plugins),
        "gikqa_readers": lambda reader: take_reader(reader, plugins),
        "gikqa_renderers": lambda renderer: take_renderer(renderer, name, plugins),
    }
    callers = sorted(manager.get_hookcallers(plugin) or [], key=lambda caller: caller.name)
    plugins.hooks[name] = [caller.name for caller in callers]
    for caller in callers:
        for implementation in caller.get_hookimpls():
            if implementation.plugin is plugin and caller.name in hooks:
                failing = partial(plugins.failing_alone, name, plugins.versions[name], caller.name)
                with failing():
                    brought: Any = implementation.function()
                    for thing in list(brought.items() if isinstance(brought, Mapping) else brought):
                        with failing():
                            take[caller.name](thing)
