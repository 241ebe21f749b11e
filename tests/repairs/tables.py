"""Tables of reports for the search: the component of a cell, and its values."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gikqa._repairs.components import Component, components
from gikqa._repairs.locate import Localisation, locate
from gikqa.editions import Edition, Kind


def component_of(edition: Edition, path: str) -> Component:
    """The component of an edition that has this cell."""
    return next(one for one in _components(edition.key, edition) if path in one.paths)


_KNOWN: dict[str, Sequence[Component]] = {}


def _components(key: str, edition: Edition) -> Sequence[Component]:
    if key not in _KNOWN:
        _KNOWN[key] = components(edition.identities, _kinds(edition))
    return _KNOWN[key]


def _kinds(edition: Edition) -> dict[str, Kind]:
    return {path: cell.kind for path, cell in edition.cells.items()}


def located(component: Component, cells: Mapping[str, int | Decimal | None]) -> Localisation:
    """The localisation of a component that is not sound."""
    values = [component.steps(at, cells[path]) for at, path in enumerate(component.paths)]
    found = locate(component, values)
    assert found is not None
    return found


def pairs(found: Localisation) -> list[tuple[tuple[str, str | None], ...]]:
    """Each repair as pairs of a cell and its right value."""
    return [tuple((one.cell, one.right) for one in repair.changes) for repair in found.repairs]
