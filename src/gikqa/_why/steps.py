"""A finding, step by step: its operands, its passage, what was looked for, its basis."""

from collections.abc import Iterator
from typing import Any

from gikqa._engine.batch import Batch
from gikqa._engine.plan import Plan
from gikqa._model.rule import Rule
from gikqa._render._causes import follows_from, said_causes
from gikqa._render._rows import Row
from gikqa._why.sentences import Words
from gikqa._why.sums import sums_of

_AROUND = 40
"""Characters before and after the words of a finding that are printed with them."""


def steps_of(
    row: Row, rule: Rule | None, plan: Plan | None, batch: Batch | None, words: Words
) -> Iterator[str]:
    """The lines about a finding.

    rule: None if no plugin that is loaded has it. plan, batch: of this rule, and of the report;
    None if only the finding is at hand, so that the values of its cells are not known.
    """
    title = row["name"] if rule is None else rule.title[words.lang]
    speak = words.speak
    graded = [speak.word(row["severity"]), speak.word(row["confidence"])]
    yield " · ".join([row["rule"], title, *graded])
    yield row["message"]
    sums = [] if plan is None or batch is None else sums_of(plan, row["rule"], batch)
    sums = [one for one in sums if one.identity.cells == tuple(row["cells"])]
    if sums:
        yield from sums[0].steps(words)
    elif row["cells"]:
        yield from _cells(row, batch, words)
    if row["section"] is not None or row["quote"] is not None:
        yield from _passage(row, batch, words)
        if rule is not None:
            yield words.say("looked for", title=rule.title[words.lang])
            if rule.words is not None:
                yield words.say("phrases", phrases=words.listed(rule.words()))
    for _, cause, _ in said_causes([row], words.names, speak):
        yield speak.pair("cause", cause.format(which=words.say("this finding")))
    if code := follows_from(row):
        yield speak.pair("cause", code)
    for key in ("observed", "expected", "basis", "fingerprint"):
        if row[key] and not (sums and key in ("observed", "expected")):
            yield words.say(key, value=row[key])


def _cells(row: Row, batch: Batch | None, words: Words) -> Iterator[str]:
    """The cells of a finding that is no equation, or of which only the finding is at hand."""
    yield words.say("values")
    for path in row["cells"]:
        known = batch is not None and path in batch.columns
        value = f": {words.value(batch.value(path, 0))}" if batch is not None and known else ""
        yield f"  {words.place(path)}{value}"
    if {"left", "right"} <= row["params"].keys():
        yield words.say("written", left=row["params"]["left"], right=row["params"]["right"])


def _passage(row: Row, batch: Batch | None, words: Words) -> Iterator[str]:
    section, start, end = row["section"], row["start"], row["end"]
    text, quote = None, row["quote"]
    if batch is not None and start is not None and end is not None:
        text = _text(batch.value("sections", 0), section, start, end, quote)
    if text is None:
        marked = "" if quote is None else f"【{quote}】"
    else:
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        marked = f"{before}【{text[start:end]}】{after}"
    shown: dict[str, Any] = {"section": section, "start": start, "end": end}
    values = {key: "?" if value is None else value for key, value in shown.items()}
    yield words.say("passage", text=marked.replace("\n", " "), **values)


def _text(sections: Any, number: int | None, start: int, end: int, quote: str | None) -> str | None:
    """The text of the section with the passage; a report may print a number twice."""
    texts = [one["text"] or "" for one in sections or () if one and one["number"] == number]
    held = [text for text in texts if quote in (None, text[start:end])]
    return next(iter([*held, *texts]), None)
