"""The work on a narrative grows with its length, and no faster.

Counted are the instructions of the plugin's own code and the characters that operations on a text
look at, on texts of 500 characters, 1,000 and so on. Of work that grows with the length, the second
of two successive increases is twice the first; of work that grows with its square, four times.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import Any
from unittest.mock import patch

import pyarrow as pa

from gikqa._engine.returned import list_of_words
from gikqa._model.report import Section
from gikqa._model.rule import Rule
from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.counted_text import CountedText
from gikqa.testing.plugin_kit.own_code import is_own
from gikqa.testing.plugin_kit.reports_to_judge import texts_of
from gikqa.testing.plugin_kit.subject import Loaded
from gikqa.testing.plugin_kit.verdicts_of_rules import Export, Trial, judge
from gikqa.testing.worked_cases import RuleCase

_UNIT, _DOUBLED = 500, 6
_ENOUGH = 400_000
"""Work at which the last three lengths show how it grows."""
_MOST = 3.0
"""Between 2, the ratio of increases of linear work, and 4, that of work that is quadratic."""


def linear_work(trial: Trial) -> Iterator[Breach]:
    """Only rules that read the narrative are tried, each with the texts of its worked cases."""
    for code, rule in trial.loaded.rules.items():
        if rule.check is None or not (rule.words or "sections" in rule.columns):
            continue
        for case in _cases(trial, code):
            lengths, works = _works(trial.loaded, rule, case, _unit(rule, trial.cases[code]))
            if _is_steep(works):
                yield breach("linear", code, "work", works=works[-3:], lengths=lengths[-3:])
                break


def _cases(trial: Trial, code: str) -> list[RuleCase]:
    """The first case with findings, and the first silent one."""
    cases = [case for case in trial.cases[code] if not case.reports]
    found = [case for case in cases if case.finds]
    silent = [case for case in cases if not case.finds]
    return [*found[:1], *silent[:1]]


def _unit(rule: Rule, cases: Sequence[RuleCase]) -> str:
    """A text of fixed length that holds what the rule looks for."""
    texts = [text for case in cases if case.finds for text in texts_of(case)]
    texts += [text for case in cases for text in texts_of(case)]
    if rule.words is not None:
        texts += sorted(list_of_words(rule.words()))[:20]
    whole = "本年度工作有序开展。".join(texts) or "本年度工作有序开展。"
    return (whole * (_UNIT // len(whole) + 1))[:_UNIT]


def _works(loaded: Loaded, rule: Rule, case: RuleCase, unit: str) -> tuple[list[int], list[int]]:
    """The lengths that were tried, and the work on each."""
    lengths, works = [_UNIT << n for n in range(_DOUBLED)], list[int]()
    for times in (1 << n for n in range(_DOUBLED)):
        works.append(_work(loaded, rule, case, unit * times))
        if len(works) > 2 and works[-1] > _ENOUGH:
            break
    return lengths[: len(works)], works


def _is_steep(works: Sequence[int]) -> bool:
    if len(works) < 3 or works[-1] < _UNIT:
        return False
    first, second, third = works[-3:]
    return third - second > _MOST * max(second - first, _UNIT)


def _work(loaded: Loaded, rule: Rule, case: RuleCase, text: str) -> int:
    """Instructions and characters that one report with this narrative takes."""
    made, instructions = case.table(), 0
    part = [{"number": 1, "heading": "总体情况", "text": text}]
    index, kind = made.column_names.index("sections"), made.schema.field("sections").type
    table = made.set_column(index, "sections", pa.array([part], kind))

    def at_instruction(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal instructions
        instructions += event == "opcode"
        return at_instruction

    def at_call(frame: FrameType, event: str, arg: Any) -> Any:
        if not is_own(frame.f_code.co_filename, loaded):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return at_instruction

    CountedText.looked_at = 0
    counted = lambda number, heading, text: Section(number, heading, CountedText(text))  # noqa: E731
    before = sys.gettrace()
    threading.settrace(at_call)
    try:
        with patch("gikqa.text.narratives.Section", counted):
            judge(loaded, Export(table), codes=[rule.code])
    finally:
        threading.settrace(before)
    return instructions + CountedText.looked_at
