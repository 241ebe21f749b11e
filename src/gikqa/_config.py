"""Read `gikqa.toml`, or `[tool.gikqa]` of a `pyproject.toml`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli

from gikqa._select import did_you_mean
from gikqa.errors import UsageError

LANGUAGES = ("zh", "en")
SEVERITIES = ("error", "warning", "info", "never")

_KINDS: dict[str, tuple[type | tuple[type, ...], str, str]] = {
    "select": (list, "a list of rules", "规则列表"),
    "ignore": (list, "a list of rules", "规则列表"),
    "extend-select": (list, "a list of rules", "规则列表"),
    "fail-on-skipped": (bool, "true or false", "true 或 false"),
    "fail-on": (str, "a severity", "严重程度"),
    "format": (str, "an output format", "输出格式"),
    "lang": (str, "zh or en", "zh 或 en"),
    "jobs": (int, "a whole number", "整数"),
    "max-findings-per-rule": (int, "a whole number", "整数"),
    "max-reports": (int, "a whole number", "整数"),
    "roster": (str, "a file", "文件"),
    "baseline": ((str, list), "a file, or a list of files", "文件，或文件列表"),
    "plugin-timeout": ((int, float), "a number of seconds", "秒数"),
    "rules": (
        dict,
        "a table for each rule, such as [rules.GIK302]",
        "每条规则一个表，例如 [rules.GIK302]",
    ),
    "plugins": (dict, "lists of plugins: require, only, block", "插件列表：require、only、block"),
    "profiles": (
        dict,
        "a table of settings for each profile, such as [profiles.strict]",
        "每个方案一个设置表，例如 [profiles.strict]",
    ),
}
SETTINGS = tuple(name for name in _KINDS if name != "profiles")
"""What a file or a profile can set."""
_PLUGINS = ("require", "only", "block")


def read_config(given: str | None, folder: Path, profile: str | None = None) -> dict[str, Any]:
    """The settings of the file given, or of the one found in `folder`; empty if there is none.

    Keys are the long options of `gikqa lint`, with `_` for `-`. The values of the profile outweigh
    the others. Raises UsageError: the file, the key, what was expected there.
    """
    file, table = find_settings(given, folder)
    _check(file, table, "", tuple(_KINDS))
    profiles = table.get("profiles", {})
    for name, values in profiles.items():
        _check(file, values, f"profiles.{name}.", SETTINGS)
    if profile is not None and profile not in profiles:
        hint = did_you_mean(profile, profiles)
        raise UsageError.worded("unknown profile", file=file, name=profile, hint=hint)
    chosen = table if profile is None else {**table, **profiles[profile]}
    return {name.replace("-", "_"): chosen[name] for name in SETTINGS if name in chosen}


def _check(file: Path, table: Mapping[str, Any], where: str, known: Sequence[str]) -> None:
    """Refuse a setting that is unknown or of the wrong kind; where: the name of its table."""
    for key, value in table.items():
        if key not in known:
            hint = did_you_mean(key, known)
            raise UsageError.worded("unknown setting", file=file, key=where + key, hint=hint)
        kind, en, zh = _KINDS[key]
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if key == "plugins" and fits:
            for name, names in value.items():
                if name not in _PLUGINS:
                    hint = did_you_mean(name, _PLUGINS)
                    named = f"{where}plugins.{name}"
                    raise UsageError.worded("unknown setting", file=file, key=named, hint=hint)
                fits = fits and _are_texts(names)
        elif fits and kind is dict:
            fits = all(isinstance(entry, dict) for entry in value.values())
        elif fits and isinstance(value, list):
            fits = _are_texts(value)
        if not fits:
            raise UsageError.worded(
                "wrong setting",
                file=file,
                key=where + key,
                value=repr(value),
                expected={"en": en, "zh": zh},
            )


def baseline_files(asked: Mapping[str, Any]) -> list[str]:
    """The baselines that options or settings name: a file, or several."""
    given = asked["baseline"] or ()
    return [given] if isinstance(given, str) else list(given)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def check_settings(
    *,
    lang: str = "en",
    fail_on: str = "error",
    timeout: float | None = None,
    plugin_timeout: float | None = None,
    **numbers: int | None,
) -> None:
    """Raise UsageError for an unknown language or severity, no time, or a number below 1."""
    for name, value, known in (("lang", lang, LANGUAGES), ("fail-on", fail_on, SEVERITIES)):
        if value not in known:
            raise UsageError.worded("not one of", name=name, value=repr(value), known=known)
    for name, number in numbers.items():
        if number is not None and (isinstance(number, bool) or not isinstance(number, int)):
            raise UsageError.worded("no whole number", name=name, value=repr(number))
        if number is not None and number < 1:
            raise UsageError.worded("below 1", name=name, value=number)
    for name, seconds in (("timeout", timeout), ("plugin-timeout", plugin_timeout)):
        if seconds is not None and not 0 < seconds < float("inf"):
            raise UsageError.worded("wrong timeout", name=name, timeout=seconds)


def find_settings(given: str | None, folder: Path) -> tuple[Path, dict[str, Any]]:
    """The file with the settings, and what stands in it; empty if there is no such file."""
    usual = [folder / name for name in ("gikqa.toml", "pyproject.toml")]
    there = [file for file in usual if file.is_file()] if given is None else [Path(given)]
    if not there:
        return folder, {}
    file = there[0]
    try:
        content = tomli.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        no_toml = isinstance(error, tomli.TOMLDecodeError)
        key = "settings not TOML" if no_toml else "unreadable settings"
        raise UsageError.worded(key, file=file, error=error) from error
    if file.name != "pyproject.toml":
        return file, content
    tool = content.get("tool", {})
    table = tool.get("gikqa", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise UsageError.worded("no table of settings", table=repr(table))
    return file, table
