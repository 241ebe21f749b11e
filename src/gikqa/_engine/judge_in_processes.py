"""Judge batches in other processes, each of which loads the plugins for itself.

For many reports with a narrative, because rules over text hold the interpreter's lock, so that
threads would not run at the same time; and for rules of third parties, which may end the process
that runs them. A process takes half a second to start, and each batch is copied.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa._engine.defects import DOUBLE_ID, Defects
from gikqa._engine.judge import Read, judge_piece
from gikqa._engine.messages import in_words
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.outcome.record import Verdict, unjudged
from gikqa._engine.plan import Options, Plan
from gikqa._export.layout import Layout
from gikqa._export.values import as_text
from gikqa._model.status import Failure
from gikqa._options import with_options
from gikqa._plugins import Choice, load_plugins
from gikqa._processes import Answer, Say, WorkerError, Workers
from gikqa.errors import PluginError

_SLACK = 1.5
"""Times its own size that the memory of a batch may have and still be sent as it is."""


class Processes(Workers):
    """`jobs` processes, all with the same plan; a context that ends them."""

    def __init__(self, plan: Plan, jobs: int) -> None:
        self._plan = plan
        setup = tuple(plan.rules), plan.origin.lang, plan.options, plan.choice
        super().__init__((__name__, "judging"), setup, jobs)

    def judge(self, batches: Sequence[pa.RecordBatch], layout: Layout, defects: Defects) -> Read:
        """Judge batches in an idle process; may be called by as many threads as processes.

        If the process ends, another one judges the batches again and announces each rule before it
        runs. So a rule that ends processes is found and left out; if the first process was ended
        from outside, the second one completes the work.
        """
        left_out: dict[str, Failure] = {}
        batches = [_alone(batch) for batch in batches]
        announced = False
        while True:
            try:
                read: Read = self.ask((batches, layout, defects, frozenset(left_out), announced))
            except WorkerError as ended:
                code = ended.doing
                if code is not None:
                    left_out[code] = self._failure(code, f"rule {code}", "ended_by_rule", ended)
                elif announced:
                    failure = self._failure(None, "judging", "ended_twice", ended)
                    left_out = dict.fromkeys(self._judged_in_batches(), failure)
                    ids = [as_text(layout.take(batch)["report_id"]) for batch in batches]
                    read = [unjudged(of_batch) for of_batch in ids], None
                    break
                announced = True
            else:
                break
        for judged in read[0]:
            for code in left_out.keys() & {*self._judged_in_batches()}:
                codes = np.full(judged.reports, Verdict.FAILED, np.int8)
                judged.count(code, codes, self._plan.origin.lang)
            for failure in set(left_out.values()):
                judged.failures[failure] += judged.reports
        return read

    def _failure(self, code: str | None, what: str, key: str, ended: WorkerError) -> Failure:
        origin = self._plan.origin
        how = {"en": ended.en, "zh": ended.zh}[origin.lang]
        return origin.failure(code, what, in_words(key, origin.lang, how=how))

    def _judged_in_batches(self) -> Iterator[str]:
        """The rules that get a status from each batch, not at the end of the run."""
        later = {DOUBLE_ID, *self._plan.unstated, *(rule.code for rule in self._plan.across)}
        return (code for code in self._plan.rules if code not in later)


def _alone(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch, or a copy if it is a slice: a pickled slice would hold all it was cut from."""
    if batch.get_total_buffer_size() <= _SLACK * batch.nbytes:
        return batch
    return pa.ipc.read_record_batch(batch.serialize(), batch.schema)


def judging(setup: tuple[Sequence[str], str, Options, Choice]) -> Answer:
    """Make the function that judges batches in a worker process."""
    plan = plan_of_process(*setup)

    def answer(question: Any, say: Say) -> Read:
        batches, layout, defects, left_out, announced = question
        chosen = plan
        if announced:
            kept = {code: rule for code, rule in plan.rules.items() if code not in left_out}
            chosen = replace(plan, rules=kept, announce=say)
        return judge_piece(chosen, batches, layout, defects)

    return answer


def plan_of_process(codes: Sequence[str], lang: str, options: Options, choice: Choice) -> Plan:
    """The plan for these rules with the plugins of this process, which it loads."""
    plugins = load_plugins(choice=choice)
    rules = plugins.in_full({code: plugins.rules[code] for code in codes if code in plugins.rules})
    if len(rules) < len(codes):  # judging fewer rules would look like clean data
        lacking = ", ".join(sorted({*codes} - rules.keys()))
        raise PluginError.worded("rules not imported", lacking=lacking)
    rules = with_options(rules, plugins.rules, {code: dict(values) for code, values in options})
    origin = Origin(lang, plugins.owner, plugins.versions)
    return Plan(rules, plugins.editions, origin, plugins.shortcuts)
