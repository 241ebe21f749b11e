"""The permissions of permitted.toml, read once and asked about one place in one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from gikqa import SpecError
from gikqa.text import pattern
from gikqa_locale.further import FURTHER

_SIDES = ("before", "behind", "around")
_MARKS = ("clause", "relation")
_MOST_COVERED = 0.1
"""The part of the worked cases that a permission may cover; of our own, none covers more than 1."""

# A single line break inside a paragraph comes from the page layout and ends no sentence; an
# empty line, or one that begins with an indent, does.
SENTENCE_END = pattern(r"[。！？；]|\n\s*\n|\n[ \t\u3000]")
CLAUSE_END = pattern(r"[。！？；，、：:;,（）()《》“”\n]")
# Sentences of these reports are seldom longer; the bound keeps a page without stops cheap.
LONGEST_HALF = 200


class Permit(NamedTuple):
    """One reason to name a foreign place, and the words that show it."""

    name: str
    reach: int
    reach_before: int
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    clause: bool = False
    relation: bool = False  # the report tells of dealings with the place, here and elsewhere

    def covers(self, left: str, right: str) -> bool:
        """True if the words stand in the text to the left and to the right of a place."""
        left, right = left[-self.reach_before :], right[: self.reach]
        if self.around:
            return _has_any(self.around, left) or _has_any(self.around, right)
        return (not self.before or _has_any(self.before, left)) and (
            not self.behind or _has_any(self.behind, right)
        )


TITLE = Permit("title of a document", 0, 0)


class Titles(NamedTuple):
    """Which titles of documents speak for the publisher."""

    pairs: tuple[str, ...]
    issued: tuple[str, ...]
    kinds: tuple[str, ...]
    cited: tuple[str, ...]
    reach: int

    def around(self, left: str, right: str) -> tuple[str, str] | None:
        """What the title holds on either side of a place; None outside of titles."""
        for pair in self.pairs:
            opening, closing = pair[0], pair[1]
            start, end = left.rfind(opening), right.find(closing)
            if start > left.rfind(closing) and end >= 0:
                return left[start + 1 :], right[:end]
        return None

    def is_the_publishers(self, left: str, right: str, inside: tuple[str, str]) -> bool:
        """True for a title that a report names as one of its own documents."""
        before, behind = (part.strip() for part in inside)
        near = left[: len(left) - len(inside[0])][-self.reach :]
        near += right[len(inside[1]) :][: self.reach]
        return (
            (not before or before.endswith(self.issued))
            and behind.endswith(self.kinds)
            and not _has_any(self.cited, near)
        )


class Permissions(NamedTuple):
    """All that permitted.toml says."""

    permits: tuple[Permit, ...]
    titles: Titles
    verbs: re.Pattern[str]
    name_end: re.Pattern[str]
    full_name_edges: dict[str, tuple[str, ...]]
    unsafe_name_edges: dict[str, tuple[str, ...]]
    short_name_edges: tuple[str, ...]
    introducers: tuple[str, ...]
    openings: tuple[str, ...]
    organs: tuple[str, ...]
    offices: tuple[str, ...]
    between: tuple[str, ...]
    ends: tuple[str, ...]

    def permit(self, text: str, start: int, end: int, is_full_name: bool = True) -> Permit | None:
        """The first permission that covers the place, None if there is none."""
        left, right = sentence_around(text, start, end)
        title = self.titles.around(left, right)
        if title is not None and not (
            is_full_name and self.titles.is_the_publishers(left, right, title)
        ):
            return TITLE
        near_left = CLAUSE_END.split(left)[-1]
        near_right = self.name_end.split(CLAUSE_END.split(right)[0])[0]
        for each in self.permits:
            sides = (near_left, near_right) if each.clause else (left, right)
            if each.covers(*sides):
                return each
        return None

    def is_in_an_own_title(self, text: str, start: int, end: int) -> bool:
        """True inside the title of a document that the report names as its own."""
        left, right = sentence_around(text, start, end)
        title = self.titles.around(left, right)
        return title is not None and self.titles.is_the_publishers(left, right, title)

    def is_cut_behind(self, text: str, end: int, *, is_full_name: bool) -> bool:
        """True if the character behind shows that no division is meant: 大同市场, 北安街."""
        if not is_full_name:
            return text.startswith(self.short_name_edges, end)
        return text.startswith(self.full_name_edges.get(text[end - 1], ()), end)

    def makes_a_word_behind(self, text: str, end: int) -> bool:
        """True if the end of a name and what follows read as a word of their own: 县级, 市民."""
        return text.startswith(self.unsafe_name_edges.get(text[end - 1], ()), end)

    def stands_after_a_border(self, text: str, start: int) -> bool:
        """True if no word can run from the text before into the name."""
        if start == 0 or not _is_chinese(text[start - 1]):
            return True
        return text.endswith(self.introducers, 0, start)

    def is_introduced(self, text: str, start: int) -> bool:
        """True if a word or an opening mark in front says that a name begins."""
        return text.endswith((*self.introducers, *self.openings), 0, start)

    def names_an_organ(self, text: str, end: int) -> bool:
        """True if an organ of the place is meant: 吕梁政务服务中心."""
        return text.startswith(self.organs, end)

    def acts_as_an_office(self, text: str, end: int) -> bool:
        """True if the place acts or publishes: 桐庐各部门."""
        return text.startswith(self.offices, end)

    def speaks_as_the_publisher(self, text: str, end: int) -> bool:
        """True if the place stands where the publisher speaks of itself: 柳林县共收到."""
        return (
            self.names_an_organ(text, end)
            or self.acts_as_an_office(text, end)
            or self.verbs.match(text, end) is not None
        )


@lru_cache(maxsize=1)
def permissions() -> Permissions:
    """What permitted.toml says, and what other distributions add to it."""
    text = (files("gikqa_locale") / "permitted.toml").read_text("utf-8")
    further = [permit for key in sorted(FURTHER) for permit in FURTHER[key]]
    return read_permissions(text, further)


def read_permissions(text: str, further: Iterable[Permit] = ()) -> Permissions:
    """The permissions of a text in the format of permitted.toml, then further ones."""
    data = tomli.loads(text)
    permits = [*map(_permit, data["permit"]), *further]
    titles = {name: value for name, value in data["titles"].items() if name != "reach"}
    edges = data["edges"]
    return Permissions(
        permits=tuple(permits),
        titles=Titles(
            reach=data["titles"]["reach"],
            **{name: tuple(words) for name, words in titles.items()},
        ),
        verbs=re.compile("|".join(data["verbs"]["words"])),
        name_end=re.compile("|".join(data["verbs"]["words"] + data["verbs"]["particles"])),
        full_name_edges={last: tuple(words) for last, words in edges["full_name"].items()},
        unsafe_name_edges={last: tuple(words) for last, words in edges["unsafe_name"].items()},
        short_name_edges=tuple(edges["short_name"]),
        introducers=tuple(data["border"]["after"]),
        openings=tuple(data["border"]["openings"]),
        organs=tuple(data["organs"]["behind"]),
        offices=tuple(data["offices"]["behind"]),
        between=tuple(data["lists"]["between"]),
        ends=tuple(data["lists"]["ends"]),
    )


def further_permits(file: Path) -> list[Permit]:
    """The permissions of another distribution's file. Raises SpecError: the file, what is wrong."""
    try:
        data = tomli.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SpecError(str(file), "permit", f"cannot be read: {error}") from error
    entries = data.get("permit")
    if data.keys() != {"permit"} or not isinstance(entries, list):
        raise SpecError(str(file), "file", "expected [[permit]] tables, and nothing else")
    permits = []
    for entry in entries:
        _refuse_malformed(str(file), entry)
        permits.append(_permit(entry))
        _refuse_broad(str(file), permits[-1])
    return permits


def _refuse_malformed(file: str, entry: dict[str, Any]) -> None:
    name = entry.get("name")
    where = f"permit {name!r}"
    words = [entry[side] for side in _SIDES if side in entry]
    numbers = [entry.get("reach"), entry.get("reach_before", 1)]
    if (
        not isinstance(name, str)
        or not any(words)
        or not all(isinstance(number, int) and number > 0 for number in numbers)
    ):
        problem = "expected `name`, `reach` and `before`, `behind` or `around`"
        raise SpecError(file, where, problem)
    for key in entry.keys() - {"name", "reach", "reach_before", *_SIDES, *_MARKS}:
        raise SpecError(file, where, f"there is no key {key!r}")
    for side in words:
        if not isinstance(side, list) or not all(isinstance(word, str) and word for word in side):
            raise SpecError(file, where, f"expected a list of words, found {side!r}")
    for mark in _MARKS:
        if not isinstance(entry.get(mark, False), bool):
            raise SpecError(file, where, f"{mark} is {entry[mark]!r}, expected true or false")


def _refuse_broad(file: str, permit: Permit) -> None:
    """Refuse a permission that covers places which LOC101 is to find, by its own worked cases.

    One such as 公开, 县 or a comma would turn the rule off, and every report would look clean.
    """
    cases = _places_to_be_found()
    covered = sum(permit.covers(left, right) for left, right in cases)
    if covered > len(cases) * _MOST_COVERED:
        problem = (
            f"covers {covered} of the {len(cases)} places that LOC101 finds in its worked cases: "
            "choose words that stand only where there is such a reason"
        )
        raise SpecError(file, f"permit {permit.name!r}", problem)


@cache
def _places_to_be_found() -> list[tuple[str, str]]:
    """The sentence before and behind each place that LOC101 finds in its worked cases."""
    text = (files("gikqa_locale") / "specs" / "LOC101.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(.*?)\n```", text, re.DOTALL)
    cases = [case for block in blocks for case in tomli.loads(block)["case"]]
    places = [(case["text"], found["quote"]) for case in cases for found in case["finds"]]
    return [
        sentence_around(text, text.index(quote), text.index(quote) + len(quote))
        for text, quote in places
    ]


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before and behind a place."""
    left, right = text[max(0, start - LONGEST_HALF) : start], text[end : end + LONGEST_HALF]
    return SENTENCE_END.split(left)[-1], SENTENCE_END.split(right)[0]


def _permit(entry: dict[str, Any]) -> Permit:
    words = {side: tuple(entry.get(side, ())) for side in _SIDES}
    return Permit(
        entry["name"],
        entry["reach"],
        entry.get("reach_before", entry["reach"]),
        **words,
        clause=entry.get("clause", False),
        relation=entry.get("relation", False),
    )


def _has_any(words: Sequence[str], text: str) -> bool:
    return any(word in text for word in words)


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\u2e80" <= character <= "\u2fdf"
