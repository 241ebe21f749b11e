"""The reports on which a plugin is tried: every edition that its rules name, valid and faulty.

The narratives hold the words that the rules look for and the texts of their worked cases, so that
rules over text are really called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count, islice
from random import Random
from typing import Any

import pyarrow as pa

from gikqa._engine.returned import list_of_words
from gikqa._export.export_schema import flat_schema
from gikqa.editions import Edition, load_editions
from gikqa.testing.faults import named_faults
from gikqa.testing.layouts import REPORT_COLUMNS
from gikqa.testing.plugin_kit.subject import Loaded
from gikqa.testing.plugin_kit.verdicts_of_rules import Export
from gikqa.testing.valid import valid_cells
from gikqa.testing.worked_cases import RuleCase

Row = dict[str, Any]

_BODIES = (
    ("青桐县人民政府办公室", "office", "360724"),
    ("青桐县人民政府", "county", "360724"),
    ("柳溪市人民政府", "prefecture", "360700"),
)
_YEARS, _FAULTS, _BLANKED = 2, 12, 6
_DRAWN = 8
"""Reports of which the fullest is taken: most bodies, and so most that are drawn, report zeros."""
_WORDS = 40
"""Words of one rule that are put into narratives; some rules look for thousands."""


def exports_for(loaded: Loaded, cases: Mapping[str, Sequence[RuleCase]]) -> list[Export]:
    """One export of all single reports, and one for each worked case of several reports."""
    editions = editions_of(loaded)
    passages = list(_passages(loaded, cases))
    rows = [row for edition in editions for row in _rows(edition, passages)]
    several = []
    for case in (case for of_rule in cases.values() for case in of_rule):
        if case.reports:
            together = [_row_of(case, report) for report in case.reports]
            several.append(Export(_table(together, case.editions.values()), case.roster))
        else:
            rows.append(_row_of(case, case.report))
    return [Export(_table(rows, loaded.plugins.editions.values())), *several]


def editions_of(loaded: Loaded) -> list[Edition]:
    """The editions that the rules name; the built-in ones for a rule that names none."""
    known, keys = loaded.plugins.editions, dict[str, None]()
    for rule in loaded.rules.values():
        keys |= dict.fromkeys(rule.editions or load_editions())
    for key, edition in known.items():
        if any(identity.rule in loaded.rules for identity in edition.identities):
            keys[key] = None
    return [known[key] for key in keys]


def _passages(loaded: Loaded, cases: Mapping[str, Sequence[RuleCase]]) -> Iterator[str]:
    for code, rule in loaded.rules.items():
        words = [] if rule.words is None else list_of_words(rule.words())
        for word in islice(sorted(words), 0, None, len(words) // _WORDS + 1):
            yield f"本年度{word}3件。"
        for case in cases.get(code, ()):
            yield from texts_of(case)


def texts_of(case: RuleCase) -> list[str]:
    """The narratives of a worked case."""
    reports = case.reports or [case.report]
    texts = [report.get("text", "") for report in reports]
    texts += [part["text"] for report in reports for part in report.get("sections", ())]
    return [text for text in texts if text]


def _rows(edition: Edition, passages: Sequence[str]) -> Iterator[Row]:
    """Reports of every body in successive years: valid ones, faults of these, and some blanks."""
    rng, turn, region = Random(edition.key), count(), edition.scope.region
    for publisher, level, region_code in _BODIES:
        first = edition.first_year
        for year in range(first, min(first + _YEARS, (edition.last_year or first + _YEARS) + 1)):
            drawn = (valid_cells(edition, rng) for _ in range(_DRAWN))
            valid = max(drawn, key=lambda cells: sum(map(bool, cells.values())))
            faulty = [fault.applied_to(valid) for fault in named_faults(valid, edition)]
            chosen = rng.sample(faulty, min(_FAULTS // len(_BODIES), len(faulty)))
            blanked = valid | dict.fromkeys(rng.sample(sorted(valid), min(_BLANKED, len(valid))))
            every: list[Row] = [valid, *chosen, blanked]
            for cells in every:
                yield {
                    "publisher": publisher,
                    "year": year,
                    "level": next(iter(edition.scope.kinds), level),
                    "region_code": region.ljust(6, "0") if region else region_code,
                    "country": edition.scope.country,
                    "edition": None if edition.base else edition.key,
                    "title": f"{publisher}{year}年政府信息公开工作年度报告",
                    "published_on": date(year + 1, 1 + next(turn) % 4, 20),
                    "sections": _sections(edition, passages, rng),
                    **cells,
                }


def _sections(edition: Edition, passages: Sequence[str], rng: Random) -> list[Row]:
    """The chapters of the form, each with two passages."""
    headings = [(one.number, one.heading) for one in edition.sections] or [(1, "总体情况")]
    return [
        {
            "number": number,
            "heading": heading,
            "text": "".join(rng.sample(passages, min(2, len(passages)))) or "本年度工作有序开展。",
        }
        for number, heading in headings
    ]


def _row_of(case: RuleCase, report: Mapping[str, Any]) -> Row:
    """A report of a worked case as a row."""
    (row,) = case.table_of(report).to_pylist()
    return {name: value for name, value in row.items() if name != "report_id"}


def _table(rows: Iterable[Row], editions: Iterable[Edition]) -> pa.Table:
    """The rows as an export, with ids; a value that does not fit its column is blank."""
    numbered = [row | {"report_id": f"r{n}"} for n, row in enumerate(rows, start=1)]
    columns = {}
    for field in flat_schema(editions):
        values = [row.get(field.name) for row in numbered]
        if field.name in REPORT_COLUMNS or any(value is not None for value in values):
            columns[field.name] = _array(values, field.type)
    return pa.table(columns)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except (TypeError, ValueError, OverflowError):
        return pa.array([value if _fits(value, kind) else None for value in values], kind)


def _fits(value: Any, kind: pa.DataType) -> bool:
    try:
        pa.scalar(value, kind)
    except (TypeError, ValueError, OverflowError):
        return False
    return True
