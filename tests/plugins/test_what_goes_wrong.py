"""Whatever a plugin does wrong is told with distribution, version and what; nothing else stops."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

import gikqa
from gikqa import Failure
from gikqa._plugins import load_plugins
from gikqa.testing import export_table
from three_reports import ROWS


def raising():
    raise RuntimeError("no such luck")


def leaving():
    raise SystemExit(0)


@pytest.mark.parametrize("api", [None, 0, 2, "1"])
def test_another_version_of_the_interface_is_refused(only_failure, plugin, made_rule, api):
    what, problem = only_failure(plugin(api=api, rules=[made_rule()]))
    assert what == "load"
    assert problem.startswith(f"was made for plugin API {api!r}, this gikqa has 1")


def test_a_plugin_that_states_no_version_of_the_interface_is_refused(only_failure):
    what, problem = only_failure(SimpleNamespace(GIKQA_PREFIXES=("XA",)))
    assert (what, problem[:34]) == ("load", "was made for plugin API None, this")


@pytest.mark.parametrize(
    "prefixes", ["XA", None, 3, ("xa",), ("X1",), ("",), (1,), ("江西",)], ids=repr
)
def test_prefixes_that_are_no_tuple_of_capitals_are_refused(
    only_failure, plugin, made_rule, prefixes
):
    what, problem = only_failure(plugin(prefixes, rules=[made_rule()]))
    assert what == "load"
    assert problem.startswith(f"GIKQA_PREFIXES is {prefixes!r}, expected a tuple")


def test_a_plugin_that_states_no_prefixes_is_refused(only_failure):
    what, problem = only_failure(SimpleNamespace(GIKQA_API=1))
    assert what == "load"
    assert problem.startswith("GIKQA_PREFIXES is None, expected a tuple")


@pytest.mark.parametrize(
    ("hook", "problem"), [(raising, "RuntimeError: no such luck"), (leaving, "SystemExit: 0")]
)
@pytest.mark.parametrize("name", ["rules", "editions", "readers", "renderers"])
def test_a_hook_that_raises_is_told(only_failure, plugin, name, hook, problem):
    assert only_failure(plugin(**{name: hook})) == (f"gikqa_{name}", problem)


def test_what_the_other_hooks_of_a_raising_plugin_give_is_kept(load, plugin, made_rule):
    plugins = load(plugin(readers=raising, rules=[made_rule()]))
    assert "XA101" in plugins.rules
    assert [failure.what for failure in plugins.failures] == ["gikqa_readers"]


def test_a_hook_that_raises_half_way_is_told(only_failure, plugin, made_rule):
    def half():
        yield made_rule()
        raise RuntimeError("half way")

    assert only_failure(plugin(rules=half)) == ("gikqa_rules", "RuntimeError: half way")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("rules", "Rule"), ("readers", "Reader"), ("renderers", "Renderer"), ("editions", "Path")],
)
def test_a_thing_of_the_wrong_type_is_told(only_failure, plugin, name, expected):
    told = only_failure(plugin(**{name: ["something else"]}))
    assert told == (f"gikqa_{name}", f"expected a {expected}, got str")


def test_the_right_things_beside_one_of_the_wrong_type_are_kept(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule("XA101"), "nonsense", made_rule("XA102")]))
    assert {"XA101", "XA102"} <= plugins.rules.keys()
    assert len(plugins.failures) == 1


def test_a_rule_that_is_not_chosen_is_not_brought(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule(whole=raising), made_rule("XA102")]))
    assert plugins.in_full({"XA102": plugins.rules["XA102"]}).keys() == {"XA102"}
    assert plugins.failures == []


def test_a_chosen_rule_is_brought_with_its_function_as_what_it_was_announced(
    load, plugin, made_rule
):
    itself = made_rule()
    plugins = load(plugin(rules=[replace(itself, check=None, whole=lambda: itself)]))
    assert plugins.in_full({"XA101": plugins.rules["XA101"]}) == {"XA101": itself}


@pytest.mark.parametrize(
    ("whole", "problem"),
    [
        (raising, "RuntimeError: no such luck"),
        (leaving, "SystemExit: 0"),
        (lambda: "a rule", "expected a Rule, got str"),
    ],
)
def test_a_chosen_rule_that_cannot_be_brought_is_told_once_and_the_rest_is_judged(
    load, plugin, made_rule, whole, problem
):
    plugins = load(plugin(rules=[made_rule(whole=whole), made_rule("XA102")]), version="5.5")
    for _ in range(2):
        result = gikqa.lint(export_table(ROWS[:1]), select=["XA"], lang="en", plugins=plugins)
        assert result.findings.column("rule").to_pylist() == ["XA102"]
        assert result.failures == (Failure("gikqa-x", "5.5", "rule XA101", problem),)


@pytest.mark.parametrize(
    ("lang", "problem"),
    [
        ("en", "`needs` names the column 'no.such.cell', which no export has"),
        ("zh", "`needs` 中的列 'no.such.cell' 不是导出文件的列"),
    ],
)
def test_a_rule_that_is_refused_when_it_is_brought_is_named_once(
    load, plugin, made_rule, lang, problem
):
    whole = made_rule(needs=("no.such.cell",))
    plugins = load(plugin(rules=[replace(whole, needs=(), whole=lambda: whole)]))
    assert plugins.in_full({"XA101": plugins.rules["XA101"]}) == {}
    assert plugins.failures_in(lang) == (Failure("gikqa-x", "1.0", "rule XA101", problem),)


def test_a_rule_that_turns_out_to_be_another_is_told(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule(whole=lambda: made_rule("XA102"))]))
    assert plugins.in_full(plugins.rules).keys() == plugins.rules.keys() - {"XA101"}
    assert [failure.problem for failure in plugins.failures] == [
        "was announced as XA101 and turned out to be XA102"
    ]


def test_a_code_brought_twice_by_one_plugin_is_refused(only_failure, plugin, made_rule):
    told = only_failure(plugin(rules=[made_rule(), made_rule()]))
    assert told == ("gikqa_rules", "rule XA101 is brought twice, first by gikqa-bad")


def test_one_distribution_with_two_plugins_is_told(load, plugin, made_rule):
    plugins = load(
        ("gikqa-x", "1.0", plugin(("XA",), rules=[made_rule("XA101")])),
        ("gikqa-x", "1.0", plugin(("XB",), rules=[made_rule("XB101")])),
    )
    (failure,) = plugins.failures
    problem = (
        "gikqa-x has two plugins, and a distribution can have one: name one module in its entry "
        "points"
    )
    assert failure == Failure("gikqa-x", "1.0", "load", problem)
    assert "XA101" in plugins.rules


# Editions


def test_an_edition_that_is_no_toml_is_told_with_its_file(only_failure, plugin, tmp_path):
    path = tmp_path / "form.toml"
    path.write_text("edition = ", "utf-8")
    what, problem = only_failure(plugin(editions=[path]))
    assert what == "gikqa_editions"
    assert problem.startswith(f"{path}: file: is not TOML")


def test_an_edition_that_is_not_there_is_told_with_its_file(only_failure, plugin, tmp_path):
    what, problem = only_failure(plugin(editions=[tmp_path / "no.toml"]))
    assert what == "gikqa_editions"
    assert problem.startswith(f"{tmp_path / 'no.toml'}: file: cannot be read")


def test_an_edition_brought_twice_names_the_first(load, plugin, made_rule, tmp_path, edition_text):
    path = tmp_path / "pilot.toml"
    path.write_text(edition_text, "utf-8")
    rules = [made_rule(code, check=None) for code in ("XA301", "XA302")]
    plugins = load(
        ("gikqa-one", "1", plugin(rules=rules, editions=[path])),
        ("gikqa-two", "1", plugin((), editions=[path])),
    )
    assert plugins.failures == [
        Failure(
            "gikqa-two",
            "1",
            "gikqa_editions",
            "edition 'pilot' is brought twice, first by gikqa-one",
        )
    ]


def test_an_edition_with_a_key_of_ours_is_refused(only_failure, plugin, tmp_path, edition_text):
    path = tmp_path / "2021.toml"
    path.write_text(edition_text.replace('"pilot"', '"2021"'), "utf-8")
    told = only_failure(plugin(editions=[path]))
    assert told == ("gikqa_editions", "edition '2021' is brought twice, first by gikqa")


def test_a_rule_that_an_edition_names_and_nobody_brings_is_told(
    only_failure, plugin, made_rule, tmp_path, edition_text
):
    path = tmp_path / "pilot.toml"
    path.write_text(edition_text, "utf-8")
    told = only_failure(plugin(rules=[made_rule("XA301", check=None)], editions=[path]))
    assert told == (
        "gikqa_editions",
        "edition 'pilot' names the rule XA302, which no plugin brings",
    )


# Loading


@pytest.fixture
def installed(monkeypatch):
    """Entry points as importlib.metadata gives them, of a distribution or of none."""

    def installed(value, name="gikqa-broken", version="0.9"):
        point = EntryPoint("main", value, "gikqa")
        if name is not None:
            point = point._for(SimpleNamespace(name=name, version=version))
        monkeypatch.setattr("gikqa._plugins.find_plugins.entry_points", lambda group: (point,))
        return load_plugins(apart=False)

    return installed


def test_a_module_that_is_not_there_is_told(installed):
    plugins = installed("no_such_module_of_gikqa")
    assert plugins.failures == [
        Failure(
            "gikqa-broken",
            "0.9",
            "load",
            "ModuleNotFoundError: No module named 'no_such_module_of_gikqa'",
        )
    ]
    assert "GIK302" in plugins.rules


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("raise RuntimeError('at import')", "RuntimeError: at import"),
        ("raise SystemExit(7)", "SystemExit: 7"),
        ("import no_such_dependency", "ModuleNotFoundError: No module named 'no_such_dependency'"),
        ("x = = 1", "SyntaxError: invalid syntax (plugin_with_a_slip.py, line 1)"),
    ],
)
def test_a_module_that_raises_when_it_is_imported_is_told(
    installed, tmp_path, monkeypatch, text, problem
):
    (tmp_path / "plugin_with_a_slip.py").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert installed("plugin_with_a_slip").failures == [
        Failure("gikqa-broken", "0.9", "load", problem)
    ]


def test_an_entry_point_of_no_distribution_is_told_by_its_own_name(installed):
    (failure,) = installed("no_such_module_of_gikqa", name=None).failures
    assert (failure.plugin, failure.version) == ("main", "unknown")
