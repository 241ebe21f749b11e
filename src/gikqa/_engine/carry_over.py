"""Compare the requests that one year carries out with those that the next carries in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import REPORT_FIELDS, Batch
from gikqa._engine.outcome.record import Verdict, why_skipped
from gikqa._model.finding import Confidence, Finding

CARRY_OVER = "GIK701"
_KINDS = (
    "total",
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
)
_OUT, _IN, _NEW, _DONE = (
    tuple(f"requests.{row}.{kind}" for kind in _KINDS)
    for row in ("carried_out", "carried_in", "new_received", "total_concluded")
)
CELLS = _OUT + _IN + _NEW + _DONE
"""What is kept of each report until the end of a run, beside the fields that a finding states."""


@dataclass(frozen=True)
class Ledger:
    """What the comparison of years needs of one batch; it is sent from process to process.

    reports: a row each, with `REPORT_FIELDS`, whether the report has the two rows by its form
    (`form`), and `CELLS`. lacking: why none of them can be compared, if the source lacks a column.
    """

    reports: pa.RecordBatch
    lacking: str | None


def ledger_of(batch: Batch, forms: Sequence[str], lang: str) -> Ledger:
    """The columns of a batch that are kept. forms: the editions with the rows of carried cases."""
    columns = {}
    for name in (*REPORT_FIELDS, *CELLS):
        kind = pa.int64() if name in CELLS or name == "year" else pa.string()
        column = batch.columns.get(name)
        columns[name] = pa.nulls(batch.rows, kind) if column is None else column.cast(kind)
    by_form = [batch.edition_rows[form] for form in forms if form in batch.edition_rows]
    has_rows = np.logical_or.reduce([np.zeros(batch.rows, np.bool_), *by_form])
    columns["form"] = pa.array(has_rows)
    lacking = why_skipped([*_OUT, *_IN], batch.layout, lang)
    return Ledger(pa.RecordBatch.from_pydict(columns), lacking)


def compare_years(ledgers: Sequence[Ledger]) -> tuple[np.ndarray, Iterator[tuple[int, Finding]]]:
    """The verdict on each report of all batches, and the findings with the row of their report.

    Two reports are compared if they are of one publisher with one code of its region, for years
    that follow each other, and each is the only one for its year. A blank cell may be any number.
    A report without such a neighbour is not applicable.
    """
    whole = pa.Table.from_batches([ledger.reports for ledger in ledgers])
    codes = np.full(whole.num_rows, Verdict.ALONE, np.int8)
    usable = np.repeat(
        [ledger.lacking is None for ledger in ledgers],
        [ledger.reports.num_rows for ledger in ledgers],
    )
    codes[~usable] = Verdict.SKIPPED
    year = _numbers(whole["year"])
    known = usable & ~np.ma.getmaskarray(year) & _flags(whole["form"])
    codes[usable & ~_flags(whole["form"])] = Verdict.NOT_APPLICABLE
    codes[usable & np.ma.getmaskarray(year)] = Verdict.NO_YEAR
    body = _bodies(whole)
    known &= body >= 0
    rows = np.flatnonzero(known)
    rows = rows[np.lexsort((year.data[rows], body[rows]))]
    first, second = rows[:-1], rows[1:]
    same = body[first] == body[second]
    again = same & (year.data[first] == year.data[second])
    twice = np.append(again, False) | np.append(False, again)
    linked = same & (year.data[first] + 1 == year.data[second]) & ~twice[:-1] & ~twice[1:]
    links = np.flatnonzero(linked) if len(rows) > 1 else np.zeros(0, np.int64)
    earlier, later = rows[links], rows[links + 1]
    out, into = _cells(whole, _OUT, earlier), _cells(whole, _IN, later)
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
    fields = whole.select(["report_id", "year"])
    return codes, _findings(fields, earlier[at], later[at], odd, differ[at], out[at], into[at])


def _odd_years(
    whole: pa.Table, links: np.ndarray, earlier: np.ndarray, later: np.ndarray, differ: np.ndarray
) -> np.ndarray:
    """Which report of each broken link is at fault: 0 the earlier, 1 the later, -1 unknown.

    A report is at fault if, where the two differ, its own column does not add up and that of the
    other does. Otherwise, of a run of 2k broken links just one set of k reports touches all: each
    second one. A run of odd length has several such sets.
    """
    left, right = (_unbalanced(whole, rows, differ) for rows in (earlier, later))
    odd = np.where(left == right, -1, np.where(left, 0, 1))
    if not len(links):
        return odd
    starts = np.flatnonzero(np.append(True, np.diff(links) > 1))
    lengths = np.diff(np.append(starts, len(links)))
    length = np.repeat(lengths, lengths)
    place = np.arange(len(links)) - np.repeat(starts, lengths)
    return np.where((odd < 0) & (length % 2 == 0), 1 - place % 2, odd)


def _unbalanced(whole: pa.Table, rows: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Whether new and carried in are not concluded and carried out, in some of these columns."""
    new, into, done, out = (_cells(whole, names, rows) for names in (_NEW, _IN, _DONE, _OUT))
    wrong: np.ndarray = (np.ma.filled(new + into != done + out, False) & where).any(axis=1)
    return wrong


def _findings(
    reports: pa.Table,
    earlier: np.ndarray,
    later: np.ndarray,
    odd: np.ndarray,
    differ: np.ndarray,
    out: np.ma.MaskedArray,
    into: np.ma.MaskedArray,
) -> Iterator[tuple[int, Finding]]:
    for link, fault in enumerate(odd.tolist()):
        ends = [(int(earlier[link]), _OUT, out[link]), (int(later[link]), _IN, into[link])]
        (row, cells, own), (other, other_cells, others) = ends if fault == 0 else ends[::-1]
        wrong = np.flatnonzero(differ[link]).tolist()
        kind = wrong[0]
        params = {
            "place": cells[kind],
            "other_place": other_cells[kind],
            "other_year": str(reports["year"][other].as_py()),
            "other_report": reports["report_id"][other].as_py() or "",
        }
        yield (
            row,
            Finding(
                cells=tuple(cells[each] for each in wrong),
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


def _cells(whole: pa.Table, names: Sequence[str], rows: np.ndarray) -> np.ma.MaskedArray:
    """Some reports' numbers, a column a kind of applicant."""
    taken = whole.select(list(names)).take(pa.array(rows))
    return np.ma.stack([_numbers(column) for column in taken.columns], axis=1)


def _numbers(column: pa.ChunkedArray) -> np.ma.MaskedArray:
    values = pc.fill_null(column, 0).to_numpy()
    return np.ma.array(values, mask=pc.is_null(column).to_numpy())


def _flags(column: pa.ChunkedArray) -> np.ndarray:
    flags: np.ndarray = column.to_numpy()
    return flags
