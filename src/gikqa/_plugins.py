"""Find plugins, ask each for what it brings, and let none of them stop another.

pluggy gives names, specs and registration. Every implementation is called by itself: in one
common call, the first that raises would lose the results of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

import pluggy

from gikqa import __version__, hookspecs
from gikqa._model import API_VERSION, Failure, Reader, Rule, as_trial
from gikqa.editions import Edition, load_edition, load_editions
from gikqa.errors import GikqaError, PluginError

if TYPE_CHECKING:
    from gikqa._render import Renderer

GROUP = "gikqa"


@dataclass
class Plugins:
    """What is installed: made by `load_plugins`, passed on, dropped. No global state."""

    versions: dict[str, str] = field(default_factory=dict)
    hooks: dict[str, list[str]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    readers: list[Reader] = field(default_factory=list)
    renderers: dict[str, Renderer] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True)
class _Candidate:
    distribution: str
    version: str
    load: Callable[[], Any]


def load_plugins(extra: Iterable[tuple[str, str, Any]] = ()) -> Plugins:
    """Load the built-in rules and every installed plugin, in the order of their names.

    extra: (distribution, version, plugin) of plugins that are not installed, as tests need them.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(editions=dict(load_editions()))
    prefixes: dict[str, str] = {}
    for candidate in _candidates(extra):
        try:
            plugin = candidate.load()
            _register(manager, plugin, candidate, prefixes)
        except (Exception, SystemExit) as error:
            plugins.failures.append(_failure(candidate, "load", error))
            continue
        plugins.versions[candidate.distribution] = candidate.version
        _collect(manager, plugin, candidate, plugins)
    return plugins


def _candidates(extra: Iterable[tuple[str, str, Any]]) -> list[_Candidate]:
    def built_in() -> Any:
        import gikqa.rules

        return gikqa.rules

    def ready(plugin: Any) -> Callable[[], Any]:
        return lambda: plugin

    installed = [_installed(point) for point in entry_points(group=GROUP)]
    given = [_Candidate(name, version, ready(plugin)) for name, version, plugin in extra]
    others = sorted(installed + given, key=lambda candidate: candidate.distribution)
    return [_Candidate("gikqa", __version__, built_in), *others]


def _installed(point: EntryPoint) -> _Candidate:
    return _Candidate(
        distribution=point.dist.name if point.dist else point.name,
        version=point.dist.version if point.dist else "unknown",
        load=point.load,
    )


def _register(
    manager: pluggy.PluginManager, plugin: Any, candidate: _Candidate, prefixes: dict[str, str]
) -> None:
    api = getattr(plugin, "GIKQA_API", None)
    if api != API_VERSION:
        raise PluginError(
            f"was made for plugin API {api!r}, this gikqa has {API_VERSION}: "
            "state `GIKQA_API` in the plugin, or install a matching version"
        )
    manager.register(plugin, name=candidate.distribution)
    try:
        manager.check_pending()
    except pluggy.PluginValidationError:
        manager.unregister(plugin)
        raise
    for prefix in plugin.GIKQA_PREFIXES:
        if prefix in prefixes:
            manager.unregister(plugin)
            raise PluginError(
                f"owns the code prefix {prefix!r}, which {prefixes[prefix]} owns already"
            )
    prefixes.update(dict.fromkeys(plugin.GIKQA_PREFIXES, candidate.distribution))


def _collect(
    manager: pluggy.PluginManager, plugin: Any, candidate: _Candidate, plugins: Plugins
) -> None:
    """Call each hook of one plugin by itself and sort in what it gives."""
    take: dict[str, Callable[[Any], None]] = {
        "gikqa_rules": lambda rule: _take_rule(rule, plugin, candidate, plugins),
        "gikqa_editions": lambda path: _take_edition(path, plugins),
        "gikqa_readers": lambda reader: plugins.readers.append(_expect(reader, Reader)),
        "gikqa_renderers": lambda renderer: _take_renderer(renderer, plugins),
    }
    callers = manager.get_hookcallers(plugin) or []
    plugins.hooks[candidate.distribution] = sorted(caller.name for caller in callers)
    for caller in sorted(callers, key=lambda caller: caller.name):
        for implementation in caller.get_hookimpls():
            if implementation.plugin is not plugin:
                continue
            try:
                brought: Any = implementation.function()
                things = list(brought)
            except (Exception, SystemExit) as error:
                plugins.failures.append(_failure(candidate, caller.name, error))
                continue
            for thing in things:
                try:
                    take[caller.name](thing)
                except GikqaError as error:
                    plugins.failures.append(_failure(candidate, caller.name, error))


def _take_rule(rule: Any, plugin: Any, candidate: _Candidate, plugins: Plugins) -> None:
    rule = _expect(rule, Rule)
    if not rule.code.startswith(tuple(plugin.GIKQA_PREFIXES)):
        raise PluginError(
            f"rule {rule.code} has none of the prefixes that its distribution owns: "
            f"{', '.join(plugin.GIKQA_PREFIXES) or 'none'}"
        )
    if rule.code in plugins.rules:
        raise PluginError(f"rule {rule.code} is brought twice, first by {plugins.owner[rule.code]}")
    plugins.rules[rule.code] = as_trial(rule)
    plugins.owner[rule.code] = candidate.distribution


def _take_edition(path: Any, plugins: Plugins) -> None:
    edition = load_edition(path)
    if edition.key in plugins.editions:
        raise PluginError(f"edition {edition.key!r} is known already")
    plugins.editions[edition.key] = edition


def _take_renderer(renderer: Any, plugins: Plugins) -> None:
    from gikqa._render import Renderer

    renderer = _expect(renderer, Renderer)
    if renderer.name in plugins.renderers:
        raise PluginError(f"output format {renderer.name!r} is brought twice")
    plugins.renderers[renderer.name] = renderer


def _expect(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise PluginError(f"expected a {kind.__name__}, got {type(value).__name__}")
    return value


def _failure(candidate: _Candidate, what: str, error: BaseException) -> Failure:
    problem = str(error) if isinstance(error, GikqaError) else f"{type(error).__name__}: {error}"
    return Failure(candidate.distribution, candidate.version, what, problem)
