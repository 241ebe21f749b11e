"""Which reports some rules have to judge: those that may name another place than their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from gikqa_locale.contact_lines import WINDOW
from gikqa_locale.foreign_places import is_the_publishers_own
from gikqa_locale.publisher import home_of

# 010, 02x, 03xx and so on; and digits of full width, which begin with these bytes.
# The zero comes first, so that the search can leap to it.
AREA_CODE = re.compile(
    rb"0(?:(?<![0-9]0)|(?<=860))(?:10|2[0-9]|[3-9][0-9][0-9])|\xef\xbc[\x90-\x99]"
)

if TYPE_CHECKING:
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import RuleBatch


def names_a_foreign_place(batch: RuleBatch) -> Flags:
    """The rows with a name that is not the publisher's own, or with an unknown home."""
    found = batch.found
    asked = np.zeros(batch.rows, np.bool_)
    words = len(found.phrases)
    codes, publishers, titles = (
        _values(batch, name) for name in ("region_code", "publisher", "title")
    )
    pairs = np.unique(found.rows * words + found.words)
    rows, places = np.divmod(pairs, words)
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    for first, last in zip(starts.tolist(), [*starts[1:].tolist(), len(rows)], strict=True):
        row = int(rows[first])
        home = home_of(
            region_code=codes[row],
            publisher=publishers[row] or "",
            title=titles[row],
            year=int(batch.years[row]),
            texts=(),
        )
        asked[row] = home is None or not all(
            is_the_publishers_own(found.phrases[place], home)
            for place in places[first:last].tolist()
        )
    return asked


def has_an_area_code(batch: RuleBatch) -> Flags:
    """The rows with what may be an area code behind a label."""
    found, data = batch.found, batch.narratives.data
    asked = np.zeros(batch.rows, np.bool_)
    for row, end in zip(found.rows.tolist(), found.ends.tolist(), strict=True):
        # No character takes more than four bytes.
        if not asked[row] and AREA_CODE.search(data, end, end + 4 * WINDOW):
            asked[row] = True
    return asked


def title_begins_otherwise(batch: RuleBatch) -> Flags:
    """The rows whose title does not begin with the publisher, as most titles do."""
    title, publisher = (batch.columns.get(name) for name in ("title", "publisher"))
    if title is None or publisher is None:
        return np.ones(batch.rows, np.bool_)
    asked = [
        not body or not (printed or "").startswith(body)
        for printed, body in zip(title.to_pylist(), publisher.to_pylist(), strict=True)
    ]
    return np.array(asked, np.bool_)


def _values(batch: RuleBatch, name: str) -> list[str | None]:
    column = batch.columns.get(name)
    return [None] * batch.rows if column is None else column.to_pylist()
