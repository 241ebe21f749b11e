"""Results made by hand, and what a writer makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pyarrow as pa
import pytest

import gikqa
from gikqa import Failure, Problem, Result
from gikqa._render import writer
from invented_results import FINDINGS, HOSTILE, RULES, finding, made


@pytest.fixture(autouse=True)
def _fixed_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release must not change the golden files."""
    monkeypatch.setattr(gikqa, "__version__", "1.2.3")


@pytest.fixture
def make() -> Callable[..., Result]:
    return made


@pytest.fixture
def full() -> Callable[[str], Result]:
    """A result with something of everything, in the language asked for."""
    return lambda lang="en": made(
        lang=lang,
        failures=(Failure("gikqa-locale", "0.9", "LOC101", HOSTILE),),
        problems=(Problem("part-7.parquet", "row group 2 cannot be read"), Problem(HOSTILE, "?")),
        hidden={"GIK302": 12_340},
    )


@pytest.fixture
def clean() -> Callable[[str], Result]:
    """Nothing found, and part of it not judged."""
    coverage = [(r.code, r.name, "passed", None, 5) for r in RULES[:4]]
    coverage.append((RULES[4].code, RULES[4].name, "skipped", "column `sections` is missing", 5))
    return lambda lang="en": made(findings=(), coverage=coverage, lang=lang)


@pytest.fixture
def nothing() -> Result:
    """No report, no rule, no finding."""
    return made(findings=(), coverage=(), reports=0, rules=(), plugins={})


@pytest.fixture(scope="session")
def many() -> Result:
    """30,000 findings, infos first, in 1,500 reports."""
    severities = ["info"] * 14_000 + ["error"] * 1_000 + ["warning"] * 15_000
    places = range(len(severities))
    table = made(findings=[finding()]).findings
    table = table.take(pa.array([0] * len(severities)))
    for name, values in (
        ("severity", severities),
        ("report_id", [f"r-{place // 20:05}" for place in places]),
        ("fingerprint", [f"f{place}" for place in places]),
    ):
        number = table.schema.get_field_index(name)
        table = table.set_column(number, table.schema.field(number), pa.array(values))
    coverage = (("GIK302", "unbalanced-requests", "violated", None, 1_500),)
    return replace(made(coverage=coverage, reports=1_500), findings=table)


@pytest.fixture
def written() -> Callable[[str, Result], bytes]:
    def write(name: str, result: Result) -> bytes:
        stream = BytesIO()
        writer(name).write(result, stream)
        assert not stream.closed
        return stream.getvalue()

    return write


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture
def expected_rows() -> list[dict[str, Any]]:
    """The findings of `full` as they were put in."""
    return [dict(row) for row in FINDINGS]
