"""What only a process of its own shows: pipes, encodings, exit codes as a shell sees them."""

from __future__ import annotations

import json

import pytest

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


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet"])
def test_a_reader_that_leaves_early_is_no_failure_of_facts(start, export, report, format_):
    text = "全年共收到政府信息公开申请约120余件，公开信息300条。" * 40
    sections = [{"number": 1, "heading": "一、总体情况", "text": text}]
    path = export(*(report(f"r{number}", sections=sections) for number in range(40)))
    outcome = start(f"{RUN} facts {path} --format {format_} | head -c 1 | wc -c")
    assert (outcome.code, outcome.stdout.strip(), outcome.stderr) == (0, "1", "")


@pytest.mark.parametrize("command", ["schema", "rules", "--help", "explain GIK302"])
def test_a_reader_that_leaves_early_is_no_failure_of_a_listing(start, command):
    outcome = start(f"{RUN} {command} | true")
    assert (outcome.code, outcome.stderr) == (0, "")


def test_a_reader_that_leaves_early_does_not_change_the_verdict(start, export, report, unbalanced):
    path = export(*(report(f"r{number:04}", **unbalanced) for number in range(400)))
    lint = f"{RUN} lint {path} --select GIK302 --format jsonl"
    outcome = start(f"{lint} | true")
    assert (outcome.code, outcome.stderr) == (1, "")
    assert start(f"{lint} --fail-on never | true").code == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_as_the_null_device(start, faulty, closed):
    opened = start("lint", faulty, "--select", "GIK302", "--format", "json")
    outcome = start(f"{RUN} lint {faulty} --select GIK302 --format json {closed}")
    assert (outcome.code, outcome.stderr) == (1, "")
    assert outcome.data == (b"" if " >&-" in f" {closed}" else opened.data)


def test_a_file_that_is_written_does_not_get_the_number_of_a_closed_stream(start, faulty, folder):
    outcome = start(f"{RUN} lint {faulty} {folder}/missing.parquet -o out.jsonl >&- 2>&-")
    assert outcome == start(
        f"{RUN} lint {faulty} {folder}/missing.parquet -o seen.jsonl 2>/dev/null"
    )
    assert outcome.code == 4
    assert (folder / "out.jsonl").read_bytes() == (folder / "seen.jsonl").read_bytes()
