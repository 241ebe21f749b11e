"""One report as the page shows it: its findings by rule, then its tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from markupsafe import Markup, escape

from gikqa._model.finding import Severity
from gikqa._model.reading_note import READING
from gikqa._model.rule import Rule
from gikqa._render._causes import follows_from, is_arithmetic, said_causes
from gikqa._render._cells import named_cells
from gikqa._render._escape import harmless
from gikqa._render._rows import Row
from gikqa._render._say import Voice
from gikqa._render.html.form_tables import marked_tables
from gikqa.editions import PrintedNames

CAUSES = 5
LONGEST = 300
LONGEST_MESSAGE = 1_000
_GRAVITY = list(Severity)

View = dict[str, Any]


@dataclass(frozen=True)
class ReportViews:
    """What the views of reports are made with: a language, names of cells, rules by code."""

    speak: Voice
    names: PrintedNames
    rules: Mapping[str, Rule]

    def view(self, found: list[Row], amounts: Mapping[str, int]) -> View:
        """A report by some of its findings. amounts: severity → all of its findings."""
        groups: dict[str, list[Row]] = {}
        for row in sorted(found, key=lambda row: _GRAVITY.index(Severity(row["severity"]))):
            groups.setdefault(row["rule"], []).append(row)
        numbered = list(enumerate((row for rows in groups.values() for row in rows), 1))
        views = {number: self._finding(number, row) for number, row in numbered}
        for number, related in _related(numbered):
            views[number]["related"] = related
        first = found[0]
        return {
            "whole": not first["report_id"],
            "name": [cut(str(first[key])) for key in ("publisher", "year") if first[key]],
            "report_id": cut(first["report_id"]),
            "amounts": [
                (severity, amounts[severity]) for severity in Severity if severity in amounts
            ],
            "causes": list(self._causes([row for _, row in numbered])),
            "rules": list(self._by_rule(groups, iter(views.values()))),
            "findings": views,
            "tables": list(marked_tables(numbered, self.names)),
            "left": sum(amounts.values()) - len(found),
        }

    def _causes(self, found: list[Row]) -> Iterator[str]:
        for _, sentence, places in islice(said_causes(found, self.names, self.speak), CAUSES):
            numbers = [self.speak.say("finding number", n=place + 1) for place in places]
            yield cut(sentence.format(which=self.speak.series(numbers)), LONGEST_MESSAGE)

    def _by_rule(self, groups: Mapping[str, list[Row]], views: Iterator[View]) -> Iterator[View]:
        for code, rows in groups.items():
            rule = self.rules.get(code)
            lang = self.speak.lang
            yield {
                "code": code,
                "title": rows[0]["name"] if rule is None else rule.title[lang],
                "severity": rows[0]["severity"],
                "explanation": "" if rule is None else rule.explanation.get(lang, ""),
                "findings": [next(views) for _ in rows],
            }

    def _finding(self, number: int, row: Row) -> View:
        report = (row["year"], row["region_code"])
        cells, rest = named_cells(row, self.names, self.speak)
        changes = [
            (self.names.of(each["cell"], *report), each["value"])
            for each in row["proposal"]
            if not is_arithmetic(row)
        ]
        return {
            "number": number,
            "severity": row["severity"],
            "confidence": row["confidence"],
            "message": cut(row["message"], LONGEST_MESSAGE),
            "values": [
                (key, cut(self.speak.word(self.names.fill_in(row[key], *report))))
                for key in ("observed", "expected")
                if row[key] is not None
            ],
            "cells": [cut(cell) for cell in cells],
            "cells_left": rest,
            "place": self._place(row),
            "quote": None if row["quote"] is None else _marked(cut(row["quote"]), row["observed"]),
            "changes": changes,
            "basis": cut(row["basis"]),
            "misread": row["cause"] == READING,
            "follows_from": follows_from(row),
            "related": [],
        }

    def _place(self, row: Row) -> str:
        """Which part of the report, by number and heading, and which characters of it."""
        number, parts = row["section"], []
        if number is not None:
            parts.append(
                self.speak.say("section", section=number) if number else self.speak.word("preamble")
            )
            heading = self.names.chapter(number, row["year"], row["region_code"])
            parts += [] if heading is None else [f"“{heading}”"]
        return self.speak.listed(parts + self.speak.in_narrative(row | {"section": None}))


def cut(text: str, limit: int = LONGEST) -> str:
    """The text, cut after `limit` code points with a mark."""
    return text if len(text) <= limit else text[:limit] + "…"


def _marked(quote: str, observed: str | None) -> Markup:
    """The quote with the observed words marked; with all words marked if these are not in it."""
    before, words, after = quote.partition(observed or quote)
    if not words:
        before, words, after = "", quote, ""
    parts = [escape(harmless(part)) for part in (before, words, after)]
    return Markup("{}<mark>{}</mark>{}").format(*parts)


def _related(numbered: list[tuple[int, Row]]) -> Iterator[tuple[int, list[int]]]:
    """For each finding that shares its cause with others, the numbers of these."""
    causes: dict[str, list[int]] = {}
    for number, row in numbered:
        if row["cause"] not in (None, READING):
            causes.setdefault(row["cause"], []).append(number)
    for numbers in causes.values():
        yield from ((number, [other for other in numbers if other != number]) for number in numbers)
