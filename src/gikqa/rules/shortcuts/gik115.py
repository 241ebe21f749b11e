"""Which reports GIK115 has to judge."""

from __future__ import annotations

import re

import numpy as np

from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch

_CUT = re.compile(r"[信政]|20|\s")


def reports_to_judge(batch: RuleBatch) -> Flags:
    titles, publishers = (batch.columns[name].to_pylist() for name in ("title", "publisher"))
    pairs = zip(titles, publishers, strict=True)
    return np.array([not _is_named(title or "", publisher or "") for title, publisher in pairs])


def _is_named(title: str, publisher: str) -> bool:
    """Whether the whole publisher stands in the title, outside of all that is cut from it."""
    if not publisher or publisher not in title:
        return False
    before = title.partition(publisher)[0]
    return not _CUT.search(before + publisher)
