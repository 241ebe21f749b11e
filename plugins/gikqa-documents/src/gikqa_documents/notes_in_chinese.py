"""Notes of the readers in Chinese; exports hold them in English, so that programs find one text."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from gikqa.editions import PrintedNames, load_editions
from gikqa_documents.form.table_labels import TABLE_NAMES

_GAP = re.compile(r"\\\{(\w+)\\\}")
_TABLE = re.compile(r"(表[二三四]|[^:]*统计表): ")


def in_chinese(note: str) -> str:
    """The note in Chinese, or as it is where it is not one of the readers' own."""
    head = _TABLE.match(note)
    rest = note[head.end() :] if head else note
    said = _say("note", rest, head[1] if head else "")
    return note if said is None else f"{head[1]}：{said}" if head else said


def _say(kind: str, text: str, table: str) -> str | None:
    for pattern, chinese in _patterns(kind):
        if match := pattern.fullmatch(text):
            gaps = match.groupdict()
            within = gaps.get("table") or _KEYS.get(table, table)
            return chinese.format(**{k: _gap(k, value, within) for k, value in gaps.items()})
    return None


def _gap(kind: str, value: str, table: str) -> str:
    if kind in ("where", "line"):
        words: Mapping[str, str] = _data()["words"]
        return words.get(value, value)
    if kind == "slip":
        return _say("slip", value, table) or value
    if kind == "table":
        return _NAMES.of(value)
    if kind in ("cell", "other", "cells"):
        return "、".join(_label(each, table) for each in value.split(", "))
    return value


def _label(key: str, table: str) -> str:
    """The printed label of a row, a column or a cell, without the name of its table."""
    for path in (f"{table}.{key}", key):
        named = _NAMES.of(path)
        if named != path:
            return named.removeprefix(_NAMES.of(table)).lstrip(" ·×")
    return key


@cache
def _patterns(kind: str) -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(_GAP.sub(r"(?P<\1>.+?)", re.escape(each["en"])), re.S), each["zh"])
        for each in _data()[kind]
    ]


@cache
def _data() -> dict[str, Any]:
    return tomli.loads((files(__package__) / "notes.toml").read_text("utf-8"))


_NAMES = PrintedNames(load_editions(), "zh")
_KEYS = {name: key for key, name in TABLE_NAMES.items()} | {"统计表": "statistics"}
