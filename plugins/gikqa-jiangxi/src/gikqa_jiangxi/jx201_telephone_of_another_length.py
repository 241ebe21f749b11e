"""JX201 telephone-of-another-length."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rule_texts import described
from gikqa.text import phrases
from gikqa_jiangxi import SPECS
from gikqa_jiangxi.facts import rank, telephones

# Hotlines such as 0797-12345 begin with 1, 9 or 0. Digits after a dash or a blank are an extension,
# or the rest of a number that is set in groups.
_NUMBER = r"\s?[)）]?\s?[-－—–]{0,2}\s?([2-8]\d{6,7})(?!\s?[-－—–]?\s?\d)"


@rule(
    **described(SPECS, "JX201"),
    needs=("sections", "year"),
    find=phrases(lambda: sorted(telephones())).then(_NUMBER),
)
def telephone_of_another_length(report: Report) -> Iterator[Finding]:
    for near in report.found:
        known = telephones()[near.hit.phrase]
        local = near.after[1]
        is_part = near.section.text[near.start - 1 : near.start].isdigit() and near.start > 0
        if is_part or report.year < known.since or len(local) == known.digits:
            continue
        yield Finding(
            section=near.section.number,
            start=near.start,
            end=near.end,
            quote=near.quote,
            observed=str(len(local)),
            expected=str(known.digits),
            params={"place": known.place, "area_code": known.area_code},
            basis=known.source or None,
            **rank(known.status_in(report.year)),
        )
