"""A rule: a check with everything that must be known about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gikqa._model.finding import Confidence, Finding, Severity
from gikqa._model.report import Report

if TYPE_CHECKING:
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import Screening

Check = Callable[[Report], Iterator[Finding]]
Screen = Callable[["Screening"], "Flags"]
"""Which rows of a batch a rule has to be asked about; see `gikqa.text`."""


@dataclass(frozen=True)
class Rule:
    """A check with everything that must be known about it; made by the decorator `rule`.

    `editions` are the forms it judges (empty: every year). `needs` are columns without which a
    report cannot be judged: a missing column skips the rule by name, a blank one leaves the report
    undetermined. `reads` are columns that may be blank. `only_where` is a column whose blank or
    empty value means that there is nothing to find. `phrases` gives the words to look for; a
    report without any of them has passed. A `trial` rule reports as info. A `preview` rule runs
    only when it is asked for, by `select` or `extend_select`. `screen` clears reports of a whole
    batch that the rule would pass, so that it is asked about the others only. `whole` brings the
    rule with its function where that is imported only once the rule is chosen.
    """

    code: str
    name: str
    severity: Severity
    source: str
    title: Mapping[str, str]
    message: Mapping[str, str]
    check: Check | None = None
    confidence: Confidence = Confidence.LIKELY
    editions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    only_where: str | None = None
    phrases: Callable[[], Iterable[str]] | None = None
    trial: bool = False
    preview: bool = False
    explanation: Mapping[str, str] = field(default_factory=dict)
    screen: Screen | None = None
    whole: Callable[[], Rule] | None = None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column that the rule may read."""
        extra = (self.only_where,) if self.only_where else ()
        return tuple(dict.fromkeys((*self.needs, *self.reads, *extra)))


def rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    source: str,
    title: Mapping[str, str],
    message: Mapping[str, str],
    confidence: Confidence = Confidence.LIKELY,
    editions: Sequence[str] = (),
    needs: Sequence[str] = (),
    reads: Sequence[str] = (),
    only_where: str | None = None,
    phrases: Callable[[], Iterable[str]] | None = None,
    trial: bool = False,
    preview: bool = False,
    explanation: Mapping[str, str] | None = None,
    screen: Screen | None = None,
) -> Callable[[Check], Rule]:
    """Turn a generator of findings into a rule.

    `title` and `message` are given in `zh` and `en`; `{name}` in a message is filled from the
    finding's params, observed, expected and quote, and from the report's publisher and year.
    `explanation` (zh, en; Markdown) tells why it matters and how to mend; without one, the
    docstring of the function is shown.
    A `trial` rule reports as info and never fails a run; a `preview` rule runs only when asked for.
    `screen` may clear reports, a batch at a time; it must leave in every report that the function
    would find something in, or leave undetermined.
    """

    def decorate(check: Check) -> Rule:
        return Rule(
            code=code,
            name=name,
            severity=severity,
            source=source,
            title=title,
            message=message,
            check=check,
            confidence=confidence,
            editions=tuple(editions),
            needs=tuple(needs),
            reads=tuple(reads),
            only_where=only_where,
            phrases=phrases,
            trial=trial,
            preview=preview,
            explanation=explanation or {},
            screen=screen,
        )

    return decorate


def as_trial(rule: Rule) -> Rule:
    """The rule as it reports while it is on trial: info, whatever it will be later."""
    return replace(rule, severity=Severity.INFO) if rule.trial else rule
