"""A finding as offices read it: the printed place, the values, what is proposed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gikqa._model.result import Result
from gikqa._render._causes import said_causes
from gikqa._render._cells import named_cells
from gikqa._render._escape import harmless
from gikqa._render._rows import Row
from gikqa._render._say import Voice, voice
from gikqa.editions import PrintedNames
from gikqa.rule_texts import mend_of

_SET_OFF = {"zh": re.compile(" ?`([^`]*)` ?"), "en": re.compile("`([^`]*)`")}
LONGEST = 16_000
"""Code points of one text: a cell of a spreadsheet holds 32,767 UTF-16 units."""


@dataclass(frozen=True)
class OfficeWords:
    """The words for the findings of one result, in its language."""

    result: Result

    @cached_property
    def speak(self) -> Voice:
        """The words of the language."""
        return voice(self.result.lang)

    @cached_property
    def _names(self) -> PrintedNames:
        return PrintedNames(self.result.editions, self.speak.lang)

    @cached_property
    def _mends(self) -> dict[str, str]:
        return {rule.code: mend_of(rule, self.speak.lang) for rule in self.result.rules}

    def place(self, row: Row) -> str:
        """Where it is: the chapter and the passage, else the printed names of its cells."""
        if row["section"] is not None:
            quote = self.quoted(row)
            return self.chapter(row) + (f" {quote}" if quote else "")
        if row["cells"]:
            named, rest = named_cells(row, self._names, self.speak)
            return shown(self.speak.word("semicolon").join([*named, *([rest] if rest else [])]))
        return self.speak.word("whole report" if row["report_id"] else "whole export")

    def chapter(self, row: Row) -> str:
        """The heading of the chapter that a finding in the narrative is in."""
        number = row["section"]
        if number == 0:
            return self.speak.word("preamble")
        known = self._names.chapter(number, row["year"], row["region_code"])
        return known or self.speak.say("section", section=number)

    def message(self, row: Row) -> str:
        """What was found; what programs show between backticks is in quotation marks."""
        return shown(
            _SET_OFF[self.speak.lang].sub(
                lambda found: self.speak.say("quote", quote=found[1]), row["message"]
            )
        )

    def quoted(self, row: Row) -> str:
        """The passage in quotation marks; empty if the finding quotes nothing."""
        return self.speak.say("quote", quote=shown(row["quote"])) if row["quote"] else ""

    def value(self, text: str | None, row: Row) -> str:
        """A value that was observed or expected; a cell path in it becomes a printed name."""
        return shown(self._names.fill_in(text or "", row["year"], row["region_code"]))

    def proposals(self, row: Row) -> Iterator[str]:
        """The values that would mend it, each with the name of its cell."""
        for change in row["proposal"]:
            yield shown(f"{self._named(change['cell'], row)} → {change['value']}")

    def causes(self, found: Sequence[Row]) -> Iterator[str]:
        """A sentence for each cause of findings, which it names by their numbers.

        Only a repair that leaves no other is proposed to a body. Of several, one is right, and to
        list them would suggest figures; only that findings belong together is said.
        """
        for cause, sentence, places in said_causes(found, self._names, self.speak):
            numbers = self.speak.series([str(place + 1) for place in places])
            which = self.speak.say("points", numbers=numbers)
            if cause.located:
                yield shown(sentence.format(which=which))
            elif len(places) > 1:
                key = "one slip" if cause.cells == 1 else "slips"
                yield self.speak.say(key, which=which)

    def mend(self, row: Row) -> str:
        """How such a finding is mended in general; empty if the rule does not say."""
        return shown(self._mends.get(row["rule"], ""))

    def _named(self, path: str, row: Row) -> str:
        return self._names.of(path, row["year"], row["region_code"])


def shown(text: str) -> str:
    """The text with its line feeds and everything else unseen made visible, of bounded length."""
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return harmless(cut).replace("\r", r"\r").replace("\t", r"\t")
