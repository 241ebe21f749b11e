"""Reports of an edition with the verdicts of the oracle, and what the kernel says of them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa

from gikqa._engine.equations.evaluate import judge_identities
from gikqa._engine.outcome.record import Verdict
from gikqa.editions import Kind, load_editions
from gikqa.testing import judge

EDITIONS = load_editions()
CODES = {
    Verdict.PASSED: "passed",
    Verdict.UNDETERMINED: "undetermined",
    Verdict.VIOLATED: "violated",
}


class Reports:
    """Reports of one edition as rows of plain values, and what the oracle says about them."""

    def __init__(self, edition, rows, verdicts=None, name="r"):
        self.edition = edition
        self.rows = rows
        self.verdicts = verdicts or [judge(edition, row) for row in rows]
        self.name = name

    def renamed(self, name):
        """The same reports with other ids."""
        return Reports(self.edition, self.rows, self.verdicts, name)

    def id_of(self, row):
        return f"{self.edition.key}-{self.name}-{row:05}"

    @property
    def table(self):
        return table_of(self.edition, self.rows, map(self.id_of, range(len(self.rows))))

    def violated(self):
        """{(report_id, cells)} → identity, of everything that the oracle finds."""
        return {
            (self.id_of(n), one.cells): one
            for n, verdicts in enumerate(self.verdicts)
            for one in self.edition.identities
            if verdicts[one.name] == "violated"
        }

    def by_rule(self):
        """(rule, status) → reports: the worst verdict of a rule's statements is the rule's own."""
        worst = ["passed", "undetermined", "violated"]
        counted = Counter()
        for verdicts in self.verdicts:
            of_rule = {}
            for one in self.edition.identities:
                here = worst.index(verdicts[one.name])
                of_rule[one.rule] = max(of_rule.get(one.rule, 0), here)
            counted.update((rule, worst[place]) for rule, place in of_rule.items())
        return counted


def table_of(edition, rows, ids=None):
    """Rows of plain values as an export; without ids they are numbered."""
    money = pa.decimal128(20, 6)
    columns = {
        "report_id": list(ids or (f"{edition.key}-r-{n:05}" for n in range(len(rows)))),
        "publisher": ["青桐县人民政府"] * len(rows),
        "year": pa.array([edition.first_year] * len(rows), pa.int32()),
    }
    for path, cell in edition.cells.items():
        kind = money if cell.kind is Kind.MONEY else pa.int64()
        columns[path] = pa.array([row[path] for row in rows], kind)
    return pa.table(columns)


def kernel(edition, table):
    """Report by report, identity → status."""
    columns = {path: table[path].combine_chunks() for path in edition.cells}
    whole = {p for p in columns if pa.types.is_int64(columns[p].type)}
    huge = frozenset(
        path for path in whole if any(abs(v or 0) >= 2**57 for v in columns[path].to_pylist())
    )
    verdicts = [
        dict.fromkeys((one.name for one in edition.identities), "passed") for _ in range(len(table))
    ]
    governed = np.ones(len(table), bool)
    for one, rows, codes in judge_identities(
        edition.identities, edition.cells, columns, governed, huge
    ):
        for row, code in zip(rows.tolist(), codes.tolist(), strict=True):
            verdicts[row][one.name] = CODES[code]
    return verdicts
