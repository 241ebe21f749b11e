"""`gikqa baseline` and `--baseline`: peace from old findings, and files that people may trust."""

from __future__ import annotations

import csv
import io

import pytest

DAY = ("--as-of", "2027-01-31")


def lines_of(file):
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


@pytest.fixture
def baseline(gikqa, faulty, folder):
    """The baseline of the faulty export: two rows of GIK302, one of GIK105."""
    outcome = gikqa("baseline", faulty, "-o", "baseline.csv", *DAY)
    assert outcome.code == 0
    assert outcome.stderr == "note: baseline.csv: 0 rows kept, 3 new, 0 taken out\n"
    return folder / "baseline.csv"


def test_a_baseline_has_a_row_for_each_finding(baseline):
    rows = lines_of(baseline)
    assert [row["rule"] for row in rows] == ["GIK105", "GIK302", "GIK302"]
    assert all(len(row["fingerprint"]) == 32 for row in rows)
    fixed = {key: rows[0][key] for key in rows[0] if key not in ("fingerprint", "message")}
    assert fixed == {
        "rule": "GIK105",
        "report_id": "r1",
        "publisher": "青桐县人民政府办公室",
        "year": "2023",
        "state": "accepted",
        "reason": "baseline",
        "author": "",
        "until": "",
        "when": "2027-01-31",
    }


def test_with_its_baseline_an_export_is_sound(gikqa, faulty, baseline):
    before = baseline.read_bytes()
    assert gikqa("lint", faulty).code == 1
    outcome = gikqa("lint", faulty, "--baseline", baseline, *DAY)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert "violated 0, suppressed 2" in outcome.stdout
    assert baseline.read_bytes() == before


def test_a_baseline_may_be_a_setting(gikqa, faulty, baseline, folder):
    for setting in ('baseline = "baseline.csv"', 'baseline = ["baseline.csv"]'):
        (folder / "gikqa.toml").write_text(setting + "\n", "utf-8")
        assert gikqa("lint", faulty).code == 0
    (folder / "gikqa.toml").write_text("baseline = 3\n", "utf-8")
    outcome = gikqa("lint", faulty)
    assert outcome.code == 2
    assert "baseline is 3, expected a file, or a list of files" in outcome.stderr


def test_a_new_finding_is_reported_and_alone(gikqa, export, report, unbalanced, baseline):
    labels = [("disputes.upheld", "结果维护")]
    old = report(**unbalanced, printed_labels=labels)
    changed = export(old | {"requests.new_received.total": 5}, name="changed.parquet")
    outcome = gikqa("lint", changed, "--baseline", baseline, "--format", "csv", "--no-totals")
    rows = list(csv.DictReader(io.StringIO(outcome.data.decode("utf-8-sig"), newline="")))
    assert outcome.code == 1
    assert {row["rule"] for row in rows} == {"GIK302", "GIK304"}
    assert all("requests.new_received.total" in row["cells"].split() for row in rows)


def test_a_second_run_leaves_every_byte_as_it_is(gikqa, faulty, baseline):
    before = baseline.read_bytes()
    for more in ((), ("--baseline", baseline), ("--prune",), ("--reason", "other")):
        outcome = gikqa("baseline", faulty, "-o", "baseline.csv", "--as-of", "2027-05-01", *more)
        assert outcome.code == 0
        assert "3 rows kept, 0 new, 0 taken out" in outcome.stderr
        assert baseline.read_bytes() == before


def test_rows_that_people_wrote_stay_as_they_are_and_new_ones_are_added(gikqa, faulty, folder):
    gikqa("baseline", faulty, "-o", "baseline.csv", "--select", "GIK105", *DAY)
    file = folder / "baseline.csv"
    (row,) = lines_of(file)
    heads, cells = "状态,备注,有效期至,理由,指纹", "不属实,已电话核实,2027年6月1日,印刷无误"
    file.write_bytes(f"{heads}\n{cells},{row['fingerprint']}\n".encode("gb18030"))
    options = ("--author", "李四", "--until", "2027-12-31", "--reason", "旧问题", *DAY)
    assert gikqa("baseline", faulty, "-o", "baseline.csv", *options).code == 0
    first, *others = lines_of(file)
    told = {"state": "不属实", "until": "2027年6月1日", "reason": "印刷无误", "备注": "已电话核实"}
    assert {key: first[key] for key in told} == told
    assert [row["rule"] for row in others] == ["GIK302", "GIK302"]
    new = {"state": "accepted", "until": "2027-12-31", "reason": "旧问题", "author": "李四"}
    assert all({key: row[key] for key in new} == new for row in others)
    assert gikqa("lint", faulty, "--baseline", file, *DAY).code == 0
    late = gikqa("lint", faulty, "--baseline", file, "--as-of", "2028-01-01", "--lang", "zh")
    assert late.code == 1
    assert late.stderr == (
        f"提示：{file}：有 3 行的有效期在 2028-01-01 之前已满，对应的问题重新列出："
        "请改正报告，或延长有效期\n"
    )


def test_rows_that_match_nothing_stay_until_they_are_pruned(gikqa, clean, baseline):
    before = baseline.read_bytes()
    outcome = gikqa("lint", clean, "--baseline", baseline)
    assert outcome.code == 0
    assert outcome.stderr == (
        f"note: {baseline}: 3 of its rows match no finding any more: `gikqa baseline … --prune` "
        "takes them out\n"
    )
    gikqa("baseline", clean, "-o", baseline)
    assert baseline.read_bytes() == before
    outcome = gikqa("baseline", clean, "-o", baseline, "--prune")
    assert "0 rows kept, 0 new, 3 taken out" in outcome.stderr
    assert lines_of(baseline) == []
    outcome = gikqa("lint", clean, "--baseline", baseline)
    assert (outcome.code, outcome.stderr) == (0, "")


def test_a_confirmed_finding_is_not_accepted_by_the_way(gikqa, faulty, baseline):
    baseline.write_text(baseline.read_text("utf-8").replace("accepted", "属实", 1), "utf-8")
    outcome = gikqa("baseline", faulty, "-o", baseline)
    assert "3 rows kept, 0 new, 0 taken out" in outcome.stderr
    assert (
        "findings that have a row which does not suppress them, and are still reported: 1"
        in outcome.stderr
    )
    assert lines_of(baseline)[0]["state"] == "属实"


def test_rows_of_other_baselines_are_copied_and_must_not_contradict(
    gikqa, faulty, baseline, folder
):
    assert gikqa("baseline", faulty, "--baseline", baseline, "-o", "b.csv").code == 0
    assert (folder / "b.csv").read_bytes() == baseline.read_bytes()
    (folder / "b.csv").write_text(
        baseline.read_text("utf-8").replace("accepted", "属实", 1), "utf-8"
    )
    outcome = gikqa("baseline", faulty, "--baseline", baseline, "-o", "b.csv", "--lang", "en")
    assert outcome.code == 2
    assert "has different states in these files" in outcome.stderr


def test_the_linter_never_replaces_a_baseline(gikqa, faulty, baseline):
    before = baseline.read_bytes()
    outcome = gikqa("lint", faulty, "--baseline", baseline, "-o", baseline, "--format", "csv")
    assert outcome.code == 2
    assert "would replace the input" in outcome.stderr
    assert baseline.read_bytes() == before


@pytest.mark.parametrize("output", ["notes.csv", "faulty.parquet"])
def test_a_file_that_is_no_baseline_is_not_replaced(gikqa, faulty, folder, output):
    (folder / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
    before = (folder / output).read_bytes()
    outcome = gikqa("baseline", faulty, "-o", output)
    assert outcome.code == 2
    assert f"{output} is not a baseline" in outcome.stderr
    assert (folder / output).read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--as-of", "tomorrow"), "as-of is 'tomorrow', expected a day such as 2027-01-31"),
        (("--baseline", "nowhere.csv"), "nowhere.csv cannot be read as a baseline"),
    ],
)
@pytest.mark.parametrize("command", [("lint",), ("baseline", "-o", "new.csv")])
def test_what_is_wrong_with_the_options_ends_with_2(
    gikqa, faulty, baseline, command, options, said
):
    outcome = gikqa(*command, faulty, "--baseline", baseline, *options)
    assert outcome.code == 2
    assert said in outcome.stderr


def test_documents_are_read_first_and_what_cannot_be_read_ends_with_4(gikqa, document, folder):
    (folder / "in").mkdir()
    (folder / "in/a.txt").write_text(document("青桐县人民政府"), "utf-8")
    assert gikqa("baseline", "in", "-o", "baseline.csv").code == 0
    before = gikqa("lint", "in", "--format", "csv", "--no-totals").data.decode().splitlines()
    assert len(before) > 1
    assert len(lines_of(folder / "baseline.csv")) == len(before) - 1
    assert "violated 0," in gikqa("lint", "in", "--baseline", "baseline.csv").stdout
    (folder / "in/b.docx").write_bytes(b"no document")
    outcome = gikqa("baseline", "in", "-o", "baseline.csv")
    assert outcome.code == 4
    assert "b.docx" in outcome.stderr
