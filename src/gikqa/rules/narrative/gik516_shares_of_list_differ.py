"""GIK516 shares-of-list-differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.lists import LISTS, is_near
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import Enumeration, Number, Quantity

_WHOLE = 100
_TIES = 5
"""A rounded share after 约 that is a multiple of this may be rounded to it."""


@rule(**described("GIK516"), needs=("sections", "year"), find=LISTS)
def shares_of_list_differ(report: Report) -> Iterator[Finding]:
    for each in report.found:
        section, found = each.section, each.list
        pairs = _pairs(found)
        if len(pairs) < 2 or not is_near(section, found):
            continue
        whole = found.total.value
        wrong = [pair for pair in pairs if not _is_rounded(pair, whole)]
        if not wrong or not (_is_of_parts(found, pairs) or _is_one_slip(found, pairs, wrong)):
            continue
        part, share = wrong[0]
        exact = float(part.value) * _WHOLE / float(whole)
        yield finding(
            section,
            part.start,
            share.end,
            observed=share.text,
            expected=f"{part.value} / {whole} = {exact:.2f}%",
        )


def _pairs(found: Enumeration) -> list[tuple[Quantity, Quantity]]:
    """Each part with its share; none if a part has no share, or a number is not exact."""
    numbers = (found.total, *found.parts)
    if not found.total.value or any(one.is_vague or one.step != 1 for one in numbers):
        return []
    pairs = [
        (part, share)
        for part, share in zip(found.parts, found.shares, strict=True)
        if share is not None and share.is_percent
    ]
    return pairs if len(pairs) == len(found.parts) else []


def _is_rounded(pair: tuple[Quantity, Quantity], whole: Number) -> bool:
    """Whether some way of rounding to the printed places gives the share."""
    part, share = pair
    true = Fraction(part.value) * _WHOLE / Fraction(whole)
    exact = Decimal(true.numerator) / Decimal(true.denominator)
    step = Decimal(1).scaleb(-share.places)
    ways = (ROUND_FLOOR, ROUND_HALF_UP, ROUND_CEILING)
    return Decimal(share.value) in {exact.quantize(step, way) for way in ways}


def _is_of_parts(found: Enumeration, pairs: list[tuple[Quantity, Quantity]]) -> bool:
    """Whether the shares are of what the parts make, which is not the total that is printed."""
    return found.sum != found.total.value and all(_is_rounded(pair, found.sum) for pair in pairs)


def _is_one_slip(
    found: Enumeration,
    pairs: list[tuple[Quantity, Quantity]],
    wrong: list[tuple[Quantity, Quantity]],
) -> bool:
    """Whether the list is complete, and one share alone keeps the shares from making 100.

    One share is often trimmed so that all make 100.
    """
    share = wrong[0][1]
    is_coarse = share.is_vague and share.value % _TIES == 0
    summed = sum(Decimal(each.value) for _, each in pairs)
    return found.sum == found.total.value and len(wrong) == 1 and summed != _WHOLE and not is_coarse
