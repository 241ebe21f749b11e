"""Rules in preview keep quiet until they are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gikqa._select import choose


@pytest.fixture
def rules(built_in):
    """The built-in rules, of which one more is in preview."""
    return built_in.rules | {"GIK302": replace(built_in.rules["GIK302"], preview=True)}


def test_by_default_no_rule_in_preview_runs(rules):
    chosen = choose(rules)
    assert "GIK303" in chosen
    assert "GIK302" not in chosen
    assert not any(rule.preview for rule in chosen.values())


def test_ignoring_a_rule_brings_none_in_preview(rules):
    assert "GIK302" not in choose(rules, ignore=["GIK303"])


@pytest.mark.parametrize("asked", ["GIK302", "GIK30", "unbalanced-requests"])
def test_a_rule_in_preview_runs_when_it_is_selected(rules, asked):
    assert "GIK302" in choose(rules, select=[asked])


def test_a_rule_in_preview_runs_beside_the_usual_ones_when_it_is_added(rules):
    chosen = choose(rules, extend_select=["GIK302"])
    assert chosen.keys() == choose(rules).keys() | {"GIK302"}
