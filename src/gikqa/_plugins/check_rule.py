"""Check what a rule declares, before it is judged; raises PluginError for the first mistake."""

import re
from collections.abc import Collection, Mapping
from functools import partial
from itertools import chain
from typing import Any

from gikqa._model.finding import Confidence, Severity
from gikqa._model.option import Option
from gikqa._model.rule import Rule
from gikqa._select import did_you_mean
from gikqa.errors import PluginError

_CODE = re.compile("([A-Z]+)[0-9]+")
_TEXT = {"en": "a text", "zh": "非空文本"}
_TEXTS = {"en": 'a mapping {"zh": "…", "en": "…"}', "zh": '映射 {"zh": "…", "en": "…"}'}
_SEVERITY, _CONFIDENCE = (
    {"en": f"one of: {names}", "zh": f"以下之一：{names}"}
    for names in (
        ", ".join(f"{kind.__name__}.{one.name}" for one in kind) for kind in (Severity, Confidence)
    )
)
_FUNCTION = {"en": "a function", "zh": "函数"}
_BOOL = {"en": "True or False", "zh": "True 或 False"}
_CONDITION = {
    "en": 'a condition, such as cell("requests.granted.total") > 0',
    "zh": '条件，例如 cell("requests.granted.total") > 0',
}
_FINDER = {"en": "a finder of gikqa.text", "zh": "gikqa.text 的查找器"}
_OPTIONS = {
    "en": 'a mapping {"most": gikqa.Option(10, zh="…", en="…")}',
    "zh": '映射 {"most": gikqa.Option(10, zh="…", en="…")}',
}
_ACROSS = {"en": "gikqa.Across(judge)", "zh": "gikqa.Across(judge)"}


def prefix_of(code: Any, example: str = "JX") -> str:
    """The letters of a code; example: a prefix for the message if it is no code."""
    match = _CODE.fullmatch(code) if isinstance(code, str) else None
    if match is None:
        raise PluginError.worded("rule code", code=repr(code), example=f"{example}101")
    return match[1]


def check_rule(rule: Rule) -> None:
    """Each field has the kind of value that it needs."""
    expect = partial(_expect, rule)
    for field in ("name", "source"):
        expect(field, _is_text, _TEXT)
    expect("severity", lambda value: isinstance(value, Severity), _SEVERITY)
    expect("confidence", lambda value: isinstance(value, Confidence), _CONFIDENCE)
    for field in ("title", "message", "explanation"):
        expect(field, _are_texts, _TEXTS)
        if field != "explanation" and not {"zh", "en"} <= set(getattr(rule, field)):
            raise PluginError.worded("rule without texts", code=rule.code, kind=field)
    for field in ("editions", "needs", "reads", "implied_by"):
        value = getattr(rule, field)
        example = f"({value!r},)" if isinstance(value, str) else '("…", "…")'
        several = {"en": f"a tuple of texts: {example}", "zh": f"文本的元组：{example}"}
        expect(field, _are_listed, several)
    for field, fits, expected in (
        ("only_where", _is_text, _TEXT),
        ("check", callable, _FUNCTION),
        ("phrases", callable, _FUNCTION),
        ("whole", callable, _FUNCTION),
        ("with_deadlines", callable, _FUNCTION),
        ("where", _is_condition, _CONDITION),
        ("concerns", _is_condition, _CONDITION),
        ("find", _is_finder, _FINDER),
        ("across", lambda value: callable(getattr(value, "judge", None)), _ACROSS),
    ):
        if getattr(rule, field) is not None:
            expect(field, fits, expected)
    if not isinstance(rule.options, Mapping):
        expect("options", lambda _: False, _OPTIONS)
    for name, option in rule.options.items():
        if not isinstance(name, str) or not _is_option(option):
            raise PluginError.worded(
                "rule option", code=rule.code, name=repr(name), value=repr(option)
            )
    for field in ("trial", "preview", "roster"):
        expect(field, lambda value: isinstance(value, bool), _BOOL)


def check_names(rule: Rule, columns: Collection[str], editions: Collection[str]) -> None:
    """Each column and each edition that a rule names is one that somebody can have."""
    for key in rule.editions:
        if key not in editions:
            known = sorted(editions)
            raise PluginError.worded("rule edition", code=rule.code, key=key, known=known)
    declared = {
        "needs": rule.needs,
        "reads": rule.reads,
        "only_where": (rule.only_where,) if rule.only_where else (),
        "where": rule.where.reads if rule.where is not None else (),
        "concerns": rule.concerns.reads if rule.concerns is not None else (),
        "find": rule.find.reads if rule.find is not None else (),
    }
    for field, names in declared.items():
        for name in names:
            if name not in columns:
                hint = did_you_mean(name, columns)
                raise PluginError.worded(
                    "rule column", code=rule.code, field=field, name=name, hint=hint
                )


def _expect(rule: Rule, field: str, fits: Any, expected: Mapping[str, str]) -> None:
    value = getattr(rule, field)
    if not fits(value):
        raise PluginError.worded(
            "rule field", code=rule.code, field=field, value=repr(value), expected=expected
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(text, str) for text in chain(value, value.values())
    )


def _are_listed(value: Any) -> bool:
    return isinstance(value, (tuple, list)) and all(isinstance(entry, str) for entry in value)


def _is_condition(value: Any) -> bool:
    from gikqa._model.condition import Condition  # it imports pyarrow

    return isinstance(value, Condition)


def _is_option(value: Any) -> bool:
    return (
        isinstance(value, Option)
        and type(value.value) in (bool, int, float, str, tuple)
        and (type(value.value) is not tuple or _are_listed(value.value))
        and _is_text(value.zh)
        and _is_text(value.en)
    )


def _is_finder(value: Any) -> bool:
    return all(hasattr(value, name) for name in ("reads", "phrases", "scan", "read"))
