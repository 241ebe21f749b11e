"""Phrases of which the narrative has to hold at least one."""

from collections.abc import Iterator, Mapping
from typing import Any

from gikqa._model.finding import Finding
from gikqa._model.report import Report
from gikqa._model.rule import Rule
from gikqa.errors import Undetermined


def required(fields: Mapping[str, Any], given: Mapping[str, Any]) -> Rule:
    """A rule that finds reports with none of the phrases, in any chapter or in those named.

    A report without a narrative, or without the chapters named, is undetermined.
    """
    phrases, chapters = given["phrases"], given.get("chapters")

    def check(report: Report) -> Iterator[Finding]:
        """None of the phrases is there."""
        texts = [
            section.text
            for section in report.sections
            if chapters is None or section.number in chapters
        ]
        if not any(texts):
            raise Undetermined("there is no text")
        if not any(phrase in text for text in texts for phrase in phrases):
            yield Finding(expected=" / ".join(phrases))

    return Rule(**fields, check=check, needs=("sections",))
