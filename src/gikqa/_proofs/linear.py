"""Exact algebra of linear forms: sums, substitution, combinations, and a point that satisfies some.

Fractions throughout. A form is kept as cell path → coefficient, with the constant under `ONE`.
"""

from collections.abc import Mapping, Sequence
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


def substitute(form: Form, values: Mapping[str, Form], factor: Fraction | int = 1) -> Form:
    """`factor · form` with each cell that has a value replaced by it; terms keep their order."""
    total: Form = {}
    for key, share in form.items():
        for other, part in values.get(key, {key: Fraction(1)}).items():
            total[other] = total.get(other, Fraction(0)) + factor * share * part
    return {key: share for key, share in total.items() if share}


def nonnegative_point(rows: Sequence[Form]) -> dict[str, Fraction] | None:
    """A point ≥ 0 at which every form is at most zero; None if there is none.

    Cells that are absent are zero. First phase of the simplex, with Bland's rule against cycling.
    """
    excess = "\0excess"  # slack = excess − form: can the excess be reduced to zero?
    basic = {
        f"\0{number}": add({excess: Fraction(1)}, row, Fraction(-1))
        for number, row in enumerate(rows)
        if any(share > 0 for share in row.values())  # the others hold at every point
    }
    leaving = min(basic, key=lambda name: basic[name].get(ONE, 0), default="")
    if not leaving or basic[leaving].get(ONE, 0) >= 0:
        return {}
    entering = excess
    while True:
        form = basic.pop(leaving)
        share = form.pop(entering)
        value = substitute(add({leaving: Fraction(1)}, form, Fraction(-1)), {}, 1 / share)
        basic = {name: substitute(row, {entering: value}) for name, row in basic.items()}
        basic[entering] = value
        if excess not in basic or ONE not in basic[excess]:
            return {name: row.get(ONE, Fraction(0)) for name, row in basic.items()}
        falling = [key for key, part in basic[excess].items() if key != ONE and part < 0]
        if not falling:
            return None
        entering = min(falling)
        falls = [name for name, row in basic.items() if row.get(entering, 0) < 0]
        room = {name: -basic[name].get(ONE, 0) / basic[name][entering] for name in falls}
        leaving = min(falls, key=lambda name: (room[name], name != excess, name))
