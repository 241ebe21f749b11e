"""Compare the requests that one year carries out with those that the next carries in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import REPORT_FIELDS, Batch
from gikqa._engine.outcome.record import Verdict, why_skipped
from gikqa._model.finding import Confidence, Finding

CARRY_OVER = "GIK701"
_OUT, _IN, _NEW, _DONE = (
    f"requests.{row}." for row in ("carried_out", "carried_in", "new_received", "total_concluded")
)

_UNBALANCED = "unbalanced."

Found: TypeAlias = tuple[int, Mapping[str, Any], Finding]
"""The row of a report, its `REPORT_FIELDS`, and the finding on it."""


@dataclass(frozen=True)
class Ledger:
    """What the comparison of years needs of one batch; it is sent from process to process.

    reports: a row each, with `REPORT_FIELDS`, whether the report has the rows by its form (`form`),
    what it carries in and out, and of which kinds of applicants the column does not add up.
    lacking: why none of them can be compared, if the source lacks a column.
    """

    reports: pa.RecordBatch
    lacking: str | None


def cells_to_compare(cells: Iterable[str]) -> list[str]:
    """Those of all cells that the comparison of years needs."""
    return [path for path in cells if path.startswith((_OUT, _IN, _NEW, _DONE))]


def ledger_of(batch: Batch, cells: Sequence[str], forms: Iterable[str], lang: str) -> Ledger:
    """What is kept of a batch until the end of the run, about 180 bytes a report.

    forms: the editions with the rows of carried cases.
    """
    kept = [path for path in cells if path.startswith((_OUT, _IN))]
    kinds = {name: pa.string() for name in REPORT_FIELDS} | {"year": pa.int64()}
    kinds |= dict.fromkeys(cells, pa.int64())
    columns = {}
    for name, kind in kinds.items():
        column = batch.columns.get(name)
        columns[name] = pa.nulls(batch.rows, kind) if column is None else column.cast(kind)
    for kind in _kinds(cells):
        new, into, done, out = (columns[row + kind] for row in (_NEW, _IN, _DONE, _OUT))
        balanced = pc.equal(pc.add(new, into), pc.add(done, out))
        columns[_UNBALANCED + kind] = pc.fill_null(pc.invert(balanced), False)
    by_form = [batch.edition_rows[form] for form in forms if form in batch.edition_rows]
    columns["form"] = pa.array(np.logical_or.reduce([np.zeros(batch.rows, np.bool_), *by_form]))
    for name in set(cells).difference(kept):
        del columns[name]
    return Ledger(pa.RecordBatch.from_pydict(columns), why_skipped(kept, batch.layout, lang))


def compare_years(ledgers: Sequence[Ledger]) -> tuple[np.ndarray, Iterable[Found]]:
    """The verdict on each report of all batches, and the findings.

    Two reports are compared if they are of one publisher with one code of its region, for years
    that follow each other, and each is the only one for its year. A blank cell may be any number.
    A report without such a neighbour is not applicable.
    """
    if not ledgers:  # all processes that judge have ended
        return np.zeros(0, np.int8), ()
    whole = pa.Table.from_batches([ledger.reports for ledger in ledgers])
    usable = np.repeat(
        [ledger.lacking is None for ledger in ledgers],
        [ledger.reports.num_rows for ledger in ledgers],
    )
    form, year = whole["form"].to_numpy(), _numbers(whole["year"])
    dated = ~np.ma.getmaskarray(year)
    # A later line of these overrides the ones before it.
    codes = np.full(whole.num_rows, Verdict.ALONE, np.int8)
    codes[~usable] = Verdict.SKIPPED
    codes[~form] = Verdict.NOT_APPLICABLE
    codes[~dated] = Verdict.NO_YEAR
    known = usable & form & dated
    body = _bodies(whole)
    known &= body >= 0
    rows = np.flatnonzero(known)
    rows = rows[np.lexsort((year.data[rows], body[rows]))]
    first, second = rows[:-1], rows[1:]
    same = body[first] == body[second]
    again = same & (year.data[first] == year.data[second])
    twice = np.append(again, False) | np.append(False, again)
    linked = same & (year.data[first] + 1 == year.data[second]) & ~twice[:-1] & ~twice[1:]
    links = np.flatnonzero(linked)
    if not len(links):
        return codes, ()
    earlier, later = rows[links], rows[links + 1]
    out, into = _columns(whole, _OUT, earlier), _columns(whole, _IN, later)
    differ = np.ma.filled(out != into, False)
    broken = differ.any(axis=1)
    blank = (np.ma.getmaskarray(out) | np.ma.getmaskarray(into)).any(axis=1) & ~broken
    for linked_rows in (earlier, later):
        codes[linked_rows] = np.minimum(codes[linked_rows], Verdict.PASSED)
    for open_rows in (earlier[blank], later[blank]):
        codes[open_rows] = Verdict.UNDETERMINED
    at = np.flatnonzero(broken)
    odd = _odd_years(whole, links[at], earlier[at], later[at], differ[at])
    blamed = np.where(odd == 0, earlier[at], later[at])
    codes[earlier[at][odd < 0]] = Verdict.UNDETERMINED
    codes[blamed] = Verdict.VIOLATED
    return codes, _findings(whole, earlier[at], later[at], odd, differ[at], out[at], into[at])


def _odd_years(
    whole: pa.Table, links: np.ndarray, earlier: np.ndarray, later: np.ndarray, differ: np.ndarray
) -> np.ndarray:
    """Which report of each broken link is at fault: 0 the earlier, 1 the later, -1 unknown.

    A report is at fault if, where the two differ, its own column does not add up and that of the
    other does. Otherwise, of a run of 2k broken links just one set of k reports touches all: each
    second one. A run of odd length has several such sets.
    """
    left, right = (
        ((_columns(whole, _UNBALANCED, rows) == 1) & differ).any(axis=1)
        for rows in (earlier, later)
    )
    odd = np.where(left == right, -1, np.where(left, 0, 1))
    if not len(links):
        return odd
    starts = np.flatnonzero(np.append(True, np.diff(links) > 1))
    lengths = np.diff(np.append(starts, len(links)))
    length = np.repeat(lengths, lengths)
    place = np.arange(len(links)) - np.repeat(starts, lengths)
    return np.where((odd < 0) & (length % 2 == 0), 1 - place % 2, odd)


def _findings(
    reports: pa.Table,
    earlier: np.ndarray,
    later: np.ndarray,
    odd: np.ndarray,
    differ: np.ndarray,
    out: np.ma.MaskedArray,
    into: np.ma.MaskedArray,
) -> Iterator[Found]:
    kinds = _kinds(reports.column_names)
    for link, fault in enumerate(odd.tolist()):
        ends = [(int(earlier[link]), _OUT, out[link]), (int(later[link]), _IN, into[link])]
        (row, own_row, own), (other, other_row, others) = ends if fault == 0 else ends[::-1]
        wrong = np.flatnonzero(differ[link]).tolist()
        kind = wrong[-1]  # of the total, if it differs
        params = {
            "place": own_row + kinds[kind],
            "other_place": other_row + kinds[kind],
            "other_year": str(reports["year"][other].as_py()),
            "other_report": reports["report_id"][other].as_py() or "",
        }
        (fields,) = reports.select(REPORT_FIELDS).slice(row, 1).to_pylist()
        yield (
            row,
            fields,
            Finding(
                cells=tuple(own_row + kinds[each] for each in wrong),
                observed=str(own[kind]),
                expected=str(others[kind]),
                params=params,
                confidence=Confidence.HINT if fault < 0 else None,
            ),
        )


def _bodies(whole: pa.Table) -> np.ndarray:
    """A number for each body; -1 for a report that names none."""
    name = pc.utf8_trim_whitespace(whole["publisher"])
    name = pc.if_else(pc.equal(name, ""), None, name)
    region = pc.fill_null(whole["region_code"], "")
    key = pc.binary_join_element_wise(region, name, "\x1f").combine_chunks()
    numbers = pc.fill_null(key.dictionary_encode().indices, -1)
    of_rows: np.ndarray = numbers.to_numpy(zero_copy_only=False)
    return of_rows


def _kinds(names: Iterable[str]) -> list[str]:
    """The kinds of applicants, in the order of the form."""
    return [name.removeprefix(_IN) for name in names if name.startswith(_IN)]


def _columns(whole: pa.Table, row: str, reports: np.ndarray) -> np.ma.MaskedArray:
    """What some reports have in a row of the table, a column a kind of applicant."""
    names = [row + kind for kind in _kinds(whole.column_names)]
    taken = whole.select(names).take(pa.array(reports))
    return np.ma.stack([_numbers(column) for column in taken.columns], axis=1)


def _numbers(column: pa.ChunkedArray) -> np.ma.MaskedArray:
    values = pc.fill_null(column.cast(pa.int64()), 0).to_numpy()
    return np.ma.array(values, mask=pc.is_null(column).to_numpy())
