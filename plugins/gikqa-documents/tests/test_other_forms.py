"""Forms printed otherwise: the statistics list of 2014, PDF text, a table for each row."""

from __future__ import annotations

import pytest

from gikqa.editions import load_editions

TITLE = "青山县{}年政府信息公开工作年度报告\n"


@pytest.fixture
def statistics(numbers):
    edition = load_editions()["2014"]
    values = numbers(edition)
    table = edition.table("statistics")
    lines = [("统计指标", "单位", "统计数")]
    for block in table.blocks:
        lines.append((block.label, "——", "——"))
        for column in block.columns:
            path = f"statistics.{block.rows[0].key}.{column.key}"
            if column.label == block.label:
                lines.pop()
            lines.append((column.label, column.unit, str(values[path])))
    return values, lines


@pytest.mark.parametrize(
    "separator", [" | ", " ", "\t", "\n"], ids=["pipes", "words", "tabs", "a cell a line"]
)
def test_the_statistics_of_2014_are_read_line_by_line(statistics, separator, read, cells_of):
    values, lines = statistics
    text = TITLE.format(2016) + "一、概述\n正文。\n附件\n"
    record = read(text + "\n".join(separator.join(line) for line in lines))
    assert record["edition"] == "2014"
    assert record["year"] == 2016
    assert cells_of(record) == values
    assert record["printed_labels"] == {}


def test_the_statistics_of_2014_are_read_from_a_page(statistics, read, cells_of):
    values, lines = statistics
    rows = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in lines
    )
    record = read(f"<p>{TITLE.format(2016)}</p><table>{rows}</table>", "a.html")
    assert cells_of(record) == values


def test_statistics_of_which_a_province_prints_a_part_are_read(statistics, read, cells_of):
    values, lines = statistics
    record = read(
        TITLE.format(2016) + "一、概述\n正文。\n附件\n" + "\n".join(map("\t".join, lines[:24]))
    )
    assert record["edition"] == "2014"
    cells = {path: value for path, value in cells_of(record).items() if value is not None}
    assert len(cells) > 15
    assert cells.items() <= values.items()
    (note,) = [note for note in record["extraction"]["notes"] if "rows not found" in note]
    assert "meetings_training.meetings" in note


BROKEN_HEADS = """四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结果 结果 其他结 尚未
总计
{} 结果 其他 尚未 结果 结果 其他 尚未审
维持 纠正 果 审结
总计 总计
维持 纠正 结果 审结 维持 纠正 结果 结
{}
五、存在的主要问题及改进情况
"""


def test_one_run_of_fifteen_numbers_below_broken_heads_is_read(read, cells_of):
    numbers = range(1, 16)
    record = read(BROKEN_HEADS.format("结 果", " ".join(map(str, numbers))))
    found = [v for path, v in cells_of(record).items() if path.startswith("disputes.")]
    assert found == list(numbers)


@pytest.mark.parametrize(
    ("head", "numbers"),
    [
        ("结 构", range(1, 16)),
        ("结 果", range(1, 15)),
        ("结 果", range(1, 17)),
    ],
    ids=["a character of a head is wrong", "a number is missing", "a number is too many"],
)
def test_a_run_below_broken_heads_that_proves_nothing_is_left_blank_and_noted(
    head, numbers, read, cells_of
):
    record = read(BROKEN_HEADS.format(head, " ".join(map(str, numbers))))
    assert {v for path, v in cells_of(record).items() if path.startswith("disputes.")} == {None}
    assert any(note.startswith("表四: ") for note in record["extraction"]["notes"])


def test_a_row_of_six_numbers_in_pdf_text_leaves_that_row_blank(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    values["requests.granted.total"] = None
    record = read(printed(edition, values).text(_words))
    found = cells_of(record)
    for path, value in values.items():
        assert found[path] == (None if path.startswith("requests.granted.") else value)


def test_a_markdown_table_for_each_row_is_put_together(edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    report = printed(edition, values)

    def tables(rows) -> str:
        if len(rows) < 20:
            return _words(rows)
        parts = []
        for row in rows[3:]:
            texts = [text for text, _, _ in row][-8:]
            heads = ["类别", *(f"数据{n}" for n in range(1, 7)), "总计"]
            lines = [heads, ["---"] * 8, texts]
            parts.append("\n".join("| " + " | ".join(line) + " |" for line in lines))
        return "\n\n".join(parts)

    record = read(report.text(tables), "a.md")
    assert cells_of(record) == values


def test_heads_that_name_something_else_leave_the_table_blank(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    labels = {"科研机构": "外国公民"}
    record = read(printed(edition, values, labels=labels).page(), "a.html")
    found = cells_of(record)
    assert {v for path, v in found.items() if path.startswith("requests.")} == {None}
    assert "表三: heads not recognised (外国公民); left blank" in record["extraction"]["notes"]


@pytest.mark.parametrize(
    ("printed_text", "value", "raw"),
    [("1,036", 1036, "1,036"), ("—", None, "—"), ("&nbsp;", None, None), ("１２", 12, "１２")],
)
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_cell_keeps_what_it_printed_unless_plain_or_blank(
    printed_text, value, raw, name, edition, printed, numbers, read
):
    path = "requests.granted.natural_person"
    report = printed(edition, numbers(edition), cells={path: printed_text})
    text = report.page() if name == "a.html" else report.text(_pipes)
    record = read(text, name)
    assert record[path] == value
    assert record["raw_cells"].get(path) == raw


def test_an_unreadable_cell_is_blank_kept_and_noted(edition, printed, numbers, read):
    path = "requests.granted.natural_person"
    record = read(printed(edition, numbers(edition), cells={path: "见附件"}).page(), "a.html")
    assert record[path] is None
    assert record["raw_cells"] == {path: "见附件"}
    assert f"{path}: '见附件' is no number that can be read" in record["extraction"]["notes"]


def _words(rows) -> str:
    return "\n".join(" ".join(text for text, _, _ in row) for row in rows)


def _pipes(rows) -> str:
    return "\n".join(" | ".join(text for text, _, _ in row[-8:]) + " |" for row in rows)


@pytest.mark.parametrize(
    ("year", "note"),
    [
        (2013, "there was no statutory form before 2014: no table is missing"),
        (2022, "no table 表三 found: image or attachment?"),
    ],
)
def test_of_a_report_before_any_form_no_table_is_missed(year, note, read):
    record = read(TITLE.format(year) + "一、概述\n正文。\n")
    notes = record["extraction"]["notes"]
    assert note in notes
    assert any("image or attachment" in one for one in notes) is (year == 2022)
