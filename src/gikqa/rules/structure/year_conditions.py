"""Which reports name a year at a place where another year is a slip."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa import Condition
from gikqa.rules.structure.counted_years import (
    MAY_LEAD,
    REACH,
    THIS_YEAR,
    has_figures_of_another_year,
    plans_its_own_year,
)
from gikqa.text.characters import (
    BLANKS,
    Flags,
    Ints,
    character_at,
    character_before,
    ends_with,
    flags_of,
    skip,
    skip_back,
)
from gikqa.text.rule_batch import RuleBatch
from gikqa.text.years import LONGEST, YEAR_DIGITS, named_years

_PROBLEMS = 5
_NOTICE = r"(?P<year>20[0-9]{2})年度?[^。；，]{0,24}(?:报告|年报)[^。；，]{0,24}(?:通知|提纲)"
_BEFORE_DAYS = "于在，,。；;：:\n\u3000 、并\0"
_NO_ACTS = "0123456789将底末初结至、—-"
"""Characters after 年 with which no act of that year begins: a month, a plan, its end, a period."""

_LEADS = ("截至", "截止", "完成", "完成了", "现将", "现公布", "现发布", "社会公布", *THIS_YEAR)


def _slips(batch: RuleBatch) -> Flags:
    """Row → whether another year than the report's own is named at such a place.

    These are: any place of the preamble, the beginning of a chapter or item, after 截至, 完成 and
    本年度. A year with more than four digits is one of them anywhere, and so is one whose figures
    are given.
    """
    narratives, named = batch.narratives, batch.fact(named_years)
    text, flags = narratives.text, np.zeros(batch.rows, np.bool_)
    rows, begins, values, years = named.rows, named.begins, named.values, batch.years[named.rows]
    starts, numbers = narratives.starts[named.sections], narratives.numbers[named.sections]
    flags[rows[named.many > YEAR_DIGITS]] = True
    others = np.flatnonzero((values % 10_000 != years) | named.alike)
    begin, start = begins[others], starts[others]
    suspect = (numbers[others] == 0) | named.alike[others]
    suspect |= ends_with(text, begin, start, _LEADS)
    suspect |= begin <= skip(text, start, flags_of(BLANKS), LONGEST)
    line = skip_back(text, begin, start, flags_of(" \t\xa0\u3000"), LONGEST)
    mark, _ = character_before(text, line, start)
    suspect |= flags_of("。：:\n")[mark] & (numbers[others] == 1)
    suspect |= _bounds_a_year(text, named.marks[others] + len("年".encode()))
    flags[rows[others[suspect]]] = True
    # Nearly every report names the year before: in comparisons, accounts and plans.
    plain = (named.many == YEAR_DIGITS) & ~named.alike & ~flags[rows]
    places = np.flatnonzero(plain & ((values == years - 1) | (values > years)))
    lead, _ = character_before(text, begins[places], starts[places])
    places = places[flags_of(MAY_LEAD)[lead]]
    following, _ = character_at(text, named.marks[places] + len("年".encode()))
    for place in places[~flags_of(_NO_ACTS)[following]].tolist():
        if not flags[rows[place]]:
            sides = narratives.around(int(begins[place]), int(named.marks[place]), REACH, REACH)
            flags[rows[place]] = has_figures_of_another_year(
                int(values[place]), int(years[place]), *sides
            )
    # What is planned comes in the chapter on problems.
    planning = np.flatnonzero((values == years) & (numbers == _PROBLEMS))
    for place in planning.tolist():
        if not flags[rows[place]]:
            sides = narratives.around(int(begins[place]), int(named.marks[place]), REACH, REACH)
            flags[rows[place]] = plans_its_own_year(*sides)
    return flags


def _bounds_a_year(text: np.ndarray, places: Ints) -> Flags:
    """Which places are followed by the first or the last day of a year."""
    flags = np.zeros(len(places), np.bool_)
    months = np.flatnonzero(text[places] == ord("1"))
    for day in ("1月1日".encode(), "12月31日".encode()):
        windows = text[places[months, None] + np.arange(len(day))]
        flags[months] |= (windows == np.frombuffer(day, np.uint8)).all(axis=1)
    return flags


def _days(batch: RuleBatch) -> Flags:
    """Row → whether something is done early in the report year: 于2021年1月15日."""
    named, text = batch.fact(named_years), batch.narratives.text
    own = np.flatnonzero(named.values == batch.years[named.rows])
    starts = batch.narratives.starts[named.sections[own]]
    lead, _ = character_before(text, named.begins[own], starts)
    own = own[flags_of(_BEFORE_DAYS)[lead]]
    months = named.marks[own] + len("年".encode())
    month, following = character_at(text, months)
    mark, _ = character_at(text, following)
    flags = np.zeros(batch.rows, np.bool_)
    for place in own[flags_of("123")[month] & (mark == ord("月"))].tolist():
        before, after = batch.narratives.around(
            int(named.begins[place]), int(named.marks[place]), REACH, REACH
        )
        if any(word in side for word in ("报告", "年报") for side in (before, after)):
            flags[named.rows[place]] = True
    return flags


names_year_of_a_slip = Condition(
    ("sections", "year"), lambda batch: pa.array(_slips(batch), pa.bool_())
)
"""Whether the narrative names another year at a place where that may be a slip."""

names_day_of_its_year = Condition(
    ("sections", "year"), lambda batch: pa.array(_days(batch), pa.bool_())
)
"""Whether the narrative tells of a day in the first three months of its year: 于2021年1月15日."""


def _notices(batch: RuleBatch) -> Flags:
    """Row → whether the first notice on reports in its preamble is not on those of its year."""
    narratives = batch.narratives
    preambles = np.flatnonzero(narratives.numbers == 0)
    texts = narratives.texts(narratives.numbers == 0)
    found = pc.struct_field(pc.extract_regex(texts, _NOTICE), "year")
    cited = pc.fill_null(found.cast(pa.int64()), 0).to_numpy()
    rows = narratives.rows[preambles]
    flags = np.zeros(batch.rows, np.bool_)
    flags[rows[(cited > 0) & (cited != batch.years[rows])]] = True
    return flags


names_notice_of_another_year = Condition(
    ("sections", "year"), lambda batch: pa.array(_notices(batch), pa.bool_())
)
"""Whether the first notice on yearly reports that a preamble names is on those of another year."""
