"""No regular expression can read one repeated text in two ways, which takes exponential time.

`(?:共计|共|计)*` reads 共计 as one word or as two, and so 共计共计… in 2^n ways, all of which are
tried where the rest of the pattern does not fit. Counts of calls and small texts do not show it.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from collections import Counter
from itertools import permutations, product

import pytest

# The parser of `re` is private; nothing else says what a pattern is made of.
from re import _parser as parser  # isort: skip

import gikqa
import gikqa_documents
import gikqa_example
import gikqa_foia_us
import gikqa_jiangxi
import gikqa_locale
from gikqa.text.finders.near_phrase import NearPhrase
from gikqa.text.patterns import _Pattern

_LOOSE = 10
"""Repeats of which fewer are possible have few ways."""
_MOST = 3_000
"""Words to which a repeated part is spelt out."""


class _EndlessError(Exception):
    """A part that repeats something without end, or is too large to be spelt out."""


def alphabet_of(pattern):
    """Characters that stand for all characters which the pattern treats alike."""
    printed = {character for character in pattern if character not in "\\()[]{}|?*+.^$"}
    return sorted(printed | set("7x甲 \n，_()[]{}|?*+.^$\\"))


def spelt(parsed, alphabet, flags):
    """The texts that a parsed pattern matches, each a tuple of sets of characters."""
    # Lists, not sets: a word that is an alternative twice can be read in two ways.
    found = [()]
    for kind, value in parsed:
        found = [head + tail for head, tail in product(found, _spelt(kind, value, alphabet, flags))]
        if len(found) > _MOST:
            raise _EndlessError
    return found


def _spelt(kind, value, alphabet, flags):
    name = str(kind)
    if name in ("AT", "ASSERT", "ASSERT_NOT"):  # taken as if they always held
        return [()]
    if name == "LITERAL":
        return [(frozenset({chr(value)}),)]
    if name in ("NOT_LITERAL", "ANY", "IN"):
        return [(_characters(kind, value, alphabet),)]
    if name == "BRANCH":
        return [word for one in value[1] for word in spelt(one, alphabet, flags)]
    if name == "SUBPATTERN":
        return spelt(value[-1], alphabet, flags)
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = value
        if most > _LOOSE:
            raise _EndlessError
        once, words = spelt(inner, alphabet, flags), []
        for times in range(least, most + 1):
            words += [sum(parts, ()) for parts in product(once, repeat=times)]
            if len(words) > _MOST:
                raise _EndlessError
        return words
    raise _EndlessError


def _characters(kind, value, alphabet):
    if str(kind) == "ANY":
        return frozenset(alphabet) - {"\n"}
    if str(kind) == "NOT_LITERAL":
        return frozenset(alphabet) - {chr(value)}
    return frozenset(character for character in alphabet if _is_in(value, character))


def _is_in(members, character):
    negated, inside = False, False
    for kind, value in members:
        name = str(kind)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            inside |= ord(character) == value
        elif name == "RANGE":
            inside |= value[0] <= ord(character) <= value[1]
        else:
            escape = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w",
                      "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_NOT_SPACE": r"\S",
                      "CATEGORY_NOT_WORD": r"\W"}[str(value)]  # fmt: skip
            inside |= re.fullmatch(escape, character) is not None
    return inside != negated


def rest(one, other):
    """What remains of one text if it begins with the other; None if it does not."""
    if len(one) < len(other) or not all(a & b for a, b in zip(one, other, strict=False)):
        return None
    return one[len(other) :]


def is_ambiguous(words):
    """Whether a sequence of words can be read as another sequence of them."""
    words = [word for word in words if word]
    if len(words) > len(set(words)):
        return True
    pairs = [rest(a, b) for a, b in permutations(words, 2)]
    waiting = [tail for tail in pairs if tail is not None]
    seen = set()
    while waiting:
        tail = waiting.pop()
        if not tail:
            return True
        if tail in seen:
            continue
        seen.add(tail)
        for word in words:
            waiting += [left for left in (rest(tail, word), rest(word, tail)) if left is not None]
    return False


def ambiguous_parts(pattern, flags=0):
    """The repeated parts of a pattern that can read one text in two ways."""
    # `regex` allows one name for several groups, and the parser of `re` does not.
    names = Counter()

    def distinct(group):
        names[group[1]] += 1
        return group[0] if names[group[1]] == 1 else "("

    parsed = parser.parse(re.sub(r"\(\?P<(\w+)>", distinct, pattern), flags)
    alphabet = alphabet_of(pattern)
    return [part for part in repeated(parsed) if _is_ambiguous_part(part, alphabet, flags)]


def repeated(parsed):
    """The parts of a parsed pattern that are repeated without end and may be tried anew.

    A possessive repeat (`*+`) keeps what it read first.
    """
    for kind, value in parsed:
        name = str(kind)
        if name in ("MAX_REPEAT", "MIN_REPEAT") and value[1] > _LOOSE:
            yield value[2]
        for inner in _inside(name, value):
            yield from repeated(inner)


def _inside(name, value):
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [value[2]]
    if name == "SUBPATTERN":
        return [value[-1]]
    if name == "BRANCH":
        return value[1]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    return [value] if name == "ATOMIC_GROUP" else []


def _is_ambiguous_part(part, alphabet, flags):
    try:
        return is_ambiguous(spelt(part, alphabet, flags))
    except _EndlessError:
        # `(?:[a-z]+)*`: only what ends each round can tell the rounds apart.
        return any(str(kind).endswith("_REPEAT") for kind, _ in part) and len(part) == 1


def every_pattern():
    """All patterns of the project that its modules make when they are imported."""
    ours = (gikqa, gikqa_documents, gikqa_example, gikqa_foia_us, gikqa_jiangxi, gikqa_locale)
    for package in ours:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    kept = gc.get_objects()
    lazy = {one.source for one in kept if isinstance(one, _Pattern)}
    beside = {text for one in kept if isinstance(one, NearPhrase) for text in (one.left, one.right)}
    found = [*lazy, *((text, 0) for text in beside if text is not None)]
    return sorted((text, flags) for text, flags in found if isinstance(text, str))


def test_no_pattern_reads_a_repeated_text_in_two_ways():
    patterns = every_pattern()
    assert len(patterns) > 200
    found = [text for text, flags in patterns if ambiguous_parts(text, flags)]
    assert found == []


@pytest.mark.parametrize(
    "pattern",
    ["(?:共计|共|计)*件", "(?:结?转|结转)+", "(?:a+)*", r"(?:号|一?号|一)+", r"(?:\s|\n\n)*x",
     "(?:ab|b|a)+$"],
)  # fmt: skip
def test_a_pattern_that_is_ambiguous_is_noticed(pattern):
    assert ambiguous_parts(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["(?:共计|共)*件", "(?:结?转)+", "[a-z]+", r"(?:,\d{3})+", "(?:ab|a)+", "(?:共计|共|计){1,3}",
     "(?:共计|共|计)*+件"],
)  # fmt: skip
def test_a_pattern_that_reads_every_text_in_one_way_is_not(pattern):
    assert not ambiguous_parts(pattern)
