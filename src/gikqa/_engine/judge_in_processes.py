"""Judge batches in other processes, each of which loads the plugins of this project for itself.

For many reports with a narrative, because rules over text hold the interpreter's lock, so that
threads would not run at the same time. A process takes half a second to start, and each batch is
copied.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from gikqa._engine.defects import DOUBLE_ID, Defects
from gikqa._engine.judge import Read, judge_piece
from gikqa._engine.messages import in_words
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.outcome.record import Verdict, unjudged
from gikqa._engine.plan import Options, Plan, strength_of
from gikqa._export.layout import Layout
from gikqa._export.values import as_text
from gikqa._model.rule import Rule
from gikqa._model.status import Failure
from gikqa._options import with_options
from gikqa._plugins import OURS, Choice, Plugins, load_ours, load_plugins
from gikqa._processes import LateError, WorkerError, Workers
from gikqa._serve import Answer, Say
from gikqa.editions import Deadline, Edition
from gikqa.errors import PluginError

Brought: TypeAlias = tuple[
    Mapping[str, Edition], Mapping[Deadline, str], Mapping[str, tuple[int, int]]
]
Setup: TypeAlias = tuple[Sequence[str], Mapping[str, Rule], Origin, Options, Choice]
"""The rules chosen, those of others that are data, and how they are judged."""

_SLACK = 1.5
"""Times its own size that the memory of a batch may have and still be sent as it is."""


class Processes(Workers):
    """`jobs` processes, all with the same plan; a context that ends them."""

    def __init__(self, plan: Plan, jobs: int) -> None:
        self._plan = plan
        owner = plan.origin.owner
        # Rules of third parties are here only if they are data: equations of an edition.
        others = {code: rule for code, rule in plan.rules.items() if owner[code] not in OURS}
        setup = (tuple(plan.rules), others, plan.origin, plan.options, plan.choice)
        brought = (plan.editions, plan.deadlines, plan.strength)
        super().__init__((__name__, "judging"), (setup, brought), jobs)

    def judge(self, batches: Sequence[pa.RecordBatch], layout: Layout, defects: Defects) -> Read:
        """Judge batches in an idle process; may be called by as many threads as processes."""
        batches = [alone(batch) for batch in batches]

        def ask(left_out: frozenset[str]) -> Read:
            read: Read = self.ask((batches, layout, defects, left_out))
            return read

        return judged_elsewhere(self._plan, ask, batches, layout, {})


def judged_elsewhere(
    plan: Plan,
    ask: Callable[[frozenset[str]], Read],
    batches: Sequence[pa.RecordBatch],
    layout: Layout,
    late: dict[str, Failure],
    seconds: float | None = None,
) -> Read:
    """Have batches judged in another process, and again without a rule that ends the process.

    ask: has them judged without some rules. If a process ends, another one judges the batches
    again: without the rule in which it ended, if it has written so itself, or if it is the second
    to end with that rule. So a process that is ended from outside costs no rule. late: rules that
    took longer than `seconds`, which are added; they are not tried again on other batches.
    """
    left_out = dict(late)
    times: Counter[str | None] = Counter()
    while True:
        try:
            read = ask(frozenset(left_out))
        except WorkerError as ended:
            code = ended.doing if ended.doing in plan.rules else None
            times[code] += 1
            if code is not None and isinstance(ended, LateError):
                late[code] = left_out[code] = failure_of_end(plan, code, "late", ended, seconds)
            elif code is not None and (ended.frames or times[code] == 2):
                left_out[code] = failure_of_end(plan, code, "ended_by_rule", ended)
            elif times[code] == 2:
                failure = failure_of_end(plan, None, "ended_twice", ended)
                left_out = dict.fromkeys(_judged_in_batches(plan), failure)
                read = [unjudged(as_text(layout.take(one)["report_id"])) for one in batches], None
                break
        else:
            break
    for judged in read[0]:
        for code in left_out.keys() & {*_judged_in_batches(plan)}:
            codes = np.full(judged.reports, Verdict.FAILED, np.int8)
            judged.count(code, codes, plan.origin.lang)
        for failure in set(left_out.values()):
            judged.failures[failure] += judged.reports
    return read


def failure_of_end(
    plan: Plan, code: str | None, key: str, ended: WorkerError, seconds: float | None = None
) -> Failure:
    """The failure of a rule, or of gikqa, whose process has ended. key: of the text for it."""
    origin = plan.origin
    how = {"en": ended.en, "zh": ended.zh}[origin.lang]
    problem = in_words(key, origin.lang, how=how, seconds=f"{seconds or 0:g}")
    what = "judging" if code is None else f"rule {code}"
    return origin.failure(code, what, problem, ended.frames)


def _judged_in_batches(plan: Plan) -> Iterator[str]:
    """The rules that get a status from each batch, not at the end of the run."""
    later = {DOUBLE_ID, *plan.unstated, *(rule.code for rule in plan.across)}
    return (code for code in plan.rules if code not in later)


def alone(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch, or a copy if it is a slice: a pickled slice would hold all it was cut from."""
    if batch.get_total_buffer_size() <= _SLACK * batch.nbytes:
        return batch
    return pa.ipc.read_record_batch(batch.serialize(), batch.schema)


def judging(given: tuple[Setup, Brought]) -> Answer:
    """Make the function that judges batches in a worker process."""
    (codes, others, origin, options, choice), (editions, deadlines, strength) = given
    plugins = load_ours(choice=choice)
    plugins.deadlines = dict(deadlines)
    rules = rules_in_full(plugins, codes, options, others)
    plan = Plan(rules, editions, origin, plugins.shortcuts, strength=strength)
    announcing: list[Plan] = []

    def answer(question: Any, say: Say) -> Read:
        batches, layout, defects, left_out = question
        if not announcing:
            announcing.append(replace(plan, announce=say))
        return judge_piece(without(announcing[0], left_out), batches, layout, defects)

    return answer


def without(plan: Plan, left_out: Collection[str]) -> Plan:
    """The plan without some rules; the plan itself, with all that it keeps, if there are none."""
    if not left_out:
        return plan
    return replace(plan, rules={c: rule for c, rule in plan.rules.items() if c not in left_out})


def plan_of_process(codes: Sequence[str], lang: str, options: Options, choice: Choice) -> Plan:
    """The plan for these rules with all plugins, which this process loads."""
    plugins = load_plugins(apart=False, choice=choice)
    rules = rules_in_full(plugins, codes, options)
    origin = Origin(lang, plugins.owner, plugins.versions, plugins.roots, editions=plugins.editions)
    strength = strength_of(plugins.rules)
    return Plan(rules, plugins.editions, origin, plugins.shortcuts, strength=strength)


def rules_in_full(
    plugins: Plugins,
    codes: Sequence[str],
    options: Options,
    others: Mapping[str, Rule] = MappingProxyType({}),
) -> dict[str, Rule]:
    """The rules with these codes, in this order. Raises PluginError if one cannot be imported."""
    chosen = {code: plugins.rules[code] for code in codes if code in plugins.rules}
    rules = plugins.in_full(chosen)
    rules = {code: found for code in codes if (found := rules.get(code, others.get(code)))}
    if len(rules) < len(codes):  # judging fewer rules would look like clean data
        lacking = ", ".join(sorted({*codes} - rules.keys()))
        raise PluginError.worded("rules not imported", lacking=lacking)
    given = {code: dict(values) for code, values in options if code in rules}
    return with_options(rules, rules, given)
