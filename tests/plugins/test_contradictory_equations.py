"""Equations of plugins that no report can satisfy are refused; those without news are named."""

from __future__ import annotations

import pytest

from gikqa._plugins import load_plugins
from gikqa._plugins.choice import choose_plugins
from gikqa._plugins.implied_in_words import implied_in_words
from gikqa.cli.proofs_of_rules import print_proofs, proofs

IDENTITY = """
[[identities]]
id = "{name}"
rule = "{prefix}302"
table = "requests"
left = ["{left}"]
relation = "{relation}"
right = [{right}]
constant = {constant}
basis = "试行办法第二条"
"""
RECEIVED, CONCLUDED = "new_received.total", "total_concluded.total"
PARTS = [
    "natural_person",
    *("commercial_enterprise", "research_institution", "public_welfare_organization"),
    *("legal_service_institution", "other_organization"),
]
RULE = """
prefixes = ["XA"]

[[rule]]
code = "XA101"
name = "made-up"
severity = "warning"
source = "试行办法第二条"
title = {{ zh = "试", en = "Test" }}
message = {{ zh = "{{observed}}", en = "{{observed}}" }}
equation = "{equation}"
"""


def identity(name, left, relation, *right, constant=0, prefix="XA"):
    listed = ", ".join(f'"{cell}"' for cell in right)
    return IDENTITY.format(
        name=name, left=left, relation=relation, right=listed, constant=constant, prefix=prefix
    )


MORE = identity("more", RECEIVED, ">=", CONCLUDED, constant=1)
LESS = identity("less", RECEIVED, "<=", CONCLUDED, prefix="XB")


@pytest.fixture
def extended(load, plugin, made_rule, tmp_path):
    """Plugins `gikqa-a`, `gikqa-b`, …, each with an edition that extends that of 2021."""

    def extended(*texts, years=("", ""), scopes=("", "")):
        plugins = []
        for letter, text, year, scope in zip("ab", texts, years, scopes, strict=False):
            prefix = f"X{letter.upper()}"
            path = tmp_path / f"{letter}.toml"
            path.write_text(
                f'edition = "{letter}"\nextends = "2021"\n{year}\n{scope}\n{text}', "utf-8"
            )
            rule = made_rule(f"{prefix}302", check=None)
            brought = plugin((prefix,), rules=[rule], editions=[path])
            plugins.append((f"gikqa-{letter}", "1", brought))
        return load(*plugins)

    return extended


def test_identities_that_some_report_satisfies_are_loaded(extended):
    plugins = extended(MORE, identity("few", CONCLUDED, "<=", constant=5, prefix="XB"))
    assert plugins.failures == []
    assert {"a", "b"} < plugins.editions.keys()


def test_two_plugins_that_contradict_each_other_are_both_named(extended):
    plugins = extended(MORE, LESS)
    (failure,) = plugins.failures
    assert (failure.plugin, failure.what) == ("gikqa-b", "gikqa_editions")
    assert failure.problem == (
        "edition 'b' of gikqa-b: no report can satisfy 'less' together with 'more' (a, gikqa-a)"
    )
    (chinese,) = plugins.failures_in("zh")
    assert chinese.problem == "gikqa-b 的 'b' 版：没有报告能同时满足 'less' 与 'more' (a, gikqa-a)"
    assert "a" in plugins.editions
    assert "b" not in plugins.editions


@pytest.mark.parametrize(
    ("years", "scopes"),
    [
        (("years = { first = 2021, last = 2022 }", "years = { first = 2023 }"), ("", "")),
        (("", ""), ('scope = { region = "36" }', 'scope = { region = "37" }')),
    ],
)
def test_what_no_report_has_to_follow_together_may_contradict(extended, years, scopes):
    assert extended(MORE, LESS, years=years, scopes=scopes).failures == []


def test_a_contradiction_of_the_form_names_its_identities(extended):
    more = identity("more", RECEIVED, ">=", *(f"new_received.{one}" for one in PARTS), constant=1)
    (failure,) = extended(more).failures
    assert failure.problem == (
        "edition 'a' of gikqa-a: no report can satisfy 'more' together with "
        "'R3:new_received' (2021, gikqa)"
    )


def test_an_edition_that_contradicts_itself_is_refused(extended):
    (failure,) = extended(
        identity("more", RECEIVED, ">=", CONCLUDED, constant=1)
        + identity("less", RECEIVED, "<=", CONCLUDED)
    ).failures
    assert (
        failure.problem == "edition 'a' of gikqa-a: no report can satisfy 'more', 'less' together"
    )


def test_an_identity_that_the_form_implies_is_named(extended):
    plugins = extended(
        identity("some", RECEIVED, ">=", "new_received.natural_person")
        + identity("new", RECEIVED, ">=", "granted.total")
        + identity("any", RECEIVED, ">=", constant=-1)
    )
    assert plugins.failures == []
    assert [sentence["en"] for sentence in implied_in_words(plugins, "gikqa-a")] == [
        "edition a: some says nothing new, it follows from R3:new_received",
        "edition a: no report can break any",
    ]
    assert [sentence["zh"] for sentence in implied_in_words(plugins, "gikqa-a")] == [
        "版式 a：some 没有新内容，由 R3:new_received 即可推出",
        "版式 a：没有报告会违反 any",
    ]
    assert implied_in_words(plugins, "gikqa") == []


@pytest.fixture
def with_equation(load, plugin, tmp_path):
    """The plugins with a rule file of one equation."""

    def with_equation(equation):
        path = tmp_path / "rules.toml"
        path.write_text(RULE.format(equation=equation), "utf-8")
        return load(plugin(rule_files=[path]))

    return with_equation


@pytest.mark.parametrize(
    "equation",
    [
        f"requests.{RECEIVED} <= 10",
        f"requests.{RECEIVED} = 2 * requests.{CONCLUDED} + 1",
        f"requests.{RECEIVED} != requests.{CONCLUDED}",
        "disclosure.administrative_fees.amount_wan < 1",
        "year = 2021",
    ],
)
def test_an_equation_that_some_sound_report_satisfies_is_loaded(with_equation, equation):
    plugins = with_equation(equation)
    assert plugins.failures == []
    assert "XA101" in plugins.rules


@pytest.mark.parametrize(
    ("equation", "problem"),
    [
        (
            f"requests.{RECEIVED} < requests.new_received.natural_person",
            "rule XA101: its equation holds in no report that satisfies "
            "'R3:new_received' (2019, gikqa)",
        ),
        (
            f"requests.{RECEIVED} < 0",
            "rule XA101: its equation holds in no report",
        ),
        (
            "disclosure.administrative_fees.amount_wan < 0",
            "rule XA101: its equation holds in no report",
        ),
    ],
)
def test_an_equation_that_contradicts_the_form_is_refused(with_equation, equation, problem):
    plugins = with_equation(equation)
    (failure,) = plugins.failures
    assert (failure.what, failure.problem) == ("gikqa_rule_files", problem)
    assert "XA101" not in plugins.rules


@pytest.mark.parametrize(
    ("equation", "witness", "implied_by"),
    [
        (f"requests.{RECEIVED} >= requests.new_received.natural_person", None, ["R3:new_received"]),
        (f"requests.{RECEIVED} >= 0", None, []),
        (f"requests.{RECEIVED} <= 9", f"requests.{RECEIVED}", None),
        ("disclosure.administrative_fees.amount_wan <= 5", "5.000001", None),
    ],
)
def test_proofs_name_what_implies_the_equation_of_a_rule_file(
    with_equation, equation, witness, implied_by
):
    entries = [one for one in proofs(with_equation(equation), "en") if one["rule"] == "XA101"]
    assert {one["edition"] for one in entries} >= {"2021"}
    for entry in entries:
        assert entry["implied_by"] == implied_by
        shown = str(entry["witness"])
        assert shown == "None" if witness is None else witness in shown


def test_a_report_of_zeros_that_breaks_an_equation_alone_is_put_in_words(with_equation, capsys):
    plugins = with_equation(f"requests.{RECEIVED} >= 5")
    entries = [one for one in proofs(plugins, "zh") if one["rule"] == "XA101"]
    print_proofs(entries, plugins.editions, "zh")
    assert "各格都为 0 的报告只违反这一条" in capsys.readouterr().out


def test_an_equation_that_is_refused_has_no_proof(with_equation):
    entries = proofs(with_equation(f"requests.{RECEIVED} < 0"), "en")
    assert entries
    assert "XA101" not in {one["rule"] for one in entries}


def test_the_equation_of_a_file_named_on_the_command_line_is_refused_as_well(tmp_path):
    path = tmp_path / "team.toml"
    path.write_text(RULE.format(equation=f"requests.{RECEIVED} < requests.{RECEIVED}"), "utf-8")
    plugins = load_plugins(choice=choose_plugins(files=[str(path)]))
    (failure,) = plugins.failures
    assert failure.problem == "rule XA101: its equation holds in no report"
    assert "XA101" not in plugins.rules
