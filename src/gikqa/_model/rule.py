"""A rule: a function that judges reports, with its texts, its needs and its conditions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol

from gikqa._model.finding import Confidence, Finding, Severity
from gikqa._model.option import Option, OptionValue
from gikqa._model.report import Report

if TYPE_CHECKING:
    from gikqa._model.across import Across
    from gikqa._model.condition import Condition

Check = Callable[[Report], Iterator[Finding]]


class Shortcut(Protocol):
    """Finds in a batch the reports that a rule has to judge; saves work, changes no verdict.

    It may leave out only reports that the rule would pass.
    """

    def __call__(self, batch: Any, /) -> Any:
        """A boolean array, one entry a report; `batch` is a `RuleBatch` of `gikqa.text`."""


class Finder(Protocol):
    """What a rule searches for in the narratives; `gikqa.text` has the finders.

    `scan` searches a batch and may choose too many reports, never too few; `read` reads one of the
    chosen reports and returns exactly what there is to judge.
    """

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that it compares the text with."""

    @property
    def phrases(self) -> Callable[[], Iterable[str]] | None:
        """Returns the words of which a report must contain at least one; None: all are searched."""

    def scan(self, batch: Any) -> Any:
        """A boolean array: which reports of the batch have to be read."""

    def read(self, report: Report) -> Sequence[Any]:
        """The passages to judge in one report, in reading order."""


@dataclass(frozen=True)
class Rule:
    """A rule with its texts, needs and conditions; made by the decorator `rule`.

    `editions` are the forms it judges (empty: every year, in China). `needs` are columns without
    which a report cannot be judged: a missing column skips the rule by name, a blank one leaves the
    report undetermined. `reads` are columns that may be blank. `only_where` is a column whose blank
    or empty value means that there is nothing to find. `where` is the condition under which the
    function is called: a report of which it is false has passed, one of which it is unknown is
    undetermined. `concerns` says which reports the rule is for: to one of which it is false the
    rule is not applicable, one of which it is unknown is undetermined. `phrases` gives the words to
    look for; a report without any of them has passed.
    `find` is a finder from `gikqa.text`; the function gets what it found in `report.found`.
    `options` are values that users can set; the function reads them in `report.options`.
    `across` declares a rule that compares reports with each other, instead of a function over one.
    A `trial` rule reports as info. A `preview` rule runs only when it is chosen by `select` or
    `extend_select`. A rule with `roster` runs only where the user gives a roster. `implied_by`
    are codes of rules: where one of them finds something in the same report, at the same cells or
    in the same section, the finding of this rule follows from it and shares its cause. `whole`
    returns the complete rule, where its function is imported only when the rule is chosen.
    `with_deadlines` returns it for the days by which reports have to be published, as all plugins
    bring them (`gikqa.editions.Deadline`).
    """

    code: str
    name: str
    severity: Severity
    source: str
    title: Mapping[str, str]
    message: Mapping[str, str]
    check: Check | None = None
    confidence: Confidence = Confidence.LIKELY
    editions: Sequence[str] = ()
    needs: Sequence[str] = ()
    reads: Sequence[str] = ()
    only_where: str | None = None
    where: "Condition | None" = None
    concerns: "Condition | None" = None
    phrases: Callable[[], Iterable[str]] | None = None
    find: Finder | None = None
    across: "Across | None" = None
    trial: bool = False
    preview: bool = False
    roster: bool = False
    implied_by: Sequence[str] = ()
    explanation: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    whole: "Callable[[], Rule] | None" = None
    with_deadlines: "Callable[[Sequence[Any]], Rule] | None" = None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column that the rule may read."""
        extra = (self.only_where,) if self.only_where else ()
        declared = [
            part.reads for part in (self.concerns, self.where, self.find) if part is not None
        ]
        return tuple(dict.fromkeys((*self.needs, *self.reads, *extra, *chain(*declared))))

    @cached_property
    def option_values(self) -> Mapping[str, OptionValue]:
        """The value of each option in this run."""
        return MappingProxyType({name: one.value for name, one in self.options.items()})

    @property
    def function(self) -> Any:
        """The function that judges, or None for an equation of an edition."""
        return self.across.judge if self.across else self.check

    @property
    def words(self) -> Callable[[], Iterable[str]] | None:
        """Returns the words that the rule searches for; None for a rule that has none."""
        return self.phrases if self.find is None else self.find.phrases


Fields = ParamSpec("Fields")


def _declaring(make: Callable[Fields, Rule]) -> Callable[Fields, Callable[[Check], Rule]]:
    """The decorator `rule`; type checkers see the fields of `Rule` as its arguments."""

    def rule(*args: Fields.args, **given: Fields.kwargs) -> Callable[[Check], Rule]:
        """Turn a generator of findings into a rule; the arguments are the fields of `Rule`.

        `title` and `message` are given in `zh` and `en`; `{name}` in a message is filled from the
        finding's params, observed, expected and quote, and from the report's publisher and year.
        `explanation` (zh, en; Markdown) says why it matters and how to correct it; without one, the
        docstring of the function is shown. A function without a docstring gets the English title.
        """
        made = make(*args, **given)

        def decorate(check: Check) -> Rule:
            if isinstance(made.title, Mapping):  # else it is refused when the plugin is loaded
                check.__doc__ = check.__doc__ or made.title.get("en")
            return replace(made, check=check)

        return decorate

    return rule


rule = _declaring(Rule)


def as_trial(rule: Rule) -> Rule:
    """The rule with the severity info, if it is on trial."""
    return replace(rule, severity=Severity.INFO) if rule.trial else rule
