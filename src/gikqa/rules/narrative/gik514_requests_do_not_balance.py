"""GIK514 requests-do-not-balance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gikqa import Confidence, Finding, Report, Section, Severity, cell, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import counted, pattern, phrases

_OUT = "requests.carried_out.total"
_NUMBER = r"[^。；;，,、：:（(\d]{0,18}?(?<![\d.])(?P<number>\d{1,7})\s?[件宗份](?![次/])"
_LAST_YEAR = r"(?:上一?年度?|去年|往年)"
_RECEIVED = pattern(rf"(?P<new>新?)(?:收到|受理|接收|接到|收)(?![^。；，\d]*{_LAST_YEAR}){_NUMBER}")
_CARRIED_IN = pattern(
    rf"{_LAST_YEAR}(?:度?末)?(?:的|未办结|遗留|顺延|转结(?!转)|结?转|转入)++{_NUMBER}"
)
_ANSWERED = pattern(rf"(?<![待未可])(?:办结|答复|办理完[毕结]){_NUMBER}")
_COUNT = pattern(r"(?<![\d.])\d{1,7}\s?[件宗份]")
_INCLUDED = pattern(
    r"(?:办结|答复|办理完[毕结])[^。；;，,\d]{0,20}(\d{1,7})\s?[件宗份][，,（(]\s?其中[，,：:]?$"
)
_REACH = 250


class _Balance(NamedTuple):
    """Received, of the year before, answered, carried over; where the passage begins."""

    received: int
    carried_in: int | None
    answered: int
    carried_out: int
    start: int
    is_new: bool


def _finder_phrases() -> list[str]:
    found: list[str] = words("narrative", "balance")["carried_out"]
    return found


@rule(
    **described("GIK514"),
    needs=("sections", "year"),
    find=counted(
        phrases(_finder_phrases),
        units=("件", "宗", "份"),
        fillers=words("narrative", "balance")["fillers"],
    ).differing_from(cell(_OUT)),
)
def requests_do_not_balance(report: Report) -> Iterator[Finding]:
    for said in report.found:
        text = said.section.text
        before = text[max(0, said.start - _REACH) : said.start].rpartition("\n")[2]
        included = _INCLUDED.search(before)
        if included and said.value:
            start = said.start - len(before) + included.start()
            yield finding(said.section, start, said.end, observed=said.quote, expected="0")
            continue
        found = _balance(before, said.value, said.start - len(before))
        if found is not None:
            yield from _judged(said.section, found, said.end)


def _balance(before: str, carried_out: int, offset: int) -> _Balance | None:
    """The four numbers, if each is printed once and nothing else is counted between them."""
    received = _RECEIVED.search(before)
    if received is None or "申请" not in before:
        return None
    rest = before[received.start() :]
    carried_in, answered = _CARRIED_IN.search(rest), _ANSWERED.search(rest)
    told = 2 if carried_in is None else 3
    if answered is None or len(_COUNT.findall(rest)) != told:
        return None
    return _Balance(
        int(received["number"]),
        int(carried_in["number"]) if carried_in else None,
        int(answered["number"]),
        carried_out,
        offset + received.start(),
        bool(received["new"]),
    )


def _judged(section: Section, found: _Balance, end: int) -> Iterator[Finding]:
    carried_in, done = found.carried_in or 0, found.answered + found.carried_out
    had = found.received + carried_in
    # Where nothing is said of the year before, some may have been carried in.
    if had == done or (found.carried_in is None and done > had):
        return
    # What was received may be told with what was carried in, unless it is called new.
    may_include = found.received == done or found.carried_in is None
    if found.received == done and not found.is_new:
        return
    yield finding(
        section,
        found.start,
        end,
        observed=f"{found.answered} + {found.carried_out} = {done}",
        expected=f"{found.received} + {carried_in} = {had}",
        severity=Severity.INFO if may_include else None,
        confidence=Confidence.HINT if may_include else None,
    )
