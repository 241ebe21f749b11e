"""Tables of reports for the search: the component of a cell, and its values."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from gikqa._repairs.cause_text import cause_of
from gikqa._repairs.cause_text import located as cause_located
from gikqa._repairs.components import Component, components
from gikqa._repairs.locate import Localisation, locate
from gikqa.editions import Edition, Kind, load_editions
from gikqa.testing.valid import valid_cells


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


def certainty(found: Localisation) -> str:
    """Whether users are told that the wrong cells are known, by the cause."""
    cause = cause_of([one.changes for one in found.repairs])
    if not found.repairs:
        return "detected"
    return "narrowed" if cause_located(cause) is None else "located"


def pairs(found: Localisation) -> list[tuple[tuple[str, str | None], ...]]:
    """Each repair as pairs of a cell and its right value."""
    return [tuple((one.cell, one.right) for one in repair.changes) for repair in found.repairs]


def table_three(random: Random) -> tuple[Component, dict[str, int]]:
    """Table three of the form of 2021, and cells that satisfy its identities."""
    edition = load_editions()["2021"]
    cells = valid_cells(edition, random)
    component = component_of(edition, "requests.granted.total")
    return component, {path: int(cells[path]) for path in component.paths}


def slips(value: int) -> list[int]:
    """The numbers that differ by one, by a digit, or by the order of two digits."""
    text = str(value)
    found = {value - 1, value + 1, 10 * value}
    for at in range(len(text)):
        found |= {int(text[:at] + digit + text[at + 1 :]) for digit in "0123456789"}
        found.add(int(text[:at] + text[at + 1 :] or "0"))
        found.add(int(text[:at] + text[at : at + 2][::-1] + text[at + 2 :]))
    return sorted({one for one in found if one >= 0} - {value})


def check_one_wrong_cell(component: Component, cells: Mapping[str, int], path: str) -> int:
    """Every slip in this cell has to be located; how many there are."""
    wrong = slips(cells[path])
    for value in wrong:
        found = located(component, {**cells, path: value})
        assert certainty(found) == "located"
        assert pairs(found) == [((path, str(cells[path])),)]
    return len(wrong)


def check_two_wrong_cells(component: Component, cells: Mapping[str, int], random: Random) -> str:
    """Both cells have to be among the repairs, unless a smaller repair explains them; which."""
    wrong = random.sample(component.paths, 2)
    written = dict(cells) | {path: random.choice(slips(cells[path])) for path in wrong}
    found = locate(component, [written[path] for path in component.paths])
    if found is None or found.least < 2:
        return "no two cells are needed"
    truth = tuple((path, str(cells[path])) for path in component.paths if path in wrong)
    assert truth in pairs(found)
    return "among the repairs"
