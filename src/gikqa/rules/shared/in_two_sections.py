"""Phrases of which a report has some in one section, and some in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gikqa import Hit, Report
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


@dataclass(frozen=True)
class InTwoSections:
    """Looks for phrases in a section after another section that has one of them as well."""

    words: Callable[[], Iterable[str]]
    reads: tuple[str, ...] = ()

    def phrases(self) -> Iterable[str]:
        """The phrases."""
        return self.words()

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with phrases in two sections."""
        found, flags = batch.found, np.zeros(batch.rows, np.bool_)
        again = (found.rows[1:] == found.rows[:-1]) & (found.sections[1:] != found.sections[:-1])
        flags[found.rows[1:][again]] = True
        return flags

    def read(self, report: Report) -> Sequence[Hit]:
        """The first phrase of each section that has one, but for the first such section."""
        first = {hit.index: hit for hit in reversed(report.hits)}
        return [first[index] for index in sorted(first)[1:]]
