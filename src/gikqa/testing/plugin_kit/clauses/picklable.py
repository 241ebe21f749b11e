"""Rules and results can be sent to other processes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

from gikqa._plugins.described import without_functions
from gikqa._plugins.where import said
from gikqa.testing.plugin_kit.breach import Breach, breach, how
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial, differences, judge, verdicts


def picklable(trial: Trial) -> Iterator[Breach]:
    """Each rule is pickled without its functions, as other processes get it; then each result."""
    loaded = trial.loaded
    for code, rule in loaded.rules.items():
        try:
            pickle.loads(pickle.dumps(without_functions(rule)))
        except Exception as wrong:
            yield breach("picklable", code, "failure", problem=said(wrong))
            return  # nor can a result be pickled, which holds the rule
    for export in trial.exports:
        result = judge(loaded, export)
        again = pickle.loads(pickle.dumps(result))
        before, after = verdicts(loaded, result), verdicts(loaded, again)
        yield from differences("picklable", before, after, how("pickled"))
