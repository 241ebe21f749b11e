"""Amounts that are too large for a body of a level."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

WAN = 10_000


@lru_cache(maxsize=1)
def _limits() -> dict[str, dict[str, int]]:
    return tomllib.loads(Path(__file__).with_name("implausible.toml").read_text("utf-8"))


def least_limit(kind: str) -> int:
    """The smallest limit that any level has."""
    return min(_limits()[kind].values())


def limit(kind: str, level: str | None) -> int:
    """The amount in 万元 that a body of this level does not reach."""
    limits = _limits()[kind]
    return limits.get(level or "unknown", limits["unknown"])


def spell(amount: Decimal | int) -> str:
    """An amount without zeros at its end."""
    return f"{Decimal(amount).normalize():f}"
