"""Spark's workers find what a local run finds, byte for byte, even if one of them is killed."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa
import gikqa.spark

SAMPLE = Path(__file__).resolve().parents[2] / "examples/sample.parquet"

if importlib.util.find_spec("pyspark") is None:
    pytest.skip("pyspark is not installed; it comes with `make test`", allow_module_level=True)
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Java is not installed; `.ci/run` installs it", allow_module_level=True)

# pyspark warns of pandas 3, leaves sockets to the garbage collector, and deprecates its own calls.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def session():
    from gikqa.spark.driver import active_session

    session = active_session(2)
    yield session
    session.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample in several files with several row groups, beside a damaged one and a stranger."""
    folder = tmp_path_factory.mktemp("export") / "parts"
    table = pq.read_table(SAMPLE)
    for number, start in enumerate(range(0, table.num_rows, 100)):
        (folder / f"year=20{30 + number}").mkdir(parents=True)
        part = folder / f"year=20{30 + number}" / f"part-{number}.parquet"
        pq.write_table(table.slice(start, 100), part, row_group_size=40)
    (folder / "damaged.parquet").write_bytes(part.read_bytes()[:1000])
    pq.write_table(pa.table({"a": [1]}), folder / "stranger.parquet")
    return folder


def in_bytes(result):
    stream = io.BytesIO()
    result.write(stream, "json")
    return stream.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_gives_the_local_result(session, lang):
    local = gikqa.lint(SAMPLE, lang=lang)
    there = gikqa.spark.lint(SAMPLE, lang=lang, session=session)
    assert local.findings.num_rows
    assert in_bytes(there.result) == in_bytes(local)
    assert there.result.verdicts.equals(local.verdicts)


def test_a_folder_with_damaged_parts_gives_the_local_result(session, folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    local = gikqa.lint("parts")
    there = gikqa.spark.lint("parts", session=session).result
    assert len(local.problems) == len(there.problems) > 1
    assert in_bytes(there) == in_bytes(local)


def test_a_spark_frame_gives_the_local_result(session):
    frame = session.read.parquet(str(SAMPLE)).repartition(3)
    assert in_bytes(gikqa.spark.lint(frame).result) == in_bytes(gikqa.lint(SAMPLE))


def test_a_roster_gives_the_local_result(session):
    names = pq.read_table(SAMPLE, columns=["publisher"])["publisher"].unique().to_pylist()
    roster = [{"publisher": name, "first_year": 2019} for name in [*names[1:], "无此县水利局"]]
    local = gikqa.lint(SAMPLE, roster=roster)
    assert {"GIK707", "GIK708"} <= {*local.findings["rule"].to_pylist()}
    assert in_bytes(gikqa.spark.lint(SAMPLE, roster=roster).result) == in_bytes(local)


def test_a_baseline_gives_the_local_result(session):
    found = gikqa.lint(SAMPLE).findings.select(["fingerprint", "rule", "report_id"]).to_pylist()
    rows = [row | {"state": "accepted"} for row in found[::2]]
    local = gikqa.lint(SAMPLE, baseline=rows, as_of="2027-01-31")
    assert local.findings.num_rows == len(found) // 2
    there = gikqa.spark.lint(SAMPLE, baseline=rows, as_of="2027-01-31").result
    assert in_bytes(there) == in_bytes(local)
    assert there.verdicts.equals(local.verdicts)


def test_a_frame_with_wrong_columns_skips_the_same_rules(session):
    table = pq.read_table(SAMPLE)
    place = table.schema.get_field_index("requests.new_received.natural_person")
    texts = table.column(place).cast(pa.string())
    table = table.set_column(place, table.schema.names[place], texts)
    table = table.append_column("requests.no_such.total", pa.repeat(1, table.num_rows))
    table = table.drop_columns(["disputes.review.total"])
    frame = session.createDataFrame(table)
    assert in_bytes(gikqa.spark.lint(frame).result) == in_bytes(gikqa.lint(table))


def test_findings_and_coverage_are_frames_of_spark(session):
    there = gikqa.spark.lint(SAMPLE, session=session)
    findings = there.findings.toArrow()
    assert findings.to_pylist() == there.result.findings.to_pylist()
    assert there.coverage.toArrow().to_pylist() == there.result.coverage.to_pylist()


def test_a_worker_killed_in_mid_run_changes_nothing(session, folder, tmp_path, monkeypatch):
    from gikqa.spark import driver

    mark, ours = str(tmp_path / "killed"), driver.judging_files

    def dying_once(setup):
        judge = ours(setup)

        def judge_or_die(batches):
            for outcome in judge(batches):
                if not os.path.exists(mark):
                    open(mark, "x").close()
                    os.kill(os.getpid(), signal.SIGKILL)
                yield outcome

        return judge_or_die

    monkeypatch.setattr(driver, "judging_files", dying_once)
    there = gikqa.spark.lint(folder, session=session).result
    assert os.path.exists(mark)
    assert in_bytes(there) == in_bytes(gikqa.lint(folder))


def test_a_rule_that_always_kills_its_worker_is_an_error_and_no_clean_result(session, monkeypatch):
    from gikqa.spark import driver

    def dying(setup):
        return lambda batches: os._exit(1)

    monkeypatch.setattr(driver, "judging_files", dying)
    with pytest.raises(gikqa.PluginError, match="Spark gave up"):
        gikqa.spark.lint(SAMPLE, session=session)


def test_other_versions_on_a_worker_are_named(session, monkeypatch):
    from gikqa.spark import driver, tasks

    def without_versions(codes, lang, _, *rest):
        return tasks.Setup(codes, lang, (), *rest)

    monkeypatch.setattr(driver, "Setup", without_versions)
    with pytest.raises(gikqa.PluginError, match="other versions installed: gikqa"):
        gikqa.spark.lint(SAMPLE, session=session)


def test_the_command_line_writes_the_same_bytes(tmp_path):
    written = {}
    for engine in ("local", "spark"):
        out = tmp_path / f"{engine}.jsonl"
        program = [sys.executable, "-c", "from gikqa.cli import main; main()"]
        command = [*program, "lint", str(SAMPLE), "--engine", engine]
        done = subprocess.run([*command, "-o", str(out)], capture_output=True, cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        written[engine] = out.read_bytes()
    assert written["spark"] == written["local"]
