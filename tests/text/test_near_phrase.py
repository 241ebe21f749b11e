"""A phrase beside a pattern: the search through a batch leaves out no report that reading finds."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa._model.report import Hit, Section
from gikqa.text import phrases
from gikqa.text.narratives import Narratives
from gikqa.text.phrase_search import PhraseFinder
from gikqa.text.rule_batch import RuleBatch

KIND = pa.list_(pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())]))
FINDERS = [
    phrases(["申请", "收到申请"]),
    phrases(["申请"]).then(r"(?:共|为|\s)*(\d{1,3})件"),
    phrases(["申请"]).after(r"\d{1,3}\s?件"),
    phrases(["申请"]).after("共").then("[0-9]+件?"),
    phrases(["申请"]).then(""),
    phrases(["申请"]).then(r"[^。]*。"),
]


class OneText:
    """A report with one section, as a finder reads it."""

    def __init__(self, text, words):
        self.sections = (Section(1, "", text),)
        self.hits = [
            Hit(1, place, place + len(word), word)
            for word in words
            for place in range(len(text))
            if text.startswith(word, place)
            and not any(
                other != word and word in other and other in text[max(0, place - 2) : place + 4]
                for other in words
            )
        ]


def batch_of(texts, words):
    sections = [[{"number": 1, "heading": "", "text": text}] for text in texts]
    narratives = Narratives(pa.array(sections, KIND), len(texts))
    hits = PhraseFinder({"X": words}).find(narratives)["X"]
    years = np.full(len(texts), 2023)
    return RuleBatch(len(texts), years, {}, narratives, hits)


PIECES = [
    "申请",
    "收到申请",
    "共",
    "为",
    "3",
    "12",
    "4567",
    "件",
    " ",
    "\n",
    "，",
    "。",
    "𠮷",
    "x" * 130,
]


@pytest.mark.parametrize("finder", FINDERS, ids=range(len(FINDERS)))
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), min_size=1, max_size=8))
def test_the_batch_keeps_exactly_the_reports_in_which_reading_finds_something(finder, texts):
    words = list(finder.phrases())
    kept = finder.scan(batch_of(texts, words)).tolist()
    found = [bool(finder.read(OneText(text, words))) for text in texts]
    far = [len(text) > 120 for text in texts]
    assert all(keeps >= finds for keeps, finds in zip(kept, found, strict=True))
    near = zip(kept, found, far, strict=True)
    assert all(keeps == finds for keeps, finds, is_far in near if not is_far)


def test_what_was_found_names_its_place_and_what_stands_beside_it():
    finder = phrases(["申请"]).after("收到").then(r"(\d+)件")
    (near,) = finder.read(OneText("全年收到申请12件。", ["申请"]))
    assert (near.start, near.end, near.quote, near.after[1]) == (2, 9, "收到申请12件", "12")
