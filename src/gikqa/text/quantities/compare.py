"""Compare printed figures, allowing for the ways in which people round."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from gikqa.text.quantities.quantity import Number, Quantity


def agrees(a: Quantity, b: Quantity | Number) -> bool:
    """Whether two quantities of the same unit can be the same number.

    A vague one can be any value within its bounds; two vague ones agree if their bounds overlap.
    Money is compared in yuan. Different units never agree; a quantity without unit agrees with any.
    """
    if not isinstance(b, Quantity):
        return a.agrees_with(b)
    if a.unit != b.unit:
        if a.yuan is not None and b.yuan is not None:
            return _near(a.yuan, b.yuan, max(_yuan_step(a), _yuan_step(b)))
        if a.unit is not None and b.unit is not None:
            return False
    if a.is_vague and b.is_vague:
        (a_low, a_high), (b_low, b_high) = a.bounds, b.bounds
        apart = (a_high is not None and b_low is not None and a_high < b_low) or (
            b_high is not None and a_low is not None and b_high < a_low
        )
        return not apart
    if a.is_vague or (not b.is_vague and a.step > b.step):
        return a.agrees_with(b.value)
    return b.agrees_with(a.value)


def percent_agrees(
    part: Number, whole: Number, printed: Quantity | Decimal, *, last_place: bool = True
) -> bool:
    """Whether `printed` percent can be `part` of `whole`, at its printed places.

    Accepted are rounding half up and cutting off. With `last_place` (the default) one unit in
    the last printed place is allowed beyond either: formats.md, section 6, grants it for the
    shares of a narrative, where one share is often trimmed so that all make 100. Pass False
    for a percentage that stands alone. Vague percentages are judged by their bounds. A whole
    of 0 agrees with nothing but 0 and, for 0 of 0, with 100.
    """
    if not whole:
        value = printed.value if isinstance(printed, Quantity) else printed
        return part == 0 and value in (0, 100)
    true = Fraction(part) * 100 / Fraction(whole)
    if isinstance(printed, Quantity):
        if printed.is_vague:
            low, high = printed.bounds
            return (low is None or true >= Fraction(low)) and (
                high is None or true <= Fraction(high)
            )
        value, places = Decimal(printed.value), printed.places
    else:
        exponent = printed.as_tuple().exponent
        value, places = printed, max(0, -exponent) if isinstance(exponent, int) else 0
    step = Decimal(1).scaleb(-places)
    exact = Decimal(true.numerator) / Decimal(true.denominator)
    cut = exact.quantize(step, ROUND_FLOOR)
    rounded = exact.quantize(step, ROUND_HALF_UP)
    slack = step if last_place else Decimal(0)
    return cut - slack <= value <= rounded + slack


def _yuan_step(quantity: Quantity) -> Number:
    if quantity.yuan is None or not quantity.value:
        return 1
    return Decimal(quantity.step) * Decimal(quantity.yuan) / Decimal(quantity.value)


def _near(a: Number, b: Number, step: Number) -> bool:
    return abs(Decimal(a) - Decimal(b)) < step if step > 1 else a == b
