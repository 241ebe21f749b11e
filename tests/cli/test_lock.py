"""The lock: the same run has the same bytes, and a run that differs is refused by name."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa._lock import lock_of, written_lock

ASKED = {"select": ["GIK302"], "ignore": (), "extend_select": (), "baseline": ()}


@pytest.fixture
def locked(gikqa, folder):
    """A folder with a lock of GIK302 and GIK303."""
    (folder / "gikqa.toml").write_text('select = ["GIK302", "GIK303"]\nlang = "en"\n', "utf-8")
    outcome = gikqa("config", "--lock")
    assert (outcome.code, outcome.stdout) == (0, "")
    return folder / "gikqa.lock"


def test_a_lock_holds_what_the_run_depends_on_and_the_same_run_has_the_same_bytes(gikqa, locked):
    before = locked.read_bytes()
    lock = tomli.loads(before.decode())
    assert lock.keys() == {"run", "plugins", "rules", "regional-facts", "files"}
    assert list(lock["rules"]) == ["GIK302", "GIK303"]
    assert lock["run"] == {"gikqa": lock["plugins"]["gikqa"]}
    assert gikqa("config", "--lock").code == 0
    assert locked.read_bytes() == before


def test_a_run_that_fits_is_judged_as_without_the_lock(gikqa, locked, faulty):
    assert gikqa("lint", faulty, "--locked") == gikqa("lint", faulty)


def test_every_difference_is_named_with_what_was_seen_and_expected(gikqa, locked, faulty):
    lock = tomli.loads(locked.read_text("utf-8"))
    lock["plugins"]["gikqa-documents"] = "0.0.1"
    lock["rules"]["GIK302"] = "0" * 32
    lock["run"]["as-of"] = "2027-01-31"
    locked.write_bytes(written_lock(lock))
    outcome = gikqa("lint", faulty, "--locked", "--ignore", "GIK303", "--extend-select", "GIK304")
    assert (outcome.code, outcome.stdout) == (2, "")
    first, *lines, last = outcome.stderr.splitlines()
    assert first == "error: this run differs from gikqa.lock:"
    assert [line.partition(", expected")[0][:40].split(": seen ")[0] for line in lines] == [
        "  run: as-of",
        "  plugins: gikqa-documents",
        "  rules: GIK302",
        "  rules: GIK303",
        "  rules: GIK304",
    ]
    assert lines[0] == "  run: as-of: seen none, expected 2027-01-31"
    assert lines[3].startswith("  rules: GIK303: seen none, expected ")
    assert lines[4].endswith(", expected none")
    assert last == (
        "install or name what the lock has, or accept the difference with `gikqa config --lock`"
    )


def test_a_difference_is_named_in_chinese(gikqa, locked, faulty):
    outcome = gikqa("lint", faulty, "--locked", "--ignore", "GIK303", "--lang", "zh")
    assert outcome.code == 2
    first, line, last = outcome.stderr.splitlines()
    assert first == "错误：本次运行与 gikqa.lock 不一致："
    assert line.startswith("  rules: GIK303：现为 无，应为 ")
    assert last == "请按锁定文件安装或指定，或用 `gikqa config --lock` 接受这些变化"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "gikqa.lock cannot be read: No such file or directory; `gikqa config --lock`"),
        ("[", "gikqa.lock is no lock of gikqa: "),
        ("rules = 3\n", "  rules: seen none, expected 3"),
        ("", "  run: gikqa: seen "),
    ],
)
def test_a_lock_that_is_missing_or_none_ends_with_2(gikqa, folder, faulty, text, said):
    if text is not None:
        (folder / "gikqa.lock").write_text(text, "utf-8")
    outcome = gikqa("lint", faulty, "--locked", "--select", "GIK302")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert said in outcome.stderr


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", {"zh": "另一", "en": "another"}),
        ("message", {"zh": "另一", "en": "another"}),
        ("explanation", {"zh": "另一", "en": "another"}),
        ("editions", ("2014",)),
        ("source", "another"),
        ("trial", True),
    ],
)
def test_a_change_in_what_a_rule_says_changes_its_digest_and_no_other(built_in, field, value):
    before = lock_of(built_in, ASKED | {"select": ["GIK302", "GIK303"]})
    rules = built_in.rules | {"GIK302": replace(built_in.rules["GIK302"], **{field: value})}
    after = lock_of(replace(built_in, rules=rules), ASKED | {"select": ["GIK302", "GIK303"]})
    assert before["rules"]["GIK302"] != after["rules"]["GIK302"]
    assert before | {"rules": after["rules"]} == after
    assert before["rules"]["GIK303"] == after["rules"]["GIK303"]


def test_options_days_and_the_content_of_files_are_locked(built_in, tmp_path):
    kept = tmp_path / "old.csv"
    kept.write_text("fingerprint\n", "utf-8")
    asked = ASKED | {"baseline": [str(kept)], "as_of": "2027-01-31"}
    lock = lock_of(built_in, asked)
    assert lock["run"]["as-of"] == "2027-01-31"
    assert lock == lock_of(built_in, asked)
    kept.write_text("fingerprint,state\n", "utf-8")
    assert lock_of(built_in, asked)["files"].keys() == lock["files"].keys()
    assert lock_of(built_in, asked)["files"] != lock["files"]
    by_name = lock_of(built_in, asked | {"rules": {"unbalanced-requests": {"most": 1}}})
    assert by_name["rules"] != lock["rules"]
    assert by_name == lock_of(built_in, asked | {"rules": {"GIK302": {"most": 1}}})


TEXTS = st.text("a.#=[\"'\\\n\t\x01\x7f\u2028é名𠮷", max_size=6)


@settings(max_examples=40)
@given(st.dictionaries(TEXTS, TEXTS, max_size=4))
def test_what_is_written_is_what_is_read(files):
    """Law: any names and values survive the file."""
    empty = {"run": {}, "plugins": {}, "rules": {}, "regional-facts": {}}
    lock = empty | {"files": files}
    assert tomli.loads(written_lock(lock).decode("utf-8")) == lock


@pytest.mark.skipif(sys.platform != "linux", reason="names of files that are not UTF-8")
def test_a_name_that_is_not_utf_8_is_locked_with_an_escape(gikqa, folder, faulty):
    name = os.fsdecode(b"old\xff.csv")
    (folder / name).write_text("fingerprint\n", "utf-8")
    assert gikqa("config", "--lock", "--baseline", name).code == 0
    lock = tomli.loads((folder / "gikqa.lock").read_text("utf-8"))
    assert list(lock["files"]) == ["old\\udcff.csv"]
    assert gikqa("lint", faulty, "--locked", "--baseline", name).code == 1
    (folder / name).write_text("fingerprint,state\n", "utf-8")
    assert gikqa("lint", faulty, "--locked", "--baseline", name).code == 2
