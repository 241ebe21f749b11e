from __future__ import annotations

from io import BytesIO

import pytest

from gikqa._render import writer
from gikqa._render._escape import visible
from gikqa._render._say import voice


class Terminal(BytesIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(written):
    return lambda result: written("text", result).decode("utf-8")


def test_both_languages_have_the_same_words():
    zh, en = voice("zh"), voice("en")
    assert zh.words.keys() == en.words.keys()
    assert zh.counted.keys() == en.counted.keys()


def test_nothing_judged_is_not_called_clean(nothing, shown):
    text = shown(nothing)
    assert "Nothing was judged" in text
    assert "No findings" not in text


def test_no_findings_is_only_said_of_what_was_judged(clean, shown):
    text = shown(clean())
    assert "No findings in what was judged: 20 checks" in text
    assert "Nothing is said of what was not judged: 5 checks" in text
    assert "column `sections` is missing" in text


def test_suppressed_findings_are_not_passed_over_in_the_verdict(make, shown):
    coverage = [
        ("GIK302", "unbalanced-requests", status, None, 2) for status in ("passed", "suppressed")
    ]
    text = shown(make(findings=(), coverage=coverage))
    assert "No findings in what was judged but suppressed: 2 of 4 checks" in text


def test_chinese_is_plain_text_unchanged():
    text = "青桐县　人民政府，2023年：“申请”（三）𠮷"
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\rb", r"a\rb"),
        ("柳\u200b林", r"柳\u200b林"),
        ("\u202eabc", r"\u202eabc"),
        ("\x9b31m", r"\x9b31m"),
        ("\U000e0041", r"\U000e0041"),
        (":::x", r"\x3a\x3a:x"),
        ("##[error]", r"\x23#[error]"),
    ],
    ids=["escape", "return", "zero width", "bidi", "C1", "tag", "command", "old command"],
)
def test_what_could_deceive_on_a_terminal_is_shown_as_a_code(text, seen):
    assert visible(text) == seen


def test_totals_are_in_the_first_lines(full, shown):
    lines = shown(full()).splitlines()
    assert lines[1] == "5 reports read, 5 rules in force"
    assert lines[2].startswith(
        "12,346 findings; listed: 2 errors, 3 warnings, 1 info; … and 12,340"
    )


def test_the_export_as_a_whole_comes_first_then_the_worst_reports(full, shown):
    text = shown(full())
    places = [text.index(part) for part in ("as a whole", "· r-001", "· r-900", "· r-002")]
    assert places == sorted(places)


def test_markup_in_data_is_shown_as_it_stands(full, shown):
    assert "[bold]not markup[/bold] {0}" in shown(full())


def test_a_file_gets_no_colour_and_at_most_100_columns(full, shown):
    text = shown(full())
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100
    assert not any(line != line.rstrip() for line in text.splitlines())


def test_a_terminal_gets_colour_and_still_no_control_from_the_data(full, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    writer("text").write(full(), terminal)
    text = terminal.getvalue().decode("utf-8")
    assert "\x1b[1;31m" in text
    assert r"\x1b[31m" in text
    assert "\x1b[31m[red]" not in text
    assert "\x1b[31m\x07" not in text


def test_no_colour_is_used_where_the_user_wants_none(full, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    writer("text").write(full(), terminal)
    assert b"\x1b[1;31m" not in terminal.getvalue()


def test_30_000_findings_are_bounded_and_counted(many, shown):
    text = shown(many)
    assert len(text.splitlines()) < 10_000
    assert "30,000 findings: 1,000 errors, 15,000 warnings, 14,000 infos" in text
    assert "… and 28,000 findings in 1,400 reports, not shown" in text


def test_a_report_with_many_findings_and_long_texts_is_bounded(make, shown):
    row = make().findings.slice(1, 1).to_pylist()[0]
    row |= {
        "message": "长" * 100_000,
        "quote": "短" * 100_000,
        "cells": [f"a.b.c{n}" for n in range(50)],
    }
    text = shown(make(findings=[row] * 30))
    assert "… and 10 more in this report" in text
    assert "a.b.c3 … and 46 more" in text
    assert len(text) < 60_000
