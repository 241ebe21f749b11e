"""The roster: the bodies that have to file a report, as a user lists them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

ROSTER_SCHEMA = pa.schema(
    [
        pa.field("publisher", pa.string(), nullable=False),
        pa.field("region_code", pa.string()),
        pa.field("parent", pa.int32()),
        pa.field("successor", pa.int32()),
        pa.field("first_year", pa.int32()),
        pa.field("last_year", pa.int32()),
        pa.field("aggregates", pa.string()),
    ]
)
"""One row a body. `parent`, `successor`: rows of this table. `aggregates`: `includes` if the body's
own figures include those of its children, `sum` if they are nothing else, null if not known."""

UNLISTED, NAMESAKES = -1, -2


@dataclass(frozen=True)
class Roster:
    """The bodies that have to file. bodies: `ROSTER_SCHEMA`."""

    bodies: pa.Table

    @cached_property
    def first_years(self) -> np.ndarray:
        """The first year for which each body has to file; 0 where the roster does not say."""
        return self._numbers("first_year", 0)

    @cached_property
    def last_years(self) -> np.ndarray:
        """The last year for which each body has to file; 9999 where the roster does not say."""
        return self._numbers("last_year", 9999)

    @cached_property
    def parents(self) -> np.ndarray:
        """The row of each body's superior; -1 where there is none."""
        return self._numbers("parent", -1)

    @staticmethod
    def plain(name: str) -> str:
        """A name without blanks and with characters of one width, as it is compared."""
        return "".join(unicodedata.normalize("NFKC", name).split())

    def due(self, year: int) -> np.ndarray:
        """Boolean array: which bodies have to file for a year, as far as the roster says."""
        mask: np.ndarray = (self.first_years <= year) & (year <= self.last_years)
        return mask

    def takes_over(self, rows: np.ndarray, years: np.ndarray) -> np.ndarray:
        """Boolean array: whether another body ends with a year, and the body in a row follows it.

        Its pending requests and its documents are from then on those of its successor.
        """
        successors = self._numbers("successor", -1)
        ended = successors >= 0
        at = set(zip(successors[ended].tolist(), self.last_years[ended].tolist(), strict=True))
        pairs = zip(rows.tolist(), years.tolist(), strict=True)
        return np.fromiter((pair in at for pair in pairs), np.bool_, len(rows))

    def related(self, one: int, other: int) -> bool:
        """Whether one of the bodies in two rows is the superior or the successor of the other."""
        if one < 0 or other < 0:
            return False
        links = (self.parents, self._numbers("successor", -1))
        return any(link[one] == other or link[other] == one for link in links)

    def find(self, publishers: Sequence[Any], regions: Sequence[Any]) -> np.ndarray:
        """The row of each body by its name; of namesakes, that with the same region code.

        `UNLISTED` for a name that is not on the roster, `NAMESAKES` where the region does not tell
        which of several it is. The region of a single body is not compared: codes of regions change
        over the years.
        """
        found = np.full(len(publishers), UNLISTED)
        for place, (name, region) in enumerate(zip(publishers, regions, strict=True)):
            rows = self._rows.get(self.plain(name or ""), [])
            same = [row for row in rows if self._regions[row] == region]
            if rows:
                found[place] = rows[0] if len(rows) == 1 else same[0] if same else NAMESAKES
        return found

    @cached_property
    def _regions(self) -> list[str | None]:
        regions: list[str | None] = self.bodies["region_code"].to_pylist()
        return regions

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, name in enumerate(self.bodies["publisher"].to_pylist()):
            rows.setdefault(self.plain(name), []).append(row)
        return rows

    def _numbers(self, name: str, blank: int) -> np.ndarray:
        numbers: np.ndarray = self.bodies[name].fill_null(blank).to_numpy().astype(np.int64)
        numbers.flags.writeable = False  # other rules across reports read them
        return numbers
