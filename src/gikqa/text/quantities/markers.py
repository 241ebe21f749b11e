"""Find the words and marks that open a list, and the relation that a quantity has without one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from gikqa.text.quantities.drafts import Draft, Reading
from gikqa.text.quantities.quantity import Relation
from gikqa.text.quantities.spans import SENTENCE
from gikqa.text.quantities.vocabulary import vocabulary

_NO_COUNT = frozenset(["%", "‰", "百分点", "倍", "分之"])
_COLONS = frozenset(":：")
NEAR = 10
"""A colon or a bracket opens a list if it stands within so many characters of its total."""


@dataclass(slots=True)
class Marker:
    """A word or a mark that may open a list; `zone` is where the list has to end."""

    start: int
    end: int
    printed: str
    relation: Relation
    bracket: int
    zone: int


def is_count(draft: Draft) -> bool:
    """Whether a quantity can be a total or a part: no share and no change."""
    return draft.raw.unit not in _NO_COUNT and draft.relation is not Relation.CHANGE


def relation_alone(reading: Reading, draft: Draft) -> Relation:
    """Share or change by unit and the words in front of it in its clause; otherwise a whole."""
    front = reading.tokens_between(draft.clause[0], draft.raw.start)
    change = next((token for token in reversed(front) if token.kind == "change"), None)
    if draft.raw.unit in ("%", "‰", "分之"):
        return Relation.CHANGE if change else Relation.SHARE
    if draft.raw.unit in ("百分点", "倍"):
        return Relation.CHANGE
    if change and not reading.text[change.end : draft.start].strip("了约近达 "):
        # 增加5个专栏 is new ones, 比上年增加5件 is a change.
        words = vocabulary().compared
        if change.value[0] in "同环" or any(
            word in reading.text[draft.clause[0] : change.start] for word in words
        ):
            return Relation.CHANGE
    before = reading.text[draft.clause[0] : draft.start]
    if before.endswith(("多", "少")) and any(word in before for word in vocabulary().compared):
        return Relation.CHANGE  # 比上年多3条
    return Relation.WHOLE


def find_markers(reading: Reading) -> list[Marker]:
    """其中, 包括 and their like, and colons and brackets close behind a quantity, in order."""
    text, found = reading.text, []
    stops = [border.start for border in reading.borders if border.level == SENTENCE] + [len(text)]
    for token in reading.tokens:
        if token.kind in ("part", "including"):
            found.append((token.start, token.end, token.value, Relation(token.kind)))
    taken = {place for start, end, *_ in found for place in range(start - 3, start)}
    drafts = reading.drafts
    for place, draft in enumerate(drafts[:-1]):
        index = bisect_left(reading.borders, (draft.end,))
        mark = reading.borders[index] if index < len(reading.borders) else None
        if mark is None or mark.start - draft.end > NEAR or mark.start in taken:
            continue
        if mark.start > drafts[place + 1].start:
            continue
        if text[mark.start : mark.end] in _COLONS | {"(", "（"}:
            found.append((mark.start, mark.end, text[mark.start : mark.end], Relation.PART))
    markers = []
    for start, end, printed, relation in sorted(found):
        inside = end if printed in ("(", "（") else start
        bracket = reading.bracket_at(inside)
        zone = stops[bisect_left(stops, end)]
        if bracket >= 0:
            zone = min(zone, reading.brackets[bracket][1])
        markers.append(Marker(start, end, printed, relation, bracket, zone))
    return markers
