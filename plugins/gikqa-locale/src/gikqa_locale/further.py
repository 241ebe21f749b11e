"""Permissions that other distributions add: files that entry points name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING

from gikqa import Extension

if TYPE_CHECKING:
    from gikqa_locale.permitted import Permit

GROUP = "gikqa_locale.permitted"
"""Entry points of this group name the file of further permissions."""

FURTHER: dict[tuple[str, str], tuple[Permit, ...]] = {}
"""Distribution and entry point → the permissions of its file, since gikqa has last loaded it."""


def extensions(entry_points: Callable[[str], Sequence[EntryPoint]]) -> list[Extension]:
    """An extension for each file; those of distributions that are turned off are forgotten."""
    found, keys = [], set()
    for point in entry_points(GROUP):
        dist = point.dist
        name, version = (dist.name, dist.version) if dist else (point.name, "unknown")
        keys.add((name, point.name))
        load = partial(_load, (name, point.name), point)
        found.append(Extension(name, version, GROUP, load))
    for gone in FURTHER.keys() - keys:
        _keep(gone, ())
    return found


def _load(key: tuple[str, str], point: EntryPoint) -> list[str]:
    """Read a file; the names of its permissions. Raises SpecError if one is not usable."""
    # Imported late: it takes 30 ms, and few distributions add anything.
    from gikqa_locale.permitted import further_permits

    _keep(key, ())  # a broken file permits nothing
    permits = further_permits(Path(point.load()))
    _keep(key, tuple(permits))
    return [permit.name for permit in permits]


def _keep(key: tuple[str, str], permits: tuple[Permit, ...]) -> None:
    from gikqa_locale.permitted import permissions

    if FURTHER.get(key, ()) != permits:
        FURTHER[key] = permits
        permissions.cache_clear()
