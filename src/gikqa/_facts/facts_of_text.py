"""The facts of one section: its quantities, lists, years and citations."""

from collections.abc import Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import NamedTuple

from gikqa.text.citations import citations_in
from gikqa.text.quantities.drafts import scope_of
from gikqa.text.quantities.quantity import Enumeration, Number, Quantity, Scope
from gikqa.text.quantities.read import read_narrative

_SHARES = frozenset(("%", "‰", "分之", "百分点", "倍"))
_MEASURES = frozenset(("元", "万元", "亿元", "公里", "平方米"))
_INT64 = 1 << 63
_STEP = Decimal("1e-9")
_EXACTLY = Context(prec=38, traps=[Inexact, InvalidOperation])


class Fact(NamedTuple):
    """One fact; the fields are columns of `FACTS_SCHEMA`, in their order."""

    start: int
    end: int
    kind: str
    value: int | None = None
    decimal: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    noun: str | None = None
    verb: str | None = None
    scope: str | None = None
    relation: str | None = None
    label: str | None = None
    items: int | None = None
    items_sum: Decimal | None = None
    closed: bool | None = None
    document_number: str | None = None
    document_title: str | None = None


def facts_of_text(
    text: str, year: int | None, named_years: Iterable[tuple[int, int, int | None]]
) -> list[Fact]:
    """The facts in reading order.

    named_years: (start, end, year) of each year that the rules over years read; None if it has too
    many digits. The reader of quantities knows years in numerals and with blanks as well, but none
    in titles.
    """
    read = read_narrative(text, year)
    labels = {
        part.start: label
        for listing in read.enumerations
        for part, label in zip(listing.parts, listing.labels, strict=True)
        if label
    }
    years = {end: (start, end, value) for start, end, value in named_years}
    for start, end, value in read.years:
        years.pop(end - text[start:end].endswith("度"), None)
        years[end] = (start, end, value)
    facts = [_of_quantity(one, labels.get(one.start), year) for one in read.quantities]
    facts += (_of_list(one, year) for one in read.enumerations)
    facts += (_of_year(*one, year) for one in years.values())
    facts += (
        Fact(
            one.start, one.end, "citation",
            document_number=one.number, document_title=one.title,
        )
        for one in citations_in(text)
    )  # fmt: skip
    return sorted(facts, key=lambda fact: fact[:3])


def _of_quantity(one: Quantity, label: str | None, year: int | None) -> Fact:
    value: int | None = None
    decimal: Decimal | None = None
    if one.unit in _SHARES:
        kind = "share"
    elif one.unit in _MEASURES or isinstance(one.value, Decimal) or abs(one.value) >= _INT64:
        kind = "amount"
    else:
        kind, value = "count", one.value
    if kind != "count":
        decimal = exactly(one.value)
    return Fact(
        one.start, one.end, kind, value, decimal, exactly(one.low), exactly(one.high),
        one.unit, one.noun, one.clause_verb, _known(one.scope, year), one.relation.value, label,
    )  # fmt: skip


def _of_list(one: Enumeration, year: int | None) -> Fact:
    total = _of_quantity(one.total, None, year)
    return total._replace(
        start=one.start,
        end=one.end,
        kind="list",
        items=len(one.parts),
        items_sum=exactly(one.sum),
        closed=one.closed,
    )


def _of_year(start: int, end: int, value: int | None, year: int | None) -> Fact:
    scope = None if value is None else _known(scope_of(value, year), year)
    return Fact(start, end, "year", value, scope=scope)


def _known(scope: Scope, year: int | None) -> str | None:
    """None where no time is said, or only a year and the report has none to compare it with."""
    unknown = scope is Scope.NONE or (year is None and scope is Scope.OTHER_YEAR)
    return None if unknown else scope.value


def exactly(number: Number | None) -> Decimal | None:
    """The number as a decimal with nine places; None if that would not be exact (三分之一)."""
    if number is None:
        return None
    try:
        return Decimal(number).quantize(_STEP, context=_EXACTLY)
    except (Inexact, InvalidOperation):
        return None
