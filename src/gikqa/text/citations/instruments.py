"""The lexicon of documents that reports cite: their titles, numbers, and misprints of a title."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from gikqa.text.patterns import pattern

LAND = "中华人民共和国"
"""The word with which the titles of laws begin."""
_DROPPED = pattern(r"[\s\W_]+")
_NUMBER = pattern(r"[（(][^（）()]*号[）)]$")
_LONGEST_SLIP = 2
"""Characters of a word: what is lost, put in or replaced at one place of a title."""
_KEY = 4
"""A slip at one place leaves so many characters at the beginning or at the end as they are."""
_SHORT = 8
"""In shorter titles one character more or less may make the name of another document."""


class Document(NamedTuple):
    """A document of the lexicon: one of the ways in which its title may be printed.

    `first_year`, `last_year`: the report years for which it prescribes the form of the report; 0 if
    it does not, or still does.
    """

    title: str
    words: str
    number: str = ""
    first_year: int = 0
    last_year: int = 0
    is_regulation: bool = False
    is_law: bool = False
    body: str = ""
    """The issuing body that the title begins with."""
    is_named: bool = False
    """Whether the title says whose document it is, so that no other body has one of the same."""


class Misprint(NamedTuple):
    """A title that differs from a lawful one at a single place."""

    meant: Document
    is_certain: bool
    """Whether no body can have a document of this title."""


def words_of(title: str) -> str:
    """The characters of a title that tell which one it is: no blanks, no marks, no number."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", _NUMBER.sub("", title)))


def document_of(title: str) -> Document | None:
    """The document of the lexicon that has this title."""
    return _lexicon().get(words_of(title))


def document_of_number(number: str) -> Document | None:
    """The document of the lexicon that has this number."""
    return _numbers().get(number)


@cache
def letters_of_numbers() -> tuple[str, ...]:
    """The letters of issuing bodies in numbers with a year, 国办发, the longest first."""
    letters = {number.partition("〔")[0] for number in _numbers() if "〔" in number}
    return tuple(sorted(letters, key=lambda each: (-len(each), each)))


@lru_cache(maxsize=1 << 16)
def misprint_of(title: str) -> Misprint | None:
    """The document whose title is misprinted here; None if the title may be right."""
    words = words_of(title)
    if len(words) < _SHORT - 1 or words in _lexicon():
        return None
    begins, ends = _by_ends()
    name = words.removeprefix(LAND)
    alike = (
        *begins.get(words[:_KEY], ()),
        *begins.get(name[:_KEY], ()),
        *ends.get(words[-_KEY:], ()),
    )
    for document in alike:
        if _is_of_no_body(words, document):
            return Misprint(document, is_certain=True)
        slip = _slip(words, document)
        if slip is not None:
            is_certain = document.is_named and not any(word in slip for word in _local_words())
            return Misprint(document, is_certain)
    return None


def _is_of_no_body(words: str, document: Document) -> bool:
    """Whether a national title has a national office before it that is not the issuing one.

    国务院办公厅 alone is short for 国务院办公厅政府信息与政务公开办公室.
    """
    title = document.words.removeprefix(document.body)
    if not document.body or not words.endswith(title):
        return False
    printed = words.removesuffix(title)
    return (
        printed[: _KEY - 1] == document.body[: _KEY - 1]
        and printed.endswith(("办公室", "办公厅"))
        and not document.body.startswith(printed)
    )


def _slip(words: str, document: Document) -> tuple[str, str] | None:
    """What is printed, and what is meant, where the two titles differ; None if they are unlike."""
    meant = document.words
    longest = 1 if document.is_law or len(meant) < _SHORT + _LONGEST_SLIP else _LONGEST_SLIP
    if abs(len(words) - len(meant)) > longest:
        return None
    first = 0
    while first < min(len(words), len(meant)) and words[first] == meant[first]:
        first += 1
    last = 0
    while last < min(len(words), len(meant)) - first and words[-1 - last] == meant[-1 - last]:
        last += 1
    printed, right = words[first : len(words) - last], meant[first : len(meant) - last]
    if len(printed) > longest or len(right) > longest or not (printed or right):
        return None
    # With something before or after it a title is part of another; without its beginning it may
    # be shortened.
    if (not right and 0 in (first, last)) or (not printed and first == 0 and not document.is_named):
        return None
    return None if any(map(str.isdecimal, printed + right)) else (printed, right)


@cache
def _lexicon() -> dict[str, Document]:
    """Words of a title → its document."""
    listed = _listed()
    found: dict[str, Document] = {}
    for each in listed["document"]:
        title, about = (
            each["title"],
            {
                "number": each.get("number", ""),
                "first_year": each.get("first_year", 0),
                "last_year": each.get("last_year", 0),
                "is_regulation": each.get("regulation", False),
            },
        )
        own = title.startswith(LAND) or about["is_regulation"]
        found[words_of(title)] = Document(title, words_of(title), is_named=own, **about)
        for body in each.get("by", ()):
            full = body + title
            found[words_of(full)] = Document(
                full, words_of(full), body=words_of(body), is_named=True, **about
            )
    for name in listed["laws"]["titles"]:
        title = LAND + name
        if len(name) > _KEY - 1:
            found[title] = Document(title, title, is_law=True, is_named=True)
    return found


@cache
def _numbers() -> dict[str, Document]:
    """Number → the document with its longest title; an order → what it promulgated."""
    orders = {
        f"国务院令第{order}号": _lexicon()[words_of(each["title"])]
        for each in _listed()["document"]
        for order in each.get("orders", ())
    }
    return orders | {each.number: each for each in _lexicon().values() if each.number}


@cache
def _by_ends() -> tuple[dict[str, list[Document]], dict[str, list[Document]]]:
    """First characters → documents, and last characters → documents."""
    begins: defaultdict[str, list[Document]] = defaultdict(list)
    ends: defaultdict[str, list[Document]] = defaultdict(list)
    for words, document in _lexicon().items():
        # All laws begin with the same word.
        key = words[len(LAND) : len(LAND) + _KEY] if document.is_law else words[:_KEY]
        begins[key].append(document)
        ends[words[-_KEY:]].append(document)
    return begins, ends


def _local_words() -> list[str]:
    found: list[str] = _listed()["local"]["words"]
    return found


@cache
def _listed() -> dict[str, Any]:
    return tomli.loads(Path(__file__).with_name("instruments.toml").read_text("utf-8"))
