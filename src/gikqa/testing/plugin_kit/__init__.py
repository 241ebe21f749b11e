"""The conformance kit: clauses that every plugin has to keep, tried without a line by its author.

Names of clauses, and what each expects, are in `words.toml`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from gikqa._plugins.where import said
from gikqa.testing.plugin_kit.alone import EndedError, call_alone
from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.cases_of_plugin import cases_of
from gikqa.testing.plugin_kit.clauses import CLAUSES
from gikqa.testing.plugin_kit.importing import seconds_to_import, slow_import
from gikqa.testing.plugin_kit.judged_in_time import judged_apart, loaded_apart, without
from gikqa.testing.plugin_kit.other_surroundings import (
    USUAL,
    Answers,
    answers_at,
    other_surroundings,
)
from gikqa.testing.plugin_kit.reports_to_judge import exports_for
from gikqa.testing.plugin_kit.subject import Subject, load, own_rules, subject_of
from gikqa.testing.plugin_kit.verdicts_of_rules import Export, Trial
from gikqa.testing.worked_cases import RuleCase

__all__ = ["Breach", "conformance"]

Cases = Mapping[str, Sequence[RuleCase]]


def conformance(plugin: str | os.PathLike[str], *, seconds: float = 60.0) -> list[Breach]:
    """The clauses that a plugin breaks, each with rule, what was seen, and what to do.

    plugin: the name of an installed distribution, or the path of a Python file or a file of rules.
    seconds: most time for one thing that it does, as `--plugin-timeout`. The reports on which it is
    tried are made for it: of every edition that its rules name, with the words that they look for.
    Raises UsageError if there is no such plugin.
    """
    subject = subject_of(plugin)
    plugins, found = loaded_apart(subject, seconds)
    subject = without(subject, found)
    if subject.name not in plugins.versions:
        return found  # it could not be loaded
    try:
        seconds_of_import, exports, cases, wrong = call_alone(prepare, subject)
        found += [*slow_import(subject, seconds_of_import), *wrong]
        found += judged_apart(plugins, subject, exports)
        subject = without(subject, found)
        if own_rules(plugins, subject.name, subject.left_out):
            broken, answers = call_alone(try_clauses, subject, exports, cases, variables=USUAL)
            # Where no case could be read, it says nothing that rules have none.
            found += [one for one in broken if not (wrong and one.clause == "worked-cases")]
            found += other_surroundings(subject, exports, answers)
    except EndedError as ended:
        found.append(breach("runs", subject.name, "ended", how=ended.how))
    first = {(one.clause, one.rule): one for one in found[::-1]}
    return sorted(first.values(), key=lambda one: (one.rule != subject.name, one.rule, one.clause))


def prepare(subject: Subject) -> tuple[float, list[Export], Cases, list[Breach]]:
    """Import the plugin: seconds it took, reports to judge, cases, and what is wrong in these."""
    seconds = seconds_to_import(subject)
    loaded = load(subject)
    wrong = list[Breach]()
    cases: Cases = {code: [] for code in loaded.rules}
    try:
        cases = cases_of(loaded)
        exports = exports_for(loaded, cases)
    except (KeyError, TypeError, ValueError) as error:  # of an edition, a value, a key
        wrong.append(breach("worked-cases", subject.name, "failure", problem=said(error)))
        cases = {code: [] for code in loaded.rules}
        exports = exports_for(loaded, cases)
    return seconds, exports, cases, wrong


def try_clauses(
    subject: Subject, exports: Sequence[Export], cases: Cases
) -> tuple[list[Breach], Answers]:
    """Load the plugin here, and try every clause on it; then judge in these surroundings."""
    loaded = load(subject)
    trial = Trial(loaded, exports, {code: cases[code] for code in loaded.rules})
    broken = [found for clause in CLAUSES for found in clause(trial)]
    return broken, answers_at(subject, exports)
