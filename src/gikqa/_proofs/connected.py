"""Groups of things that share a name, and so have to be reasoned about together."""

from collections.abc import Hashable, Iterable


def connected(names: Iterable[Iterable[Hashable]]) -> list[list[int]]:
    """The numbers of things by their names, in groups that share none, by their last."""
    groups: list[tuple[set[Hashable], list[int]]] = []
    for number, of_one in enumerate(names):
        known, members = set(of_one), [number]
        for group in [group for group in groups if not known.isdisjoint(group[0])]:
            groups.remove(group)
            known |= group[0]
            members += group[1]
        groups.append((known, members))
    return [sorted(members) for _, members in groups]
