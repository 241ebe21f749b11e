"""GIK505 share-over-hundred."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.shares import before_share, share_phrases
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import Relation, phrases, read_narrative

_NUMERALS = "〇○零一二两三四五六七八九十百千万亿廿卅"
# Two digits with the sign after them are no hundred.
_MAY_EXCEED = (
    rf"[^\d{_NUMERALS}。；]{{0,16}}(?!\d{{1,2}}(?:\.\d{{1,4}})?[%％﹪])"
    rf"[\d{_NUMERALS}][^。；]{{0,16}}?(?:[%％﹪]|分之)"
)


@rule(
    **described("GIK505"),
    needs=("sections", "year"),
    find=phrases(share_phrases).then(_MAY_EXCEED),
)
def share_over_hundred(report: Report) -> Iterator[Finding]:
    """A share of a whole is more than a hundred percent."""
    for section in dict.fromkeys(near.section for near in report.found):
        for share in read_narrative(section.text, report.year).quantities:
            front = section.text[: share.start]
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
