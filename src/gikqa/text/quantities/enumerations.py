"""Find lists: which quantities are parts of which total, and whether a list is complete."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate

from gikqa.text.quantities.drafts import Draft, Reading
from gikqa.text.quantities.markers import NEAR, Marker, find_markers, is_count, relation_alone
from gikqa.text.quantities.quantity import Number, Relation, Scope
from gikqa.text.quantities.spans import SEMICOLON, SENTENCE
from gikqa.text.quantities.vocabulary import vocabulary

_MOST = 60
"""Most parts of a list, and most quantities between a total and the marker of its list."""


@dataclass(slots=True)
class Listing:
    """A list that is being read, as indices of drafts; `cuts`: lengths at which it may end.

    `weak`: cuts before a part that was published, which may be one of what was published in all.
    """

    marker: Marker
    total: int
    parts: list[int] = field(default_factory=list)
    shares: list[int | None] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    weak: set[int] = field(default_factory=set)
    closed: bool = True
    mixed: bool = False


def relate(reading: Reading) -> list[Listing]:
    """Find the lists of a reading and set the relation of every draft."""
    drafts, measure = reading.drafts, vocabulary().measure
    starts = [draft.start for draft in drafts]
    for draft in drafts:
        draft.relation = relation_alone(reading, draft)
    listings: list[Listing] = []
    for marker in find_markers(reading):
        first = bisect_left(starts, marker.end)
        if first == len(drafts) or starts[first] >= marker.zone:
            continue
        # 25件、2950元，其中甲局1件、420元，乙局…: one list for each unit.
        units: list[str | None] = []
        for draft in drafts[first : first + _MOST]:
            if draft.start >= marker.zone or len(units) == 2:
                break
            unit = measure(draft.raw.unit)
            if draft.bracket == marker.bracket and is_count(draft) and unit not in units:
                units.append(unit)
        totals = [_total(reading, marker, first, unit) for unit in units]
        if len(units) < 2 or None in totals or len(set(totals)) < 2 or None in units:
            units, totals = units[:1] or [None], totals[:1] or [None]
        for unit, total in zip(units, totals, strict=True):
            listing = _listing(reading, marker, first, unit, total, units)
            if listing is None:
                continue
            if unit != units[0] and listings and len(listings[-1].parts) == len(listing.parts):
                listing.labels = listings[-1].labels
            listings.append(listing)
    return listings


def _listing(
    reading: Reading,
    marker: Marker,
    first: int,
    unit: str | None,
    total: int | None,
    units: list[str | None],
) -> Listing | None:
    """The list of one unit; quantities in other `units` may come between its parts."""
    drafts = reading.drafts
    implicit, measure = not marker.printed[0].isalnum(), vocabulary().measure
    members = _members(reading, marker, first, unit, units)
    if implicit and (
        total is None or len(members.parts) < 2 or measure(drafts[total].raw.unit) != unit
    ):
        return None
    if implicit and any(
        drafts[place].scope not in (Scope.NONE, drafts[total].scope)
        for place in members.parts
        if total is not None
    ):
        # 收到20件（上年结转3件，结转下年2件） explains the number; these are no parts of it.
        return None
    for place in members.parts:
        if drafts[place].relation is Relation.WHOLE or total is not None:
            drafts[place].relation = marker.relation
    if total is None or not members.parts:
        return None
    members.total = total
    _complete(reading, members)
    whole = drafts[total]
    for part in (drafts[place] for place in members.parts):
        part.noun = part.noun if part.own_noun else whole.noun or part.noun
        part.verb = part.verb if part.own_verb else whole.verb
        part.scope = whole.scope if part.scope is Scope.NONE else part.scope
    return members


def _total(reading: Reading, marker: Marker, first: int, unit: str | None) -> int | None:
    """The nearest quantity of the same unit before the marker that is no part of another list.

    If the marker begins a sentence, the sentence before it counts as well, but what that carries
    over is no total: 办结9件，结转下年度1件。其中. A part is a total only if the marker follows it
    directly (its own 其中).
    """
    drafts, text, measure = reading.drafts, reading.text, vocabulary().measure
    outer = -1
    if marker.bracket >= 0:
        outer = reading.parents[marker.bracket]
    sentence = drafts[first].sentence
    index = bisect_left(reading.borders, (marker.start,)) - 1
    leads = index >= 0 and reading.borders[index].level == SENTENCE
    leads = leads and not text[reading.borders[index].end : marker.start].strip()
    for place in reversed(range(max(0, first - _MOST), first)):
        draft = drafts[place]
        if sentence - draft.sentence > (1 if leads else 0):
            return None
        if draft.bracket not in (marker.bracket, outer) or not is_count(draft):
            continue
        if measure(draft.raw.unit) != unit and None not in (draft.raw.unit, unit):
            continue
        if draft.sentence < sentence and draft.scope in (Scope.LAST_YEAR, Scope.NEXT_YEAR):
            continue
        adjacent = not text[draft.end : marker.start].strip(" \n，,：:；;。（(")
        if draft.relation is not Relation.WHOLE and not adjacent:
            continue
        if marker.relation is Relation.INCLUDING and not adjacent:
            between = reading.level_between(draft.end, marker.start)
            if between > 1 or marker.start - draft.end > 2 * NEAR:
                return None
        return place
    return None


def _members(
    reading: Reading, marker: Marker, first: int, unit: str | None, units: list[str | None]
) -> Listing:
    """The parts: counts of one unit, up to a border stronger than that between the first two."""
    drafts, found, measure = reading.drafts, Listing(marker, -1), vocabulary().measure
    may_close = marker.printed not in vocabulary().open_markers
    end, base, skipped, nested, verbal = marker.end, 0, 0, False, False
    for place in range(first, min(first + 2 * _MOST, len(drafts))):
        draft = drafts[place]
        if draft.start >= marker.zone:
            break
        if draft.bracket != marker.bracket:
            if found.parts and not is_count(draft) and draft.relation is Relation.SHARE:
                found.shares[-1] = found.shares[-1] or place
            continue
        if not is_count(draft):
            if found.parts and draft.relation is Relation.SHARE and found.shares[-1] is None:
                found.shares[-1] = place
                end = draft.end
            continue
        level = reading.level_between(end, draft.start)
        if found.parts and any(
            token.kind == "part" and reading.bracket_at(token.start) == marker.bracket
            for token in reading.tokens_between(end, draft.start)
        ):
            nested = True
        if nested and level < SEMICOLON:
            found.cuts.append(len(found.parts))
            skipped += 1
            if skipped > NEAR:
                break
            continue
        nested = False
        measured = measure(draft.raw.unit)
        if measured != unit and None not in (measured, unit):
            if measured in units:
                continue
            found.mixed = found.mixed or level < SEMICOLON
            if found.mixed:
                found.closed = False
            break
        label, verbs = _label(reading, end, draft, bool(found.parts))
        has_verb = bool(verbs)
        if len(found.parts) == 1:
            base = level
        elif len(found.parts) > 1 and level > base and level >= SEMICOLON:
            break
        carried = draft.scope in (Scope.LAST_YEAR, Scope.NEXT_YEAR) and may_close
        if found.parts and (carried or (has_verb and not verbal)):
            found.cuts.append(len(found.parts))
            if not carried and verbs <= vocabulary().publishing:
                found.weak.add(len(found.parts))
        verbal = verbal or has_verb
        found.parts.append(place)
        found.shares.append(None)
        found.labels.append(label)
        end = draft.end
    return found


def _label(reading: Reading, end: int, draft: Draft, later: bool) -> tuple[str, set[str]]:
    """The label of a part, before the number or else after it, and its verbs."""
    text, words = reading.text, vocabulary()
    marks = " \t\n，,、；;：:。（(）)"
    start = max(end, draft.clause[0]) if later else end
    front = text[start : draft.start].strip(marks)
    changed = True
    while changed and front:
        changed = False
        for edge in words.label_edges:
            if front.startswith(edge) and len(front) >= len(edge):
                front, changed = front[len(edge) :].strip(marks), True
                break
    for tail in ("共", "为", "有", "各"):
        front = front.removesuffix(tail)
    if not front:
        after = text[draft.end : draft.clause[1]]
        front = after.partition("、")[0].strip(marks)
    verbs = {t.value for t in reading.tokens_between(start, draft.start) if t.kind == "verb"}
    return "".join(front.split()), verbs


def _complete(reading: Reading, found: Listing) -> None:
    """Cut the list at one of its `cuts` if the parts then make the total; set `closed`."""
    drafts, words = reading.drafts, vocabulary()
    total = drafts[found.total].raw.value
    sums: list[Number] = list(accumulate(drafts[place].raw.value for place in found.parts))
    if found.cuts and sums[-1] != total:
        fits = [cut for cut in found.cuts if cut and sums[cut - 1] == total]
        is_published = drafts[found.total].verb in words.publishing
        strong = [cut for cut in found.cuts if not (is_published and cut in found.weak)]
        keep = fits[0] if fits else (strong[0] or 1 if strong else len(found.parts))
        for place in found.parts[keep:]:
            drafts[place].relation = Relation.WHOLE
        found.parts, found.labels, found.shares = (
            found.parts[:keep], found.labels[:keep], found.shares[:keep],
        )  # fmt: skip
        if not fits and strong:
            found.closed = False
    text, marker = reading.text, found.marker
    first, last = drafts[found.parts[0]], drafts[found.parts[-1]]
    inside = text[drafts[found.total].end : last.end] + text[last.end : last.clause[1]][:8]
    intro = text[drafts[found.total].end : first.start]
    for word in words.not_open:
        inside, intro = inside.replace(word, ""), intro.replace(word, "")
    behind = text[last.end : last.clause[1]][:8]
    if (
        marker.printed in words.open_markers
        or len(found.parts) == 1
        or any(drafts[place].raw.unit != drafts[found.total].raw.unit for place in found.parts)
        or any(word in intro for word in words.open_words if word != "等")
        or behind.find("等") >= 0
        or any(word in inside for word in words.overlap_words)
        or (marker.printed.startswith("分别") and _stands_inside(text, marker.start))
    ):
        found.closed = False


def _stands_inside(text: str, place: int) -> bool:
    return text[place - 1 : place] not in tuple("，,；;：:（(。\n ")
