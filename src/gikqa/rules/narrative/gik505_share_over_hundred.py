"""GIK505 share-over-hundred."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.shares import before_share, share_phrases
from gikqa.rules.shared.text_around import REACH, finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Relation, either, phrases, read_narrative

_NUMERALS = "〇○零一二两三四五六七八九十百千万亿廿卅"
# Two digits with the sign after them are no hundred.
_MAY_EXCEED = (
    rf"[^\d{_NUMERALS}。；]{{0,16}}(?!\d{{1,2}}(?:\.\d{{1,4}})?[%％﹪])"
    rf"[\d{_NUMERALS}][^。；]{{0,16}}?(?:[%％﹪]|分之)"
)


_MORE = r"(?P<rate>(?!100(?:\.0+)?[%％])[1-9]\d{2,3}(?:\.\d+)?[%％])"
_RATE_OVER = (
    rf"(?:均|都|也|已|为|达|达到|分别为|分别达到){{0,2}}{_MORE}"
    r"(?!\s?[（(][^（()）]{0,20}(?:上年|结转|去年))"
)
"""A rate of what was done, of what was to be done, cannot be more than the whole."""


def _rates() -> list[str]:
    found: list[str] = words("narrative", "shares")["rates"]
    return found


@rule(
    **described("GIK505"),
    needs=("sections", "year"),
    find=either(
        phrases(share_phrases).then(_MAY_EXCEED),
        phrases(_rates).then(_RATE_OVER),
    ),
)
def share_over_hundred(report: Report) -> Iterator[Finding]:
    for near in report.found:
        if near.hit.phrase in _rates():
            yield finding(
                near.section, near.start, near.end, observed=near.after["rate"], expected="≤ 100%"
            )
    of_shares = (near.section for near in report.found if near.hit.phrase not in _rates())
    for section in dict.fromkeys(of_shares):
        for share in read_narrative(section.text, report.year).quantities:
            front = section.text[max(0, share.start - REACH) : share.start]
            word = next((one for one in before_share() if front.endswith(one)), None)
            if (
                word is not None
                and share.is_percent
                and share.value > 100
                and share.relation is Relation.SHARE
            ):
                yield finding(
                    section,
                    share.start - len(word),
                    share.end,
                    observed=share.text,
                    expected="≤ 100%",
                )
