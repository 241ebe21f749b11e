"""Check what a plugin brings, and add it to what is installed; raises PluginError for the rest."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from gikqa._model.plugin import Reader, Renderer
from gikqa._model.rule import Rule, Shortcut, as_trial
from gikqa._plugins.installed import Plugins
from gikqa.editions import Edition, load_edition
from gikqa.errors import PluginError, SpecError

_CODE = re.compile("([A-Z]+)[0-9]+")


def take_rule(rule: Any, plugin: Any, name: str, plugins: Plugins) -> None:
    """A rule with a code of the plugin's own, and with its texts in both languages."""
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


def take_shortcut(entry: tuple[str, Shortcut], plugin: Any, plugins: Plugins) -> None:
    """A shortcut for a rule of the same plugin."""
    code, shortcut = entry
    if not _owns(plugin, code) or not callable(shortcut):
        raise PluginError(f"shortcut {code!r}: expected a function for a rule of its own")
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
        raise PluginError(f"edition {edition.key!r} is brought twice, first by {first}")
    if edition.base is None:
        _refuse_rival(edition, name, plugins)
    else:
        rules = [table.domain_rule for table in edition.tables]
        rules += [identity.rule for identity in edition.identities]
        for code in rules:
            if not _owns(plugin, code):
                raise PluginError(
                    f"edition {edition.key!r} extends {edition.base.key!r} with the rule {code}, "
                    f"which is not of its distribution: {', '.join(plugin.GIKQA_PREFIXES)}"
                )
    plugins.editions[edition.key] = edition
    plugins.edition_owner[edition.key] = name


def _refuse_rival(edition: Edition, name: str, plugins: Plugins) -> None:
    """Raise PluginError if another edition governs the same bodies in the same years."""
    for other in plugins.editions.values():
        shared = edition.years_shared(other)
        if other.base is None and shared and edition.scope.rivals(other.scope):
            first, last = shared
            years = f"from {first} on" if last is None else f"from {first} to {last}"
            owner = plugins.edition_owner.get(other.key, "gikqa")
            raise PluginError(
                f"edition {edition.key!r} of {name} and edition {other.key!r} of {owner} both "
                f"govern {edition.scope.in_words} {years}: state a narrower [scope], other years, "
                "or `extends`"
            )


def take_reader(reader: Any, plugins: Plugins) -> None:
    """A reader of documents."""
    plugins.readers.append(_expect(reader, Reader))


def take_renderer(renderer: Any, name: str, plugins: Plugins) -> None:
    """An output format with a name that no other has."""
    renderer = _expect(renderer, Renderer)
    if renderer.name in plugins.renderers:
        raise PluginError(f"output format {renderer.name!r} is brought twice")
    plugins.renderers[renderer.name] = renderer
    plugins.renderer_owner[renderer.name] = name


def _expect(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise PluginError(f"expected a {kind.__name__}, got {type(value).__name__}")
    return value
