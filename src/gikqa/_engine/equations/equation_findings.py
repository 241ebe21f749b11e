"""Make the findings of violated equations, column by column.

Equations of one shape (the rows of a table, its columns) are processed together, because each call
of Arrow has a fixed cost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, groupby
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine import doubted_tables
from gikqa._engine.batch import REPORT_FIELDS
from gikqa._engine.outcome.finding_rows import (
    FIELD,
    SEPARATOR,
    WORKING_SCHEMA,
    Origin,
    fingerprint,
    of_rule,
)
from gikqa._model.arithmetic import spelled
from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._model.rule import Rule
from gikqa._repairs.cause_text import located
from gikqa.editions import Edition, Identity, Relation

_PARAMS = ("left", "place", "right", "values")


@dataclass(frozen=True)
class Violated:
    """An equation, the rows of a table of reports that violate it, and what is known of each.

    causes: of each violation, null where unknown. cells: those of the equation in these rows.
    """

    identity: Identity
    rows: np.ndarray
    causes: pa.Array
    cells: Sequence[pa.Array]


def identity_findings(
    violated: Sequence[Violated],
    edition: Edition,
    rules: Mapping[str, Rule],
    reports: pa.Table,
    origin: Origin,
    numbers: Mapping[str, int],
) -> Iterator[pa.Table]:
    """The findings of violated equations of one edition, in the working schema.

    reports: one row a report: `REPORT_FIELDS` and, where readers of documents doubt their
    reading of some tables, these doubts. numbers: list of cells, with commas between → its number.
    """
    columns = {name: reports.column(name).combine_chunks() for name in reports.column_names}

    def shape(one: Violated) -> Any:
        identity = one.identity
        kinds = tuple(str(cell.type) for cell in one.cells)
        table = identity.left[0].partition(".")[0]
        return identity.rule, table, identity.relation, identity.constant, len(identity.left), kinds

    for _, alike in groupby(sorted(violated, key=shape), shape):
        group = list(alike)
        yield _findings_of(group, edition, rules[group[0].identity.rule], columns, origin, numbers)


def _findings_of(
    group: Sequence[Violated],
    edition: Edition,
    rule: Rule,
    reports: Mapping[str, pa.Array],
    origin: Origin,
    numbers: Mapping[str, int],
) -> pa.Table:
    """The findings of equations of one shape: same rule, table, relation and number of cells."""
    identities = [each.identity for each in group]
    times = [len(each.rows) for each in group]
    size = sum(times)
    one = identities[0]
    # The first term of each equation, the second of each, …
    terms = [pa.concat_arrays(cells) for cells in zip(*(each.cells for each in group), strict=True)]
    spelled = [_spell(term) for term in terms]
    cut = len(one.left)
    left, right = _total(terms[:cut], size), _total(terms[cut:], size) + one.constant
    observed, expected = _sides(one.relation, left, right, terms[:cut], terms[cut:])
    texts = {
        "place": _spread([place_of(each, edition, origin.lang) for each in identities], times),
        "left": _written_out(spelled[:cut], size),
        "right": _written_out(spelled[cut:], size),
        "observed": observed,
        "expected": expected,
        "values": _join(*(pc.fill_null(column, "?") for column in spelled), between=" "),
    }
    rows = pa.array(np.concatenate([each.rows for each in group]))
    report = {name: reports[name].take(rows) for name in REPORT_FIELDS}
    report_ids = pc.fill_null(report["report_id"], "")
    listed = [",".join(each.cells) for each in identities]
    # The name of the equation instead of its cells, of which there can be twenty.
    keys = pc.binary_join_element_wise(
        pa.repeat(rule.code, size),
        report_ids,
        _spread([each.name for each in identities], times),
        *(pc.fill_null(column, "") for column in spelled),
        SEPARATOR,
    )
    columns: dict[str, pa.Array] = {
        **{name: pa.repeat(value, size) for name, value in of_rule(rule, origin).items()},
        **report,
        "report_id": report_ids,
        "cells": pa.array(np.repeat([numbers[each] for each in listed], times)),
        "observed": observed,
        "expected": expected,
        "message": _fill_column(rule.message[origin.lang], texts, size),
        "params": _params({name: texts[name] for name in _PARAMS}, size),
        "cause": pa.concat_arrays([each.causes for each in group]),
        "basis": _spread([each.basis for each in identities], times),
        "fingerprint": pa.array(
            [fingerprint(key) for key in keys.cast(pa.binary()).to_pylist()], pa.string()
        ),
    }
    if doubted_tables.DOUBTED in reports:
        table = one.left[0].partition(".")[0]
        doubts = reports[doubted_tables.DOUBTED].take(rows)
        doubted_tables.mark_doubted(columns, doubts, table, origin.names)
    columns["proposal"] = _proposals(columns["cause"])
    blank = {field.name: pa.nulls(size, field.type) for field in WORKING_SCHEMA}
    return pa.table(blank | columns).cast(WORKING_SCHEMA)


def _proposals(causes: pa.Array) -> pa.Array:
    """The changes of the causes that leave no other repair."""
    alike = causes.dictionary_encode()
    kind = FINDINGS_SCHEMA.field("proposal").type
    repairs = [located(cause) or () for cause in alike.dictionary.to_pylist()]
    changes = [[{"cell": cell, "value": right} for cell, _, right in one] for one in repairs]
    numbers = pc.fill_null(alike.indices, len(changes))
    return pa.array([*changes, []], kind).take(numbers)


def _spread(values: Sequence[str], times: Sequence[int]) -> pa.Array:
    """The text of each equation, repeated for each of its findings."""
    return pa.array(values, pa.string()).take(pa.array(np.repeat(np.arange(len(values)), times)))


def place_of(identity: Identity, edition: Edition, lang: str) -> str:
    """The row or column that an equation is about: its label, in English its key in words."""
    key = identity.name.partition(":")[2]
    if lang != "zh" or not key:
        return key.replace("_", " ")
    table = edition.table(identity.left[0].partition(".")[0])
    lines = [line for block in table.blocks for line in (*block.rows, *block.columns)]
    return next(line.label for line in lines if line.key == key)


def _total(terms: Sequence[pa.Array], size: int) -> Any:
    """Exact sums of the cells that are not blank: int64 where that is wide enough, else objects."""
    whole = all(pa.types.is_int64(term.type) for term in terms)
    bounds = [bound or 0 for term in terms for bound in pc.min_max(term).as_py().values()]
    narrow = whole and all(abs(bound) < 2**57 for bound in bounds)
    total: Any = np.zeros(size, np.int64 if narrow else object)
    for term in terms:
        known = pc.fill_null(term, 0)
        total = total + (known.to_numpy() if narrow else np.array(known.to_pylist(), object))
    return total


def _sides(
    relation: Relation, left: Any, right: Any, lefts: Sequence[pa.Array], rights: Sequence[pa.Array]
) -> tuple[pa.Array, pa.Array]:
    """The observed and the expected value, as texts."""
    of_left = _at_least(_spell(left), lefts)
    of_right = _at_least(_spell(right), rights)
    if relation is Relation.ZERO_IMPLIES_ZERO:
        return of_right, pa.repeat("0", len(of_right))
    sign = {Relation.AT_MOST: "≤ ", Relation.AT_LEAST: "≥ "}
    if relation is Relation.EQUAL:
        return of_left, of_right
    return of_left, _join(pa.repeat(sign[relation], len(of_left)), _spell(right))


def _at_least(sums: pa.Array, terms: Sequence[pa.Array]) -> pa.Array:
    """Mark the sums that blanks can only enlarge."""
    blanks = [pc.is_null(term) for term in terms if term.null_count]
    return _join(pc.if_else(reduce(pc.or_, blanks), "≥ ", ""), sums) if blanks else sums


def _spell(values: Any) -> pa.Array:
    """Numbers as texts; a blank stays blank."""
    if isinstance(values, pa.Array) and pa.types.is_decimal(values.type):
        values = values.to_pylist()
    elif isinstance(values, pa.Array) or values.dtype == np.int64:
        return pa.array(values).cast(pa.string())
    return pa.array([None if value is None else spelled(value) for value in values], pa.string())


def _written_out(spelled: Sequence[pa.Array], size: int) -> pa.Array:
    """The sum as people write it, such as 7+0; of more than two terms, only those not zero."""
    if not spelled:
        return pa.repeat("0", size)
    terms = [pc.fill_null(term, "" if len(spelled) > 2 else "?") for term in spelled]
    if len(terms) > 2:
        # The join below leaves out nulls.
        nothing = pa.scalar(None, pa.string())
        left_out = pa.array(["", "0"])
        terms = [pc.if_else(pc.is_in(term, left_out), nothing, term) for term in terms]
    # A row of nothing but nulls would be lost (pyarrow 26), so each begins with an empty text.
    joined = pc.binary_join_element_wise(pa.repeat("", size), *terms, "+", null_handling="skip")
    joined = pc.utf8_ltrim(pc.replace_substring(joined, "+-", "-"), "+")
    return pc.if_else(pc.equal(joined, ""), "0", joined)


def _fill_column(template: str, texts: Mapping[str, pa.Array], size: int) -> pa.Array:
    literals = [pa.repeat(literal, size) for literal in FIELD.split(template)[::2]]
    fields = [texts.get(name, pa.repeat(f"{{{name}}}", size)) for name in FIELD.findall(template)]
    return _join(literals[0], *chain.from_iterable(zip(fields, literals[1:], strict=True)))


def _join(*columns: pa.Array, between: str = "") -> pa.Array:
    return pc.binary_join_element_wise(*columns, between)


def _params(texts: Mapping[str, pa.Array], size: int) -> pa.Array:
    """A map column with the same keys in every row."""
    keys = pa.array(list(texts) * size, pa.string())
    whole = pa.concat_arrays(list(texts.values()))
    order = np.arange(size * len(texts)).reshape(len(texts), size).T.reshape(-1)
    offsets = pa.array(np.arange(size + 1) * len(texts), pa.int32())
    return pa.MapArray.from_arrays(offsets, keys, whole.take(pa.array(order)))
