"""Exact algebra of linear forms: sums and combinations.

Fractions throughout. A form is kept as cell path → coefficient, with the constant under `ONE`.
"""

from collections.abc import Mapping
from fractions import Fraction

Form = dict[str, Fraction]
"""Σ coefficient · cell, plus the coefficient of `ONE`; no coefficient is zero."""

ONE = ""


def combination(target: Form, rows: Mapping[str, Form]) -> dict[str, Fraction] | None:
    """The coefficients with which some of the rows add up to the target; None if they cannot.

    The rows used are linearly independent, so none of them can be spared.
    """
    basis: list[tuple[str, Form, dict[str, Fraction]]] = []

    def reduced(form: Form, used: dict[str, Fraction]) -> tuple[Form, dict[str, Fraction]]:
        for pivot, row, share in basis:
            if pivot in form:
                factor = -form[pivot] / row[pivot]
                form, used = add(form, row, factor), add(used, share, factor)
        return form, used

    for name, row in rows.items():
        rest, used = reduced(row, {name: Fraction(1)})
        if rest:
            basis.append((next((key for key in rest if key != ONE), ONE), rest, used))
    rest, used = reduced(target, {})
    return None if rest else {name: -share for name, share in used.items()}


def add(form: Form, other: Form, factor: Fraction = Fraction(1)) -> Form:
    """`form + factor · other`, without the terms that cancel."""
    total = {key: form.get(key, 0) + factor * other.get(key, 0) for key in {**form, **other}}
    return {key: share for key, share in total.items() if share}
