"""Where a sentence speaks as the publisher: the slots of speaking.toml, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex
import tomli

# Text beside a place that a pattern can see; what stands farther belongs to other words.
REACH = 90
FULL_WIDTH = str.maketrans(",;:()", "，；：（）")


class Slot(NamedTuple):
    """A part of a sentence in which a body names its own place."""

    name: str
    before: regex.Pattern[str]
    behind: regex.Pattern[str]
    is_sure: bool
    is_always: bool
    is_subject: bool

    def holds(self, left: str, right: str) -> bool:
        """True if the place between the two halves of a sentence stands in this slot."""
        return bool(self.behind.match(right)) and bool(self.before.match(left, 0, len(left)))


def slot_of(left: str, right: str, *, always: bool = False) -> Slot | None:
    """The slot that a place stands in, a sure one if there is one; None if the body is not meant.

    left, right: the sentence before and behind the place. always: only slots that hold even beside
    the words of a reason to name another place.
    """
    left, right = left[-REACH:].translate(FULL_WIDTH), right[:REACH].translate(FULL_WIDTH)
    chosen = (each for each in _slots() if each.is_always or not always)
    return next((each for each in chosen if each.holds(left, right)), None)


@lru_cache(maxsize=1)
def _slots() -> tuple[Slot, ...]:
    """The slots, those that say most first."""
    data = tomli.loads((files("gikqa_locale") / "speaking.toml").read_text("utf-8"))
    slots = (
        Slot(
            each["name"],
            # Read backwards from the place, as the pattern has to end there.
            regex.compile(f"(?r:{each['before']})"),
            regex.compile(each["behind"]),
            each.get("sure", False),
            each.get("always", False),
            each.get("subject", False),
        )
        for each in data["slot"]
    )
    return tuple(
        sorted(slots, key=lambda slot: (not slot.is_always, not slot.is_sure, not slot.is_subject))
    )
