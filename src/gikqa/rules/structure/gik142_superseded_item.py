"""GIK142 superseded-item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapters import title_of
from gikqa.rules.texts import described
from gikqa.text import phrases

_LAST = 6
"""The chapter in which fees are reported today."""

_NUMBERED = (
    r"(?:^|[\n。；\s])[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)、.．]"
    r"\s?[^\n。；，、（(]{0,16}"
)
_ENDED = r"(?:的?情况)?(?=[\s：:。，；（(]|\d|$)"


def _fees() -> Iterable[str]:
    yield "收费减免"
    yield "收费情况"
    for joint in ("及", "和", "与", "、", "以及"):
        yield f"收费{joint}减免"
        yield from (f"支出{joint}收费", f"收费{joint}支出")


@rule(
    **described("GIK142"),
    needs=("sections", "year"),
    find=phrases(_fees).then(_ENDED).after(_NUMBERED),
)
def superseded_item(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    for near in report.found:
        if edition is None or not 0 < near.section.number < _LAST:
            continue
        quote = near.quote.strip("。；\n \u3000")
        start = near.section.text.index(quote, near.start)
        yield Finding(
            section=near.section.number,
            start=start,
            end=start + len(quote),
            quote=quote,
            observed=quote,
            expected=title_of(edition, _LAST).heading,
        )
