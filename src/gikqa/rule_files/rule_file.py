"""Load a rule file: its rules as the same objects as rules in Python, and their worked cases."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from gikqa._model.condition import Condition, all_of, any_of, column
from gikqa._model.finding import Confidence, Severity
from gikqa._model.rule import Rule
from gikqa.editions.scope import KINDS as LEVELS
from gikqa.editions.shape import checked, json_schema, parse_toml
from gikqa.errors import SpecError
from gikqa.rule_files.deadline import deadline
from gikqa.rule_files.equation import equation
from gikqa.rule_files.expressions import Equation, ExpressionError, read_condition, read_equation
from gikqa.rule_files.forbidden import forbidden
from gikqa.rule_files.required import required

_TEXTS = {"zh": str, "en": str}
_RULE = {
    "code": str,
    "name": str,
    "severity": tuple(Severity),
    "confidence?": tuple(Confidence),
    "source": str,
    "title": _TEXTS,
    "message": _TEXTS,
    "explanation?": _TEXTS,
    "editions?": [str],
    "regions?": [str],
    "levels?": [LEVELS],
    "where?": str,
    "implied_by?": [str],
    "trial?": bool,
    "preview?": bool,
    "equation?": str,
    "required?": {"phrases": [str], "chapters?": [int]},
    "forbidden?": {
        "phrases": [str],
        "with?": [str],
        "unless?": [str],
        "chapters?": [int],
        "instead?": str,
    },
    "deadline?": {"month": int, "day": int},
    "case?": [dict],
}
_FILE = {"prefixes": [str], "rule": [_RULE]}
_KINDS: dict[str, Callable[[Mapping[str, Any], Any], Rule]] = {
    "equation": equation,
    "required": required,
    "forbidden": forbidden,
    "deadline": deadline,
}
_FILLED = {
    "equation": {"observed", "expected"},
    "required": {"expected"},
    "forbidden": {"observed", "quote"},
    "deadline": {"observed", "expected"},
}
"""What the findings of each kind of rule fill in a message, beside publisher and year."""
_AS_WRITTEN = (
    *("code", "name", "severity", "confidence", "source", "title", "message", "editions"),
    *("explanation", "trial", "preview", "implied_by"),
)
_REGION = re.compile("[0-9]{2}|[0-9]{4}|[0-9]{6}")
_GAP = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class RuleFile:
    """What a rule file holds.

    prefixes: the code prefixes that it owns. cases: code → its worked cases, as TOML gives them.
    equations: code → the equation that its rule states.
    """

    file: str
    prefixes: tuple[str, ...]
    rules: tuple[Rule, ...]
    cases: Mapping[str, tuple[Mapping[str, Any], ...]]
    equations: Mapping[str, Equation] = field(default_factory=dict)


def rule_file_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of rule files."""
    schema = json_schema(_FILE)
    schema["properties"]["rule"]["items"]["oneOf"] = [{"required": [kind]} for kind in _KINDS]
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "gikqa rule file", **schema}


def load_rule_file(path: Path) -> RuleFile:
    """Read one rule file. Raises SpecError with the file, the key and what was expected."""
    try:
        return read_rule_file(path.read_bytes(), str(path))
    except OSError as error:
        raise SpecError(str(path), "file", f"cannot be read: {error}") from error


def read_rule_file(content: bytes, file: str) -> RuleFile:
    """The rules in the content of a rule file; `file` is only used in the text of errors."""
    parsed = parse_toml(content, file, Decimal)
    try:
        given = checked(parsed, _FILE, file)
    except SpecError as error:
        raise SpecError(file, _with_code(error.key, parsed), error.problem) from error
    rules, equations = [], {}
    for entry in given["rule"]:
        try:
            kind = _kind_of(entry)
            stated = entry[kind]
            if kind == "equation":
                stated = equations[entry["code"]] = read_equation(stated)
            rules.append(_rule(entry, kind, stated))
        except ExpressionError as error:
            key = error.key or _kind_of(entry)
            raise SpecError(file, f"{entry['code']}.{key}", str(error)) from error
    cases = {entry["code"]: tuple(entry.get("case", ())) for entry in given["rule"]}
    return RuleFile(file, given["prefixes"], tuple(rules), cases, equations)


def _with_code(key: str, parsed: Mapping[str, Any]) -> str:
    """A key such as `rule[0].name` with the code of that rule in place of its number."""
    found = re.match(r"rule\[(\d+)\](?=[.\[]|$)", key)
    entry = parsed["rule"][int(found[1])] if found else None
    code = entry.get("code") if isinstance(entry, Mapping) else None
    return code + key[found.end() :] if found and isinstance(code, str) else key


def _rule(entry: Mapping[str, Any], kind: str, stated: Any) -> Rule:
    fields = {key: entry[key] for key in _AS_WRITTEN if key in entry}
    rule = _KINDS[kind](fields, stated)
    filled = _FILLED[kind] | {"publisher", "year"}
    if kind == "forbidden" and "instead" in entry[kind]:
        filled.add("expected")
    for lang, message in entry["message"].items():
        for gap in _GAP.findall(message):
            if gap not in filled:
                known = ", ".join(f"{{{name}}}" for name in sorted(filled))
                problem = f"nothing fills {{{gap}}}; expected one of: {known}"
                raise ExpressionError(problem, f"message.{lang}")
    limits = [*_limits(entry)]
    return replace(rule, concerns=all_of(limits)) if limits else rule


def _kind_of(entry: Mapping[str, Any]) -> str:
    kinds = [kind for kind in _KINDS if kind in entry]
    if len(kinds) != 1:
        found = ", ".join(kinds) or "none of them"
        raise ExpressionError(f"expected one of {', '.join(_KINDS)}; found {found}", "code")
    return kinds[0]


def _limits(entry: Mapping[str, Any]) -> Iterator[Condition]:
    """The conditions for a report to be judged: its region, its level, and `where`."""
    if regions := entry.get("regions"):
        for code in regions:
            if not _REGION.fullmatch(code):
                problem = f"{code!r} is no region code: expected 2, 4 or 6 digits, such as 3607"
                raise ExpressionError(problem, "regions")
        yield any_of(
            column("region_code").matches(f"^{code[:2]}{re.sub('(00)+$', '', code[2:])}")
            for code in regions
        )
    if levels := entry.get("levels"):
        yield column("level").is_one_of(levels)
    if where := entry.get("where"):
        try:
            yield read_condition(where)
        except ExpressionError as error:
            raise ExpressionError(str(error), "where") from error
