"""What worked cases of GIK804 do not show: how bad each slip is, and where it stands."""

from __future__ import annotations


def test_a_maxim_turned_round_is_an_error_and_a_lost_not_a_warning(export, report, lint):
    sections = [
        {"number": 1, "heading": "总体情况", "text": "坚持以不公开为常态。"},
        {"number": 5, "heading": "问题", "text": "公开是常态，公开是例外。"},
    ]
    result = lint(export(report(sections=sections)), select=["GIK804"])
    told = [(row["severity"], row["section"], row["start"]) for row in result.findings.to_pylist()]
    assert told == [("error", 1, 3), ("warning", 5, 6)]
