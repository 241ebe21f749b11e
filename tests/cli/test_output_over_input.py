"""An output never replaces a file that the run reads: that is refused before anything is read."""

from __future__ import annotations

import os

import pytest

OPTIONS = ("--select", "GIK302", "--format", "parquet", "--fail-on", "never", "--lang", "en")


@pytest.fixture
def refused(gikqa):
    """Run a command, and assert that it is refused, in both languages, naming both files."""

    def refused(command, given, output, seen):
        messages = {
            "en": f"error: the output {output} would replace the input {seen}: "
            "name another file with --output\n",
            "zh": f"错误：输出 {output} 会覆盖输入文件 {seen}：请用 --output 指定另一个文件\n",
        }
        for lang, message in messages.items():
            outcome = gikqa(command, *given, "-o", output, "--lang", lang)
            assert (outcome.code, outcome.stdout, outcome.stderr) == (2, "", message)

    return refused


def test_a_file_beside_the_input_is_written(gikqa, faulty, folder):
    for _ in range(2):  # the second time it is there, and is replaced
        assert gikqa("lint", faulty, *OPTIONS, "-o", "findings.parquet").code == 0
    assert (folder / "findings.parquet").is_file()


def test_a_file_in_a_folder_of_exports_that_is_not_read_is_replaced(gikqa, export, report, folder):
    export(report(), name="in/a.parquet")
    for name in ("in/findings.txt", "in/.findings.parquet", "in/findings.csv"):
        (folder / name).write_text("old")
        assert gikqa("lint", "in", "--format", "csv", "--quiet", "-o", name).code == 0
        assert (folder / name).read_text() != "old"


def test_an_export_in_a_folder_of_documents_is_replaced(gikqa, document, folder):
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(document("青桐县人民政府"), "utf-8")
    for _ in range(2):
        assert gikqa("extract", "in", "-o", "in/out.parquet", "--quiet").code == 0


def test_an_output_that_is_the_input_is_refused(refused, faulty, folder):
    before = faulty.read_bytes()
    (folder / "link").symlink_to("faulty.parquet")
    os.link(faulty, folder / "hard")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "link").symlink_to(folder, target_is_directory=True)
    for given, output in (
        ("faulty.parquet", "faulty.parquet"),
        ("faulty.parquet", "./faulty.parquet"),
        ("faulty.parquet", str(faulty)),
        ("faulty.parquet", "link"),
        ("link", "faulty.parquet"),
        ("faulty.parquet", "hard"),
        ("hard", "faulty.parquet"),
        ("faulty.parquet", "elsewhere/link/faulty.parquet"),
    ):
        refused("lint", [given], output, given)
    refused("lint", ["nowhere.parquet", "faulty.parquet"], "faulty.parquet", "faulty.parquet")
    refused("lint", ["f*.parquet"], "faulty.parquet", "faulty.parquet")
    assert faulty.read_bytes() == before
    assert (folder / "link").is_symlink()


def test_an_output_that_a_folder_holds_as_an_input_is_refused(refused, export, report, folder):
    inside = export(report(), name="in/year=2023/a.parquet")
    before = inside.read_bytes()
    outside = export(report("r2"), name="outside.parquet")
    (folder / "in" / "b.parquet").symlink_to(outside)
    refused("lint", ["in"], "in/year=2023/a.parquet", "in/year=2023/a.parquet")
    refused("lint", ["i*"], "in/year=2023/a.parquet", "in/year=2023/a.parquet")
    refused("lint", ["in"], "outside.parquet", "in/b.parquet")
    assert inside.read_bytes() == before


def test_findings_of_an_earlier_run_among_the_exports_may_be_replaced(
    gikqa, export, report, unbalanced, folder
):
    export(report(**unbalanced), name="in/a.parquet")
    written = []
    for _ in range(2):
        assert gikqa("lint", "in", *OPTIONS, "-o", "in/findings.parquet").code == 0
        written.append((folder / "in" / "findings.parquet").read_bytes())
    assert written[0] == written[1]


def test_beside_the_tables_of_an_export_only_these_are_no_output(
    gikqa, refused, export, report, folder
):
    export(report(), name="in/reports.parquet")
    for _ in range(2):
        assert gikqa("lint", "in", *OPTIONS[2:], "-o", "in/findings.parquet").code == 0
    refused("lint", ["in"], "in/reports.parquet", "in/reports.parquet")


def test_an_output_that_is_a_document_of_the_input_is_refused(refused, document, folder):
    (folder / "in").mkdir()
    text = document("青桐县人民政府")
    (folder / "in" / "a.txt").write_text(text, "utf-8")
    (folder / "link.txt").symlink_to("in/a.txt")
    for command in ("lint", "extract"):
        refused(command, ["in/a.txt"], "in/a.txt", "in/a.txt")
        refused(command, ["in"], "in/a.txt", "in/a.txt")
        refused(command, ["in"], "link.txt", "in/a.txt")
    assert (folder / "in" / "a.txt").read_text("utf-8") == text


def test_a_roster_is_not_replaced(refused, faulty, folder):
    (folder / "bodies.csv").write_text("机关\n甲县水利局\n", "utf-8")
    refused("lint", (faulty, "--roster", "bodies.csv"), "bodies.csv", "bodies.csv")
