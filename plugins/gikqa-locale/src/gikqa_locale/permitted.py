"""The permissions of permitted.toml, read once and asked about one place in one text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# A single line break inside a paragraph comes from the page layout and ends no sentence; an
# empty line, or one that begins with an indent, does.
SENTENCE_END = re.compile(r"[。；！？]|\n\s*\n|\n[ \t\u3000]")
CLAUSE_END = re.compile(r"[。；！？，、：:;,（）()《》“”\n]")


@dataclass(frozen=True)
class Permit:
    """One reason to name a foreign place, and the words that show it."""

    name: str
    reach: int
    reach_before: int
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    clause: bool = False

    def covers(self, left: str, right: str) -> bool:
        """True if the words stand in the text to the left and to the right of a place."""
        if self.clause:
            left, right = CLAUSE_END.split(left)[-1], CLAUSE_END.split(right)[0]
        left, right = left[-self.reach_before :], right[: self.reach]
        if self.around:
            return _has_any(self.around, left) or _has_any(self.around, right)
        return (not self.before or _has_any(self.before, left)) and (
            not self.behind or _has_any(self.behind, right)
        )


@dataclass(frozen=True)
class Permissions:
    """All that permitted.toml says."""

    permits: tuple[Permit, ...]
    quotes: tuple[str, ...]
    full_name_edges: dict[str, tuple[str, ...]]
    short_name_edges: tuple[str, ...]
    introducers: tuple[str, ...]
    organs: tuple[str, ...]

    def permit(self, text: str, start: int, end: int) -> str | None:
        """The name of the first permission that covers the place, None if there is none."""
        left, right = _sentence_around(text, start, end)
        if any(_is_inside(pair, left, right) for pair in self.quotes):
            return "title of a document"
        return next((each.name for each in self.permits if each.covers(left, right)), None)

    def is_cut_from_a_longer_word(self, text: str, end: int, *, is_full_name: bool) -> bool:
        """True if the character behind shows that no division is meant: 大同市场, 北安街."""
        if not is_full_name:
            return text.startswith(self.short_name_edges, end)
        return text.startswith(self.full_name_edges.get(text[end - 1], ()), end)

    def stands_after_a_border(self, text: str, start: int) -> bool:
        """True if no word can run from the text before into the name."""
        return start == 0 or not _is_chinese(text[start - 1]) or self._introduced(text, start)

    def names_an_organ(self, text: str, end: int) -> bool:
        """True if an organ of the place is meant: 吕梁政务服务中心."""
        return text.startswith(self.organs, end)

    def _introduced(self, text: str, start: int) -> bool:
        return text[:start].endswith(self.introducers)


@lru_cache(maxsize=1)
def permissions() -> Permissions:
    """What permitted.toml says."""
    text = (files("gikqa_locale") / "permitted.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Permissions(
        permits=tuple(
            Permit(
                name=entry["name"],
                reach=entry["reach"],
                reach_before=entry.get("reach_before", entry["reach"]),
                before=tuple(entry.get("before", ())),
                behind=tuple(entry.get("behind", ())),
                around=tuple(entry.get("around", ())),
                clause=entry.get("clause", False),
            )
            for entry in data["permit"]
        ),
        quotes=tuple(data["quotes"]["pairs"]),
        full_name_edges={
            last: tuple(follows) for last, follows in data["edges"]["full_name"].items()
        },
        short_name_edges=tuple(data["edges"]["short_name"]),
        introducers=tuple(data["border"]["after"]),
        organs=tuple(data["organs"]["behind"]),
    )


def _has_any(words: Sequence[str], text: str) -> bool:
    return any(word in text for word in words)


def _sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    # Sentences of these reports are seldom longer; the bound keeps a page without stops cheap.
    left, right = text[max(0, start - 200) : start], text[end : end + 200]
    return SENTENCE_END.split(left)[-1], SENTENCE_END.split(right)[0]


def _is_inside(pair: str, left: str, right: str) -> bool:
    opening, closing = pair[0], pair[1]
    return left.rfind(opening) > left.rfind(closing) and closing in right


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\u2e80" <= character <= "\u2fdf"
