"""Places elsewhere: the search through a batch keeps the reports in which reading finds some."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from gikqa import Undetermined
from gikqa.text.narratives import Narratives
from gikqa.text.phrase_search import PhraseFinder
from gikqa.text.rule_batch import RuleBatch
from gikqa_locale.finders import PlacesElsewhere
from gikqa_locale.names import names_to_search

YEAR = 2019
KIND = pa.list_(pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())]))
PUBLISHERS = {"上犹县人民政府办公室": "360724", "赣州市教育局": None, "某办公室": None}
PLACES = ["柳林县", "上犹县", "崇义县", "赣州市", "江西省", "吕梁市", "海城", "大同"]
WORDS = [
    "赴",
    "考察",
    "共收到申请3件",
    "人民政府",
    "沿",
    "、",
    "至",
    "，",
    "。",
    "《",
    "》",
    "我",
    "𠮷",
]
SECTIONS = st.lists(st.sampled_from(PLACES + WORDS), max_size=9).map("".join)
REPORTS = st.tuples(st.sampled_from([*PUBLISHERS]), st.lists(SECTIONS, max_size=3))
FINDER = PlacesElsewhere()


@cache
def search():
    return PhraseFinder({"X": names_to_search()})


class OneReport:
    """A report of a batch, as the finder reads it."""

    title = None
    year = YEAR

    def __init__(self, batch, row):
        self.publisher = batch.columns["publisher"][row].as_py()
        self.region_code = batch.columns["region_code"][row].as_py()
        self.sections = batch.narratives.sections(row)
        self.hits = batch.hits_of_report(row)


def is_found(report):
    try:
        return bool(FINDER.read(report))
    except Undetermined:
        return True


@given(st.lists(REPORTS, min_size=1, max_size=5))
def test_a_batch_keeps_the_reports_with_places_elsewhere_and_those_with_no_home(reports):
    sections = [
        [{"number": number, "heading": "", "text": text} for number, text in enumerate(texts)]
        for _, texts in reports
    ]
    narratives = Narratives(pa.array(sections, KIND), len(reports))
    publishers = [publisher for publisher, _ in reports]
    columns = {
        "publisher": pa.array(publishers),
        "region_code": pa.array([PUBLISHERS[each] for each in publishers], pa.string()),
    }
    years, hits = np.full(len(reports), YEAR), search().find(narratives)["X"]
    batch = RuleBatch(len(reports), years, columns, narratives, hits)
    rows = [row for row in range(len(reports)) if batch.hits_of_report(row)]
    kept = FINDER.scan(batch)[rows].tolist()
    assert kept == [is_found(OneReport(batch, row)) for row in rows]
