"""Rules for gikqa on what only reports from Jiangxi (江西) show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("JX",)

__version__ = "0.1.0"

SPECS = Path(__file__).with_name("specs")
"""The texts of the rules."""


@gikqa.hookimpl
def gikqa_rules() -> Iterator[gikqa.Rule]:
    """JX101 to JX103 about documents of the province, JX201 about telephone numbers."""
    from gikqa.rule_texts import announced

    return announced(__name__, SPECS)
