"""Refuse equations of plugins that no report can satisfy with those of its form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gikqa._model.rule import Rule
from gikqa._plugins.installed import Plugins
from gikqa._proofs.statements import contradiction, in_steps
from gikqa._proofs.whole_numbers import Statement
from gikqa.editions import Cell, Edition, Identity
from gikqa.errors import PluginError
from gikqa.rule_files.expressions import Equation

_LESS = {"<": 1, ">": 1}
"""Whole numbers of steps: less than ten is at most nine."""


def refuse_contradictions(plugins: Plugins) -> None:
    """Drop editions of which no report satisfies the equations, with those loaded before."""
    known = {key: one for key, one in plugins.editions.items() if key not in plugins.edition_owner}
    for key, owner in list(plugins.edition_owner.items()):
        edition = plugins.editions[key]
        with plugins.failing_alone(owner, plugins.versions[owner], "gikqa_editions"):
            _refuse(edition, [one for one in known.values() if _beside(edition, one)], plugins)
            known[key] = edition
            continue
        del plugins.editions[key], plugins.edition_owner[key]


def _beside(edition: Edition, other: Edition) -> bool:
    """Whether some report has to follow both: a form, and what extends it."""
    if edition.base is None or other.base is None:
        return edition.base is not None and edition.base.key == other.key
    one, two = edition.scope, other.scope
    return (
        edition.base.key == other.base.key
        and edition.years_shared(other) is not None
        and (one.lies_in(two) or two.lies_in(one) or one.rivals(two))
    )


def _refuse(edition: Edition, others: Sequence[Edition], plugins: Plugins) -> None:
    owners = {
        id(identity): (identity, one) for one in (*others, edition) for identity in one.identities
    }
    cells = {path: cell for one in (*others, edition) for path, cell in one.cells.items()}
    found = contradiction((identity for identity, _ in owners.values()), cells)
    if found is None:
        return
    of_others = [one for one in found if owners[id(one)][1] is not edition]
    named = {
        "key": edition.key,
        "name": plugins.edition_owner[edition.key],
        "own": _names(one for one in found if owners[id(one)][1] is edition),
    }
    if not of_others:
        raise PluginError.worded("edition contradicts itself", **named)
    others_named = [
        f"{one.name!r} ({owners[id(one)][1].key}, {_owner(owners[id(one)][1], plugins)})"
        for one in of_others
    ]
    raise PluginError.worded("edition contradicts", others=others_named, **named)


def refuse_impossible_equation(rule: Rule, equation: Equation, plugins: Plugins) -> None:
    """Raise PluginError if no report that satisfies a form of a rule satisfies its equation.

    Only forms that are loaded already are known. A condition of the rule makes no difference: it
    would find something in every report that it judges.
    """
    for edition in plugins.editions.values():
        cells = edition.cells
        if rule.editions and edition.key not in rule.editions:
            continue
        said = statement_of_equation(equation, cells)
        found = None if said is None else contradiction(edition.identities, cells, [said])
        if found is not None:
            others = [f"{one.name!r} ({edition.key}, {_owner(edition, plugins)})" for one in found]
            key = "equation contradicts" if others else "equation contradicts itself"
            raise PluginError.worded(key, code=rule.code, others=others)


def statement_of_equation(equation: Equation, cells: Mapping[str, Cell]) -> Statement | None:
    """What an equation of a rule file says of the cells of a form, in steps.

    None if it has other columns, or only says what cells are not.
    """
    if equation.sign == "≠" or not cells.keys() >= set(equation.columns):
        return None
    shares: dict[str, int] = {}
    for side, sign in ((equation.left, 1), (equation.right, -1)):
        for name, by in side.factors:
            shares[name] = shares.get(name, 0) + sign * by
    shares = {name: share for name, share in shares.items() if share}
    due = equation.right.constant - equation.left.constant
    if equation.sign in ("≥", ">"):
        shares, due = {name: -share for name, share in shares.items()}, -due
    said = in_steps(Statement(shares, due, equal=equation.sign == "="), cells)
    return replace(said, due=said.due - _LESS.get(equation.sign, 0))


def _names(identities: Iterable[Identity]) -> list[str]:
    return [repr(one.name) for one in identities]


def _owner(edition: Edition, plugins: Plugins) -> str:
    return plugins.edition_owner.get(edition.key, "gikqa")
