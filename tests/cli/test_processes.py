"""What only a process of its own shows: pipes, encodings, exit codes as a shell sees them."""

from __future__ import annotations

import json

RUN = "\"$PYTHON\" -c 'from gikqa.cli import main; main()'"


def test_a_reader_that_goes_away_causes_no_traceback(start, export, report, unbalanced):
    path = export(*(report(f"r{number:04}", **unbalanced) for number in range(400)))
    outcome = start(f"{RUN} lint {path} --select GIK302 --format jsonl | head -1")
    assert outcome.stderr == ""
    assert json.loads(outcome.stdout)["rule"] == "GIK302"


def test_a_reader_that_takes_nothing_of_the_help_causes_no_traceback(start):
    assert start(f"{RUN} schema | true").stderr == ""


def test_a_shell_sees_the_exit_code_and_clean_streams(start, faulty):
    outcome = start("lint", faulty, "--select", "GIK302", "--format", "json")
    assert (outcome.code, outcome.stderr) == (1, "")
    assert len(json.loads(outcome.stdout)["findings"]) == 2


def test_the_plain_c_locale_can_print_chinese(start, faulty):
    line = f"{RUN} lint {faulty} --lang zh --fail-on never | cat"
    outcome = start(line, env={"LC_ALL": "C"})
    assert (outcome.code, outcome.stderr) == (0, "")
    assert "结果维护" in outcome.stdout


def test_the_seed_of_hashes_changes_no_byte(start, faulty):
    command = ("lint", faulty, "--format", "sarif")
    first, second = (start(*command, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert first == second
    assert first.code == 1
