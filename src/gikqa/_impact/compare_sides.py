"""Compare two sides: findings added, removed and changed, by rule, with examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from gikqa._impact.pairs import COMPARED, Both, Numbers, Pairs, number, pair
from gikqa._impact.sides import Side
from gikqa._model.status import Status
from gikqa._select import matching
from gikqa.errors import UsageError

KINDS = ("added", "removed", "changed")
SHOWN = ("report_id", "publisher", "year", *COMPARED)
"""What an example holds of a finding."""

Row = dict[str, Any]
_Chosen = tuple[str, int, int]
"""Kind, and the place in the old file and in the new one; -1 where it is not there."""


@dataclass(frozen=True)
class Example:
    """A finding that was added, removed or changed. fields: what differs, if it was changed."""

    kind: str
    old: Row | None
    new: Row | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What changed in the findings of a rule. fields: what differs → changed findings."""

    rule: str
    name: str
    added: int
    removed: int
    changed: int
    same: int
    fields: Mapping[str, int]
    examples: Sequence[Example]

    @property
    def total(self) -> int:
        """Findings added, removed and changed."""
        return self.added + self.removed + self.changed


@dataclass(frozen=True)
class NotCompared:
    """A rule that one side did not run everywhere; old, new: its findings.

    side: `old` or `new`. status: `not run`, `skipped`, `failed`, or `hidden` if findings were left
    out. reports: how many are concerned, where that is known.
    """

    rule: str
    name: str
    old: int
    new: int
    side: str
    status: str
    reports: int | None


@dataclass(frozen=True)
class Impact:
    """What changed between two sides.

    rules: those that both ran and that have findings, the most changed first. apart: findings of
    each side in reports that the other may not have read; None if both read the same.
    """

    old: Side
    new: Side
    rules: Sequence[Changes]
    not_compared: Sequence[NotCompared]
    apart: tuple[int, int] | None

    def count(self, kind: str) -> int:
        """How many findings are `added`, `removed`, `changed` or the `same`."""
        return sum(getattr(rule, kind) for rule in self.rules)

    @property
    def total(self) -> int:
        """Findings added, removed and changed."""
        return sum(rule.total for rule in self.rules)

    @property
    def exit_code(self) -> int:
        """That of a side whose answer is incomplete, else 0."""
        code = max(self.old.exit_code, self.new.exit_code)
        partly = self.apart is not None or any(one.status == "hidden" for one in self.not_compared)
        return code or (3 if partly else 0)


def compare(old: Side, new: Side, select: Sequence[str], examples: int) -> Impact:
    """Compare the findings of two sides.

    select: codes, prefixes or names of rules; none for all. examples: the most for a rule. Raises
    UsageError if an entry fits no rule, or the messages are in two languages.
    """
    if old.about["lang"] != new.about["lang"]:
        langs = {"old": old.about["lang"], "new": new.about["lang"]}
        raise UsageError.worded("two languages", **langs)
    names = old.names | new.names
    fit = matching(names, select) if select else names
    wanted = {code: name for code, name in names.items() if code in fit}
    files = old.findings, new.findings
    rules, codes = number(files, "rule")
    ranks = {code: place for place, code in enumerate(codes.to_pylist(), 1)}
    totals = [np.bincount(side, minlength=len(ranks) + 1) for side in rules]
    not_compared = []
    for code in sorted(wanted):
        found = [int(total[ranks[code]]) if code in ranks else 0 for total in totals]
        reason = _not_compared(code, old, new)
        if reason:
            not_compared.append(NotCompared(code, wanted[code], found[0], found[1], *reason))
    compared = sorted(ranks.keys() & (wanted.keys() - {one.rule for one in not_compared}))
    kept = tuple(np.isin(side, [ranks[code] for code in compared]) for side in rules)
    numbers = {"rule": rules}
    for name in ("report_id", "fingerprint", *COMPARED):
        numbers[name], values = number(files, name)
        if name == "message":
            messages = values
    apart = None
    if old.reading != new.reading:
        reports = numbers["report_id"]
        known = tuple(np.isin(reports[side], reports[1 - side]) for side in (0, 1))
        lost = [int(np.sum(k & ~one)) for k, one in zip(kept, known, strict=True)]
        apart = lost[0], lost[1]
        kept = tuple(k & one for k, one in zip(kept, known, strict=True))
    pairs = pair(numbers, (np.flatnonzero(kept[0]), np.flatnonzero(kept[1])), messages)
    chosen = {code: _choose_examples(ranks[code], pairs, rules, examples) for code in compared}
    shown = _rows_of(files, [one for some in chosen.values() for one in some])
    counts = _counts(pairs, numbers, len(ranks) + 1)
    changes = [
        Changes(
            code,
            wanted[code],
            **{kind: int(counts[kind][ranks[code]]) for kind in (*KINDS, "same")},
            fields={
                name: int(counts[name][ranks[code]])
                for name in COMPARED
                if counts[name][ranks[code]]
            },
            examples=[_example(one, shown) for one in chosen[code]],
        )
        for code in compared
    ]
    changes.sort(key=lambda one: (-one.total, one.rule))
    return Impact(old, new, changes, not_compared, apart)


def _not_compared(code: str, old: Side, new: Side) -> tuple[str, str, int | None] | None:
    """The side that did not run a rule everywhere, how that is called, and for how many reports."""
    sides = {"old": old, "new": new}
    for name, side in sides.items():
        if code not in side.names:
            return name, "not run", None
        if code in side.about["hidden"]:
            return name, "hidden", None
        if side.statuses[code][Status.FAILED]:
            return name, str(Status.FAILED), side.statuses[code][Status.FAILED]
    skipped = {name: side.statuses[code][Status.SKIPPED] for name, side in sides.items()}
    if skipped["old"] == skipped["new"]:
        return None
    more = max(skipped, key=lambda name: skipped[name])
    return more, str(Status.SKIPPED), skipped[more]


def _counts(pairs: Pairs, numbers: Mapping[str, Both], size: int) -> dict[str, Numbers]:
    """How many findings of each rule are of a kind; by field, how many changed ones differ."""
    old, new = pairs.changed
    of = {
        "added": numbers["rule"][1][pairs.added],
        "removed": numbers["rule"][0][pairs.removed],
        "changed": numbers["rule"][1][new],
        "same": numbers["rule"][1][pairs.same[1]],
    }
    for name in COMPARED:
        of[name] = of["changed"][numbers[name][0][old] != numbers[name][1][new]]
    return {name: np.bincount(some, minlength=size) for name, some in of.items()}


def _choose_examples(rank: int, pairs: Pairs, rules: Both, most: int) -> list[_Chosen]:
    """At most so many changes of a rule, of each kind in turn."""
    added = pairs.added[rules[1][pairs.added] == rank][:most]
    removed = pairs.removed[rules[0][pairs.removed] == rank][:most]
    changed = np.flatnonzero(rules[1][pairs.changed[1]] == rank)[:most]
    found: list[list[_Chosen]] = [
        [("added", -1, int(new)) for new in added],
        [("removed", int(old), -1) for old in removed],
        [("changed", int(pairs.changed[0][at]), int(pairs.changed[1][at])) for at in changed],
    ]
    in_turn = [one for some in zip_longest(*found) for one in some if one is not None]
    return sorted(in_turn[:most], key=lambda one: KINDS.index(one[0]))


def _rows_of(files: Sequence[pq.ParquetFile], chosen: list[_Chosen]) -> list[dict[int, Row]]:
    """Place → finding, of the old file and of the new one."""
    found = []
    wanted = [old for _, old, _ in chosen], [new for _, _, new in chosen]
    for some, file in zip(wanted, files, strict=True):
        places = sorted(set(some) - {-1})
        columns = {
            name: file.read([name]).column(0).take(pa.array(places, pa.int64())).to_pylist()
            for name in (SHOWN if places else ())
        }
        rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
        found.append(dict(zip(places, rows, strict=True)))
    return found


def _example(chosen: _Chosen, shown: list[dict[int, Row]]) -> Example:
    kind, *places = chosen
    old, new = (rows.get(at) for rows, at in zip(shown, places, strict=True))
    differ = tuple(name for name in COMPARED if old and new and old[name] != new[name])
    return Example(kind, old, new, differ)
