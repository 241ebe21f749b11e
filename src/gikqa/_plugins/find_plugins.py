"""Find plugins, take what each one brings, and keep one that fails from stopping the others.

pluggy gives names, specs and registration. Every implementation is called by itself: in one
common call, the first that raises would lose the results of all.
"""

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import pluggy

from gikqa import __version__, hookspecs
from gikqa._model.plugin import API_VERSION
from gikqa._plugins.installed import OURS, Plugins
from gikqa._plugins.what_they_bring import (
    take_edition,
    take_reader,
    take_renderer,
    take_rule,
    take_shortcut,
)
from gikqa._plugins.where import Root, root_of
from gikqa._serve import Say
from gikqa.editions import load_editions
from gikqa.errors import PluginError

GROUP = "gikqa"
NO_PLUGINS = "GIKQA_NO_PLUGINS"
"""Environment variable: if it is set to anything but 0, no code of other distributions is run."""
HOOKS: tuple[str, ...] = tuple(name for name in vars(hookspecs) if name.startswith("gikqa_"))
"""Every hook that a plugin can implement."""


@dataclass(frozen=True)
class Candidate:
    """A distribution, its version, what loads its plugin, and the module or package with it."""

    name: str
    version: str
    load: Callable[[], Any]
    module: str | None = None

    def root(self) -> Root | None:
        """Where the code of the distribution lies; None for a plugin that is no module."""
        return None if self.module is None else root_of(self.module)


def load_ours(hooks: Collection[str] = HOOKS) -> Plugins:
    """Load the plugins of this project alone."""
    return load_these([one for one in candidates(()) if one.name in OURS], hooks)


def load_here(hooks: Collection[str], left_out: Collection[str], say: Say) -> Plugins:
    """Load all plugins but some in this process, which announces each thing that one does."""
    return load_these([one for one in candidates(()) if one.name not in left_out], hooks, say)


def load_these(
    candidates: Iterable[Candidate], hooks: Collection[str], say: Say = lambda what: None
) -> Plugins:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(editions=dict(load_editions()) if "gikqa_editions" in hooks else {})
    prefixes: dict[str, str] = {}
    for one in candidates:
        if (root := one.root()) is not None:
            plugins.roots[one.name] = root
        name, version = one.name, one.version
        with plugins.failing_alone(name, version, "load"):
            say(f"{name}\n{version}\nload")
            plugin = one.load()
            _register(manager, plugin, name, prefixes)
            plugins.versions[name] = version
            _collect(manager, plugin, name, plugins, hooks, say)
        say(None)
        plugins.reader_owner += [name] * (len(plugins.readers) - len(plugins.reader_owner))
    return plugins


def candidates(extra: Iterable[tuple[str, str, Any]]) -> list[Candidate]:
    others: list[Candidate] = []
    ours_only = os.environ.get(NO_PLUGINS, "") not in ("", "0")
    for point in entry_points(group=GROUP):
        known = (point.dist.name, point.dist.version) if point.dist else (point.name, "unknown")
        if ours_only and known[0] not in OURS:
            continue
        others.append(Candidate(*known, point.load, point.module.partition(".")[0]))
    others += [
        Candidate(name, version, partial(lambda p: p, plugin)) for name, version, plugin in extra
    ]
    # Those of this project come first: nobody else can take a code, a name or a suffix of theirs.
    others.sort(key=lambda one: (one.name not in OURS, one.name))
    ours = partial(import_module, "gikqa.rules")
    return [Candidate("gikqa", __version__, ours, "gikqa.rules"), *others]


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
    manager: pluggy.PluginManager,
    plugin: Any,
    name: str,
    plugins: Plugins,
    hooks: Collection[str],
    say: Say,
) -> None:
    """Call each of these hooks of one plugin by itself, and add what it gives to `plugins`."""
    take: dict[str, Callable[[Any], None]] = {
        "gikqa_rules": lambda rule: take_rule(rule, plugin, name, plugins),
        "gikqa_shortcuts": lambda entry: take_shortcut(entry, plugin, plugins),
        "gikqa_editions": lambda path: take_edition(path, name, plugins),
        "gikqa_readers": lambda reader: take_reader(reader, plugins),
        "gikqa_renderers": lambda renderer: take_renderer(renderer, name, plugins),
    }
    callers = sorted(manager.get_hookcallers(plugin) or [], key=lambda caller: caller.name)
    plugins.hooks[name] = [caller.name for caller in callers]
    for caller in callers:
        for implementation in caller.get_hookimpls():
            if implementation.plugin is plugin and caller.name in hooks:
                failing = partial(plugins.failing_alone, name, plugins.versions[name], caller.name)
                say(f"{name}\n{plugins.versions[name]}\n{caller.name}")
                with failing():
                    brought: Any = implementation.function()
                    for thing in list(brought.items() if isinstance(brought, Mapping) else brought):
                        with failing():
                            take[caller.name](thing)
