"""Check what a plugin brings, and add it to what is installed; raises PluginError for the rest."""

import re
from pathlib import Path
from typing import Any

from gikqa._model.plugin import Reader, Renderer
from gikqa._model.rule import Rule, Shortcut, as_trial
from gikqa._plugins.installed import Plugins
from gikqa.editions import load_edition
from gikqa.errors import PluginError

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


def take_edition(path: Any, name: str, plugins: Plugins) -> None:
    """The file of an edition."""
    edition = load_edition(_expect(path, Path))
    if edition.key in plugins.editions:
        first = plugins.edition_owner.get(edition.key, "gikqa")
        raise PluginError(f"edition {edition.key!r} is brought twice, first by {first}")
    plugins.editions[edition.key] = edition
    plugins.edition_owner[edition.key] = name


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
