"""Who has to use a form: the bodies of a country, of a region in it, or of some kinds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gikqa.errors import SpecError

HOME = "CN"
"""The country of a report that names none."""
KINDS = ("province", "prefecture", "county", "township", "department", "office", "other")
"""The levels of a Chinese body, as an export has them."""
SHAPE = {"country?": str, "region?": str, "kind?": [str]}


@dataclass(frozen=True)
class Scope:
    """The bodies that a form is for.

    `country`: ISO code. `region`: how their region codes begin; empty for the whole country.
    `kinds`: their levels, as an export has them; empty for all of them.
    """

    country: str = HOME
    region: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def narrowness(self) -> tuple[int, bool]:
        """Of the scopes that hold a body, the greatest wins: a region counts before a kind."""
        return len(self.region), bool(self.kinds)

    @property
    def in_words(self) -> str:
        """The scope as messages name it: `CN`, `360000`, `county, township of 360000`."""
        whole = self.region.ljust(6, "0") if self.region else self.country
        if self.region and self.country != HOME:
            whole = f"{self.country} {self.region}"
        return f"{', '.join(self.kinds)} of {whole}" if self.kinds else whole

    def covers(self, region_code: str | None, level: str | None, country: str = HOME) -> bool:
        """Whether a body has to use the form; an unknown region or level is not covered."""
        return (
            country == self.country
            and (region_code or "").startswith(self.region)
            and (not self.kinds or level in self.kinds)
        )

    def lies_in(self, other: "Scope") -> bool:
        """Whether every body of this scope is one of the other."""
        return (
            self.country == other.country
            and self.region.startswith(other.region)
            and (not other.kinds or (bool(self.kinds) and set(self.kinds) <= set(other.kinds)))
        )

    def rivals(self, other: "Scope") -> bool:
        """Whether some body is of both scopes, and neither is narrower."""
        return (
            (self.country, self.region) == (other.country, other.region)
            and bool(self.kinds) == bool(other.kinds)
            and (not self.kinds or not set(self.kinds).isdisjoint(other.kinds))
        )


def with_kinds_listed(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data of an edition file, with a single kind of body as a list of one."""
    scope = data.get("scope")
    if not isinstance(scope, Mapping) or not isinstance(scope.get("kind"), str):
        return data
    return {**data, "scope": {**scope, "kind": [scope["kind"]]}}


def read_scope(given: Mapping[str, Any], otherwise: Scope, file: str) -> Scope:
    """The scope that a file states; what it leaves out is as in `otherwise`."""
    scope = Scope(
        given.get("country", otherwise.country),
        given.get("region", otherwise.region),
        given.get("kind", otherwise.kinds),
    )
    if given.get("kind") == ():
        raise SpecError(file, "scope.kind", "is empty; leave it out to mean every kind of body")
    if not re.fullmatch("[A-Z]{2}", scope.country):
        problem = f'expected two capital letters, such as "CN", found {scope.country!r}'
        raise SpecError(file, "scope.country", problem)
    if scope.country != HOME:
        return scope  # its codes and levels are those of its own country
    if not re.fullmatch("(?:[0-9]{2}){0,3}", scope.region) or scope.region.endswith("00"):
        problem = f"expected 2, 4 or 6 digits that do not end in 00, found {scope.region!r}"
        raise SpecError(file, "scope.region", f'{problem}; a province is two digits, such as "36"')
    for kind in scope.kinds:
        if kind not in KINDS:
            problem = f"expected one of {', '.join(KINDS)}, found {kind!r}"
            raise SpecError(file, "scope.kind", problem)
    return scope
