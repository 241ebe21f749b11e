from __future__ import annotations

import re

COMMAND = re.compile(r"::(error|warning|notice) title=([^:,\r\n]*)::([^\r\n]*)")


def commands(data: bytes):
    found = [COMMAND.fullmatch(line) for line in data.decode("utf-8").split("\n")[:-1]]
    assert all(found)
    return [match.groups() for match in found if match]


def decoded(message: str) -> str:
    return message.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def test_nothing_gives_one_notice(nothing, written):
    ((name, title, message),) = commands(written("github", nothing))
    assert (name, title) == ("notice", "gikqa")
    assert "Nothing was judged" in message


def test_nothing_found_gives_one_notice_that_tells_what_was_not_judged(clean, written):
    ((name, _, message),) = commands(written("github", clean("zh")))
    assert name == "notice"
    assert "对未判定的 5 项检查不作任何结论" in message


def test_a_full_result_gives_a_command_a_finding_and_ends_with_the_totals(full, written):
    found = commands(written("github", full()))
    names = [name for name, _, _ in found]
    assert names == [
        *["error"] * 2,
        *["warning"] * 3,
        "notice",
        *["error", "warning", "warning"],
        "notice",
    ]
    assert found[0][1] == "GIK302 unbalanced-requests"
    assert "12,346 findings" in decoded(found[-1][2])


def test_hostile_text_is_encoded_in_titles_and_messages(full, written):
    found = commands(written("github", full()))
    title, message = found[8][1], found[4][2]
    assert "%3A" in title
    assert "%2C" in title
    assert "%250A" in message
    assert r"\x1b[31m" in message


def test_a_colon_in_a_message_is_shown_and_not_encoded(full, written):
    assert "r-001: 新收" in commands(written("github", full()))[0][2]


def test_30_000_findings_are_bounded_and_the_totals_are_among_the_ten_notices(many, written):
    found = commands(written("github", many))
    names = [name for name, _, _ in found]
    assert [names.count(name) for name in ("error", "warning", "notice")] == [1000, 1000, 10]
    totals = decoded(found[-1][2])
    assert "30,000 findings: 1,000 errors, 15,000 warnings, 14,000 infos" in totals
    assert totals.startswith("… and 27,991 more")
