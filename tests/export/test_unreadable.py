"""What is no export, or cannot be read: an error in both languages that names it, and no more."""

from __future__ import annotations

import io
import re
import shutil
from random import Random

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa import InputError, Result
from gikqa._engine import feed
from gikqa._export import parquet_source

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def export_file(export, report, tmp_path):
    path = tmp_path / "export.parquet"
    rows = [report(report_id=f"r{n}", title="年度报告" * n) for n in range(20)]
    pq.write_table(export(*rows), path, write_page_checksum=True, compression="none")
    return path


# Files


def test_a_file_with_an_export_is_read(lint, export_file):
    assert lint(export_file).reports == 20


def test_a_path_that_does_not_exist_is_named(refused, tmp_path):
    path = tmp_path / "nothing.parquet"
    assert refused(path, path) == f"{path}: there is no such file or folder"


def test_a_glob_without_a_match_is_named(refused, tmp_path):
    assert refused(f"{tmp_path}/*.parquet", tmp_path).endswith(": no file matches")


def test_a_folder_without_parquet_files_is_named(refused, tmp_path):
    (tmp_path / "notes.log").write_text("x")
    (tmp_path / ".hidden.parquet").write_bytes(b"x")
    assert refused(tmp_path, tmp_path).endswith("the folder holds no Parquet or Arrow file")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".DOCX", ".pdf"])
def test_a_document_that_nothing_installed_reads_names_what_reads_it(refused, tmp_path, suffix):
    path = tmp_path / "reports" / f"report{suffix}"
    path.parent.mkdir()
    path.write_text("x")
    advice = f"no plugin that reads {suffix.lower()} is installed: pip install gikqa-documents"
    for given in (path, path.parent):
        assert refused(given, given) == f"{path} is a document, and {advice}"


@pytest.mark.parametrize(
    "content",
    [b"", b"P", b"PAR1", b"PAR1PAR1", b"a,b\n1,2\n", b"%PDF-1.7\n" * 40, b"\x00" * 4096],
    ids=["empty", "a byte", "a mark", "two marks", "csv", "pdf", "zeros"],
)
@pytest.mark.parametrize("suffix", [".parquet", ".csv", "", ".arrow", ".feather"])
def test_a_file_of_another_kind_is_named(refused, tmp_path, content, suffix):
    path = tmp_path / f"export{suffix}"
    path.write_bytes(content)
    refused(path, path)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("kind", ["parquet", "arrow", "arrows"])
def test_a_truncated_file_is_named(refused, export_file, tmp_path, share, kind):
    path = tmp_path / f"short.{kind}"
    table = pq.read_table(export_file)
    if kind == "parquet":
        shutil.copy(export_file, path)
    elif kind == "arrow":
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
    else:
        with pa.ipc.new_stream(path, table.schema) as writer:
            writer.write_table(table)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, path)


def test_a_flipped_bit_is_noticed_by_the_checksum_of_its_page(refused, lint, export_file):
    content = bytearray(export_file.read_bytes())
    content[content.index("青桐县".encode())] ^= 1
    export_file.write_bytes(content)
    assert "is damaged" in refused(export_file, export_file)


def test_damage_to_a_column_that_no_rule_reads_does_not_matter(lint, export_file):
    content = bytearray(export_file.read_bytes())
    content[content.index("年度报告年度报告".encode())] ^= 1
    export_file.write_bytes(content)
    assert lint(export_file).problems == ()


# Tables


@pytest.mark.parametrize("column", ["report_id", "publisher", "year"])
def test_a_table_without_a_required_column_is_no_export(refused, export, tmp_path, column):
    path = tmp_path / "export.parquet"
    pq.write_table(export().drop_columns([column]), path)
    assert "`gikqa schema`" in refused(path, path, column)
    refused(export().drop_columns([column]), column, "pyarrow")


def test_every_required_column_that_is_missing_is_named(refused, export):
    table = export().drop_columns(["report_id", "year"])
    assert "report_id, year" in refused(table)


@pytest.mark.parametrize(
    ("column", "array"),
    [
        ("report_id", pa.array([1])),
        ("report_id", pa.array([b"r1"])),
        ("publisher", pa.array([["x"]])),
        ("publisher", pa.array([1.5])),
        ("year", pa.array(["2021"])),
        ("year", pa.array([True])),
        ("year", pa.array([[2021]])),
        ("year", pa.array([{"y": 2021}])),
        ("year", pa.array([pd.Timestamp("2021-01-01")], pa.date32())),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else value,
)
def test_a_required_column_of_a_wrong_type_is_named(refused, typed, column, array):
    table = typed(**{column: array})
    assert str(array.type) in refused(table, column, "gikqa schema")


@pytest.mark.parametrize("column", ["report_id", "year", "requests.granted.total", "notes"])
def test_a_column_that_stands_twice_is_named(refused, export, tmp_path, column):
    table = export()
    array = table[column] if column in table.column_names else pa.array([1])
    extra = table.append_column(column, array)
    doubled = extra if column in table.column_names else extra.append_column(column, array)
    assert "stands twice" in refused(doubled, column)
    pq.write_table(doubled, tmp_path / "export.parquet")
    assert "stands twice" in refused(tmp_path / "export.parquet", column, "export.parquet")


@pytest.mark.parametrize(
    "data",
    [None, 7, b"PAR1", object(), 1.5],
    ids=["None", "number", "bytes", "object", "float"],
)
def test_what_is_no_table_is_refused_by_its_type(refused, data):
    refused(data, type(data).__name__)


NOTHING = "there are no reports: the input is empty, or a stream that was read before"


@pytest.mark.parametrize("data", [[], iter(()), [[], ()]], ids=["list", "iterator", "lists"])
def test_without_any_input_there_is_nothing_to_judge(refused, data):
    assert refused(data) == NOTHING


def test_a_table_without_rows_has_nothing_to_judge(refused, export):
    assert refused(export().slice(0, 0)) == NOTHING


def test_a_stream_that_was_read_before_has_nothing_to_judge(lint, refused, export):
    stream = export().to_reader()
    assert lint(stream).reports == 1
    assert refused(stream) == NOTHING


def test_an_empty_table_beside_one_with_reports_is_nothing_wrong(lint, export):
    result = lint([export().slice(0, 0), export()])
    assert (result.reports, result.problems) == (1, ())


# Frames that cannot be read: named in one sentence, and what is good is judged


def mixed_column(frame):
    frame["requests.granted.total"] = pd.Series([7, "7"], dtype=object)
    return frame


def doubled_column(frame):
    return pd.concat([frame, frame[["publisher"]]], axis=1)


BAD_FRAMES = {
    "column of numbers and texts": mixed_column,
    "column twice": doubled_column,
    "series": lambda frame: frame["report_id"],
    "polars series": lambda frame: pl.Series(["x"]),
    "lazy frame of a file that is not there": lambda frame: pl.scan_parquet("/nowhere/x.parquet"),
    "closed stream": lambda frame: closed(),
}


def closed():
    stream = io.BytesIO(b"PAR1")
    stream.close()
    return stream


@pytest.mark.parametrize("spoil", BAD_FRAMES.values(), ids=BAD_FRAMES)
def test_a_frame_that_cannot_be_read_is_named_in_one_short_line(refused, export, report, spoil):
    frame = export(report(), report(report_id="r2")).to_pandas()
    bad = spoil(frame)
    kind = f"{type(bad).__module__}.{type(bad).__name__}"
    said = refused(bad, kind)
    assert said.startswith("cannot read reports from ")
    assert len(said.splitlines()) == 1
    assert len(said) < 300


@pytest.mark.parametrize("spoil", BAD_FRAMES.values(), ids=BAD_FRAMES)
def test_a_frame_that_cannot_be_read_does_not_take_the_good_inputs_with_it(lint, export, spoil):
    table = export()
    result = lint([table, spoil(pa.concat_tables([table, table]).to_pandas()), 7])
    assert (result.reports, len(result.problems)) == (1, 2)


def test_bytes_are_one_input_and_the_sentence_says_what_to_hand_over(refused):
    assert refused(b"PAR1" * 5_000) == (
        "cannot read reports from bytes: expected a path, a table or a stream; for the content of "
        "a file: io.BytesIO(content)"
    )


def test_a_cell_in_two_layouts_at_once_is_refused(refused, export):
    table = export()
    rows = pa.array([{"granted": {"total": 5}}])
    refused(table.append_column("requests", rows), "requests.granted.total")


def test_a_field_that_stands_twice_in_a_struct_is_refused(refused, export):
    kind = pa.struct([("granted", pa.struct([("total", pa.int64()), ("total", pa.int64())]))])
    plain = export().select(["report_id", "publisher", "year"])
    refused(plain.append_column("requests", pa.nulls(1, kind)), "requests.granted.total")


# One bad file among good ones


@pytest.fixture
def folder(export, report, tmp_path):
    for name in ("a", "c"):
        pq.write_table(export(report(report_id=name)), tmp_path / f"{name}.parquet")
    return tmp_path


def test_one_bad_file_is_noted_and_the_rest_is_judged(lint, folder, export):
    (folder / "b.parquet").write_bytes(b"junk")
    pq.write_table(export().drop_columns(["year"]), folder / "d.parquet")
    result = lint(folder)
    assert (result.reports, len(result.problems)) == (2, 2)
    assert "b.parquet cannot be read as Parquet" in result.problems[0].problem
    assert result.problems[1].source.endswith("d.parquet")
    assert "lacks the column(s) year" in result.problems[1].problem


def test_a_missing_path_among_good_ones_is_noted(lint, folder):
    result = lint([folder / "a.parquet", folder / "x.parquet", f"{folder}/x*.parquet"])
    assert result.reports == 1
    assert [problem.problem.rpartition(": ")[2] for problem in result.problems] == [
        "there is no such file or folder",
        "no file matches",
    ]


@pytest.fixture
def half_damaged(export, report, tmp_path, monkeypatch):
    """A hundred reports in ten row groups, of which the sixth holds a flipped bit."""
    monkeypatch.setattr(feed, "_ROWS", 10)
    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 10)
    path = tmp_path / "export.parquet"
    rows = [report(report_id=f"r{n}", publisher=f"第{n:03}县") for n in range(100)]
    pq.write_table(
        export(*rows),
        path,
        row_group_size=10,
        write_page_checksum=True,
        compression="none",
        use_dictionary=False,
    )
    content = bytearray(path.read_bytes())
    content[content.index("第055县".encode())] ^= 1
    path.write_bytes(content)
    return path


def test_a_file_that_is_damaged_half_way_keeps_what_came_before(lint, half_damaged):
    result = lint(half_damaged)
    assert result.reports == 50
    (problem,) = result.problems
    assert problem.source == str(half_damaged)
    assert problem.problem.endswith("what could be read was judged")


def test_a_damaged_piece_of_a_file_costs_no_other_piece(lint, half_damaged, monkeypatch):
    monkeypatch.setattr(parquet_source, "_PIECE", 20)
    result = lint(half_damaged)
    assert result.reports == 90  # the damaged row group ends a piece of two
    (problem,) = result.problems
    assert problem.source == str(half_damaged)
    assert problem.problem.endswith("what could be read was judged")


def test_if_nothing_can_be_read_every_problem_is_told(refused, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.parquet").write_bytes(b"junk")
    assert len(refused(tmp_path, "a.parquet", "b.parquet").splitlines()) == 2


# Files that change while they are read


@pytest.mark.parametrize("change", ["replaced", "truncated", "removed"])
def test_a_file_that_changes_while_it_is_read_is_named_and_the_others_are_judged(
    lint, export, report, folder, monkeypatch, change
):
    path = folder / "b.parquet"
    pq.write_table(export(*(report(report_id=f"b{number}") for number in range(300))), path)
    other = export(*(report(report_id=f"x{number}") for number in range(300)))

    def then_change(self, *args):
        found = pieces_of(self, *args)
        if args[2].name == str(path):
            if change == "replaced":
                pq.write_table(other, folder / "new")
                (folder / "new").replace(path)
            elif change == "truncated":
                path.write_bytes(path.read_bytes()[:2_000])
            else:
                path.unlink()
        return found

    pieces_of = feed.Feed.pieces_of
    monkeypatch.setattr(feed.Feed, "pieces_of", then_change)
    result = lint(folder)
    assert result.reports == 2
    (problem,) = result.problems
    assert problem.source == str(path)
    assert problem.problem == (
        f"{path} was changed while it was being read; what was read before was judged: judge it "
        "again"
    )


# Damage of any kind


@pytest.mark.parametrize("checksums", [True, False], ids=["checksums", "no checksums"])
def test_flipped_bytes_give_a_result_or_an_input_error(lint, export, report, tmp_path, checksums):
    """Whatever a damaged file holds: no other exception, and no finding that cannot be shown."""
    rng = Random(20)
    path = tmp_path / "export.parquet"
    keep = ["report_id", "publisher", "year", "region_code", "title", "sections", "printed_labels"]
    rows = [
        report(
            report_id=f"r{n}",
            region_code="360724",
            changes={"disputes.review.total": n},
            sections=[{"number": 1, "heading": "总体情况", "text": "有关情况见下表。"}],
            printed_labels={"disputes.upheld": "结果维护"},
        )
        for n in range(4)
    ]
    table = export(*rows)
    cells = [name for name in table.column_names if name.startswith("disputes.review")]
    table = table.select([*keep, *cells, "disclosure.administrative_fees.amount_wan"])
    pq.write_table(table, path, write_page_checksum=checksums, compression="none")
    content = path.read_bytes()
    outcomes = {"judged": 0, "refused": 0}
    for _ in range(400):
        damaged = bytearray(content)
        for _ in range(rng.choice([1, 1, 1, 2, 8])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(damaged)
        try:
            result = lint(path)
        except InputError:
            outcomes["refused"] += 1
            continue
        assert isinstance(result, Result)
        result.findings.validate(full=True)
        result.findings.to_pylist()
        outcomes["judged"] += 1
    assert min(outcomes.values()) > 50
