"""Statements in groups that share no cell, so that each group can be reasoned about alone."""

from collections.abc import Collection, Iterable


def connected(sets: Iterable[Collection[str]]) -> list[list[int]]:
    """The numbers of the sets, in groups of which no two share a member."""
    groups: list[tuple[set[str], list[int]]] = []
    for number, one in enumerate(sets):
        touched = [group for group in groups if not group[0].isdisjoint(one)]
        groups = [group for group in groups if group not in touched]
        members = sorted([number, *(other for _, numbers in touched for other in numbers)])
        groups.append((set(one).union(*(cells for cells, _ in touched)), members))
    return [members for _, members in groups]
