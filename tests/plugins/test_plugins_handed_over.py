"""Plugins that a program hands to `gikqa.lint`: modules, and paths of Python files."""

from __future__ import annotations

from types import ModuleType

import pytest

import gikqa
from gikqa import UsageError, hookimpl
from gikqa._engine.judge_in_processes import plan_of_process
from gikqa._plugins import choose_plugins
from gikqa.spark.tasks import Setup, plan_of_worker
from gikqa.testing import export_table
from three_reports import ROWS

FILE = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("FILE",)
TEXTS = {"zh": "规则", "en": "rule"}


@gikqa.rule(
    code="FILE101", name="of-a-file", severity=gikqa.Severity.INFO, source="none",
    title=TEXTS, message=TEXTS, options={"most": gikqa.Option(2, zh="数", en="number")},
)
def made(report):
    yield gikqa.Finding(observed=str(report.options["most"]))


@gikqa.hookimpl
def gikqa_rules():
    return [made]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "of_a_team.py"
    path.write_text(FILE, "utf-8")
    return path


@pytest.fixture
def module(made_rule):
    module = ModuleType("rules_of_a_notebook")
    module.__version__ = "1.5"
    module.GIKQA_API, module.GIKQA_PREFIXES = 1, ("XA",)
    module.gikqa_rules = hookimpl(lambda: [made_rule()])
    return module


@pytest.fixture
def judge():
    def judge(plugins, select, **options):
        table = export_table(ROWS[:1])
        result = gikqa.lint(table, select=select, plugins=plugins, **options)
        assert result.failures == ()
        rows = result.findings.to_pylist()
        names = ("rule", "observed", "plugin", "plugin_version")
        return [tuple(row[name] for name in names) for row in rows]

    return judge


def test_a_module_is_a_plugin_under_its_own_name(judge, module):
    assert judge([module], ["XA"]) == [("XA101", "q", "rules_of_a_notebook", "1.5")]


def test_paths_and_modules_go_together_and_beside_what_is_installed(judge, module, file):
    found = judge([module, file, ], ["XA", "FILE", "GIK303"])  # fmt: skip
    assert [row[0] for row in found] == ["FILE101", "XA101"]


def test_a_path_is_judged_in_processes_with_the_values_of_its_options(judge, file):
    (row,) = judge([str(file)], ["FILE"], options={"FILE101": {"most": 7}}, jobs=2)
    assert row[:3] == ("FILE101", "7", "of_a_team.py")


def test_nothing_handed_over_changes_nothing(judge):
    assert judge([], ["GIK303"]) == judge(None, ["GIK303"]) == judge((), ["GIK303"])


def test_the_file_may_be_gone_when_a_worker_loads_it(file):
    choice = choose_plugins([str(file)])
    file.unlink()
    options = (("FILE101", (("most", 7),)),)
    here = plan_of_process(["FILE101"], "en", options, choice)
    version = here.origin.versions["of_a_team.py"]
    versions = tuple(sorted(here.origin.versions.items()))
    on_spark = plan_of_worker(Setup(("FILE101",), "en", versions, options, choice))
    for plan in (here, on_spark):
        assert plan.rules["FILE101"].option_values == {"most": 7}
        assert plan.origin.versions["of_a_team.py"] == version


@pytest.mark.parametrize(
    ("plugins", "problem"),
    [
        ("a.py", "plugins is 'a.py', expected a list of modules and of paths of Python files"),
        (3, "plugins is 3, expected a list of modules and of paths of Python files"),
        (
            ["gikqa_mine"],
            "gikqa_mine is no plugin: expected a Python file (.py) or rules in TOML (.toml)",
        ),
        (
            ["s3://rules/mine.py"],
            "s3://rules/mine.py: a plugin is not loaded from a URL: save the file, read it, and "
            "name the file",
        ),
    ],
)
def test_what_is_no_plugin_is_refused(plugins, problem):
    with pytest.raises(UsageError) as refused:
        gikqa.lint(export_table(ROWS), plugins=plugins)
    assert str(refused.value) == problem
