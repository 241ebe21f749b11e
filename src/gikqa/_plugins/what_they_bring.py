"""Check what a plugin brings, and add it to what is installed; raises PluginError for the rest."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from gikqa._export.suffixes import is_export
from gikqa._model.plugin import COMMANDS, FORMATS, TABLES, Extension, Reader, Renderer
from gikqa._model.rule import Rule, Shortcut, as_trial
from gikqa._plugins.check_rule import check_rule, prefix_of
from gikqa._plugins.deprecations import deprecated_fields
from gikqa._plugins.installed import Plugins
from gikqa.editions import Edition, load_deadlines, load_edition
from gikqa.errors import GikqaError, PluginError, SpecError


def take_rule(rule: Any, plugin: Any, name: str, plugins: Plugins) -> None:
    """A rule with a code and a name of its own, and with its texts in both languages.

    Raises the error that stands for a rule whose text is wrong.
    """
    if isinstance(rule, GikqaError):
        raise rule
    rule = _expect(rule, Rule)
    _refuse_foreign(rule.code, plugin)
    check_rule(rule)
    if rule.code in plugins.rules:
        raise PluginError.worded("rule twice", code=rule.code, first=plugins.owner[rule.code])
    for other in plugins.rules.values():
        if other.name == rule.name:
            first = f"{other.code} ({plugins.owner[other.code]})"
            raise PluginError.worded("rule name taken", code=rule.code, name=rule.name, first=first)
    plugins.deprecated.setdefault(name, []).extend(deprecated_fields(rule))
    plugins.rules[rule.code] = as_trial(rule)
    plugins.owner[rule.code] = name


def _refuse_foreign(code: Any, plugin: Any) -> None:
    """Refuse a code unless it is a prefix of the plugin and a number: JX1 is of JX, JXA1 is not."""
    if prefix_of(code, *plugin.GIKQA_PREFIXES[:1]) not in plugin.GIKQA_PREFIXES:
        raise PluginError.worded("rule prefix", code=code, owned=plugin.GIKQA_PREFIXES or "-")


def take_rule_file(path: Any, plugin: Any, name: str, plugins: Plugins) -> None:
    """The rules of a TOML file, or of one that was read; one that is refused leaves the others."""
    # Imported late: it imports the finders, and most plugins have no such file.
    from gikqa.rule_files import RuleFile, load_rule_file

    file = path if isinstance(path, RuleFile) else load_rule_file(_expect(path, Path))
    for rule in file.rules:
        with plugins.failing_alone(name, plugins.versions[name], "gikqa_rule_files"):
            equation = file.equations.get(rule.code)
            if equation is not None:
                from gikqa._plugins.contradictions import refuse_impossible_equation

                refuse_impossible_equation(rule, equation, plugins)
            take_rule(rule, plugin, name, plugins)
            if equation is not None:
                plugins.equations[rule.code] = equation


def take_shortcut(entry: tuple[str, Shortcut], plugin: Any, plugins: Plugins) -> None:
    """A shortcut for a rule of the same plugin."""
    code, shortcut = entry
    _refuse_foreign(code, plugin)
    if not callable(shortcut):
        raise PluginError.worded("no shortcut", code=code, value=repr(shortcut))
    plugins.shortcuts[code] = shortcut


def take_edition(path: Any, plugin: Any, name: str, plugins: Plugins) -> None:
    """The file of an edition; one that extends what is not loaded yet waits for the others."""
    file = _expect(path, Path)
    try:
        edition = load_edition(file, plugins.editions)
    except SpecError as error:
        if error.key == "extends" and plugins.waiting is not None:
            plugins.waiting.append((name, partial(take_edition, path, plugin, name, plugins)))
            return
        raise
    if edition.key in plugins.editions:
        first = plugins.edition_owner.get(edition.key, "gikqa")
        raise PluginError.worded("edition twice", key=edition.key, first=first)
    if edition.base is None:
        _refuse_rival(edition, name, plugins)
    else:
        rules = [table.domain_rule for table in edition.tables]
        rules += [identity.rule for identity in edition.identities]
        for code in rules:
            if prefix_of(code) not in plugin.GIKQA_PREFIXES:
                raise PluginError.worded(
                    "edition extends with rule",
                    key=edition.key,
                    base=edition.base.key,
                    code=code,
                    owned=", ".join(plugin.GIKQA_PREFIXES),
                )
    plugins.editions[edition.key] = edition
    plugins.edition_owner[edition.key] = name


def _refuse_rival(edition: Edition, name: str, plugins: Plugins) -> None:
    """Raise PluginError if another edition governs the same bodies in the same years."""
    for other in plugins.editions.values():
        shared = edition.years_shared(other)
        if other.base is None and shared and edition.scope.rivals(other.scope):
            first, last = shared
            owner = plugins.edition_owner.get(other.key, "gikqa")
            raise PluginError.worded(
                "edition rivals",
                key=edition.key,
                name=name,
                other=other.key,
                owner=owner,
                scope=edition.scope.in_words,
                years={
                    "en": f"from {first} on" if last is None else f"from {first} to {last}",
                    "zh": f"{first} 年起" if last is None else f"{first} 年至 {last} 年",
                },
            )


def take_regional_facts(path: Any, name: str, plugins: Plugins) -> None:
    """The facts of a TOML file, unless one of them contradicts what is known already."""
    facts = load_deadlines(_expect(path, Path))
    known = dict(plugins.deadlines)
    for fact in facts:
        for other, owner in known.items():
            if fact.contradicts(other):
                raise PluginError.worded(
                    "facts contradict",
                    file=path.name,
                    fact=fact.in_words,
                    source=fact.source,
                    other=other.in_words,
                    owner=owner,
                    other_source=other.source,
                )
        known.setdefault(fact, name)
    plugins.deadlines.update(known)


def take_reader(reader: Any, name: str, plugins: Plugins) -> None:
    """A reader of documents, for suffixes that no other reader takes."""
    reader = _expect(reader, Reader)
    if not callable(reader.read):
        raise PluginError.worded("no reading", name=reader.name, value=repr(reader.read))
    suffixes = reader.suffixes
    if not isinstance(suffixes, (tuple, list)) or not all(map(_is_suffix, suffixes)):
        raise PluginError.worded("reader suffixes", name=reader.name, value=repr(suffixes))
    for suffix in suffixes:
        first = "gikqa" if is_export(suffix) else plugins.suffix_owner.get(suffix)
        if first is not None:
            raise PluginError.worded("suffix taken", name=reader.name, suffix=suffix, first=first)
    plugins.readers.append(reader)
    plugins.suffix_owner |= dict.fromkeys(suffixes, name)


def _is_suffix(suffix: Any) -> bool:
    """Whether files can have the suffix: it is looked up in small letters, from the last dot on."""
    fits = isinstance(suffix, str) and len(suffix) > 1
    return fits and Path(f"report{suffix}").suffix.lower() == suffix


def take_renderer(renderer: Any, name: str, plugins: Plugins) -> None:
    """An output format with a name that no other has."""
    renderer = _expect(renderer, Renderer)
    if not callable(renderer.write):
        raise PluginError.worded("no writing", name=renderer.name, value=repr(renderer.write))
    first = (
        "gikqa"
        if renderer.name in (*FORMATS, *TABLES)
        else plugins.renderer_owner.get(renderer.name)
    )
    if first is not None:
        raise PluginError.worded("format taken", name=renderer.name, first=first)
    plugins.renderers[renderer.name] = renderer
    plugins.renderer_owner[renderer.name] = name


def take_command(command: Any, name: str, plugins: Plugins) -> None:
    """A command with a name that no other has."""
    import click  # only who uses the command line needs it

    called = _expect(command, click.Command).name
    if not isinstance(called, str) or not re.fullmatch("[a-z][a-z0-9-]*", called):
        raise PluginError.worded("command name", name=repr(called))
    first = "gikqa" if called in COMMANDS else plugins.command_owner.get(called)
    if first is not None:
        raise PluginError.worded("command taken", name=called, first=first)
    plugins.commands[called] = command
    plugins.command_owner[called] = name


def take_extension(extension: Any, plugins: Plugins) -> None:
    """What another distribution adds to a plugin; a failure is that of the other one."""
    extension = _expect(extension, Extension)
    name, version, kind = extension.distribution, extension.version, extension.kind
    plugins.candidates.setdefault(name, version)
    with plugins.failing_alone(name, version, kind):
        plugins.extensions.setdefault(name, {}).setdefault(kind, []).extend(extension.load())
        plugins.versions.setdefault(name, version)


def _expect(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise PluginError.worded("wrong thing", expected=kind.__name__, found=type(value).__name__)
    return value
