"""Locale rules for gikqa: places that do not belong to a report's publisher."""

from __future__ import annotations

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("LOC",)

__version__ = "0.1.0"


@gikqa.hookimpl
def gikqa_rules() -> list[gikqa.Rule]:
    """LOC101."""
    from gikqa_locale.loc101_foreign_locale import foreign_locale

    return [foreign_locale]
