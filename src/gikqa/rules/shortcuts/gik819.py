"""Which reports GIK819 has to judge.

Most brackets are closed within a few characters. To read all of these reports takes
0.02 ms a report.
"""

from __future__ import annotations

from functools import lru_cache

from gikqa.rules.wording.gik819_bracket_left_open import CLOSING, OPENING
from gikqa.text.characters import Flags, character_at, flags_of, skip
from gikqa.text.rule_batch import RuleBatch

_NEAR = 120
"""Characters within which most brackets are closed."""


def reports_to_judge(batch: RuleBatch) -> Flags:
    """Reports in which another bracket opens, or a line ends, before the one found is closed."""
    text = batch.narratives.text
    places = skip(text, batch.found.ends, _no_edge(), _NEAR)
    code, _ = character_at(text, places)
    return batch.rows_of(~flags_of(CLOSING)[code])


@lru_cache(maxsize=1)
def _no_edge() -> Flags:
    return ~flags_of(f"{OPENING}{CLOSING}\n\0")
