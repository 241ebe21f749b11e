"""Judge the rules of third parties in processes of their own, and nothing else there."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from typing import Any, Self, TypeAlias

import pyarrow as pa

from gikqa._engine.defects import Defects
from gikqa._engine.judge import Read, judge_piece
from gikqa._engine.judge_in_processes import (
    alone,
    failure_of_end,
    judged_elsewhere,
    rules_in_full,
    without,
)
from gikqa._engine.ledgers import Comparison, compare, compared_nothing
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.plan import Options, Plan
from gikqa._export.layout import Layout
from gikqa._model.across import Ledger
from gikqa._model.rule import Rule
from gikqa._model.status import Failure
from gikqa._plugins import Plugins
from gikqa._plugins.installed import Elsewhere
from gikqa._plugins.where import beginning
from gikqa._processes import LateError, WorkerError
from gikqa._serve import Say

_Setup: TypeAlias = tuple[tuple[str, ...], str, Options]
"""The codes of rules, the language of messages, and the options that are set."""


class ThirdParties:
    """Judges those rules of a plan of which the functions are in other processes.

    others: the plan with all other rules.
    """

    def __init__(self, plan: Plan, apart: Elsewhere, jobs: int) -> None:
        codes = [code for code in plan.rules if code in plan.elsewhere]
        self.others = without(plan, plan.elsewhere)
        self._plan = without(plan, self.others.rules)
        self._apart = apart
        self._setup: _Setup = (tuple(codes), plan.origin.lang, self._plan.options)
        self._columns = frozenset(self._plan.columns(None))
        self._late: dict[str, Failure] = {}
        self._pool = ThreadPoolExecutor(jobs)
        apart.grow(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:  # nobody waits for what still runs
            self._apart.stop(error)
        self._pool.shutdown()

    def beside(self, judge: Callable[..., Read]) -> Callable[..., Read]:
        """Judge with `judge`, which has the rules of gikqa, and at the same time with these."""

        def both(batches: Sequence[pa.RecordBatch], layout: Layout, defects: Defects) -> Read:
            batches = list(batches)
            theirs = self._pool.submit(self._judge, batches, layout, defects)
            judged, error = judge(batches, layout, defects)
            for ours, of_others in zip(judged, theirs.result()[0], strict=True):
                ours.join(of_others)
            return judged, error

        return both

    def compare(self, plan: Plan, rule: Rule, ledger: Ledger) -> Comparison:
        """Have a rule compare reports, in the process that has it."""
        if rule.code not in plan.elsewhere:
            return compare(plan, rule, ledger)
        ledger = replace(ledger, options={})  # the other process has them
        times = 0
        while True:
            try:
                made: Comparison = self._apart.ask(compare_there, self._setup, rule.code, ledger)
            except WorkerError as ended:
                times += 1
                late = isinstance(ended, LateError)
                if not late and not ended.frames and times == 1:
                    continue
                key = "late" if late else "ended_across"
                failure = failure_of_end(plan, rule.code, key, ended, self._apart.seconds)
                return compared_nothing(ledger, failure)
            return made

    def _judge(self, batches: Sequence[pa.RecordBatch], layout: Layout, defects: Defects) -> Read:
        # Most of the 190 columns are for equations only, and each would be copied.
        wanted = {name: place for name, place in layout.places.items() if name in self._columns}
        layout = replace(layout, places=wanted)
        roots = list(dict.fromkeys(root for root, *_ in wanted.values()))
        batches = [alone(batch.select(roots)) for batch in batches]

        def ask(left_out: frozenset[str]) -> Read:
            piece = (batches, layout, defects)
            read: Read = self._apart.ask(judge_there, self._setup, left_out, *piece)
            return read

        seconds = self._apart.seconds
        return judged_elsewhere(self._plan, ask, batches, layout, self._late, seconds)


def judge_there(
    host: Plugins, say: Say, setup: _Setup, left_out: frozenset[str], *piece: Any
) -> Read:
    """Judge batches by rules of third parties, in their process."""
    return judge_piece(without(_plan(host, say, *setup), left_out), *piece)


def compare_there(host: Plugins, say: Say, setup: _Setup, code: str, ledger: Ledger) -> Comparison:
    """Have a rule of third parties compare reports, in its process."""
    plan = _plan(host, say, *setup)
    rule = plan.rules[code]
    return compare(plan, rule, replace(ledger, options=rule.option_values))


@lru_cache(1)
def _plan(host: Plugins, say: Say, codes: tuple[str, ...], lang: str, options: Options) -> Plan:
    rules: dict[str, Rule] = {}
    for code in codes:
        say(code)
        rules |= rules_in_full(host, [code], options)
        say(None)
    places = {code: place for code in rules for place in beginning(rules[code].function)}
    origin = Origin(lang, host.owner, host.versions, host.roots, places, host.editions)
    return Plan(rules, host.editions, origin, host.shortcuts, announce=say)
