"""Names that stand together in a text: directly behind each other, or in one breath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gikqa import Hit
from gikqa_locale.gazetteer import Bearer, gazetteer
from gikqa_locale.names import bearers_of, length_of_name
from gikqa_locale.permitted import permissions


class Named(NamedTuple):
    """A chain of names, each directly behind the one above it: 山西省 吕梁市 柳林县."""

    start: int
    end: int
    last_start: int
    phrase: str
    bearers: tuple[Bearer, ...]

    @property
    def is_full_name(self) -> bool:
        """True if the last name of the chain is printed in full."""
        return any(each.is_full_name for each in self.bearers)


def chains_of(hits: Iterable[Hit], year: int) -> Iterator[Named]:
    """The chains that hits in the order of a text form; a name that stands alone is one, too."""
    current: Named | None = None
    for hit in hits:
        bearers = bearers_of(hit.phrase, year)
        end = hit.start + length_of_name(hit.phrase)
        if current is not None and current.end == hit.start:
            below = _those_below(bearers, current.bearers, year)
            if below:
                current = Named(current.start, end, hit.start, hit.phrase, below)
                continue
        if current is not None:
            yield current
        current = Named(hit.start, end, hit.start, hit.phrase, bearers)
    if current is not None:
        yield current


def runs_of(chains: Iterable[Named], text: str) -> Iterator[list[Named]]:
    """Places named in one breath, with nothing but 、 or 和 or 至 between them."""
    joined = (*permissions().between, *permissions().ends)
    run: list[Named] = []
    for named in chains:
        if run and text[run[-1].end : named.start] not in joined:
            yield run
            run = []
        run.append(named)
    if run:
        yield run


def _those_below(
    bearers: Sequence[Bearer], above: Sequence[Bearer], year: int
) -> tuple[Bearer, ...]:
    upper = {each.division for each in above}
    return tuple(
        each for each in bearers if upper & set(gazetteer().ancestors(each.division, year))
    )
