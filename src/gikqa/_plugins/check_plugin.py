"""Check the module of a plugin, and what its hooks return; raises PluginError.

Whatever would be passed over in silence is refused here: the author of a misspelt name would
believe that the rule works.
"""

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from gikqa import hookspecs
from gikqa._plugins.api_versions import STATED_IN, check_version
from gikqa._plugins.deprecations import Deprecation, deprecated
from gikqa._select import did_you_mean
from gikqa.errors import PluginError

HOOKS = tuple(name for name in vars(hookspecs) if name.startswith("gikqa_"))
"""Every hook that a plugin can implement."""

_MARK = f"{hookspecs.PROJECT}_impl"
"""The attribute that the decorator `hookimpl` gives to a function."""
_ATTRIBUTES = (STATED_IN, "GIKQA_PREFIXES")
_RETURNS = {
    "gikqa_rules": {"en": "a list of rules", "zh": "规则列表"},
    "gikqa_shortcuts": {"en": "a mapping of codes to functions", "zh": "代码到函数的映射"},
    "gikqa_rule_files": {"en": "a list of paths", "zh": "路径列表"},
    "gikqa_editions": {"en": "a list of paths", "zh": "路径列表"},
    "gikqa_regional_facts": {"en": "a list of paths", "zh": "路径列表"},
    "gikqa_readers": {"en": "a list of readers", "zh": "阅读器列表"},
    "gikqa_extensions": {"en": "a list of extensions", "zh": "扩展列表"},
    "gikqa_commands": {"en": "a list of commands", "zh": "命令列表"},
    "gikqa_renderers": {"en": "a list of output formats", "zh": "输出格式列表"},
}


def check_plugin(
    plugin: Any, prefixes: Mapping[str, str]
) -> tuple[tuple[str, ...], list[Deprecation]]:
    """The code prefixes that the plugin owns, and what it uses that goes.

    prefixes: those of other plugins, with the owner.
    """
    api = getattr(plugin, STATED_IN, None)
    if api is None:
        _refuse_unknown_attributes(plugin)
    going = check_version(api)
    _refuse_unknown_attributes(plugin)  # another version may know further names
    owned = _prefixes_of(plugin)
    for prefix in owned:
        for other, owner in prefixes.items():
            if prefix == other:
                raise PluginError.worded("prefix owned", prefix=prefix, owner=owner)
            if prefix.startswith(other) or other.startswith(prefix):
                shorter = min(prefix, other, key=len)
                raise PluginError.worded(
                    "prefix overlaps", prefix=prefix, other=other, owner=owner, shorter=shorter
                )
    hooks = _marked_hooks(plugin)
    if not hooks:
        raise PluginError.worded("plugin without hooks", hooks=HOOKS)
    return owned, going + [one for hook in hooks for one in deprecated(hook)]


def things_of(hook: str, returned: Any) -> list[Any]:
    """What a hook returns, one by one; of a mapping its pairs."""
    kind = Mapping if hook == "gikqa_shortcuts" else Iterable
    if not isinstance(returned, kind) or isinstance(returned, (str, bytes)):
        expected = _RETURNS[hook]
        raise PluginError.worded("hook returns", expected=expected, found=type(returned).__name__)
    return list(returned.items() if isinstance(returned, Mapping) else returned)


def _refuse_unknown_attributes(plugin: Any) -> None:
    for name in dir(plugin):
        if name.startswith("GIKQA_") and name not in _ATTRIBUTES:
            hint = did_you_mean(name, _ATTRIBUTES)
            raise PluginError.worded("plugin attribute", name=name, hint=hint)


def _prefixes_of(plugin: Any) -> tuple[str, ...]:
    """The prefixes that a plugin states; a text would pass for one prefix a letter."""
    owned: Any = getattr(plugin, "GIKQA_PREFIXES", None)
    fits = isinstance(owned, (tuple, list)) and all(
        isinstance(prefix, str) and prefix.isascii() and prefix.isalpha() and prefix.isupper()
        for prefix in owned
    )
    if not fits:
        raise PluginError.worded("plugin prefixes", owned=repr(owned))
    return tuple(owned)


def _marked_hooks(plugin: Any) -> list[str]:
    """The hooks that a plugin implements; every function that is named like one has to be one."""
    marked = []
    for name in dir(plugin):
        function = getattr(plugin, name) if name.startswith("gikqa_") else None
        if not inspect.isroutine(function):
            continue
        if name not in HOOKS:
            deprecated(name)  # one that is gone is named as such
            raise PluginError.worded("no such hook", name=name, hint=did_you_mean(name, HOOKS))
        if not hasattr(function, _MARK):
            raise PluginError.worded("hook not marked", name=name)
        given = inspect.signature(getattr(hookspecs, name)).parameters
        wanted = [
            parameter.name
            for parameter in inspect.signature(function).parameters.values()
            if parameter.default is parameter.empty
            and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
            and parameter.name not in given
        ]
        if wanted:
            raise PluginError.worded("hook argument", name=name, wanted=wanted)
        marked.append(name)
    return marked
