"""Labels into which the text of a merged cell at their side has run.

The label of a group goes down the side of table 三, one character a line or turned. In a narrow
cell its characters come before, after or inside the labels of rows, as in 三（一）予以公开 or
度办1.属于国家秘密.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.labels import LabelKey, label_key
from gikqa_documents.form.table_labels import all_forms, is_known, is_known_key

_LONGEST = 60
_MOST_INSIDE = 6
_NUMBERING = r"(?=[（(][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.．、])"


def own_key(text: str, *, in_cell: bool) -> LabelKey:
    """The key of a printed label, without text from its side where the rest is a known label.

    in_cell: the label is in a cell of its own, so that nothing can follow it there but a misprint.
    """
    key = label_key(text)
    return key if is_known_key(key) or len(text) > _LONGEST else _key_alone(text, in_cell)


@lru_cache(maxsize=4096)
def _key_alone(text: str, in_cell: bool) -> LabelKey:
    flat = squeeze(text)
    for pattern in _beside()[: 1 if in_cell else 2]:
        found = pattern.match(flat)
        if found and is_known(found["label"]):
            return label_key(found["label"])
    return label_key(text)


def begins_with_side_text(text: str) -> bool:
    """Whether characters of the labels at the side come before the numbering of a label."""
    return _beside()[0].match(squeeze(text)) is not None


def may_hold_side_text(text: str, accepted: Iterable[LabelKey], *, in_cell: bool) -> bool:
    """Whether a label that is not right may have been read with text from its side.

    It begins with characters of the group's label before its own number, or it is in no cell of
    its own and right but for a few of these inside.
    """
    return begins_with_side_text(text) or any(
        not in_cell and _is_right_but_for_side_text(label_key(text).body, key.body)
        for key in accepted
    )


def _is_right_but_for_side_text(printed: str, right: str) -> bool:
    more = len(printed) - len(right)
    if not 0 < more <= _MOST_INSIDE:
        return False
    return any(
        printed[:at] + printed[at + more :] == right and _side().issuperset(printed[at : at + more])
        for at in range(len(right) + 1)
    )


@lru_cache(maxsize=1)
def _side() -> frozenset[str]:
    """The characters of the labels that enclose rows."""
    within = (label for form in all_forms() for line in form.lines for label in line.within)
    return frozenset("".join(within))


@lru_cache(maxsize=1)
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label after text from its side, and one before it."""
    side = f"[{re.escape(''.join(sorted(_side())))}]"
    return (
        re.compile(rf"{side}{{1,9}}?{_NUMBERING}(?P<label>.+)"),
        re.compile(rf"(?P<label>.+?){side}{{1,9}}$"),
    )
