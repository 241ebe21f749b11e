"""Make rows of the findings table: whole columns for identities, one by one for other rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine import reading
from gikqa._model import Confidence, Finding, Rule
from gikqa._result import FINDINGS_SCHEMA
from gikqa.editions import Edition, Identity, Relation

_FIELD = re.compile(r"\{(\w+)\}")
_SEPARATOR = "\x1f"
WORKING_SCHEMA = FINDINGS_SCHEMA.set(
    FINDINGS_SCHEMA.get_field_index("cells"), pa.field("cells", pa.int32())
)
"""The findings before they are put in order: cells as a number, one for each list of cells."""
REPORT_FIELDS = ("report_id", "publisher", "region_code", "year")


@dataclass(frozen=True)
class Origin:
    """Who brought the rules, and the language of the messages."""

    lang: str
    owner: Mapping[str, str]
    versions: Mapping[str, str]


def fingerprint(parts: bytes) -> str:
    """A name for a finding that only its rule, report, place and operands decide."""
    return blake2b(parts, digest_size=16).hexdigest()


def fill(template: str, values: Mapping[str, str | None]) -> str:
    """Put values into a message; a field that nobody gave stays as it stands."""

    def value(match: re.Match[str]) -> str:
        found = values.get(match[1])
        return match[0] if found is None else found

    return _FIELD.sub(value, template)


def finding_row(
    finding: Finding, rule: Rule, report: Mapping[str, Any], origin: Origin, times: Counter[str]
) -> dict[str, Any]:
    """One row of the findings table.

    report: the fields of `REPORT_FIELDS`. times: how often a finding of the same rule, place and
    content was seen in this report, so that two equal slips in one text keep apart.
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
    key = _SEPARATOR.join(
        [
            rule.code,
            report["report_id"] or "",
            ",".join(finding.cells),
            "" if finding.section is None else str(finding.section),
            finding.quote or "",
            finding.observed or "",
            finding.expected or "",
        ]
    )
    times[key] += 1
    owner = origin.owner[rule.code]
    return {
        "rule": rule.code,
        "name": rule.name,
        "severity": str(rule.severity if rule.trial else finding.severity or rule.severity),
        "confidence": str(finding.confidence or rule.confidence),
        "report_id": report["report_id"] or "",
        "publisher": report["publisher"],
        "region_code": report["region_code"],
        "year": report["year"],
        "cells": ",".join(finding.cells),
        "section": finding.section,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "observed": finding.observed,
        "expected": finding.expected,
        "message": fill(rule.message[origin.lang], known),
        "params": list(params.items()),
        "cause": finding.cause,
        "proposal": [{"cell": cell, "value": value} for cell, value in finding.proposal],
        "basis": finding.basis or rule.source,
        "plugin": owner,
        "plugin_version": origin.versions[owner],
        "fingerprint": fingerprint(
            f"{key}{_SEPARATOR}{times[key]}".encode("utf-8", "surrogatepass")
        ),
    }


def identity_findings(
    identity: Identity,
    edition: Edition,
    rule: Rule,
    offences: pa.Table,
    origin: Origin,
    cells_number: int,
) -> pa.Table:
    """The findings of one violated statement, in the working schema.

    offences: one row a report: `REPORT_FIELDS`, the statement's cells by path and, where readers
    of documents left notes, the tables whose reading is in doubt.
    cells_number: the number that stands for the statement's cells.
    """
    size = offences.num_rows
    cells = {path: offences.column(path).combine_chunks() for path in identity.cells}
    spelled = {path: _spell_column(column) for path, column in cells.items()}
    left, right = _total(identity.left, cells), _total(identity.right, cells)
    right = [value + identity.constant for value in right] if identity.constant else right
    observed, expected = _sides(identity, left, right, cells)
    texts = {
        "place": pa.repeat(place_of(identity, edition, origin.lang), size),
        "left": _written_out(identity.left, spelled, size),
        "right": _written_out(identity.right, spelled, size),
        "observed": observed,
        "expected": expected,
    }
    report_ids = offences.column("report_id").combine_chunks()
    keys = pc.binary_join_element_wise(
        pa.repeat(identity.rule, size),
        pc.fill_null(report_ids, ""),
        pa.repeat(",".join(identity.cells), size),
        *(pc.fill_null(column, "") for column in spelled.values()),
        _SEPARATOR,
    )
    owner = origin.owner[rule.code]
    columns: dict[str, pa.Array] = {
        "rule": pa.repeat(rule.code, size),
        "name": pa.repeat(rule.name, size),
        "severity": pa.repeat(str(rule.severity), size),
        "confidence": pa.repeat(str(rule.confidence), size),
        "report_id": pc.fill_null(report_ids, ""),
        "publisher": offences.column("publisher").combine_chunks(),
        "region_code": offences.column("region_code").combine_chunks(),
        "year": offences.column("year").combine_chunks(),
        "cells": pa.repeat(cells_number, size),
        "observed": observed,
        "expected": expected,
        "message": _fill_column(rule.message[origin.lang], texts, size),
        "params": _params({name: texts[name] for name in ("left", "place", "right")}, size),
        "proposal": _repeat_list([], size, FINDINGS_SCHEMA.field("proposal").type),
        "basis": pa.repeat(identity.basis, size),
        "plugin": pa.repeat(owner, size),
        "plugin_version": pa.repeat(origin.versions[owner], size),
        "fingerprint": pa.array(
            [fingerprint(key) for key in keys.cast(pa.binary()).to_pylist()], pa.string()
        ),
    }
    doubted = reading.in_doubt(offences, identity.left[0].partition(".")[0])
    if doubted is not None:
        hint = str(Confidence.HINT)
        columns["confidence"] = pc.if_else(doubted, hint, columns["confidence"])
        columns["cause"] = pc.if_else(doubted, reading.DOUBTED, pa.scalar(None, pa.string()))
    arrays = [
        columns[field.name].cast(field.type)
        if field.name in columns
        else pa.nulls(size, field.type)
        for field in WORKING_SCHEMA
    ]
    return pa.Table.from_arrays(arrays, schema=WORKING_SCHEMA)


def in_order(tables: list[pa.Table], cells: Mapping[str, int]) -> pa.Table:
    """From the working schema to the published one, in the published order; empties `tables`.

    By report_id, rule, cells, start; then section and fingerprint, so that nothing is left open.
    Column by column, each let go when it has been put in order: a table of findings is large.
    """
    whole = pa.concat_tables(tables)
    tables.clear()
    columns = dict(zip(whole.column_names, whole.columns, strict=True))
    del whole
    texts = sorted(cells)
    ranks = np.empty(len(texts), np.int32)
    for rank, text in enumerate(texts):
        ranks[cells[text]] = rank
    columns["cells"] = pc.take(pa.array(ranks), columns["cells"])
    # The last ones tell findings apart where reports share an id.
    order = ("report_id", "rule", "cells", "start", "section", "fingerprint", *REPORT_FIELDS[1:])
    keys = {name: columns[name] for name in order}
    for name in ("start", "section"):  # a finding on the report as a whole comes first
        keys[name] = pc.fill_null(columns[name], -1)
    places = pc.sort_indices(pa.table(keys), [(name, "ascending") for name in order])
    del keys
    for name in columns:
        columns[name] = columns[name].take(places)
    lists = [text.split(",") if text else [] for text in texts]
    columns["cells"] = pc.take(pa.array(lists, pa.list_(pa.string())), columns["cells"])
    return pa.table(columns, schema=FINDINGS_SCHEMA)


def place_of(identity: Identity, edition: Edition, lang: str) -> str:
    """The row or column that a statement was written out for: its label, in English its key."""
    key = identity.name.partition(":")[2]
    if lang != "zh" or not key:
        return key
    table = edition.table(identity.left[0].partition(".")[0])
    lines = [line for block in table.blocks for line in (*block.rows, *block.columns)]
    return next(line.label for line in lines if line.key == key)


def _total(paths: Sequence[str], cells: Mapping[str, pa.Array]) -> Any:
    """Sums of what is known, exact: int64 where that is wide enough, else Python numbers."""
    total: Any = np.zeros(len(next(iter(cells.values()))), object)
    whole = all(pa.types.is_int64(cells[path].type) for path in paths)
    narrow = whole and all(abs(v or 0) < 2**57 for p in paths for v in _extremes(cells[p]))
    if narrow:
        total = total.astype(np.int64)
    for path in paths:
        known = pc.fill_null(cells[path], 0)
        total = total + (known.to_numpy() if narrow else np.array(known.to_pylist(), object))
    return total


def _extremes(column: pa.Array) -> tuple[int | None, int | None]:
    span = pc.min_max(column).as_py()
    return span["min"], span["max"]


def _sides(
    identity: Identity, left: Any, right: Any, cells: Mapping[str, pa.Array]
) -> tuple[pa.Array, pa.Array]:
    """What was observed and what it should have been, as texts."""
    of_left = _at_least(_spell(left), identity.left, cells)
    of_right = _at_least(_spell(right), identity.right, cells)
    if identity.relation is Relation.ZERO_IMPLIES_ZERO:
        return of_right, pa.repeat("0", len(of_right))
    sign = {Relation.EQUAL: "", Relation.AT_MOST: "≤ ", Relation.AT_LEAST: "≥ "}
    if identity.relation is Relation.EQUAL:
        return of_left, of_right
    return of_left, _join(pa.repeat(sign[identity.relation], len(of_left)), _spell(right))


def _at_least(sums: pa.Array, paths: Sequence[str], cells: Mapping[str, pa.Array]) -> pa.Array:
    """Mark the sums that blanks can only enlarge."""
    blank: Any = pa.repeat(False, len(sums))
    for path in paths:
        blank = pc.or_(blank, pc.is_null(cells[path]))
    return _join(pc.if_else(blank, "≥ ", ""), sums)


def _spell(values: Any) -> pa.Array:
    if isinstance(values, np.ndarray) and values.dtype == np.int64:
        return pa.array(values).cast(pa.string())
    return pa.array([_spell_one(value) for value in values], pa.string())


def _spell_one(value: int | Decimal) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _spell_column(column: pa.Array) -> pa.Array:
    if pa.types.is_decimal(column.type):
        values = column.to_pylist()
        return pa.array([None if v is None else _spell_one(v) for v in values], pa.string())
    return column.cast(pa.string())


def _written_out(paths: Sequence[str], spelled: Mapping[str, pa.Array], size: int) -> pa.Array:
    """The sum as people write it: 7+0; of more than two terms, those that are not zero."""
    if not paths:
        return pa.repeat("0", size)
    terms = []
    for path in paths:
        term = pc.fill_null(spelled[path], "" if len(paths) > 2 else "?")
        shown = _join(pa.repeat("+", size), term)
        left_out = pc.is_in(term, pa.array(["", "0"])) if len(paths) > 2 else pa.repeat(False, size)
        terms.append(pc.if_else(left_out, "", shown))
    joined = pc.replace_substring(_join(*terms), "+-", "-")
    joined = pc.utf8_ltrim(joined, "+")
    return pc.if_else(pc.equal(joined, ""), "0", joined)


def _fill_column(template: str, texts: Mapping[str, pa.Array], size: int) -> pa.Array:
    pieces = _FIELD.split(template)  # literal, name, literal, name, …, literal
    parts = []
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            parts.append(pa.repeat(piece, size))
        else:
            parts.append(texts.get(piece, pa.repeat(f"{{{piece}}}", size)))
    return _join(*parts)


def _join(*columns: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*columns, "")


def _params(texts: Mapping[str, pa.Array], size: int) -> pa.Array:
    """A map column with the same keys in every row."""
    keys = pa.array(list(texts) * size, pa.string())
    whole = pa.concat_arrays(list(texts.values()))
    order = np.arange(size * len(texts)).reshape(len(texts), size).T.reshape(-1)
    offsets = pa.array(np.arange(size + 1) * len(texts), pa.int32())
    return pa.MapArray.from_arrays(offsets, keys, whole.take(pa.array(order)))


def _repeat_list(value: list[Any], size: int, kind: pa.DataType | None = None) -> pa.Array:
    one = pa.array([value], kind or pa.list_(pa.string()))
    return one.take(pa.array(np.zeros(size, np.int64)))
