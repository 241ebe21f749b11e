"""Check what the functions of rules return, where it is taken from them.

What does not fit would otherwise end the run when everything has been judged, or give wrong
verdicts, and nobody could say which rule and report it came from.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from types import GeneratorType
from typing import Any

import numpy as np

from gikqa._engine.outcome.finding_rows import unfilled
from gikqa._model.finding import Confidence, Finding, Severity
from gikqa._model.report import Section
from gikqa._model.rule import Rule

MOST_FINDINGS = 1_000
"""Findings of one rule on one report. The most that is known of ours is 40."""
MOST_TEXT = 100_000
"""Characters in all texts of one finding; a long narrative has 20,000."""

_NUMBERS = ("section", "start", "end")
_INT32 = range(-(2**31), 2**31)
_TEXTS = ("quote", "observed", "expected", "cause", "basis")


def list_of_words(words: Any) -> list[str]:
    """The words that a rule looks for. Raises TypeError if they are none."""
    listed = None if isinstance(words, str) or not isinstance(words, Iterable) else list(words)
    if listed is None or not all(isinstance(word, str) for word in listed):
        raise TypeError(f"`phrases` has to return a list of words, not {_shown(words)}")
    return listed


def flags_of(given: Any, rows: int, what: str) -> np.ndarray:
    """A boolean array, one entry a report. Raises TypeError if it is anything else."""
    flags = np.asarray(given)
    if flags.dtype != np.bool_ or flags.shape != (rows,):
        kind = f"{len(flags)} of {flags.dtype}" if flags.ndim == 1 else type(given).__name__
        raise TypeError(f"{what} has to be boolean, one entry a report ({rows}), not {kind}")
    return flags


def findings_of(
    found: Any, cells: Container[str], sections: Callable[[], Sequence[Section]], rule: Rule
) -> Iterator[Finding]:
    """The findings that a rule yields on one report, as long as they fit.

    cells: every cell and column that a report may have. sections: those of the report.
    """
    if not isinstance(found, Iterable):
        kind = type(found).__name__
        raise TypeError(f"a rule is a generator of findings: use `yield`; it returned {kind}")
    for number, finding in enumerate(found, start=1):
        try:
            made = checked(finding, number, cells, rule)
            if made.section is not None or made.start is not None or made.end is not None:
                _refuse_place(made, sections())
        except (TypeError, ValueError) as error:
            if isinstance(found, GeneratorType):
                with suppress(StopIteration):
                    found.throw(error)  # so that the failure names the line of this `yield`
            raise
        yield made


def checked(finding: object, number: int, cells: Container[str], rule: Rule) -> Finding:
    """The finding, if it fits and is not one too many. number: of this finding in its report."""
    if number > MOST_FINDINGS:
        raise ValueError(f"found more than {MOST_FINDINGS} defects in one report")
    made = _validated(finding)
    for cell in made.cells:
        if cell not in cells:
            raise ValueError(f"Finding.cells names {cell!r}, which no report has")
    for gap in unfilled(rule, made):
        usual = gap in ("observed", "expected", "quote")
        how = "leaves it out" if usual else "has no such `params`"
        raise ValueError(f"the message of the rule has a gap {{{gap}}}, and the finding {how}")
    return made


def _refuse_place(finding: Finding, sections: Sequence[Section]) -> None:
    """Raise ValueError if a finding is at a place that the report does not have."""
    texts = [section.text for section in sections if section.number == finding.section]
    if not texts:
        raise ValueError(f"Finding.section is {finding.section}; the rule sees no such section")
    start, end = finding.start, finding.end
    if start is None and end is None:
        return
    longest = max(map(len, texts))
    if start is None or end is None or not 0 <= start <= end <= longest:
        raise ValueError(f"Finding is at {start} to {end} of a text of {longest} characters")
    quote = finding.quote
    if quote is not None and not any(_quotes(quote, text[start:end]) for text in texts):
        raise ValueError(f"Finding.quote is not what the text has at {start} to {end}")


def _quotes(quote: str, passage: str) -> bool:
    """Whether a quote is a passage, in which personal data may be masked with `*`."""
    return quote == passage or (
        len(quote) == len(passage)
        and all(shown in ("*", there) for shown, there in zip(quote, passage, strict=True))
    )


def _validated(finding: object) -> Finding:
    """The finding, with texts of Python's own type. Raises TypeError or ValueError for a field."""
    if not isinstance(finding, Finding):
        raise TypeError(f"a rule has to yield Finding, not {type(finding).__name__}")
    texts: list[Any] = [*_listed("cells", finding.cells)]
    for name in _NUMBERS:
        number = getattr(finding, name)
        if number is not None:
            whole = isinstance(number, int) and not isinstance(number, bool)
            _expect(whole, name, number, "a whole number")
            # Exports have sections of any number: the table of findings leaves a large one out.
            if name != "section" and number not in _INT32:
                raise ValueError(f"Finding.{name} is {number}, more than 32 bits can hold")
    for name in _TEXTS:
        if getattr(finding, name) is not None:
            texts += _listed(name, (getattr(finding, name),))
    _expect(isinstance(finding.params, Mapping), "params", finding.params, "a mapping")
    texts += _listed("params", (*finding.params.keys(), *finding.params.values()))
    for pair in _listed("proposal", finding.proposal, of=(tuple, list)):
        _expect(len(pair) == 2, "proposal", pair, "pairs of cell and value")
        texts += _listed("proposal", pair)
    if finding.severity is not None:
        Severity(finding.severity)
    if finding.confidence is not None:
        Confidence(finding.confidence)
    if sum(map(len, texts)) > MOST_TEXT:
        raise ValueError(f"the texts of a finding have more than {MOST_TEXT} characters")
    plain = type(finding.params) is dict and all(type(text) is str for text in texts)
    return finding if plain else _plain(finding)


def _listed(name: str, values: Any, of: Any = str) -> Sequence[Any]:
    """A tuple or list of texts, or of something else."""
    _expect(isinstance(values, (tuple, list)), name, values, "a tuple")
    for value in values:
        _expect(isinstance(value, of), name, value, "texts" if of is str else "pairs")
        if of is str:
            value.encode()  # Arrow cannot hold half a surrogate pair
    return values  # type: ignore[no-any-return]


def _expect(fits: bool, name: str, value: object, expected: str) -> None:
    if not fits:
        advice = f", such as str({value!r})" if expected == "texts" and type(value) is int else ""
        raise TypeError(f"Finding.{name} holds {_shown(value)}; expected {expected}{advice}")


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 100 else f"{shown[:100]}…"


def _plain(finding: Finding) -> Finding:
    """The finding without classes that another process does not know, or that no pickle holds."""
    return replace(
        finding, **{each.name: _as_plain(getattr(finding, each.name)) for each in fields(finding)}
    )


def _as_plain(value: Any) -> Any:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {_as_plain(key): _as_plain(each) for key, each in value.items()}
    return tuple(map(_as_plain, value)) if isinstance(value, (tuple, list)) else value
