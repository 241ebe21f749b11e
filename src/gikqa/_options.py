"""The values that users set for options of rules."""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from gikqa._model.option import Option, OptionValue
from gikqa._model.rule import Rule
from gikqa._select import did_you_mean, find_rule
from gikqa.errors import UsageError

_KINDS: dict[type, dict[str, str]] = {
    bool: {"en": "true or false", "zh": "true 或 false"},
    int: {"en": "a whole number", "zh": "整数"},
    float: {"en": "a number", "zh": "数"},
    str: {"en": "a text", "zh": "文本"},
    tuple: {"en": "a list of texts", "zh": "文本列表"},
}


def with_options(
    rules: Mapping[str, Rule], known: Mapping[str, Rule], given: Mapping[str, Mapping[str, Any]]
) -> dict[str, Rule]:
    """The rules with the values that a user sets; given: code or name of a rule → option → value.

    Raises UsageError for a rule that is not among those known, an option that the rule does not
    have, and a value of another type. Values for rules that are not chosen are not looked at.
    """
    changed = dict(rules)
    for entry, values in given.items():
        code = find_rule(known, entry).code
        if not isinstance(values, Mapping):
            raise UsageError.worded("no options", code=code, value=repr(values))
        if code in changed:
            options = {name: _set(changed[code], name, value) for name, value in values.items()}
            changed[code] = replace(changed[code], options={**changed[code].options, **options})
    return changed


def _set(rule: Rule, name: str, value: Any) -> Option:
    if name not in rule.options:
        hint = did_you_mean(name, rule.options)
        raise UsageError.worded("unknown option", code=rule.code, name=name, hint=hint)
    option = rule.options[name]
    kind = type(option.value)
    fitted: OptionValue | None = value if type(value) is kind else None
    if kind is float:
        fitted = float(value) if type(value) in (int, float) and isfinite(value) else None
    if kind is tuple and isinstance(value, (list, tuple)):
        fitted = tuple(value) if all(isinstance(entry, str) for entry in value) else None
    if fitted is None:
        raise UsageError.worded(
            "wrong option", code=rule.code, name=name, value=repr(value), expected=_KINDS[kind]
        )
    return replace(option, value=fitted)
