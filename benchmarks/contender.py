"""One contender, once, in a process of its own; prints what it took as JSON.

python -m benchmarks.contender NAME exports.parquet
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import import_module
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.rivals import EQUALITIES, RIVALS, STEP, Violations
from benchmarks.validators import VALIDATORS

GIKQA = "gikqa"
ARITHMETIC = ("GIK301", "GIK302", "GIK303", "GIK304", "GIK401", "GIK402")
"""The equalities and domains of tables 三 and 四."""
CONTENDERS = ("read only", GIKQA, *(name for name in RIVALS if name != "read only"))


@dataclass(frozen=True)
class Run:
    """Seconds of the call and of all cores in it, peak memory in MB, and what was found.

    `children_mb` is the peak of the largest process that the contender started; 0 if none.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    children_mb: float
    violations: int
    digest: str


def run(name: str, path: str) -> Run:
    """Import the libraries, then measure the one call that finds the violations."""
    if name == GIKQA:
        times, findings = _clock(_lint(), path)
        memory = peaks()
        violations = violations_of(findings, path)
    else:
        rival = {**RIVALS, **VALIDATORS}[name]
        for library in rival.libraries:
            import_module(library)
        times, violations = _clock(rival.find, path)
        memory = peaks()
    return Run(*times, *memory, len(violations), sha256(violations.tobytes()).hexdigest())


def _clock(find: Callable[[str], Any], path: str) -> tuple[tuple[float, float], Any]:
    start, start_cpu = perf_counter(), process_time()
    found = find(path)
    return (perf_counter() - start, process_time() - start_cpu), found


def peaks() -> tuple[float, float]:
    """The largest resident set of this process and of those that it started, in MB."""
    own, started = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own, started


def _lint() -> Callable[[str], Any]:
    """`gikqa.lint` on requests and disputes, in its default settings."""
    import pyarrow as pa
    import pyarrow.parquet

    import gikqa

    pa.scalar(0)  # the first scalar makes pyarrow import pandas, where that is installed
    lint = gikqa.lint
    return lambda path: lint(path, select=ARITHMETIC).findings


def violations_of(findings: Any, path: str) -> Violations:
    """The findings in the terms of the rivals; findings that are no equality are left out."""
    import pyarrow.parquet as pq

    ids = pq.read_table(path, columns=["report_id"])["report_id"].to_pylist()
    rows = {report: row for row, report in enumerate(ids)}
    numbers = {
        (identity.rule, frozenset(identity.cells)): number
        for number, identity in enumerate(EQUALITIES)
    }
    found = [
        rows[report] * STEP + number
        for report, rule, cells in zip(
            *(findings[name].to_pylist() for name in ("report_id", "rule", "cells")), strict=True
        )
        if (number := numbers.get((rule, frozenset(cells)))) is not None
    ]
    return np.sort(np.array(found, np.int64))


if __name__ == "__main__":
    print(json.dumps(asdict(run(*sys.argv[1:3]))))
