"""Failures that gikqa names when it loads a plugin and judges by it, as breaches of clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import gikqa.errors
from gikqa._model.status import Failure
from gikqa.errors import texts_beside
from gikqa.testing.plugin_kit.breach import Breach, breach

_CODE = re.compile(r"rule ([A-Z]+[0-9]+)")
_REFUSED = {
    "prefix owned": "own-prefix",
    "prefix overlaps": "own-prefix",
    "rule prefix": "own-prefix",
    "edition extends with rule": "own-prefix",
    "rule without texts": "messages",
}
"""Sentences of `errors.toml` about what a plugin declares, and the clause that they are about."""
_SAID = (
    (re.compile(r"did not end within"), "time-budget"),
    (re.compile(r"the message of the rule has a gap"), "messages"),
    (re.compile(r"\bpickle\b|Pickl"), "picklable"),
    (re.compile(r"^rule \w+: source is "), "source"),
)
"""What other failures say."""


def breaches_of(failures: Iterable[Failure], plugin: str) -> Iterator[Breach]:
    """A breach for each failure of this plugin."""
    for failure in dict.fromkeys(failures):
        if failure.plugin == plugin:
            problem = f"{failure.what}: {failure.located}"
            yield breach(_clause(failure), _rule(failure), "failure", problem=problem)


def _rule(failure: Failure) -> str:
    found = _CODE.search(failure.what) or _CODE.search(failure.problem)
    return found[1] if found else failure.plugin


def _clause(failure: Failure) -> str:
    for key, clause in _REFUSED.items():
        if _sentence(key).fullmatch(failure.problem):
            return clause
    return next((one for said, one in _SAID if said.search(failure.problem)), "runs")


@cache
def _sentence(key: str) -> re.Pattern[str]:
    """What an error of this key looks like, whatever its gaps are filled with."""
    text = texts_beside(gikqa.errors.__file__, "errors.toml")[key]["en"]
    parts = (part if part[:1] != "{" else None for part in re.split(r"(\{[^}]*\})", text))
    return re.compile("".join(".*" if part is None else re.escape(part) for part in parts), re.S)
