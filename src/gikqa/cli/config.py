"""`gikqa config`."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import tomli

from gikqa._config import SETTINGS, find_settings
from gikqa._plugins.choice import NO_PLUGINS
from gikqa.cli import variable_of_language
from gikqa.cli.help_texts import aligned, words_of
from gikqa.cli.judging import given_in, judging_options, settings_of
from gikqa.cli.options import TEXT_OR_JSON, lint_options
from gikqa.cli.problems import say_failures, say_hint
from gikqa.errors import GikqaError

_ONLY_OPTIONS = ("as-of", "engine", "timeout", "plugin", "rule-files", "plugin-off")
"""What a file cannot set, and changes what a run finds."""


@click.command("config")
@click.option("--show", "show", is_flag=True)
@click.option("--lock", "lock", is_flag=True)
@TEXT_OR_JSON
@lint_options
@judging_options
def command(show: bool, lock: bool, format_: str, **options: Any) -> None:
    """Show every setting with its origin, or lock what a run depends on."""
    asked, choice = settings_of(options, {"fail_on": "error"})
    lang = asked["lang"]
    if show or not lock:
        found = list(_settings(options, asked))
        if format_ == "json":
            click.echo(_as_json(found, indent=2))
        else:
            _print(found, lang)
    if lock:
        from gikqa._lock import LOCK, lock_of, written_lock
        from gikqa._plugins import load_plugins
        from gikqa._render.output_file import open_output

        plugins = load_plugins(choice=choice, seconds=asked["plugin_timeout"])
        say_failures(plugins.failures_in(lang), lang)
        locked = lock_of(plugins, asked)
        with open_output(LOCK) as stream:
            stream.write(written_lock(locked))
        if not asked["quiet"]:
            said = GikqaError.worded("lock written", file=LOCK, rules=len(locked["rules"]))
            say_hint(said.in_language(lang), lang)
        if plugins.failures:
            raise click.exceptions.Exit(3)


def _settings(options: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every setting with its value and its origin; of a table, every entry."""
    file, table = find_settings(options["config"], Path.cwd())
    profile = options["profile"]
    of_profile = {} if profile is None else table["profiles"][profile]
    of_project = file.name == "pyproject.toml"
    lines = lines_of_settings(file.read_text("utf-8"), of_project=of_project) if table else {}
    given, defaults = given_in(options), _defaults()
    for name in (*SETTINGS, *_ONLY_OPTIONS):
        key, inside = name.replace("-", "_"), f"profiles.{profile}." if name in of_profile else ""
        if key in given:
            said = "--rules" if name == "rule-files" else f"--{name}"
            yield _row(name, given[key], "command line", name=said)
        elif inside or name in table:
            kind = "profile" if inside else "file"
            for entry, value in _entries(name, (of_profile if inside else table)[name]):
                where = {"file": str(file), "line": lines[inside + entry]}
                yield _row(entry, value, kind, **where, **({"profile": profile} if inside else {}))
        elif name == "lang" and (variable := variable_of_language()):
            yield _row(name, asked[key], "environment", name=f"{variable}={os.environ[variable]}")
        elif name not in ("rules", "plugins"):
            yield _row(name, defaults.get(key), "default")
    if value := os.environ.get(NO_PLUGINS):
        yield _row(NO_PLUGINS, value, "environment", name=NO_PLUGINS)


def _row(setting: str, value: Any, kind: str, **origin: Any) -> dict[str, Any]:
    return {"setting": setting, "value": value, "origin": {"kind": kind, **origin}}


def _defaults() -> dict[str, Any]:
    from gikqa._documents.read_documents import TIMEOUT
    from gikqa._export.limits import MOST_REPORTS
    from gikqa._plugins.apart import SECONDS

    lists = ("select", "ignore", "extend_select", "baseline", "plugin", "rule_files", "plugin_off")
    return {
        **{key: [] for key in lists},
        "fail_on_skipped": False,
        "fail_on": "error",
        "format": "text",
        "lang": "en",
        "jobs": os.cpu_count() or 1,
        "max_reports": MOST_REPORTS,
        "timeout": TIMEOUT,
        "plugin_timeout": SECONDS,
        "engine": "local",
    }


def _entries(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The value under its name; those in a table one by one, with the names of the tables."""
    if not isinstance(value, dict):
        yield name, value
        return
    for key, inner in value.items():
        yield from _entries(f"{name}.{key}", inner)


def lines_of_settings(text: str, *, of_project: bool = False) -> dict[str, int]:
    """The line on which each setting begins, by its name with those of its tables.

    A file that ends between two settings is TOML, and one that ends within a value is not: so each
    beginning of the file that is TOML says how far the settings have come.
    """
    lines = text.split("\n")
    found: dict[str, int] = {}
    begun = 1
    for number in range(1, len(lines) + 1):
        try:
            table = tomli.loads("\n".join(lines[:number]))
        except tomli.TOMLDecodeError:
            continue
        if of_project:
            table = table.get("tool", {}).get("gikqa", {})
        for key, value in table.items():
            for name, _ in _entries(key, value):
                found.setdefault(name, begun)
        begun = number + 1
    return found


def _as_json(value: Any, indent: int | None = None) -> str:
    """The value as JSON; a day of TOML, which no option takes, as text."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


def _print(found: list[dict[str, Any]], lang: str) -> None:
    """A table with a line for each setting."""
    words = words_of(lang, "config")
    table = [tuple(words["head"])]
    for row in found:
        value = row["value"]
        said = words[row["origin"]["kind"]].format(**row["origin"])
        shown = "-" if value is None else _as_json(value)
        table.append((row["setting"], shown, said))
    for line in aligned(table):
        click.echo(line)
