"""The annual FOIA report of United States agencies, as an edition and rules of gikqa."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("US",)

__version__ = "0.1.0"

SPECS = Path(__file__).with_name("specs")
"""The texts of the rules."""
EDITION = Path(__file__).with_name("us-foia-2008.toml")
"""The form: tables, labels and identities."""


@gikqa.hookimpl
def gikqa_editions() -> list[Path]:
    """The form for fiscal years from 2008 on, with the scope of the United States."""
    return [EDITION]


@gikqa.hookimpl
def gikqa_rules() -> Iterator[gikqa.Rule]:
    """US101 about values, US2 to US7 about the sections of the form."""
    from gikqa.rule_texts import announced

    return announced(__name__, SPECS)
