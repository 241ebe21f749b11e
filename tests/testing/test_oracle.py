"""The oracle against brute force: every completion with small values is tried.

Bound: let B be the sum of the known values' sizes plus the constant's. A single blank at no more
than B + 1, with the other blanks at zero, makes the difference of the sides zero, or tips it over
zero, in each direction in which that blank can move it at all; and makes a side zero or not zero.
So completions with values up to B + 1 show every outcome that exists. Money is tried in halves,
because the known amounts are halves.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from gikqa.editions import Identity, Kind, Relation, load_editions, parse_edition
from gikqa.testing import judge, verdict

HALF = Decimal("0.5")
KNOWN = {Kind.COUNT: (0, 1, 2), Kind.SIGNED: (-1, 0, 1), Kind.MONEY: (Decimal(0), HALF)}
FORM = parse_edition(
    {
        "edition": "small",
        "years": {"first": 2000},
        "instrument": "test",
        "verified": True,
        "title": {"zh": "试", "en": "test"},
        "tables": [
            {
                "key": "t",
                "title": "t",
                "domain_rule": "GIK999",
                "blocks": [
                    {
                        "label": "t",
                        "rows": [{"key": name, "label": name} for name in "abc"],
                        "columns": [
                            {"key": str(kind), "label": str(kind), "kind": str(kind)}
                            for kind in Kind
                        ],
                    }
                ],
            }
        ],
        "identities": [
            {
                "id": "I",
                "rule": "GIK999",
                "table": "t",
                "relation": "=",
                "left": ["a.count"],
                "right": ["b.count"],
                "basis": "test",
            }
        ],
    },
    "small.toml",
)


def statement(relation, left, right, constant=0):
    return Identity("I", "GIK999", relation, tuple(left), tuple(right), constant, "test")


def satisfied(identity, cells):
    left = sum(cells[path] for path in identity.left)
    right = sum(cells[path] for path in identity.right) + identity.constant
    return {
        Relation.EQUAL: left == right,
        Relation.AT_MOST: left <= right,
        Relation.AT_LEAST: left >= right,
        Relation.ZERO_IMPLIES_ZERO: left != 0 or right == 0,
    }[identity.relation]


def by_enumeration(identity, cells):
    """The verdict from trying all small completions."""
    sizes = [abs(value) for value in cells.values() if value is not None]
    bound = int(sum(sizes)) + abs(identity.constant) + 1
    tried = {
        Kind.COUNT: range(bound + 1),
        Kind.SIGNED: range(-bound, bound + 1),
        Kind.MONEY: [HALF * number for number in range(2 * bound + 1)],
    }
    choices = [
        tried[FORM.cells[path].kind] if value is None else (value,) for path, value in cells.items()
    ]
    outcomes = {
        satisfied(identity, dict(zip(cells, values, strict=True))) for values in product(*choices)
    }
    return {(True,): "passed", (False,): "violated"}.get(tuple(outcomes), "undetermined")


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("constant", [-1, 0, 2])
def test_verdicts_agree_with_the_enumeration_of_small_completions(relation, constant):
    for kinds in product(Kind, repeat=3):
        paths = [f"t.{name}.{kind}" for name, kind in zip("abc", kinds, strict=True)]
        for two_left in (True, False):
            split = 2 if two_left else 1
            identity = statement(relation, paths[:split], paths[split:], constant)
            for values in product(*((None, *KNOWN[kind]) for kind in kinds)):
                cells = dict(zip(paths, values, strict=True))
                assert verdict(identity, cells, FORM) == by_enumeration(identity, cells), (
                    identity,
                    cells,
                )


def test_an_empty_right_side_is_the_constant():
    identity = statement(Relation.AT_MOST, ["t.a.money"], [], 10)
    for amount, expected in [("10", "passed"), ("10.000001", "violated"), (None, "undetermined")]:
        cells = {"t.a.money": amount and Decimal(amount)}
        assert verdict(identity, cells, FORM) == expected


def test_large_money_is_added_exactly():
    identity = statement(Relation.EQUAL, ["t.a.money"], ["t.b.money", "t.c.money"])
    cells = {
        "t.a.money": Decimal("90000000000000.000002"),
        "t.b.money": Decimal("90000000000000.000001"),
        "t.c.money": Decimal("0.000001"),
    }
    assert verdict(identity, cells, FORM) == "passed"
    cells["t.c.money"] = Decimal("0.000002")
    assert verdict(identity, cells, FORM) == "violated"


@pytest.mark.parametrize("edition", load_editions().values(), ids=lambda edition: edition.key)
def test_every_identity_of_an_edition_gets_one_verdict(edition):
    zeros = judge(edition, dict.fromkeys(edition.cells, 0))
    assert list(zeros) == [identity.name for identity in edition.identities]
    assert set(zeros.values()) == {"passed"}
    blanks = judge(edition, dict.fromkeys(edition.cells))
    assert set(blanks.values()) == {"undetermined"}
