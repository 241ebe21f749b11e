"""Find plugins, take what each one brings, and keep one that fails from stopping the others.

pluggy gives names, specs and registration. Every implementation is called by itself: in one
common call, the first that raises would lose the results of all.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from time import perf_counter
from typing import Any

import pluggy

from gikqa import __version__, hookspecs
from gikqa._model.plugin import OURS
from gikqa._plugins.api_versions import refuse_stated_version, source_of
from gikqa._plugins.check_plugin import HOOKS, check_plugin, things_of
from gikqa._plugins.choice import Choice, distribution_of
from gikqa._plugins.installed import Plugins
from gikqa._plugins.what_they_bring import (
    take_command,
    take_edition,
    take_extension,
    take_reader,
    take_regional_facts,
    take_renderer,
    take_rule,
    take_rule_file,
    take_shortcut,
)
from gikqa._plugins.where import Root, root_of
from gikqa._select import did_you_mean
from gikqa._serve import Say
from gikqa.editions import load_editions
from gikqa.errors import PluginError

GROUP = "gikqa"


@dataclass(frozen=True)
class Candidate:
    """A distribution, its version, what loads its plugin, and the module or file with it.

    source: returns the text that `load` runs, where there is one.
    """

    name: str
    version: str
    load: Callable[[], Any]
    module: str | None = None
    file: str | None = None
    source: Callable[[], str | bytes | None] = lambda: None

    @property
    def of_others(self) -> bool:
        """Whether another process can load it, and has to, because it is of a third party."""
        return self.name not in OURS and (self.module is not None or self.file is not None)

    def root(self) -> Root | None:
        """Where the code lies; None for a plugin that is neither module nor file."""
        if self.file is not None:
            return Root(self.file, str(Path(self.file).parent))
        return None if self.module is None else root_of(self.module)


def load_ours(hooks: Collection[str] = HOOKS, choice: Choice | None = None) -> Plugins:
    """Load the plugins of this project alone."""
    found = candidates((), choice or Choice())
    return load_these([one for one in found if one.name in OURS], hooks, choice or Choice())


def load_here(
    hooks: Collection[str], choice: Choice, left_out: Collection[str], say: Say
) -> Plugins:
    """Load all plugins but some in this process, which announces each thing that one does."""
    found = [one for one in candidates((), choice) if one.name not in left_out]
    plugins = load_these(found, hooks, choice, say)
    if "gikqa_rules" in hooks:
        refuse_unknown_names(plugins)
    return plugins


def load_these(
    found: Iterable[Candidate], hooks: Collection[str], choice: Choice, say: Say = lambda what: None
) -> Plugins:
    """Load some plugins in this process; one that fails stops no other."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(editions=dict(load_editions()) if "gikqa_editions" in hooks else {})
    plugins.choice = choice
    waiting: list[tuple[str, Callable[[], None]]] = []
    plugins.waiting = waiting
    prefixes: dict[str, str] = {}
    for one in found:
        begun = perf_counter()
        if (root := one.root()) is not None:
            plugins.roots[one.name] = root
        name, version = one.name, one.version
        with plugins.failing_alone(name, version, "load"):
            say(f"{name}\n{version}\nload")
            refuse_stated_version(one.source())
            plugin = one.load()
            _register(manager, plugin, name, prefixes, plugins)
            plugins.versions[name] = version
            brought = _collect(manager, plugin, name, plugins, hooks, say)
            if not brought and {*HOOKS} <= {*hooks}:
                raise PluginError.worded("plugin brings nothing", hooks=plugins.hooks[name])
        say(None)
        plugins.reader_owner += [name] * (len(plugins.readers) - len(plugins.reader_owner))
        plugins.seconds[name] = perf_counter() - begun
    plugins.waiting = None
    for name, take in waiting:
        with plugins.failing_alone(name, plugins.versions[name], "gikqa_editions"):
            take()
    return plugins


def refuse_unknown_names(plugins: Plugins) -> None:
    """Drop rules that name a column, an edition or a rule that nobody has, once all are loaded."""
    known = dict(plugins.rules)
    for code, rule in known.items():
        owner = plugins.owner[code]
        with plugins.failing_alone(owner, plugins.versions[owner], "gikqa_rules"):
            plugins.check_names(rule)
            for name in rule.implied_by:
                if name not in known:
                    hint = did_you_mean(name, known)
                    raise PluginError.worded("rule implied by", code=code, name=name, hint=hint)
            continue
        del plugins.rules[code], plugins.owner[code]
        plugins.equations.pop(code, None)


def candidates(extra: Iterable[tuple[str, str, Any]], choice: Choice) -> list[Candidate]:
    """Every plugin that may be loaded, ours first: nobody can take what is theirs."""
    others = [
        Candidate(
            *distribution_of(point),
            point.load,
            module=point.module.partition(".")[0],
            source=partial(source_of, point.module),
        )
        for point in _points(choice, GROUP)
    ]
    others += [
        Candidate(
            file.name, file.version, file.load, None, file.path, partial(getattr, file, "source")
        )
        for file in choice.files
    ]
    others += [
        Candidate(name, version, partial(lambda p: p, plugin)) for name, version, plugin in extra
    ]
    others.sort(key=lambda one: (one.name not in OURS, one.name))
    ours = partial(import_module, "gikqa.rules")
    return [Candidate("gikqa", __version__, ours, module="gikqa.rules"), *others]


def _points(choice: Choice, group: str) -> list[EntryPoint]:
    """The entry points of a group of distributions that are chosen, by distribution and name."""
    points = [one for one in entry_points(group=group) if choice.allows(distribution_of(one)[0])]
    return sorted(points, key=lambda point: (distribution_of(point)[0], point.name))


def _register(
    manager: pluggy.PluginManager,
    plugin: Any,
    name: str,
    prefixes: dict[str, str],
    plugins: Plugins,
) -> None:
    owned, going = check_plugin(plugin, prefixes)
    if manager.has_plugin(name):
        raise PluginError.worded("plugin twice", name=name)
    manager.register(plugin, name=name)
    plugins.deprecated[name] = going
    plugins.api[name] = plugin.GIKQA_API
    prefixes.update(dict.fromkeys(owned, name))


def _collect(
    manager: pluggy.PluginManager,
    plugin: Any,
    name: str,
    plugins: Plugins,
    hooks: Collection[str],
    say: Say,
) -> bool:
    """Call each of these hooks of one plugin by itself, and add what it gives to `plugins`.

    Whether it gave anything, or failed to.
    """
    take: dict[str, Callable[[Any], None]] = {
        "gikqa_rules": lambda rule: take_rule(rule, plugin, name, plugins),
        "gikqa_shortcuts": lambda entry: take_shortcut(entry, plugin, plugins),
        "gikqa_rule_files": lambda path: take_rule_file(path, plugin, name, plugins),
        "gikqa_editions": lambda path: take_edition(path, plugin, name, plugins),
        "gikqa_regional_facts": lambda path: take_regional_facts(path, name, plugins),
        "gikqa_readers": lambda reader: take_reader(reader, name, plugins),
        "gikqa_commands": lambda command: take_command(command, name, plugins),
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
                say(f"{name}\n{plugins.versions[name]}\n{caller.name}")
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
