"""The first condition of a rule that one report does not meet, with the values that decide it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gikqa._engine.batch import Batch
from gikqa._engine.outcome.record import Verdict
from gikqa._engine.plan import Plan
from gikqa._engine.reports.run_rules import as_rules_see, needed_columns
from gikqa._model.condition import Condition
from gikqa._model.rule import Rule
from gikqa._model.status import Status
from gikqa._why.sentences import Words
from gikqa._why.sums import Sum, sums_of
from gikqa.editions import Edition

_SHOWN = 60


@dataclass(frozen=True)
class Case:
    """A rule, and a batch that holds one report; `reason` is what the engine says of the status."""

    plan: Plan
    rule: Rule
    batch: Batch
    reason: str | None
    words: Words

    def why(self, status: Status) -> Iterator[str]:
        """Why the rule has this status on the report: one sentence, and lines that prove it."""
        found: Mapping[Status, Callable[[], Iterator[str]]] = {
            Status.NOT_APPLICABLE: self._not_applicable,
            Status.SKIPPED: self._skipped,
            Status.UNDETERMINED: self._undetermined,
            Status.PASSED: self._passed,
        }
        yield from found[status]()

    def _editions(self) -> list[Edition]:
        """The forms that the rule judges; empty for a rule over reports of every year."""
        code, editions = self.rule.code, self.plan.editions.values()
        return [
            one
            for one in editions
            if one.key in self.rule.editions
            or any(identity.rule == code for identity in one.identities)
            or any(table.domain_rule == code for table in one.tables)
        ]

    def _needed(self) -> list[str]:
        """The columns without which the rule cannot judge the report."""
        code, needed = self.rule.code, needed_columns(self.rule)
        for one in self._editions():
            if self.batch.edition_rows[one.key][0]:
                needed += [
                    cell for each in one.identities if each.rule == code for cell in each.cells
                ]
                tables = [table for table in one.tables if table.domain_rule == code]
                needed += [cell.path for table in tables for cell in table.cells]
        return list(dict.fromkeys(needed))

    def _not_applicable(self) -> Iterator[str]:
        batch, say, forms = self.batch, self.words.say, self._editions()
        if not forms and any(mask[0] for mask in batch.of_countries.values()):
            yield say("other country", country=batch.value("country", 0))
        elif forms and not any(batch.edition_rows[one.key][0] for one in forms):
            named = self.words.listed(one.key for one in forms)
            own = [key for key, mask in batch.edition_rows.items() if mask[0]]
            follows = say("follows form", form=self.words.listed(own)) if own else ""
            yield say("other forms", forms=named, year=batch.value("year", 0)) + follows
        elif (part := self._part_that_is(False, self.rule.concerns)) is not None:
            yield say("not concerned", values=self._values(part.reads))
        else:
            yield self.reason or say("nothing wrong")

    def _skipped(self) -> Iterator[str]:
        layout, say = self.batch.layout, self.words.say
        lacking = [column for column in self._needed() if column not in self.batch.columns]
        if self.batch.bad_years and (self.rule.across or self.batch.formless[0]):
            value = self.batch.bad_years[0][1]
            yield say("no year", value=self.words.value(value))
        elif not lacking:
            yield self.reason or ""
        elif lacking[0] in layout.wrong:
            seen, expected = layout.wrong[lacking[0]]
            yield say("wrong column", column=lacking[0], seen=seen, expected=expected)
        else:
            yield say("no column", column=lacking[0])

    def _undetermined(self) -> Iterator[str]:
        sums = [one for one in self._sums() if one.verdict == Verdict.UNDETERMINED]
        domain = self.rule.code in self.plan.domain_rules
        blank = self._blank(self._needed() if domain else self.rule.needs)
        condition = self._part_that_is(None, self.rule.concerns)
        condition = (
            condition if condition is not None else self._part_that_is(None, self.rule.where)
        )
        if sums:
            yield self._say_blank(sums[0].blanks())
        elif blank:
            yield self._say_blank(blank)
        elif condition is not None:
            yield self.words.say("condition unknown", values=self._values(condition.reads))
        else:
            yield self.words.say("not decided") if not self.rule.across else self.reason or ""

    def _passed(self) -> Iterator[str]:
        rule, batch, words = self.rule, self.batch, self.words
        sums, condition = self._sums(), self._part_that_is(False, self.rule.where)
        if len(sums) == 1:
            yield sums[0].short(words)
        elif sums:
            yield words.say("all hold", count=len(sums))
            for one in sums:
                place = one.place(words.lang)
                yield "  " + (f"{place}: " if place else "") + one.short(words)
        elif rule.words is not None and not as_rules_see(self.plan, batch)[1].get(rule.code, ()):
            phrases = list(rule.words())
            if batch.is_null("sections")[0] or not batch.value("sections", 0):
                yield words.say("no narrative")
            else:
                yield words.say("no phrase", phrases=words.listed(phrases))
        elif rule.words is None and rule.only_where and not batch.value(rule.only_where, 0):
            yield words.say("nothing to look at", place=words.place(rule.only_where))
        elif condition is not None:
            yield words.say("condition false", values=self._values(condition.reads))
        else:
            yield words.say("nothing found" if rule.find is not None else "nothing wrong")

    def _sums(self) -> list[Sum]:
        return sums_of(self.plan, self.rule.code, self.batch)

    def _blank(self, columns: Sequence[str]) -> list[str]:
        return [one for one in columns if one in self.batch.columns and self.batch.is_null(one)[0]]

    def _say_blank(self, columns: Sequence[str]) -> str:
        return self.words.say("blank", places=self.words.listed(map(self.words.place, columns)))

    def _part_that_is(self, verdict: bool | None, part: Condition | None) -> Condition | None:
        """The first part of a condition with this verdict, if it has it as a whole."""
        seen, _ = as_rules_see(self.plan, self.batch)
        if part is None or part.evaluate(seen)[0].as_py() is not verdict:
            return None
        while part.parts:
            part = next(one for one in part.parts if one.evaluate(seen)[0].as_py() is verdict)
        return part

    def _values(self, columns: Sequence[str]) -> str:
        """Some columns of the report with their values; of a text and a list only the length."""
        shown = []
        for name in columns:
            value = self.batch.value(name, 0)
            if name not in self.batch.columns:
                text = self.words.say("no column", column=name)
            else:
                text = f"{self.words.place(name)} = {self.words.value(value)[:_SHOWN]}"
            shown.append(self.words.place(name) if name == "sections" else text)
        return self.words.listed(shown)
