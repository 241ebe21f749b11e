"""An edition that extends another one: what it takes from it, and what it may not do."""

from collections.abc import Mapping
from typing import Any

from gikqa.editions.edition import Edition, Table
from gikqa.errors import SpecError


def base_of(named: Any, editions: Mapping[str, Edition], file: str) -> Edition:
    """The edition that a file names under `extends`. Raises SpecError if it cannot be extended."""
    base = editions.get(named) if isinstance(named, str) else None
    if base is None:
        known = ", ".join(key for key, one in editions.items() if one.base is None)
        raise SpecError(file, "extends", f"names no edition: {named!r}; expected one of: {known}")
    if base.base is not None:
        problem = f"names {named!r}, which extends {base.base.key!r}; extend that one"
        raise SpecError(file, "extends", problem)
    return base


def as_base_has_it(base: Edition) -> dict[str, Any]:
    """What a file that extends an edition may leave out."""
    years = {"first": base.first_year}
    if base.last_year is not None:
        years["last"] = base.last_year
    return {
        "years": years,
        "instrument": base.instrument,
        "verified": base.verified,
        "title": base.title,
    }


def check_extension(edition: Edition, base: Edition, file: str) -> None:
    """Raise SpecError if an edition governs no report of its base, or repeats what that has."""
    if edition.years_shared(base) is None:
        raise SpecError(file, "years", f"hold no year of edition {base.key!r}")
    if not edition.scope.lies_in(base.scope):
        raise SpecError(file, "scope", f"is not within that of edition {base.key!r}")
    for table in edition.tables:
        for cell in table.cells:
            if cell.path in base.cells:
                raise SpecError(file, "tables", f"{cell.path} is in edition {base.key!r} already")
    known = {identity.name for identity in base.identities}
    for identity in edition.identities:
        if identity.name in known:
            problem = f"{identity.name!r} is in edition {base.key!r} already"
            raise SpecError(file, "identities", problem)
    for number, path in enumerate(edition.labels):
        key, _, name = path.partition(".")
        if not any(table.key == key and name in _lines_of(table) for table in base.tables):
            problem = f"names no row, column or group of edition {base.key!r}: {path!r}"
            raise SpecError(file, f"labels[{number}].path", problem)
    if not (edition.tables or edition.identities or edition.labels):
        raise SpecError(file, "extends", f"adds nothing to edition {base.key!r}")


def _lines_of(table: Table) -> set[str]:
    """What may follow the key of a table in the path of a printed label."""
    lines = [line for block in table.blocks for line in (*block.rows, *block.columns)]
    groups = {group for line in lines for group in line.within}
    return groups | {line.key for line in lines} | {block.label for block in table.blocks}
