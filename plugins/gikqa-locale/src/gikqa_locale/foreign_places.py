"""Judges which of the place names found in a text are foreign to a publisher.

Precision first: each step below can only silence. A wrong accusation costs more than a miss.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from gikqa import Hit
from gikqa_locale.body_itself import is_counted_among_own, is_the_body_itself
from gikqa_locale.chains import Named, chains_of, runs_of
from gikqa_locale.gazetteer import Bearer, Division, gazetteer
from gikqa_locale.names import FIRST_REPORT_YEAR, bearers_of, has_parent_in_front
from gikqa_locale.permitted import TITLE, Permit, permissions, sentence_around
from gikqa_locale.publisher import Home
from gikqa_locale.speaking import Slot, slot_of

TOLD_TO_OUTSIDERS = Permit("named with a place above it", 0, 0, relation=True)
FULL_NAMES = ("县", "市", "区", "旗", "人民政府")
_START = attrgetter("start")
SMALLER_PLACES = ("镇", "乡", "街道", "村", "社区")


class Foreign(NamedTuple):
    """A place that is not the publisher's: where it stands, what it can mean, and why it is named.

    `certain` where it stands as a publisher speaks of itself: 柳林县共收到申请.
    """

    start: int
    end: int
    name: str
    risk: str
    certain: bool
    divisions: tuple[Division, ...]
    reason: Permit | None = None


def foreign_places(home: Home, text: str, hits: Iterable[Hit]) -> Iterator[Foreign]:
    """The places in the text that the publisher has no visible reason to name, in order."""
    return (each for each in places_named(home, text, hits) if each.reason is None)


def places_named(home: Home, text: str, hits: Iterable[Hit]) -> Iterator[Foreign]:
    """The foreign places in the text, in order, with the reason to name them if one is visible."""
    found = list(hits)
    if all(is_the_publishers_own(phrase, home) for phrase in {hit.phrase for hit in found}):
        return  # the usual case, told without looking at the text
    chains = (
        each
        for each in chains_of(found, home.year)
        if not _is_silent(each, home)
        and (not _is_cut_from_words(each, text) or is_the_body_itself(each, text, home))
    )
    for run in runs_of(chains, text):
        if any(_is_beside(each.bearers, home) for each in run):
            yield from neighbours(run, found, text, home)
            continue
        if _is_a_list_of_others(run, text) or any(_is_a_mention(each, text, home) for each in run):
            continue
        # One reason holds for all that are named in one breath.
        reasons = (
            permissions().permit(text, each.start, each.end, each.is_full_name) for each in run
        )
        reason = next((each for each in reasons if each is not None), None)
        yield from (_judged(named, text, reason, home, found) for named in run)


def neighbours(
    run: Sequence[Named], hits: Sequence[Hit], text: str, home: Home
) -> Iterator[Foreign]:
    """The places beside the publisher's own that stand where it speaks of itself.

    A neighbour has more reasons to be named than can be listed. So the sentence has to show that
    the body itself is meant, and the place has to stand alone.
    """
    if len(run) > 1:
        return
    (named,) = run
    if not named.phrase.endswith(FULL_NAMES) or _stands_beside_another(named, hits, text, home):
        return
    slot = _slot(named, text)
    own = is_the_body_itself(named, text, home)
    if slot is None and not own:
        return
    if slot is None or not slot.is_always:
        reason = permissions().permit(text, named.start, named.end)
        if reason is not None and not (reason is TITLE and slot is not None and slot.is_sure):
            return
    if slot is None or own:
        yield _foreign(named, text, None, certain=own)
        return
    acts = slot.is_subject and permissions().speaks_as_the_publisher(text, named.end)
    yield _foreign(named, text, None, certain=slot.is_sure or acts)


def _slot(named: Named, text: str, *, always: bool = False) -> Slot | None:
    sentence = sentence_around(text, named.start, named.end)
    return slot_of(*sentence, always=always)


def _stands_beside_another(named: Named, hits: Sequence[Hit], text: str, home: Home) -> bool:
    """True for 上犹县、崇义县 in one breath; not for 江西省、赣州市、崇义县."""
    joined = (*permissions().between, *permissions().ends)
    above = gazetteer().ancestors(home.division, home.year)
    # What joins two names is at most two characters long, so only the next hits can be joined.
    first, last = (bisect_left(hits, at, key=_START) for at in (named.start, named.end))
    return any(
        text[hit.end : named.start] in joined or text[named.end : hit.start] in joined
        for hit in hits[max(first - 3, 0) : last + 3]
        if not any(each.division in above for each in bearers_of(hit.phrase, home.year))
    )


def _judged(
    named: Named, text: str, reason: Permit | None, home: Home, hits: Sequence[Hit]
) -> Foreign:
    if reason is not None and _slot(named, text, always=True) is not None:
        reason = None
    certain = reason is None and (
        _speaks_as_the_publisher(named, text)
        or is_the_body_itself(named, text, home)
        or is_counted_among_own(named, text, home, hits)
    )
    if reason is None and not certain and _is_told_to_outsiders(named, text):
        reason = TOLD_TO_OUTSIDERS
    return _foreign(named, text, reason, certain=certain)


def _speaks_as_the_publisher(named: Named, text: str) -> bool:
    allowed = permissions()
    if allowed.speaks_as_the_publisher(text, named.end):
        return True
    if allowed.is_in_an_own_title(text, named.start, named.end):
        return True
    slot = _slot(named, text)
    return slot is not None and slot.is_sure


def _foreign(named: Named, text: str, reason: Permit | None, *, certain: bool) -> Foreign:
    return Foreign(
        named.start,
        named.end,
        text[named.start : named.end],
        risk=max((each.risk for each in named.bearers), key=("low", "medium", "high").index),
        certain=certain,
        divisions=tuple(dict.fromkeys(each.division for each in named.bearers)),
        reason=reason,
    )


def _is_told_to_outsiders(named: Named, text: str) -> bool:
    """True with a place above it in front, as other places are named: 浙江省丽水市莲都区.

    The address of the body itself is written so, too.
    """
    province = gazetteer().versions(named.bearers[0].division.province_code)[0]
    in_front = (province.name, *province.short_names)
    is_chain = named.last_start > named.start or has_parent_in_front(named.phrase)
    is_address = "地址" in text[max(0, named.start - 8) : named.start]
    return (is_chain or text.endswith(in_front, 0, named.start)) and not is_address


@lru_cache(maxsize=65_536)
def is_the_publishers_own(phrase: str, home: Home) -> bool:
    """True if a name can only mean what the publisher may name without a reason, or nothing."""
    return _is_silent_by_what_it_means(bearers_of(phrase, home.year), home)


def _is_silent(named: Named, home: Home) -> bool:
    """The same of a chain; one of a single name was judged before."""
    if named.start == named.last_start:
        return is_the_publishers_own(named.phrase, home)
    return _is_silent_by_what_it_means(named.bearers, home)


def _is_silent_by_what_it_means(bearers: Sequence[Bearer], home: Home) -> bool:
    divisions = [each.division for each in bearers]
    if not divisions:
        return True
    near = [each for each in divisions if home.is_near(each)]
    if near and not all(home.is_beside(each) for each in near):
        return True
    if any(_changed_about(each, home) for each in divisions if home.is_in_own_province(each)):
        # Counties change hands inside a province; about that time both sides name them.
        return True
    # The own town can have a county's name (武山镇), or the own division a foreign one's.
    own = {home.division.stem, *home.division.short_names}
    words = home.own_name if near else home.own_words
    return any(each.stem in words or each.stem in own for each in divisions)


def _is_beside(bearers: Sequence[Bearer], home: Home) -> bool:
    return any(home.is_beside(each.division) for each in bearers)


def _is_cut_from_words(named: Named, text: str) -> bool:
    """True if the name can have arisen where words meet: 沿海城市, 北安街, 市场 behind 大同."""
    allowed = permissions()
    if allowed.is_cut_behind(text, named.end, is_full_name=named.is_full_name):
        return True
    if named.last_start > named.start or has_parent_in_front(named.phrase):
        return False
    if not named.is_full_name:
        return not allowed.stands_after_a_border(text, named.start)
    before = text[named.start - 1 : named.start]
    if before.isdigit() and text[named.start] in "万千百":
        return True  # 254万山区群众
    joining = "".join(each.division.joining for each in named.bearers)
    if any(each.risk == "high" for each in named.bearers):
        # ，应县人民政府要求 reads "as the county asked"; 请与应县人民政府联系 does not.
        return before in joining or not allowed.is_introduced(text, named.start)
    if joining and allowed.makes_a_word_behind(text, named.end):
        return True
    if allowed.is_introduced(text, named.start) and allowed.names_an_organ(text, named.end):
        return False  # 可在连州市政府网站
    if "*" in joining:
        return not allowed.stands_after_a_border(text, named.start)
    return before != "" and before in joining


def _is_a_list_of_others(run: Sequence[Named], text: str) -> bool:
    """True for names that a copied report would not give in one breath.

    The ends of a line (吉安市至新干县), several prefectures, or counties of different ones.
    """
    if len(run) == 1:
        return False
    if text[run[0].end : run[1].start] in permissions().ends:
        return True
    divisions = [each.division for named in run for each in named.bearers]
    several = sum(each.level != "county" for each in divisions) > 1
    return several or len({each.code[:4] for each in divisions}) > 1


def _is_a_mention(named: Named, text: str, home: Home) -> bool:
    """True for names that are met for a thousand good reasons where no organ is meant."""
    allowed = permissions()
    stands_for_an_organ = allowed.names_an_organ(text, named.end)
    if not named.is_full_name:
        # Alone it may be a person, a dish, an opera: 黄梅戏, 江华, 乌兰.
        if not stands_for_an_organ and not allowed.acts_as_an_office(text, named.end):
            return True
        if any(named.phrase + smaller in text for smaller in SMALLER_PLACES):
            return True  # a town or village of the publisher bears the same name
    if stands_for_an_organ or not _is_only_a_mention(named, home):
        return False
    slot = _slot(named, text)
    return slot is None or not slot.is_sure


def _is_only_a_mention(named: Named, home: Home) -> bool:
    """True for provinces, prefectures by their short form, and the capital of the province."""
    for division in (each.division for each in named.bearers):
        if division.level == "province":
            return True
        if division.level == "prefecture" and not named.is_full_name:
            return True
        if division.code == home.division.code[:2] + "0100":
            return True
    return False


def _changed_about(division: Division, home: Home) -> bool:
    """True for a place that began or ended about the year of the report, and may be another's now.

    Not for a neighbour with a new kind of name (龙南县, 龙南市), nor for a place of another
    prefecture whose predecessor or successor lies in the same one (上饶县, 广信区).
    """
    began = division.valid_from if division.valid_from > FIRST_REPORT_YEAR - 1 else None
    changes = {
        year
        for year in (began, division.valid_to)
        if year is not None and home.year - 1 <= year <= home.year + 1
    }
    if not changes:
        return False
    others = [
        each
        for each in _all_below(division.parent_code)
        if each != division and changes & {each.valid_from, each.valid_to}
    ]
    if home.is_near(division):
        return not any(each.stem == division.stem for each in others)
    return not others


@lru_cache(maxsize=1024)
def _all_below(parent_code: str | None) -> tuple[Division, ...]:
    """Every version of the divisions right below a code."""
    return tuple(each for each in gazetteer() if each.parent_code == parent_code)
