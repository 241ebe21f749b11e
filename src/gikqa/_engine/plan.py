"""The rules of a run by the way in which they are judged, and the columns that they need."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from gikqa._baseline.kept_baseline import Baseline
from gikqa._engine import defects, doubted_tables
from gikqa._engine.governed import FIRST_YEAR, LAST_YEAR, columns_of_scopes
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.returned import list_of_words
from gikqa._export.export_schema import OPTIONAL, REQUIRED, all_cells
from gikqa._export.values import DATES
from gikqa._model.finding import Confidence, Severity
from gikqa._model.option import OptionValue
from gikqa._model.roster import Roster
from gikqa._model.rule import Rule, Shortcut
from gikqa._plugins import Choice
from gikqa._plugins.installed import of_the_user
from gikqa._proofs.edition_analysis import groups
from gikqa._proofs.statements import is_linear
from gikqa.editions import Cell, Deadline, Edition, Identity
from gikqa.text.phrase_search import PhraseFinder

System: TypeAlias = tuple[Identity, ...]
"""Equations that share cells, so that a blank of one bears on the others."""

JOINTLY = "GIK312"
"""The rule that all equations of a system can hold together."""

Options: TypeAlias = tuple[tuple[str, tuple[tuple[str, OptionValue], ...]], ...]
"""Code of a rule → option → value, as pairs: a worker of Spark keeps its plan by them."""


@dataclass(frozen=True)
class Plan:
    """The rules of a run, sorted by the way in which they are judged."""

    rules: Mapping[str, Rule]
    editions: Mapping[str, Edition]
    origin: Origin
    shortcuts: Mapping[str, Shortcut] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    announce: Callable[[str | None], None] = lambda code: None
    """Called with the code of a rule before its functions run, and with None after."""
    deadlines: Mapping[Deadline, str] = field(default_factory=dict)
    """Those of all plugins, for processes that load fewer."""
    roster: Roster | None = None
    """Used at the end of a run only, so that workers need none."""
    baseline: Baseline | None = None
    """Used at the end of a run only, too."""
    hints: tuple[str, ...] = ()
    """Sentences about the plugins, which nothing is wrong with yet."""
    strength: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Every rule that is installed → how far its severity and confidence are from the highest."""
    elsewhere: frozenset[str] = frozenset()
    """Rules of which the functions are in another process; `third_parties` judges them there."""

    @contextmanager
    def running(self, rule: Rule) -> Iterator[None]:
        """Announce that functions of a rule run in here."""
        self.announce(rule.code)
        try:
            yield
        finally:
            self.announce(None)

    @cached_property
    def options(self) -> Options:
        """Rule → option → value, of the rules that have options."""
        return tuple(
            (code, tuple(rule.option_values.items()))
            for code, rule in self.rules.items()
            if rule.options
        )

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell that some edition has."""
        return all_cells(self.editions.values())

    @cached_property
    def columns_of_reports(self) -> frozenset[str]:
        """Every cell and column that a finding may name."""
        return frozenset([*self.cells, *REQUIRED, *OPTIONAL])

    @cached_property
    def identities(self) -> dict[str, tuple[Identity, ...]]:
        """Edition → its equations that belong to a chosen rule."""
        return {
            key: tuple(one for one in edition.identities if one.rule in self.rules)
            for key, edition in self.editions.items()
        }

    @cached_property
    def mended(self) -> dict[str, tuple[Identity, ...]]:
        """Edition → its equations that are connected by cells with one of a chosen rule.

        A repair makes all of them hold, so that causes do not depend on what else was chosen.
        """
        every = self.editions.values()
        kept = {
            id(one)
            for form in every
            for group in groups(
                one for other in every if form in (other, other.base) for one in other.identities
            )
            if any(one.rule in self.rules for one in group)
            for one in group
        }
        return {
            key: tuple(one for one in edition.identities if id(one) in kept)
            for key, edition in self.editions.items()
        }

    def systems(self, *editions: Edition) -> Sequence[System]:
        """The systems of two equations or more that a form and what extends it make.

        Without rules that only inform or hint: what follows from them is no defect.
        """
        key = tuple(edition.key for edition in editions)
        if key not in self._systems:
            premises = [
                one
                for edition in editions
                for one in edition.identities
                if max(self.strength.get(one.rule, (2, 2))) < 2 and is_linear(one, self.cells)
            ]
            self._systems[key] = [group for group in groups(premises) if len(group) > 1]
        return self._systems[key]

    @cached_property
    def _systems(self) -> dict[tuple[str, ...], Sequence[System]]:
        return {}

    @cached_property
    def cell_lists(self) -> dict[str, int]:
        """The cells of each equation, with commas between → a number for this list of cells."""
        identities = (one for key in self.identities for one in self.identities[key])
        lists = dict.fromkeys(",".join(one.cells) for one in identities)
        return {text: number for number, text in enumerate(lists)}

    @cached_property
    def identity_rules(self) -> list[str]:
        """Rules that are equations of an edition."""
        editions = self.editions.values()
        return self.chosen(one.rule for edition in editions for one in edition.identities)

    @cached_property
    def domain_rules(self) -> list[str]:
        """Rules over the values of a table."""
        editions = self.editions.values()
        return self.chosen(table.domain_rule for edition in editions for table in edition.tables)

    def chosen(self, codes: Iterable[str | None]) -> list[str]:
        """Those of these rules that were chosen, in the order of all rules."""
        known = set(codes)
        return [code for code in self.rules if code in known]

    @cached_property
    def unstated(self) -> list[str]:
        """Rules that nothing implements: no function, no equation, no export check."""
        over_export = (*defects.ROW_RULES, *defects.SOURCE_RULES, defects.DOUBLE_ID)
        judged = {*self.identity_rules, *self.domain_rules, *over_export, JOINTLY}
        judged |= {rule.code for rule in (*self.checks, *self.across)}
        return [code for code in self.rules if code not in judged]

    @cached_property
    def checks(self) -> list[Rule]:
        """Rules with a function over one report."""
        return [rule for rule in self.rules.values() if rule.check is not None]

    @cached_property
    def across(self) -> list[Rule]:
        """Rules that compare reports with each other."""
        return [rule for rule in self.rules.values() if rule.across is not None]

    @cached_property
    def over_text(self) -> bool:
        """Whether any rule reads the narratives."""
        return any("sections" in one.columns or one.words is not None for one in self.checks)

    @cached_property
    def finder(self) -> PhraseFinder | None:
        """The automaton for all phrases, if any rule looks for some."""
        phrases, _ = self._phrases
        return PhraseFinder(phrases) if phrases else None

    @property
    def without_phrases(self) -> Mapping[str, BaseException]:
        """Rules of which the function for phrases has raised, with the error."""
        return self._phrases[1]

    @cached_property
    def _phrases(self) -> tuple[dict[str, list[str]], dict[str, BaseException]]:
        phrases: dict[str, list[str]] = {}
        errors: dict[str, BaseException] = {}
        for rule in self.checks:
            if rule.words is not None:
                try:
                    with self.running(rule):
                        phrases[rule.code] = list_of_words(rule.words())
                except BaseException as error:
                    if of_the_user(error):
                        raise
                    errors[rule.code] = error
        return phrases, errors

    def columns(self, years: tuple[int, int] | None) -> list[str]:
        """The columns to read from a source.

        years: the first and the last year of its reports; None where one may have no year, or
        where the years are unknown.
        """
        of_scopes = columns_of_scopes(self.editions.values())
        wanted = dict.fromkeys([*REQUIRED, "region_code", *of_scopes])
        if years is not None and not FIRST_YEAR <= years[0] <= years[1] <= LAST_YEAR:
            years = None
        if years is None:
            wanted["edition"] = None  # a report without a year follows the edition that it states
        for edition in self.editions_within(years):
            for identity in self.mended[edition.key]:
                wanted |= dict.fromkeys(identity.cells)
            forms = (edition,) if edition.base is None else (edition.base, edition)
            for system in self.systems(*forms) if JOINTLY in self.rules else ():
                wanted |= dict.fromkeys(cell for one in system for cell in one.cells)
            for rule in self.across:
                if edition.key in (rule.editions or [edition.key]):
                    of_form = (one for one in rule.reads if one in edition.cells)
                    wanted |= dict.fromkeys((*rule.needs, *of_form))
            for table in edition.tables:
                if table.domain_rule in self.rules:
                    wanted |= dict.fromkeys(cell.path for cell in table.cells)
        for rule in self.across:
            wanted |= dict.fromkeys(one for one in rule.columns if one not in self.cells)
        for rule in self.checks:
            wanted |= dict.fromkeys(rule.columns)
            if rule.words is not None:
                wanted["sections"] = None
        if defects.WRONG_TYPE in self.rules:
            wanted |= dict.fromkeys(DATES)
        if any(self.identities.values()) or self.chosen((*defects.ROW_RULES, JOINTLY)):
            wanted[doubted_tables.COLUMN] = None
        return list(wanted)

    def editions_within(self, years: tuple[int, int] | None) -> Sequence[Edition]:
        """The editions that can govern a report of these years."""
        if years is None:
            return list(self.editions.values())
        span = range(years[0], years[1] + 1)
        return [one for one in self.editions.values() if any(map(one.governs, span))]


def strength_of(rules: Mapping[str, Rule]) -> dict[str, tuple[int, int]]:
    """Each of these rules → how far its severity and confidence are from the highest."""
    severities, confidences = list(Severity), list(Confidence)
    return {
        code: (severities.index(rule.severity), confidences.index(rule.confidence))
        for code, rule in rules.items()
    }
