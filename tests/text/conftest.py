"""Reports of one section, as finders see them: all at once, and one by one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pytest

from gikqa.text.narratives import Narratives
from gikqa.text.phrase_search import PhraseFinder
from gikqa.text.rule_batch import RuleBatch

YEAR = 2023
KIND = pa.list_(pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())]))


@dataclass
class OneReport:
    """A report of a batch, with the hits that the search for phrases found in it."""

    batch: RuleBatch
    row: int
    year: int = YEAR
    hits: list = field(init=False)

    def __post_init__(self):
        self.sections = self.batch.narratives.sections(self.row)
        self.hits = self.batch.hits_of_report(self.row)


@pytest.fixture(scope="session")
def batch_of():
    """A batch of reports for a finder: the text of its section, or a list of those of several.

    cells: path → one value a report.
    """

    def make(finder, texts, cells=None):
        sections = [
            [
                {"number": number, "heading": "", "text": text}
                for number, text in enumerate([each] if isinstance(each, str) else each, 1)
            ]
            for each in texts
        ]
        narratives = Narratives(pa.array(sections, KIND), len(texts))
        hits = PhraseFinder({"X": list(finder.phrases())}).find(narratives)["X"]
        columns = {path: pa.array(values, pa.int64()) for path, values in (cells or {}).items()}
        years = np.full(len(texts), YEAR)
        return RuleBatch(len(texts), years, columns, narratives, hits)

    return make


@pytest.fixture(scope="session")
def one_report():
    """A report of a batch by its row, as a finder reads it."""
    return OneReport


@pytest.fixture(scope="session")
def batch_of_texts():
    """A batch of reports with one text each, for a finder without phrases."""

    def make(texts):
        sections = [[{"number": 1, "heading": "", "text": text}] for text in texts]
        narratives = Narratives(pa.array(sections, KIND), len(texts))
        return RuleBatch(len(texts), np.full(len(texts), YEAR), {}, narratives)

    return make
