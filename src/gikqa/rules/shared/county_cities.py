"""Cities of the level of a county."""

from __future__ import annotations

from pathlib import Path

import tomli

_FILE = Path(__file__).with_name("county_level_cities.toml")
COUNTY_CITIES = frozenset[str](tomli.loads(_FILE.read_text("utf-8"))["names"])
"""Their names without 市."""
