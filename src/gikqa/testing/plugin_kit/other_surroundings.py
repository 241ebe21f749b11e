"""The verdicts do not depend on locale, time zone, hash seed and clock.

Every export is judged in a process with all of them changed. Only if a rule then says something
else, further processes show which of the four it is.
"""

from __future__ import annotations

import locale
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from gikqa.testing.plugin_kit.alone import call_alone
from gikqa.testing.plugin_kit.breach import Breach, how
from gikqa.testing.plugin_kit.other_clock import set_clock
from gikqa.testing.plugin_kit.own_code import of_its_package
from gikqa.testing.plugin_kit.subject import Subject, load
from gikqa.testing.plugin_kit.verdicts_of_rules import (
    Export,
    Verdicts,
    codes_for,
    differences,
    judge,
    verdicts,
)

USUAL = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
"""The environment of the process with which the others are compared."""
_CHANGED: Mapping[str, Mapping[str, str]] = {
    "locale": {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
    "zone": {"TZ": "Pacific/Kiritimati"},
    "seed": {"PYTHONHASHSEED": "4711"},
    "clock": {},
}
_IN_2001, _IN_2061 = 981_173_106.0, 2_889_000_000.0
"""Before and after every year of the reports."""

Answers = list[dict[str, Verdicts]]


def other_surroundings(
    subject: Subject, exports: Sequence[Export], before: Answers
) -> Iterator[Breach]:
    """The rules that say something else than in the usual surroundings, each with what changed."""
    every = {name: text for variables in _CHANGED.values() for name, text in variables.items()}
    found = list(_differences(before, _elsewhere(subject, exports, every, _IN_2061), "all"))
    named = {one.rule: one for one in found}
    for key, variables in _CHANGED.items() if found else ():
        moment = _IN_2061 if key == "clock" else _IN_2001
        after = _elsewhere(subject, exports, variables, moment)
        named |= {one.rule: one for one in _differences(before, after, key)}
    yield from named.values()


def _elsewhere(
    subject: Subject, exports: Sequence[Export], variables: Mapping[str, str], moment: float
) -> Answers:
    answers: Answers = call_alone(
        answers_at, subject, exports, moment, variables=USUAL | dict(variables)
    )
    return answers


def answers_at(subject: Subject, exports: Sequence[Export], moment: float = _IN_2001) -> Answers:
    """Judge the exports in this process, which is at another time from then on.

    They are judged twice: compiled modules that are imported meanwhile need the class `datetime` of
    Python, so the clock is set when all are there, and then the plugin is imported once more.
    """
    with suppress(locale.Error):  # it is not on every machine
        locale.setlocale(locale.LC_ALL, "")
    loaded = load(subject)
    for export in exports:
        if codes_for(loaded, export):  # the plugin may not have loaded with this locale
            judge(loaded, export)
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.endswith(".py") and of_its_package(file, loaded):
            del sys.modules[name]
    set_clock(moment)
    loaded = load(subject)
    return [
        verdicts(loaded, judge(loaded, export)) if codes_for(loaded, export) else {}
        for export in exports
    ]


def _differences(before: Answers, after: Answers, key: str) -> Iterator[Breach]:
    for one, other in zip(before, after, strict=True):
        yield from differences("surroundings", one, other, how(key))
