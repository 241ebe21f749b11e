"""The lock file: what a run depends on beside its input, so that a later run can be compared."""

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import tomli

from gikqa import __version__
from gikqa._config import baseline_files
from gikqa._model.rule import Rule
from gikqa._plugins import Plugins
from gikqa._select import choose, find_rule
from gikqa.errors import UsageError

LOCK = "gikqa.lock"
"""The name of the file, in the folder of the settings."""

_HEAD = """\
# Written by `gikqa config --lock`. `gikqa lint --locked` refuses a run that differs from it.
"""
_TABLES = ("run", "plugins", "rules", "regional-facts", "files")

Lock = dict[str, dict[str, str]]


def lock_of(plugins: Plugins, asked: Mapping[str, Any]) -> Lock:
    """What a run with these plugins, options and settings depends on, table by table.

    run: the version of gikqa, and the day if one is set. plugins: distributions with their
    versions, plugin files and rule files with digests of their content. rules: the chosen codes
    with a digest of all that is written about each rule and of its options as set; for its code
    stands the version of its plugin. regional-facts: a digest for each distribution. files: digests
    of the roster and the baselines. What UTF-8 cannot write, such as a byte of a file name, is
    written as an escape.
    """
    roster = asked.get("roster")
    entries = [asked[key] for key in ("select", "ignore", "extend_select")]
    chosen = choose(plugins.rules, *entries, roster=roster is not None)
    set_by_user = {
        find_rule(plugins.rules, entry).code: values
        for entry, values in (asked.get("rules") or {}).items()
    }
    files = sorted({*baseline_files(asked), *([roster] if roster else ())})
    days: dict[str, list[str]] = {}
    for deadline, owner in plugins.deadlines.items():
        days.setdefault(owner, []).append(repr(deadline))
    lock = {
        "run": {"gikqa": __version__} | ({"as-of": asked["as_of"]} if asked.get("as_of") else {}),
        "plugins": dict(sorted(plugins.versions.items())),
        "rules": {
            code: _digest(_written(rule, set_by_user.get(code, {})))
            for code, rule in sorted(chosen.items())
        },
        "regional-facts": {owner: _digest(sorted(facts)) for owner, facts in sorted(days.items())},
        "files": {file: _digest_of_file(file) for file in files},
    }
    return {
        name: {_writable(key): _writable(value) for key, value in table.items()}
        for name, table in lock.items()
    }


def written_lock(lock: Lock) -> bytes:
    """The lock as TOML; the same lock gives the same bytes."""
    lines = [_HEAD]
    for name in _TABLES:
        lines += [f"[{name}]"]
        lines += [f"{_quoted(key)} = {_quoted(value)}" for key, value in lock[name].items()]
        lines += [""]
    return "\n".join(lines).encode()


def refuse_difference(file: Path, lock: Lock) -> None:
    """Raise UsageError with every difference between the lock in a file and that of this run."""
    try:
        known = tomli.loads(file.read_text("utf-8"))
    except OSError as error:
        raise UsageError.worded("no lock", file=file, reason=error.strerror) from error
    except ValueError as error:
        raise UsageError.worded("no lock of gikqa", file=file, reason=error) from error
    found = [
        UsageError.worded("lock difference", what=what, seen=_or_none(seen), expected=_or_none(was))
        for what, seen, was in _differences(known, lock)
    ]
    if found:
        lines = {lang: "\n".join(one.in_language(lang) for one in found) for lang in ("en", "zh")}
        raise UsageError.worded("lock differs", file=file, differences=lines)


def _differences(
    known: Mapping[str, Any], lock: Lock
) -> Iterator[tuple[str, str | None, str | None]]:
    """(what, seen in this run, expected by the lock); None: it is not there."""
    for name in dict.fromkeys((*_TABLES, *known)):
        old, new = known.get(name, {}), lock.get(name, {})
        if not isinstance(old, dict):  # no table of ours
            yield name, None, repr(old)
            continue
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                yield f"{name}: {key}", new.get(key), old.get(key)


def _or_none(value: str | None) -> dict[str, str]:
    return {"en": "none", "zh": "无"} if value is None else {"en": value, "zh": value}


def _written(rule: Rule, options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "confidence": str(rule.confidence),
        "source": rule.source,
        "title": dict(rule.title),
        "message": dict(rule.message),
        "explanation": dict(rule.explanation),
        "editions": list(rule.editions),
        "trial": rule.trial,
        "options": dict(options),
    }


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _digest_of_file(file: str) -> str:
    try:
        return blake2b(Path(file).read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        raise UsageError.worded("unreadable settings", file=file, error=error.strerror) from error


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _quoted(text: str) -> str:
    """As a string of TOML, which takes the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
