"""Find plugins, take what each one brings, and keep one that fails from stopping the others.

pluggy gives names, specs and registration. Every implementation is called by itself: in one
common call, the first that raises would lose the results of all.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pluggy

from gikqa import __version__, hookspecs
from gikqa._model.plugin import API_VERSION, Reader, Renderer
from gikqa._model.rule import Rule, Shortcut, as_trial
from gikqa._model.status import Failure
from gikqa.editions import Edition, load_edition, load_editions
from gikqa.errors import GikqaError, PluginError

GROUP = "gikqa"
OURS = frozenset({"gikqa", "gikqa-documents", "gikqa-locale"})
"""The distributions of this project, whose rules are judged in the process that reads."""
NO_PLUGINS = "GIKQA_NO_PLUGINS"
"""Environment variable: if it is set to anything but 0, no code of other distributions is run."""
HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("gikqa_"))
"""Every hook that a plugin can implement."""
_CODE = re.compile("([A-Z]+)[0-9]+")

_Candidate = tuple[str, str, Callable[[], Any]]
"""Distribution, its version, and what loads its plugin."""


@dataclass
class Plugins:
    """What is installed: made by `load_plugins`, passed on, dropped. No global state."""

    versions: dict[str, str] = field(default_factory=dict)
    hooks: dict[str, list[str]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    edition_owner: dict[str, str] = field(default_factory=dict)
    readers: list[Reader] = field(default_factory=list)
    renderers: dict[str, Renderer] = field(default_factory=dict)
    renderer_owner: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    found: tuple[Mapping[str, Rule], Mapping[str, Edition]] | None = None

    @property
    def as_installed(self) -> bool:
        """Whether a process that loads the plugins for itself gets the same rules."""
        return (self.rules, self.editions) == self.found

    def in_full(self, chosen: Mapping[str, Rule]) -> dict[str, Rule]:
        """The chosen rules with their functions; one that cannot be imported is a failure."""
        brought = {}
        for code, rule in chosen.items():
            owner = self.owner[code]
            with self.failing_alone(owner, self.versions[owner], f"rule {code}"):
                brought[code] = _whole(rule)
        return brought

    @contextmanager
    def failing_alone(self, distribution: str, version: str, what: str) -> Iterator[None]:
        """Keep an error that is raised in here as a failure of the plugin; all others go on."""
        try:
            yield
        except (Exception, SystemExit) as error:
            kind = "" if isinstance(error, GikqaError) else f"{type(error).__name__}: "
            failure = Failure(distribution, version, what, f"{kind}{error}")
            if failure not in self.failures:
                self.failures.append(failure)


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
    prefixes: dict[str, str] = {}
    for name, version, load in _candidates(extra):
        with plugins.failing_alone(name, version, "load"):
            plugin = load()
            _register(manager, plugin, name, prefixes)
            plugins.versions[name] = version
            _collect(manager, plugin, name, plugins, hooks)
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
        "gikqa_rules": lambda rule: _take_rule(rule, plugin, name, plugins),
        "gikqa_shortcuts": lambda entry: _take_shortcut(entry, plugin, plugins),
        "gikqa_editions": lambda path: _take_edition(path, name, plugins),
        "gikqa_readers": lambda reader: plugins.readers.append(_expect(reader, Reader)),
        "gikqa_renderers": lambda renderer: _take_renderer(renderer, name, plugins),
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


def _take_rule(rule: Any, plugin: Any, name: str, plugins: Plugins) -> None:
    rule = _expect(rule, Rule)
    if not _owns(plugin, rule.code):
        raise PluginError(
            f"rule {rule.code} has none of the prefixes that its distribution owns: "
            f"{', '.join(plugin.GIKQA_PREFIXES) or 'none'}"
        )
    for kind, texts in (("title", rule.title), ("message", rule.message)):
        if not {"zh", "en"} <= set(texts):
            raise PluginError(f"rule {rule.code} has no {kind} in both zh and en")
    if rule.code in plugins.rules:
        raise PluginError(f"rule {rule.code} is brought twice, first by {plugins.owner[rule.code]}")
    plugins.rules[rule.code] = as_trial(rule)
    plugins.owner[rule.code] = name


def _owns(plugin: Any, code: str) -> bool:
    """Whether a code is a prefix of the plugin and a number: JX1 is of JX, JXA1 is not."""
    match = _CODE.fullmatch(code)
    return match is not None and match[1] in plugin.GIKQA_PREFIXES


def _take_shortcut(entry: tuple[str, Shortcut], plugin: Any, plugins: Plugins) -> None:
    code, shortcut = entry
    if not _owns(plugin, code) or not callable(shortcut):
        raise PluginError(f"shortcut {code!r}: expected a function for a rule of its own")
    plugins.shortcuts[code] = shortcut


def _take_edition(path: Any, name: str, plugins: Plugins) -> None:
    edition = load_edition(_expect(path, Path))
    if edition.key in plugins.editions:
        first = plugins.edition_owner.get(edition.key, "gikqa")
        raise PluginError(f"edition {edition.key!r} is brought twice, first by {first}")
    plugins.editions[edition.key] = edition
    plugins.edition_owner[edition.key] = name


def _take_renderer(renderer: Any, name: str, plugins: Plugins) -> None:
    renderer = _expect(renderer, Renderer)
    if renderer.name in plugins.renderers:
        raise PluginError(f"output format {renderer.name!r} is brought twice")
    plugins.renderers[renderer.name] = renderer
    plugins.renderer_owner[renderer.name] = name


def _expect(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise PluginError(f"expected a {kind.__name__}, got {type(value).__name__}")
    return value


def _whole(rule: Rule) -> Rule:
    if rule.whole is None:
        return rule
    whole = _expect(rule.whole(), Rule)
    if whole.code != rule.code:
        raise PluginError(f"was announced as {rule.code} and turned out to be {whole.code}")
    return as_trial(whole)
