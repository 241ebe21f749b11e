"""The version of the interface that a plugin was made for: read before the plugin is run.

A plugin works with every gikqa of its major version that has its minor version or a later one.
"""

import ast
from importlib.machinery import PathFinder
from importlib.util import find_spec
from typing import Any

from gikqa._model.plugin import API_VERSION
from gikqa._plugins.deprecations import Deprecation, Version, deprecated, shown
from gikqa.errors import PluginError

STATED_IN = "GIKQA_API"


def version_of(api: Any) -> Version | None:
    """The version that `GIKQA_API` states: 1 is (1, 0), a pair is itself; None for all others."""
    if type(api) is int:
        return api, 0
    fits = type(api) is tuple and len(api) == 2 and all(type(part) is int for part in api)
    return api if fits else None


def check_version(api: Any) -> list[Deprecation]:
    """The warning for a version that goes. Raises PluginError for one that does not work here."""
    version = version_of(api)
    going: list[Deprecation] = []
    if version is not None:
        going = deprecated(f"{STATED_IN} {version[0]}")
        if going or (version[0] == API_VERSION[0] and version <= API_VERSION):
            return going
    stated = repr(api) if version is None else shown(version)
    raise PluginError.worded("plugin api", api=stated, here=shown(API_VERSION))


def refuse_stated_version(source: str | bytes | None) -> None:
    """Raise PluginError for the text of a plugin that states a version which does not work here."""
    api = None if source is None else stated_version(source)
    if api is not None:
        check_version(api)


def stated_version(source: str | bytes) -> Any:
    """What the text of a module assigns to `GIKQA_API`; None unless it is a literal."""
    api = None
    try:
        for node in ast.parse(source).body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            if any(isinstance(one, ast.Name) and one.id == STATED_IN for one in targets):
                value = getattr(node, "value", None)
                api = None if value is None else ast.literal_eval(value)
    except (SyntaxError, TypeError, ValueError):  # running it says where
        return None
    return api


def source_of(module: str) -> str | None:
    """The text of a module, found without running it or a package around it; None without one."""
    parts = module.split(".")
    try:
        spec = find_spec(parts[0])
        for end in range(2, len(parts) + 1):
            folders = spec.submodule_search_locations if spec else None
            spec = PathFinder.find_spec(".".join(parts[:end]), folders) if folders else None
        loader: Any = spec.loader if spec else None
        text: str | None = loader.get_source(module) if hasattr(loader, "get_source") else None
    except (ImportError, OSError, SyntaxError, ValueError):  # running it says why
        return None
    return text
