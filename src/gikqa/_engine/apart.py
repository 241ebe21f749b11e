"""Judge batches in other processes, each of which loads the plugins for itself.

For many reports with a narrative: rules over text hold the interpreter's lock, and threads would
take turns. And for rules of third parties, which may end the process that runs them. A process
costs half a second to start, and a copy of each batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from gikqa._engine.export_rules import DOUBLE_ID, Defects
from gikqa._engine.judge import Judged, Read, judge_piece
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.outcome.statuses import failed
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout
from gikqa._export.values import as_text
from gikqa._model.condition import Condition
from gikqa._model.report import Report
from gikqa._model.rule import Finder, Rule
from gikqa._model.status import Failure
from gikqa._plugins import load_plugins
from gikqa._processes import Answer, Say, WorkerError, Workers
from gikqa.errors import PluginError

_ENDED_BY_RULE = {
    "en": "the process that runs it {}; its reports were judged without this rule",
    "zh": "运行该规则的进程{}；相关报告未经该规则检查",
}
_ENDED_TWICE = {
    "en": "a process that judges reports {}, twice with the same reports; they were not judged",
    "zh": "检查报告的进程{}，对同一批报告两次如此；这些报告未经检查",
}


class Processes(Workers):
    """As many processes as asked for, all with the same plan; a context that ends them."""

    def __init__(self, plan: Plan, jobs: int) -> None:
        self._plan = plan
        super().__init__((__name__, "judging"), (tuple(plan.rules), plan.origin.lang), jobs)

    def judge(self, batches: Sequence[pa.RecordBatch], layout: Layout, defects: Defects) -> Read:
        """Have batches judged by a process that is idle; for as many threads as processes.

        If it ends, another judges them again and announces each rule before it runs: what was
        ended from outside comes to its end then, and a rule that ends processes is left out.
        """
        left_out: dict[str, Failure] = {}
        sent = _packed(batches)
        announced = False
        while True:
            try:
                read: Read = self.ask((sent, layout, defects, frozenset(left_out), announced))
            except WorkerError as ended:
                code = ended.doing
                if code is not None:
                    left_out[code] = self._failure(code, f"rule {code}", _ENDED_BY_RULE, ended)
                elif announced:
                    failure = self._failure(None, "judging", _ENDED_TWICE, ended)
                    left_out = dict.fromkeys(self._judged_in_batches(), failure)
                    read = [_unjudged(batch, layout) for batch in batches], None
                    break
                announced = True
            else:
                break
        for judged in read[0]:
            for code in left_out:
                judged.tally += failed(code, judged.reports, self._plan.origin.lang)
            for failure in set(left_out.values()):
                judged.failures[failure] += judged.reports
        return read

    def _failure(
        self, code: str | None, what: str, text: dict[str, str], ended: WorkerError
    ) -> Failure:
        origin = self._plan.origin
        owner = "gikqa" if code is None else origin.owner[code]
        how = {"en": ended.en, "zh": ended.zh}[origin.lang]
        return Failure(owner, origin.versions[owner], what, text[origin.lang].format(how))

    def _judged_in_batches(self) -> Iterator[str]:
        """The rules with a status from each batch; all others get theirs at the end of the run."""
        later = {DOUBLE_ID, *self._plan.unstated}
        return (code for code in self._plan.rules if code not in later)


def _packed(batches: Sequence[pa.RecordBatch]) -> pa.Buffer:
    """Batches as a stream: a pickled slice of a batch would hold the whole batch."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
    return sink.getvalue()


def _unjudged(batch: pa.RecordBatch, layout: Layout) -> Judged:
    return Judged(batch.num_rows, as_text(layout.take(batch)["report_id"]))


def judging(setup: tuple[Sequence[str], str]) -> Answer:
    """Make the function that judges batches, in a process of its own."""
    codes, lang = setup
    plugins = load_plugins()
    rules = plugins.in_full({code: plugins.rules[code] for code in codes if code in plugins.rules})
    if len(rules) < len(codes):  # fewer rules must never look like clean data
        lacking = ", ".join(sorted({*codes} - rules.keys()))
        raise PluginError(
            f"a process that judges reports could not import: {lacking}",
            f"检查报告的进程无法导入：{lacking}",
        )
    origin = Origin(lang, plugins.owner, plugins.versions)
    plan = Plan(rules, plugins.editions, origin, plugins.shortcuts)

    def answer(question: Any, say: Say) -> Read:
        batches, layout, defects, left_out, announced = question
        chosen = plan
        if announced:
            kept = {code: _announced(rule, say) for code, rule in rules.items()}
            shortcuts = {
                code: _saying_first(shortcut, code, say)
                for code, shortcut in plugins.shortcuts.items()
            }
            kept = {code: rule for code, rule in kept.items() if code not in left_out}
            chosen = replace(plan, rules=kept, shortcuts=shortcuts)
        return judge_piece(chosen, pa.ipc.open_stream(batches), layout, defects)

    return answer


def _announced(rule: Rule, say: Say) -> Rule:
    """The same rule, whose code the parent hears before a function of it runs."""

    def check(report: Any) -> Iterator[Any]:
        assert rule.check is not None
        with _saying(rule.code, say):
            yield from rule.check(report)

    where, find = rule.where, rule.find
    return replace(
        rule,
        check=rule.check and check,
        phrases=rule.phrases and _saying_first(rule.phrases, rule.code, say),
        where=where and Condition(where.reads, _saying_first(where.evaluate, rule.code, say)),
        find=find and _AnnouncedFinder(find, rule.code, say),
    )


@dataclass(frozen=True)
class _AnnouncedFinder:
    """A finder of a rule whose code the parent hears before the finder looks at anything."""

    finder: Finder
    code: str
    say: Say

    @property
    def reads(self) -> tuple[str, ...]:
        return self.finder.reads

    def phrases(self) -> Iterable[str]:
        with _saying(self.code, self.say):
            return self.finder.phrases()

    def scan(self, batch: Any) -> Any:
        with _saying(self.code, self.say):
            return self.finder.scan(batch)

    def read(self, report: Report) -> Sequence[Any]:
        return self.finder.read(report)  # while the function of the rule runs


def _saying_first(function: Any, code: str, say: Say) -> Any:
    def call(*given: Any) -> Any:
        with _saying(code, say):
            return function(*given)

    return call


@contextmanager
def _saying(code: str, say: Say) -> Iterator[None]:
    say(code)
    try:
        yield
    finally:
        say(None)
