"""The most alike among many names, by the pairs of characters that two names share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from gikqa import Roster

_ALIKE = 0.6
"""The least share of their pairs that is common: that of 青桐县水利局 and 青桐县水务局."""


def nearest_names(names: Iterable[str], known: Sequence[str]) -> dict[str, int]:
    """Each name with the place of the most alike known one; those that are like none are left out.

    A name is compared with those only that share a pair with it. Of equally alike ones, the first.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(known):
        for pair in _pairs(name):
            places.setdefault(pair, []).append(place)
    sizes = np.array([len(_pairs(name)) for name in known])
    lists = {pair: np.array(of_pair) for pair, of_pair in places.items()}
    found = {}
    for name in names:
        pairs = _pairs(name)
        shared = [lists[pair] for pair in sorted(pairs & lists.keys())]
        if shared:
            common = np.bincount(np.concatenate(shared), minlength=len(known))
            alike = 2 * common / (sizes + len(pairs))
            best = int(np.argmax(alike))
            if alike[best] >= _ALIKE:
                found[name] = best
    return found


def _pairs(name: str) -> set[str]:
    name = Roster.plain(name)
    return {name[at : at + 2] for at in range(len(name) - 1)}
