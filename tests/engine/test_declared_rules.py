"""What a rule declares decides on which reports its function runs."""

from __future__ import annotations

from types import SimpleNamespace

import pyarrow as pa
import pytest

from gikqa import Condition, Failure, Finding, Severity, rule

GIVEN = {
    "code": "TST001",
    "name": "test",
    "severity": Severity.INFO,
    "source": "none",
    "title": {"zh": "规则", "en": "rule"},
    "message": {"zh": "规则", "en": "rule"},
}


def always(report):
    yield Finding()


@pytest.fixture
def run(only_forms, lint, export, report):
    """Judge three reports by a rule that finds something in each."""

    def judge(**declared):
        text = [{"number": 1, "heading": "总体情况", "text": "收到申请3件。"}]
        table = export(*(report(report_id=f"r{n}", sections=text) for n in range(3)))
        return lint(table, plugins=only_forms(rule(**GIVEN, **declared)(always)))

    return judge


@pytest.mark.parametrize("declared", ["where", "find"])
def test_where_a_declaration_fails_the_rule_has_failed_and_judges_nothing(run, declared):
    def raises(batch):
        raise ValueError("no")

    def words():
        return ["申请"]

    finder = SimpleNamespace(reads=(), phrases=words, scan=raises, read=raises)
    more = {"where": Condition((), raises)} if declared == "where" else {"find": finder}
    result = run(**more)
    assert result.statuses()["TST001"] == {"failed": 3}
    problem = "ValueError: no (3×)"
    assert result.failures == (Failure("gikqa-test", "9.9", "rule TST001", problem),)


@pytest.mark.parametrize(
    ("value", "status"), [(True, "violated"), (False, "passed"), (None, "undetermined")]
)
def test_a_condition_decides_whether_the_function_is_called(run, value, status):
    said = Condition((), lambda batch: pa.array([value] * batch.rows, pa.bool_()))
    assert run(where=said).statuses()["TST001"] == {status: 3}
