"""Every rule has worked cases, silent and found ones, and they come true."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial
from gikqa.testing.worked_cases import run_cases


def cases_come_true(trial: Trial) -> Iterator[Breach]:
    """The first case of each rule that does not come true is shown."""
    for code, cases in trial.cases.items():
        found = sum(bool(case.finds) for case in cases)
        silent = len(cases) - found
        if not (silent and found):
            yield breach("worked-cases", code, "cases", silent=silent, found=found)
            continue
        try:
            runs = run_cases(cases, plugins=trial.loaded.plugins, lang="en", jobs=1)
        except ValueError as wrong:
            yield breach("worked-cases", code, "failure", problem=wrong)
            continue
        for run in runs:
            if run.found != run.case.finds:
                case = run.case
                yield breach(
                    "worked-cases", code, "case", say=case.say, found=run.found, finds=case.finds
                )
                break
