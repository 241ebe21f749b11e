"""The verdict on each report: what all rules together came to, and what they left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.finding import Severity
from gikqa._model.status import Status

CLEAN, DEFECTIVE, OPEN, UNJUDGED = "clean", "defective", "undetermined", "not judged"

VERDICTS_SCHEMA = pa.schema(
    [
        pa.field("report_id", pa.string()),
        pa.field("verdict", pa.string(), nullable=False),
        pa.field("severity", pa.string()),
        *(pa.field(status.replace(" ", "_"), pa.int32(), nullable=False) for status in Status),
        pa.field("reasons", pa.dictionary(pa.int32(), pa.string()), nullable=False),
    ]
)
"""One row for each report. `severity`: the worst of its findings. Then the number of rules by
status, and why rules came to no verdict on it."""

_PLACED = (Status.VIOLATED, Status.SKIPPED, Status.FAILED)
_REASONED = (Status.SKIPPED, Status.UNDETERMINED, Status.FAILED)
SEVERITIES = tuple(Severity)
_NONE = len(SEVERITIES)
_NOWHERE = np.array([], np.int32)


@dataclass
class Standing:
    """The statuses of all rules on each report of one batch; it is sent from process to process.

    `rules`: rules so far; each report has passed those that are in no other count. `counts`:
    status → number of rules, one a report or one for all. `worst`: place in `Severity`.
    `reasons`: (status, reason) → the reports that it is of, as packed bits; None: all. `places`:
    (rule, status) → the rows that have it, of the statuses that a baseline looks at; None: all.
    """

    report_ids: pa.Array
    rules: int = 0
    counts: dict[Status, np.ndarray | int] = field(default_factory=dict)
    worst: np.ndarray | None = None
    reasons: dict[tuple[Status, str | None], np.ndarray | None] = field(default_factory=dict)
    places: dict[tuple[str, Status], list[np.ndarray | None]] = field(default_factory=dict)

    def add(self, rule: str, status: Status, reason: str | None, where: np.ndarray | None) -> None:
        """Count that a rule has a status on some reports; `where` is None for all of them."""
        if status is not Status.PASSED:
            before = self.counts.get(status, 0)
            self.counts[status] = before + (1 if where is None else where.astype(np.uint16))
        if status in _PLACED:
            rows = None if where is None else np.flatnonzero(where).astype(np.int32)
            self.places.setdefault((rule, status), []).append(rows)
        if status in _REASONED:
            self._reason((status, reason), None if where is None else np.packbits(where))

    def _reason(self, entry: tuple[Status, str | None], bits: np.ndarray | None) -> None:
        known = self.reasons.get(entry, bits)
        self.reasons[entry] = None if bits is None or known is None else bits | known

    def join(self, other: "Standing") -> None:
        """Add the statuses of other rules on the same reports."""
        self.rules += other.rules
        for status, amount in other.counts.items():
            self.counts[status] = self.counts.get(status, 0) + amount
        if other.worst is not None:
            self.worst = other.worst if self.worst is None else np.minimum(self.worst, other.worst)
        for entry, bits in other.reasons.items():
            self._reason(entry, bits)
        self.places |= other.places

    def rows(self, rule: str, *statuses: Status) -> np.ndarray:
        """The rows on which a rule has one of these statuses: violated, skipped, failed."""
        parts = [rows for status in statuses for rows in self.places.get((rule, status), ())]
        if any(rows is None for rows in parts):
            return np.arange(len(self.report_ids), dtype=np.int32)
        return np.concatenate([_NOWHERE, *(rows for rows in parts if rows is not None)])

    def suppress(self, rows: np.ndarray) -> None:
        """Keep that a violated rule is suppressed on each of these rows; a row may come twice."""
        times = np.bincount(rows, minlength=len(self.report_ids))
        self.counts[Status.VIOLATED] = self.counts[Status.VIOLATED] - times
        self.counts[Status.SUPPRESSED] = self.counts.get(Status.SUPPRESSED, 0) + times

    def grade(self, rows: np.ndarray, worst: np.ndarray) -> None:
        """Set the worst severity anew after findings were taken out, as places in `Severity`.

        rows: those of an id that has or had findings. It never becomes worse than it was: another
        report of the same id may have a worse finding.
        """
        violated = np.broadcast_to(self.counts.get(Status.VIOLATED, 0), len(self.report_ids)) > 0
        none = np.full(len(self.report_ids), _NONE, np.int8)
        before = none if self.worst is None else self.worst
        now = none.copy()
        now[rows] = worst
        self.worst = np.where(violated, np.maximum(now, before), none)

    def violate(self, rows: np.ndarray | Sequence[int], severity: Severity) -> None:
        """Keep that some reports have a finding of this severity."""
        if self.worst is None:
            self.worst = np.full(len(self.report_ids), _NONE, np.int8)
        elif not self.worst.flags.writeable:  # it comes from another process
            self.worst = self.worst.copy()
        self.worst[rows] = np.minimum(self.worst[rows], SEVERITIES.index(severity))


@dataclass
class Standings:
    """The standings of all batches; unstated: reasons of rules that are skipped on every report."""

    batches: list[Standing] = field(default_factory=list)
    unstated: list[str] = field(default_factory=list)

    def table(self) -> pa.Table:
        """The verdicts, by report_id."""
        parts = [pa.table(self._columns(batch), schema=VERDICTS_SCHEMA) for batch in self.batches]
        whole = pa.concat_tables(parts) if parts else VERDICTS_SCHEMA.empty_table()
        # The counts distinguish most reports that share an id.
        keys = [(name, "ascending") for name in VERDICTS_SCHEMA.names if name != "reasons"]
        return whole.unify_dictionaries().take(pc.sort_indices(whole, keys))

    def _columns(self, batch: Standing) -> list[pa.Array]:
        rows = len(batch.report_ids)
        worst = np.full(rows, _NONE, np.int8) if batch.worst is None else batch.worst.copy()
        counts: dict[Status, np.ndarray] = {s: np.zeros(rows, np.int32) for s in Status}
        for status, amount in batch.counts.items():
            counts[status] += np.asarray(amount, np.int32)
        rules = batch.rules + len(self.unstated)
        counts[Status.SKIPPED] += len(self.unstated)
        counts[Status.PASSED] = rules - np.sum(list(counts.values()), axis=0)
        verdicts = np.full(rows, CLEAN, dtype=object)
        left_open = sum(counts[status] for status in _REASONED)
        judged = sum(counts[s] for s in (Status.PASSED, Status.VIOLATED, Status.SUPPRESSED))
        verdicts[left_open > 0] = OPEN
        verdicts[judged == 0] = UNJUDGED
        verdicts[counts[Status.VIOLATED] > 0] = DEFECTIVE
        severities = pa.array([*SEVERITIES, None], pa.string()).take(pa.array(worst))
        numbers = [pa.array(counts[status], pa.int32()) for status in Status]
        verdict = pa.array(verdicts, pa.string())
        return [batch.report_ids, verdict, severities, *numbers, self._reasons(batch, rows)]

    def _reasons(self, batch: Standing, rows: int) -> pa.Array:
        """Why rules came to no verdict: few texts, because most reports share theirs."""
        everywhere: list[tuple[Status, str | None]] = [
            (Status.SKIPPED, reason) for reason in self.unstated
        ]
        everywhere += [entry for entry, bits in batch.reasons.items() if bits is None]
        some = [(entry, bits) for entry, bits in batch.reasons.items() if bits is not None]
        flags = np.array([np.unpackbits(bits, count=rows) for _, bits in some], np.uint8)
        codes = np.packbits(flags.reshape(len(some), rows), axis=0).T
        patterns, places = np.unique(codes, axis=0, return_inverse=True)
        texts = []
        for pattern in np.unpackbits(patterns, axis=1, count=len(some)).astype(bool):
            own = [entry for (entry, _), holds in zip(some, pattern, strict=True) if holds]
            texts.append("; ".join(_words([*everywhere, *own])))
        index = pa.array(places.reshape(-1), pa.int32())
        return pa.DictionaryArray.from_arrays(index, pa.array(texts, pa.string()))


def _words(entries: Sequence[tuple[Status, str | None]]) -> Iterator[str]:
    for status, reason in sorted(set(entries), key=lambda entry: (entry[0], entry[1] or "")):
        yield f"{status}: {reason}" if reason else str(status)
