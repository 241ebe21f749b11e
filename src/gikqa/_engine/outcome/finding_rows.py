"""The findings table: its rows, and their order."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import REPORT_FIELDS
from gikqa._model.finding import Finding
from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._model.rule import Rule
from gikqa._model.status import Failure
from gikqa._plugins.where import Root, innermost
from gikqa.editions import Edition, PrintedNames, edition_for

FIELD = re.compile(r"\{(\w+)\}")
"""A field of a message."""
_NOTICES = re.compile(r"([\u4e00-\u9fff]+)(〔\d{4}〕\d+号(?:、〔\d{4}〕\d+号)+)")
"""Several notices of one office: 国办公开办函〔2019〕60号、〔2021〕30号."""
SEPARATOR = "\x1f"
WORKING_SCHEMA = FINDINGS_SCHEMA.set(
    FINDINGS_SCHEMA.get_field_index("cells"), pa.field("cells", pa.int32())
)
"""The findings before they are sorted: `cells` is the number of a list of cells."""
_COPIED = ("quote", "observed", "expected", "cause")
_FILLS = ("observed", "expected", "quote")
_PLACE = ("section", "start", "end")
_INT8 = range(-128, 128)
"""The numbers that the column of sections holds."""
_PIECE = 4_096


@dataclass(frozen=True)
class Origin:
    """Who brought the rules, where their code lies, and the language of the messages.

    roots: by distribution. places: code → where the function of a rule begins. editions: for the
    printed names of cells in messages.
    """

    lang: str
    owner: Mapping[str, str]
    versions: Mapping[str, str]
    roots: Mapping[str, Root] = field(default_factory=dict)
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)

    @cached_property
    def names(self) -> PrintedNames:
        """The printed names of cells."""
        return PrintedNames(self.editions, self.lang)

    def failure(
        self, rule: str | None, what: str, problem: str, frames: Iterable[tuple[str, int]] = ()
    ) -> Failure:
        """A failure of the distribution that brought a rule; None: of gikqa.

        frames: file and line of what ran, innermost first; else it is where the rule begins.
        """
        owner = "gikqa" if rule is None else self.owner[rule]
        begins = [self.places[rule]] if rule is not None and rule in self.places else []
        place = innermost((*frames, *begins), self.roots.get(owner))
        return Failure(owner, self.versions[owner], what, problem, *place)


def fingerprint(parts: bytes) -> str:
    """The identifier of a finding, from its rule, report, place and operands."""
    return blake2b(parts, digest_size=16).hexdigest()


def fill(template: str, values: Mapping[str, str | None]) -> str:
    """Put values into a message; a field without a value stays in the text."""

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        return match[0] if found is None else found

    return FIELD.sub(value, template)


def unfilled(rule: Rule, finding: Finding) -> list[str]:
    """The gaps of the rule's message, in any language, that a finding leaves open.

    A report without a publisher or a year is no mistake of the rule.
    """
    gaps = _gaps(*rule.message.values()) - {"publisher", "year"} - finding.params.keys()
    return sorted(gap for gap in gaps if gap not in _FILLS or getattr(finding, gap) is None)


@cache
def _gaps(*templates: str) -> frozenset[str]:
    return frozenset(gap for template in templates for gap in FIELD.findall(template))


def of_rule(rule: Rule, origin: Origin) -> dict[str, str]:
    """The fields that every finding of a rule has, unless the finding overrides one."""
    owner = origin.owner[rule.code]
    return {
        "rule": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "confidence": str(rule.confidence),
        "plugin": owner,
        "plugin_version": origin.versions[owner],
    }


def finding_row(
    finding: Finding,
    rule: Rule,
    report: Mapping[str, Any],
    origin: Origin,
    times: Counter[str],
    *,
    on_export: bool = False,
) -> dict[str, Any]:
    """One row of the findings table.

    report: the fields of `REPORT_FIELDS`. times: how often a finding of the same rule, place and
    content has occurred in this report, so that two equal mistakes in one text differ. on_export:
    whether it is about the columns of the export, which have no printed names.
    """
    params = dict(sorted(finding.params.items()))
    known = {
        "publisher": report["publisher"],
        "year": None if report["year"] is None else str(report["year"]),
        "observed": finding.observed,
        "expected": finding.expected,
        "quote": finding.quote,
        **params,
    }
    content = (finding.section, finding.quote, finding.observed, finding.expected)
    parts = (rule.code, report["report_id"], ",".join(finding.cells), *content)
    key = SEPARATOR.join("" if part is None else str(part) for part in parts)
    times[key] += 1
    return of_rule(rule, origin) | {
        "severity": str(rule.severity if rule.trial else finding.severity or rule.severity),
        "confidence": str(finding.confidence or rule.confidence),
        **report,
        "report_id": report["report_id"] or "",
        "cells": ",".join(finding.cells),
        **{name: getattr(finding, name) for name in _COPIED},
        **_place(finding),
        "message": fill(
            rule.message[origin.lang], known if on_export else _as_printed(known, report, origin)
        ),
        "params": list(params.items()),
        "proposal": [{"cell": cell, "value": value} for cell, value in finding.proposal],
        "basis": finding.basis or _of_its_form(rule.source, report, origin),
        "fingerprint": fingerprint(
            f"{key}{SEPARATOR}{times[key]}".encode("utf-8", "surrogatepass")
        ),
    }


def _as_printed(
    values: Mapping[str, str | None], report: Mapping[str, Any], origin: Origin
) -> dict[str, str | None]:
    """The values for a message, with the printed names of cells and tables."""
    year, region = report["year"], report["region_code"]
    return {
        name: None if value is None else origin.names.fill_in(value, year, region)
        for name, value in values.items()
    }


def _of_its_form(source: str, report: Mapping[str, Any], origin: Origin) -> str:
    """The source of a rule; of the notices of several forms only that of the report's own."""

    def own(notices: re.Match[str]) -> str:
        known, year = origin.editions.values(), report["year"]
        form = edition_for(year, known, region_code=report["region_code"]) if year else None
        issued = {notices[1] + number for number in notices[2].split("、")}
        return form.instrument if form is not None and form.instrument in issued else notices[0]

    return _NOTICES.sub(own, source)


def _place(finding: Finding) -> dict[str, int | None]:
    """Section, start and end; none of them where the section has a number that no column holds.

    A start without its section would be looked for in another one. The quote still shows the place.
    """
    holds = finding.section is None or finding.section in _INT8
    return {name: getattr(finding, name) if holds else None for name in _PLACE}


def in_order(tables: list[pa.Table], cells: Mapping[str, int], pool: Executor) -> pa.Table:
    """Sort findings and bring them from the working schema to the published one.

    By report_id, rule, cells, start; then section, body and year, because findings on reports that
    are not there have no report_id; and fingerprint, so that the order is complete.
    Empties `tables`, and frees each column once it is sorted: a table of findings is large.
    pool: sorts several columns at a time.
    """
    whole = pa.concat_tables(tables)
    tables.clear()
    columns = dict(zip(whole.column_names, whole.columns, strict=True))
    del whole
    texts = sorted(cells)
    ranks = np.empty(len(texts), np.int32)
    ranks[[cells[text] for text in texts]] = np.arange(len(texts))
    columns["cells"] = pc.take(pa.array(ranks), columns["cells"])
    order = ("report_id", "rule", "cells", "start", "section", *REPORT_FIELDS[1:], "fingerprint")
    keys = {name: columns[name] for name in order}
    for name in ("start", "section"):  # a finding without a place comes first
        keys[name] = pc.fill_null(columns[name], -1)
    places = pc.sort_indices(pa.table(keys), [(name, "ascending") for name in order])
    del keys
    lists = pa.array([text.split(",") if text else [] for text in texts], pa.list_(pa.string()))

    def sort(name: str) -> pa.ChunkedArray:
        column = columns.pop(name).take(places)
        return _take_often(lists, column) if name == "cells" else column

    names = list(columns)
    return pa.table(dict(zip(names, pool.map(sort, names), strict=True)), schema=FINDINGS_SCHEMA)


def _take_often(lists: pa.Array, numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    """Lists by their numbers, in pieces: one large result would be copied whenever it grows."""
    taken = [
        lists.take(chunk.slice(start, _PIECE))
        for chunk in numbers.chunks
        for start in range(0, len(chunk), _PIECE)
    ]
    return pa.chunked_array(taken, lists.type)
