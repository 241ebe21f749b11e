"""Sentences about a result, for the formats that people read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gikqa._model.finding import Severity
from gikqa._model.result import Result
from gikqa._model.status import Status
from gikqa._render._totals import JUDGED, NOT_JUDGED, Totals, Unjudged
from gikqa.errors import texts_beside


@dataclass(frozen=True)
class Voice:
    """One language."""

    lang: str
    words: Mapping[str, str]
    counted: Mapping[str, Any]
    """Noun → sentence with `{n}`, or its singular and plural."""

    def word(self, key: str) -> str:
        """The word for a key; an unknown key, such as a plugin's severity, comes back as it is."""
        return self.words.get(key, key)

    def say(self, key: str, **values: str | int) -> str:
        """The sentence with its gaps filled; numbers get thousands separators."""
        shown = {name: number(v) if isinstance(v, int) else v for name, v in values.items()}
        return self.words[key].format(**shown)

    def count(self, amount: int, noun: str) -> str:
        """`1 report`, `3,000 reports`."""
        if self.lang == "zh":
            return str(self.counted[noun].format(n=number(amount)))
        return f"{number(amount)} {self.counted[noun][amount != 1]}"

    def pair(self, key: str, value: str) -> str:
        """`cells: requests.carried_out.total`."""
        return self.word(key) + self.words["pair"] + value

    def listed(self, parts: Sequence[str]) -> str:
        """The parts with commas between."""
        return self.words["list"].join(parts)

    def series(self, parts: Sequence[str]) -> str:
        """Short parts of one kind: `第 2、3 项`."""
        return self.words["series"].join(parts)

    def in_narrative(self, finding: Mapping[str, Any]) -> list[str]:
        """Section and offsets of a finding in a narrative; nothing for another finding."""
        parts = []
        if finding["section"] is not None:
            parts.append(self.say("section", section=finding["section"]))
        if finding["start"] is not None and finding["end"] is not None:
            parts.append(self.say("characters", start=finding["start"], end=finding["end"]))
        return parts


def voice(lang: str) -> Voice:
    """Chinese for `zh`, otherwise English."""
    lang = "zh" if lang == "zh" else "en"
    words = texts_beside(__file__, "words.toml")[lang]
    return Voice(lang, words, words["counted"])


def number(amount: int) -> str:
    """`12,340`."""
    return f"{amount:,}"


def total_lines(result: Result, counted: Totals, speak: Voice) -> Iterator[str]:
    """The totals, one sentence a line."""
    yield speak.say(
        "read",
        reports=speak.count(counted.reports, "report"),
        rules=speak.count(counted.rules, "rule"),
    )
    yield speak.say(
        "listed" if counted.findings.hidden else "findings",
        findings=speak.count(counted.findings.total, "finding"),
        severities=speak.listed([speak.count(counted.findings.severity[s], s) for s in Severity]),
        hidden=counted.findings.hidden,
    )
    yield speak.say(
        "judged",
        judged=counted.checks.judged,
        checks=speak.count(counted.checks.total, "check"),
        statuses=_statuses(counted, JUDGED, speak),
    )
    if counted.checks.not_judged:
        yield speak.say(
            "unjudged",
            not_judged=counted.checks.not_judged,
            statuses=_statuses(counted, NOT_JUDGED, speak),
        )
    if not counted.complete:
        amounts = {
            "failure": len(result.failures),
            "problem": len(result.problems),
            "failed": counted.checks.status[Status.FAILED],
        }
        reasons = [speak.count(amount, noun) for noun, amount in amounts.items() if amount]
        yield speak.say("incomplete", reasons=speak.listed(reasons))


def verdict(counted: Totals, speak: Voice) -> Iterator[str]:
    """What follows from the result; nothing is called free of findings that was not judged."""
    if not counted.checks.judged:
        yield speak.say("nothing judged")
        return
    if not counted.findings.total:
        suppressed = counted.checks.status[Status.SUPPRESSED]
        judged = speak.count(counted.checks.judged, "check")
        key = "only suppressed" if suppressed else "no findings"
        yield speak.say(key, judged=judged, suppressed=suppressed)
    if counted.checks.not_judged:
        unjudged = speak.count(counted.checks.not_judged, "check")
        yield speak.say("nothing said", not_judged=unjudged)


def reason(part: Unjudged, speak: Voice) -> str:
    """Why it was not judged; two statuses without a reason have a sentence of their own."""
    if part.reason:
        return part.reason
    plain = {Status.UNDETERMINED: "blank", Status.NOT_APPLICABLE: "no concern"}
    return speak.word(plain.get(Status(part.status), "no reason"))


def all_lines(result: Result, counted: Totals, speak: Voice) -> list[str]:
    """Totals, reasons, numbers of hidden findings and verdict, one sentence a line."""
    lines = list(total_lines(result, counted, speak))
    for part in counted.not_judged:
        checks, status = speak.count(part.checks, "check"), speak.word(part.status)
        lines.append(f"{status}: {checks}: {reason(part, speak)} ({', '.join(part.rules)})")
    for rule, hidden in sorted(result.hidden.items()):
        lines.append(f"{rule}: {speak.say('more', n=hidden)}")
    return [*lines, *verdict(counted, speak)]


def _statuses(counted: Totals, wanted: Sequence[Status], speak: Voice) -> str:
    return speak.listed([f"{speak.word(s)} {number(counted.checks.status[s])}" for s in wanted])
