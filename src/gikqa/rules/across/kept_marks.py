"""What was kept of all reports as flat arrays, and the stretches that two reports share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gikqa.rules.across.marks import keep_marks
from gikqa.rules.across.masked_texts import PLACE_BITS, STRETCH, Numbers

Ints = NDArray[np.int64]

SHIFT = 8
"""Masked characters by which places may be displaced within a passage, by names and small edits."""
LONGEST_GAP = 300
"""Masked characters between two shared stretches of one passage."""
SENTENCE = 40
"""Masked characters of which only the rarest stretch counts: a sentence is copied as a whole."""
_UNSEEN = 1_000
"""Reports that an export is thought to have besides, none with the wording: a few prove little."""
_LAST = np.uint64((1 << PLACE_BITS) - 1)
_BITS = np.uint64(PLACE_BITS)


class Lists(NamedTuple):
    """A list for each report: all values, and where those of each report begin."""

    values: NDArray[Any]
    first: Ints

    def of(self, row: int) -> NDArray[Any]:
        """The list of one report."""
        return self.values[self.first[row] : self.first[row + 1]]

    @property
    def rows(self) -> NDArray[np.int32]:
        """The report of each value."""
        many = np.diff(self.first)
        return np.repeat(np.arange(len(many), dtype=np.int32), many)


class Passage(NamedTuple):
    """What one report shares with another: masked places, and characters of one section."""

    first: int
    last: int
    section: int
    start: int
    end: int
    stretches: int
    weight: float


def places_in(packed: Numbers) -> Ints:
    """The places of marks or contexts."""
    places: Ints = (packed & _LAST).astype(np.int64)
    return places


def hashes_in(packed: Numbers) -> Numbers:
    """The hashes of marks or contexts, of forty bits."""
    hashes: Numbers = packed >> _BITS
    return hashes


@dataclass(frozen=True)
class KeptMarks:
    """What was kept of all reports."""

    reports: pa.Table
    set_wording: Sequence[str]

    @cached_property
    def marks(self) -> Lists:
        """The hash and the place of each stretch that was kept."""
        return self.lists("marks")

    def lists(self, name: str) -> Lists:
        """A column of lists."""
        column = self.reports[name]
        whole = pa.concat_arrays(column.chunks) if column.num_chunks != 1 else column.chunk(0)
        return Lists(whole.flatten().to_numpy(), np.append(0, np.cumsum(_lengths(whole))))

    def text_of(self, name: str, row: int) -> list[int]:
        """A column of lists, of one report."""
        values: list[int] = self.reports[name][row].as_py()
        return values

    @cached_property
    def _hashes(self) -> Numbers:
        return np.sort(hashes_in(self.marks.values))

    @cached_property
    def _set_hashes(self) -> Numbers:
        kind = pa.list_(pa.struct([("number", pa.int8()), ("text", pa.string())]))
        texts = [[{"number": 0, "text": text}] for text in self.set_wording]
        kept = keep_marks(pa.RecordBatch.from_pydict({"sections": pa.array(texts, kind)}))
        return np.unique(hashes_in(kept.column("marks").flatten().to_numpy()))

    def weights(self, hashes: Numbers) -> NDArray[np.float64]:
        """How rare stretches are: the power of ten of the share of reports that have them.

        That is the chance that a report which was written independently has it. Set wording has no
        weight.
        """
        many = np.searchsorted(self._hashes, hashes, "right")
        many -= np.searchsorted(self._hashes, hashes, "left")
        share = (self.reports.num_rows + _UNSEEN) / np.maximum(many, 1)
        weights: NDArray[np.float64] = np.log10(np.maximum(share, 1.0))
        weights[np.isin(hashes, self._set_hashes)] = 0.0
        return weights

    def shared(self, row: int, other: int, shift: int, at: int) -> Passage | None:
        """The passage about a masked place that another report has too, so far to the left.

        shift: place here minus place there. None if not one stretch is shared.
        """
        own, others = self.marks.of(row), self.marks.of(other)
        order = np.argsort(hashes_in(others), kind="stable")
        sorted_others = hashes_in(others)[order]
        left = np.searchsorted(sorted_others, hashes_in(own), "left")
        right = np.searchsorted(sorted_others, hashes_in(own), "right")
        which, theirs = expanded(left, right)
        places = places_in(own)[which]
        aligned = np.abs(places - places_in(others)[order][theirs] - shift) <= SHIFT
        origins = self.text_of("origins", row)
        begins = self._begins(row)
        stretches = []
        for index in sorted({*which[aligned].tolist()}):
            place, origin = int(places_in(own[index : index + 1])[0]), origins[index]
            stretches.append((place, origin, _section_at(begins, origin)))
        runs: list[list[tuple[int, int, int]]] = []
        for stretch in stretches:
            last = runs[-1][-1] if runs else None
            if last is None or stretch[0] - last[0] > LONGEST_GAP or stretch[2] != last[2]:
                runs.append([])
            runs[-1].append(stretch)
        if not runs:
            return None
        run = min(runs, key=lambda one: max(one[0][0] - at, at - one[-1][0], 0))
        (first, origin, section), (last_place, last_origin, _) = run[0], run[-1]
        begin = int(begins[section])
        masked = (first, last_place + STRETCH)
        places = np.array([place for place, _, _ in run])
        weights = self.weights(hashes_in(own[np.isin(places_in(own), places)]))
        (weight,) = weight_of_groups(np.zeros(len(run), np.int64), places, weights).tolist()
        where = (section, origin - begin, last_origin + STRETCH - begin)
        return Passage(*masked, *where, stretches=len(run), weight=weight)

    def with_name(self, row: int, passage: Passage, end: int, length: int) -> Passage:
        """The passage and a name beside or inside it; end: in the text of all sections."""
        begins = self._begins(row)
        if _section_at(begins, end - 1) != passage.section:
            return passage
        end -= int(begins[passage.section])
        start, end = min(passage.start, end - length), max(passage.end, end)
        return passage._replace(start=start, end=end)

    def section_number(self, row: int, section: int) -> int:
        """The printed number of a section."""
        return self.text_of("sections", row)[section]

    def _begins(self, row: int) -> Ints:
        return np.cumsum([0, *self.text_of("lengths", row)])


def weight_of_groups(
    groups: Ints, places: Ints, weights: NDArray[np.float64], many: int = 0
) -> NDArray[Any]:
    """The weight of each group of stretches, the rarest of each sentence added up.

    groups: the number of the group of each stretch, from 0; many: the least number of groups.
    """
    sentences = places // SENTENCE
    order = np.lexsort((-weights, sentences, groups))
    first = np.append(True, (np.diff(groups[order]) != 0) | (np.diff(sentences[order]) != 0))
    rarest = order[first[: len(order)]]
    return np.bincount(groups[rarest], weights[rarest], many)


def _section_at(begins: Ints, origin: int) -> int:
    return int(np.searchsorted(begins, origin, "right")) - 1


def expanded(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Every index of ranges, and the number of the range that it is from."""
    many = right - left
    which = np.repeat(np.arange(len(many)), many)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(many) - many - left, many)


def _lengths(column: pa.ListArray) -> Ints:
    lengths: Ints = np.diff(column.offsets.to_numpy()).astype(np.int64)
    return lengths
