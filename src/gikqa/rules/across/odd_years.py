"""Which of two successive reports is at fault where they contradict each other."""

from __future__ import annotations

import numpy as np

EARLIER, LATER, UNKNOWN = 0, 1, -1


def odd_years(earlier: np.ndarray, later: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Which report of each contradicting pair is at fault: EARLIER, LATER or UNKNOWN.

    earlier, later: the rows of the pairs, by body and year. known: the fault, where the two reports
    alone show it. Else, of a run of 2k pairs in a row, just one set of k reports is in all of them:
    each second report. A run of odd length has several such sets.
    """
    if not len(earlier):
        return known
    starts = np.flatnonzero(np.append(True, earlier[1:] != later[:-1]))
    lengths = np.diff(np.append(starts, len(earlier)))
    place = np.arange(len(earlier)) - np.repeat(starts, lengths)
    even = np.repeat(lengths, lengths) % 2 == 0
    return np.where((known == UNKNOWN) & even, np.where(place % 2 == 0, LATER, EARLIER), known)
