"""Foreign places that stand where only the publisher itself, or its own parts, can be meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from gikqa import Hit
from gikqa.text import pattern
from gikqa_locale.chains import Named
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.names import bearers_of
from gikqa_locale.permitted import sentence_around
from gikqa_locale.publisher import Home

# The number of a place, or of an organ of it: 泗阳县5期, 泗阳县公安局15件.
COUNTED = pattern(r"[^，。；、：（）,;()\d\n]{0,16}\d")
LONGEST_LIST = 200
_DEALT_WITH = pattern(
    "转载|转发|引用|移送|案例|互派|互查|交叉|联合|交流|告知|申请人|借鉴|参考|参照|统一安排"
)
"""In a sentence with a body of the same work elsewhere: that one is meant."""
CITIES_END = ("市", "州", "盟", "区")


def is_the_body_itself(named: Named, text: str, home: Home) -> bool:
    """True if only the body itself can be meant: 梨树县教育局 for 双辽市教育局, 赣州市柳林县.

    Its own unit follows the place, in a sentence that tells of no dealings with it; or the name of
    a city above it comes before a place that does not lie there.
    """
    if home.unit and text.startswith((home.unit, *_of_its_work(home.unit)), named.end):
        before, behind = sentence_around(text, named.start, named.end)
        return not (_DEALT_WITH.search(before) or _DEALT_WITH.search(behind))
    if text[named.start - 1 : named.start] not in CITIES_END:
        return False
    above = (home.division, *gazetteer().ancestors(home.division, home.year))
    return any(
        each.level == "prefecture"
        and text.endswith(each.name, 0, named.start)
        and not any(each in gazetteer().ancestors(one.division, home.year) for one in named.bearers)
        for each in above
    )


def is_counted_among_own(named: Named, text: str, home: Home, hits: Sequence[Hit]) -> bool:
    """True for a place with a number among places of the own division with numbers.

    泗阳县5期、句容市3期、泗洪县2期: the sentence counts the parts of the own area.
    """
    if not COUNTED.match(text, named.end):
        return False
    # Semicolons part the items of one list.
    left = max(text.rfind("。", 0, named.start), named.start - LONGEST_LIST)
    right = text.find("。", named.end, named.end + LONGEST_LIST)
    right = right if right >= 0 else named.end + LONGEST_LIST
    own = {home.division, *gazetteer().descendants(home.division, home.year)}
    first, last = (bisect_left(hits, at, key=attrgetter("start")) for at in (left, right))
    counted = [
        hit
        for hit in hits[first:last]
        if COUNTED.match(text, hit.end)
        and any(each.division in own for each in bearers_of(hit.phrase, home.year))
    ]
    return len(counted) > 1


def _of_its_work(unit: str) -> Iterator[str]:
    """What a bureau has by the name of its work: 水利网 and 水利工作实际 of 水利局."""
    work = unit.removesuffix("局")
    if work != unit:
        yield from (f"{work}网", f"{work}工作实际", f"{work}工作开展")
