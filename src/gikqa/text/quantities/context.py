"""Find what a number counts, what was done, and of which time, in the words around it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from gikqa.text.quantities.drafts import Draft, Reading
from gikqa.text.quantities.quantity import Scope
from gikqa.text.quantities.vocabulary import Token

_OPENING = 4
"""A time applies to the clauses after its own if it begins within this many characters of it."""

_REACH = 400
"""How far back (characters) to search for the noun that a number counts."""

_FILLERS = "了共计各过的有约近达为仅 \n"


@dataclass(slots=True)
class _Surroundings:
    front: list[Token]
    behind: list[Token]
    earlier: list[Token]


def describe(reading: Reading) -> None:
    """Fill in noun, verb and scope of every draft."""
    text, drafts = reading.text, reading.drafts
    ends = [border.end for border in reading.borders]
    stops = [0] + [border.end for border in reading.borders if border.level == 3]
    taken = 0
    for place, draft in enumerate(drafts):
        follower = drafts[place + 1] if place + 1 < len(drafts) else None
        around = _surroundings(reading, draft, taken, follower, stops[draft.sentence])
        draft.noun, taken = _noun(text, draft, around)
        draft.own_noun = taken > draft.raw.unit_end or bool(_noun_before(text, around.front))
        own, verb = _verbs(around)
        draft.verb, draft.own_verb = verb.value if verb else None, own is not None
        if verb is not None and (own is not None or verb.start >= draft.clause[0]):
            draft.clause_verb = verb.value
        draft.scope = _scope(reading, draft, around, ends, drafts)


def _surroundings(
    reading: Reading, draft: Draft, taken: int, follower: Draft | None, sentence: int
) -> _Surroundings:
    """Tokens before the number, after it up to the next mark or number, and before its clause."""
    text = reading.text
    start, end = draft.clause
    start = max(start, taken)
    pause = text.rfind("、", start, draft.raw.start)
    front = reading.tokens_between(start, draft.raw.start)
    if pause >= 0 and start > draft.clause[0]:
        front = [token for token in front if token.start > pause]
    pause = text.find("、", draft.end, end)
    if pause >= 0:
        end = pause
    if follower is not None and follower.start < end:
        end = follower.start
    behind = reading.tokens_between(draft.end, end)
    earlier = [
        token
        for token in reading.tokens_between(
            max(sentence, draft.start - _REACH), min(start, draft.clause[0]) or start
        )
        if not _is_enclosed(reading, token.start, draft.bracket)
    ]
    if start > draft.clause[0]:
        earlier += reading.tokens_between(draft.clause[0], start)
    return _Surroundings(front, behind, earlier)


def _is_enclosed(reading: Reading, place: int, bracket: int) -> bool:
    """Whether a place is in brackets that do not enclose the draft."""
    index = reading.bracket_at(place)
    return index not in (-1, bracket)


def _noun(text: str, draft: Draft, around: _Surroundings) -> tuple[str | None, int]:
    """The noun, and the end of the text that no later number may use for its own noun.

    The noun directly after the number; or one that is near, if there is none before the number, or
    if both are the object of a verb (收到12件的投诉); else the noun before it; else the last one in
    the sentence.
    """
    spent = draft.raw.unit_end
    if draft.raw.unit in ("部分", "方面"):
        return "部分", spent
    front = _noun_before(text, around.front)
    behind = next((token for token in around.behind if token.kind == "noun"), None)
    if behind is not None:
        if not text[draft.end : behind.start].strip():  # 53个部门
            return behind.value, max(spent, behind.end)
        gap = text[draft.end : behind.start].strip(_FILLERS)
        verb = _last(around.front, "verb")
        is_object = verb is not None and not text[verb.end : draft.start].strip(_FILLERS)
        if not front or (is_object and len(gap) <= _OPENING):
            return behind.value, max(spent, behind.end)
    if front is None:
        if text[draft.start - 1 : draft.start] == "》":  # 《青桐县公报》6期: the title is the noun
            return None, spent
        # 12个乡镇 counts 乡镇, which the vocabulary lacks, and not the last noun of the sentence.
        rest = text[draft.end : draft.clause[1]].lstrip("、").strip()
        if rest and not any(token.start == draft.end for token in around.behind):
            return None, spent
        front = _noun_before(text, around.earlier)
    return front.value if front else None, spent


def _verbs(around: _Surroundings) -> tuple[Token | None, Token | None]:
    """The verb before the number, else after it; and the same, else the last of the sentence."""
    own = _last(around.front, "verb") or next((t for t in around.behind if t.kind == "verb"), None)
    return own, own or _last(around.earlier, "verb")


def _scope(
    reading: Reading, draft: Draft, around: _Surroundings, ends: list[int], drafts: list[Draft]
) -> Scope:
    """The time in its clause, or next year after it; else the time that opens an earlier clause."""
    own = _last(around.front, "scope")
    if own is not None:
        return Scope(own.value)
    for token in around.behind:
        if token.kind == "scope" and token.value == Scope.NEXT_YEAR:
            return Scope.NEXT_YEAR
    for token in reversed(around.earlier):
        if token.kind != "scope" or token.value == Scope.NEXT_YEAR:
            continue
        place = bisect_left(ends, token.start + 1)
        clause = ends[place - 1] if place else 0
        opening = reading.text[clause : token.start].strip()
        if len(opening) > _OPENING or opening.endswith(("含", "包括", "其中")):
            continue
        if token.value != Scope.THIS_YEAR and reading.text.startswith("以来", token.end):
            return Scope.CUMULATIVE
        if token.value == Scope.LAST_YEAR:
            end = ends[place] if place < len(ends) else len(reading.text)
            # 2022年收到9件，办结8件 is all of that year; 2022年结转1件，办结8件 is not.
            is_of_clause = not reading.text[token.start].isdigit() or any(
                word.value == "结转" for word in reading.tokens_between(token.end, end)
            )
            if is_of_clause and any(clause <= other.start < end for other in drafts):
                continue
        return Scope(token.value)
    return Scope.NONE


def _noun_before(text: str, tokens: list[Token]) -> Token | None:
    """The last noun; 在招生方面 names no part that a number could count."""
    nouns = (token for token in reversed(tokens) if token.kind == "noun")
    return next((noun for noun in nouns if text[noun.start : noun.end] != "方面"), None)


def _last(tokens: list[Token], kind: str) -> Token | None:
    return next((token for token in reversed(tokens) if token.kind == kind), None)
