"""Amounts that are too large for a body of a level."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import tomli

from gikqa import Value, column

WAN = 10_000
_LIMITS: dict[str, dict[str, int]] = tomli.loads(
    Path(__file__).with_name("implausible.toml").read_text("utf-8")
)


def limit(kind: str, level: str | None) -> int:
    """The amount in 万元 that a body of this level does not reach."""
    limits = _LIMITS[kind]
    return limits.get(level or "unknown", limits["unknown"])


def limit_of_level(kind: str) -> Value:
    """The same of every report, by the level that the export gives."""
    limits = _LIMITS[kind]
    return column("level").looked_up_in(limits, otherwise=limits["unknown"])


def spell(amount: Decimal | int) -> str:
    """An amount without zeros at its end."""
    return f"{Decimal(amount).normalize():f}"
