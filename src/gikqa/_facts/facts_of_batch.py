"""The facts of a batch of reports."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import REPORT_FIELDS, clean_batch
from gikqa._export.layout import Layout
from gikqa._facts.facts_of_text import Fact, facts_of_text
from gikqa._facts.facts_schema import FACTS_SCHEMA
from gikqa.text.narratives import Narratives
from gikqa.text.rule_batch import RuleBatch
from gikqa.text.years import YEAR_DIGITS, named_years

COLUMNS = (*REPORT_FIELDS, "sections")
"""The columns that facts are made of."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_CENTURIES = (b"19", b"20")
_INT8 = 128


def facts_of_batch(raw: pa.RecordBatch, layout: Layout) -> pa.RecordBatch:
    """The facts of all reports of a batch, in their order."""
    batch = clean_batch(raw, layout, {}, {})
    narratives = Narratives(batch.columns["sections"], batch.rows)
    years = pc.fill_null(batch.columns["year"], 0).to_numpy()
    named = _named(RuleBatch(batch.rows, years, batch.columns, narratives))
    facts: list[Fact] = []
    texts: list[str] = []
    sections: list[int] = []
    for section, (row, start, end) in enumerate(
        zip(
            narratives.rows.tolist(),
            narratives.starts.tolist(),
            narratives.ends.tolist(),
            strict=True,
        )
    ):
        text = narratives.data[start:end].decode()
        of_section = facts_of_text(text, int(years[row]) or None, named.get(section, ()))
        stored = narratives.text_as_stored(section)
        facts += of_section
        texts += [stored[fact.start : fact.end] for fact in of_section]
        sections += [section] * len(of_section)
    return _table(batch.columns, narratives, facts, texts, np.array(sections, np.int64))


def _named(batch: RuleBatch) -> dict[int, list[tuple[int, int, int | None]]]:
    """Section → start, end and value of the years in digits, in code points; None: too many digits.

    What has digits of another script is left to the reader of quantities.
    """
    data, starts = batch.narratives.data, batch.narratives.starts.tolist()
    found: defaultdict[int, list[tuple[int, int, int | None]]] = defaultdict(list)
    named = named_years(batch)
    section, reached, characters = -1, 0, 0
    for begin, mark, value, many, alike, of_section in zip(
        *(one.tolist() for one in (named.begins, named.marks, named.values, named.many)),
        named.alike.tolist(),
        named.sections.tolist(),
        strict=True,
    ):
        if many == YEAR_DIGITS:
            is_year = _FIRST_YEAR <= value < _LAST_YEAR
        else:
            is_year = data[begin : begin + 2] in _CENTURIES
        if alike or not is_year:
            continue
        if of_section != section:
            section, reached, characters = of_section, starts[of_section], 0
        start = characters + len(data[reached:begin].decode())
        reached, characters = mark, start + many
        year = value if many == YEAR_DIGITS else None
        found[section].append((start, characters + 1, year))
    return found


def _table(
    columns: Mapping[str, pa.Array],
    narratives: Narratives,
    facts: list[Fact],
    texts: list[str],
    sections: np.ndarray,
) -> pa.RecordBatch:
    rows = pa.array(narratives.rows[sections])
    numbers = narratives.numbers[sections]
    of_reports = {
        name: columns[name].take(rows)
        if name in columns
        else pa.nulls(len(rows), FACTS_SCHEMA.field(name).type)
        for name in REPORT_FIELDS
    }
    of_reports["report_id"] = pc.fill_null(of_reports["report_id"], "")
    values = zip(*facts, strict=True) if facts else ([] for _ in Fact._fields)
    by_name = {
        **of_reports,
        "section": pa.array(numbers, mask=(numbers < -_INT8) | (numbers >= _INT8)),
        "text": texts,
        **dict(zip(Fact._fields, map(list, values), strict=True)),
    }
    arrays = [
        of_name.cast(field.type) if isinstance(of_name, pa.Array) else pa.array(of_name, field.type)
        for field in FACTS_SCHEMA
        for of_name in [by_name[field.name]]
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=FACTS_SCHEMA)
