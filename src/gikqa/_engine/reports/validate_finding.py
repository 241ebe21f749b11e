"""Validate a finding before it is written into the table of findings."""

from collections.abc import Mapping
from typing import Any

from gikqa._engine.outcome.finding_rows import unfilled
from gikqa._model.finding import Confidence, Finding, Severity
from gikqa._model.rule import Rule

_WIDTHS = {"section": 8, "start": 32, "end": 32}


def validated(finding: object, rule: Rule) -> Finding:
    """The finding itself. Raises TypeError or ValueError that says which field is wrong and how.

    A field that Arrow cannot hold would otherwise end the run when everything has been judged, and
    nobody could say which rule and report it came from.
    """
    if not isinstance(finding, Finding):
        raise TypeError(f"a rule has to yield Finding, not {type(finding).__name__}")
    _texts("cells", finding.cells, tuple, list)
    for name, bits in _WIDTHS.items():
        number = getattr(finding, name)
        if number is not None:
            _expect(isinstance(number, int) and not isinstance(number, bool), name, number)
            if not -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
                raise ValueError(f"Finding.{name} is {number}, more than {bits} bits can hold")
    for name in ("quote", "observed", "expected", "cause", "basis"):
        if getattr(finding, name) is not None:
            _text(name, getattr(finding, name))
    _expect(isinstance(finding.params, Mapping), "params", finding.params)
    for key, value in finding.params.items():
        _text("params", key)
        _text("params", value)
    _expect(isinstance(finding.proposal, (tuple, list)), "proposal", finding.proposal)
    for pair in finding.proposal:
        _texts("proposal", pair, tuple, list)
        _expect(len(pair) == 2, "proposal", pair)
    if finding.severity is not None:
        Severity(finding.severity)
    if finding.confidence is not None:
        Confidence(finding.confidence)
    gaps = unfilled(rule, finding)
    if gaps:
        gap = gaps[0]
        how = (
            "leaves it out" if gap in ("observed", "expected", "quote") else "has no such `params`"
        )
        raise ValueError(f"the message of the rule has a gap {{{gap}}}, and the finding {how}")
    return finding


def _texts(name: str, values: Any, *kinds: type) -> None:
    _expect(isinstance(values, kinds), name, values)
    for value in values:
        _text(name, value)


def _text(name: str, value: Any) -> None:
    _expect(isinstance(value, str), name, value)
    value.encode()  # Arrow cannot hold half a surrogate pair


def _expect(fits: bool, name: str, value: object) -> None:
    if not fits:
        raise TypeError(f"Finding.{name} holds what it cannot: {value!r}")
