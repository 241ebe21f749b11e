"""Real reports, read cell by cell and compared with what a person read in them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from gikqa.editions import Kind, load_editions
from gikqa_documents.readers import READERS, read_plain

EXPECTED = sorted(Path(__file__).parent.glob("*.toml"))


@pytest.fixture(scope="module", params=EXPECTED, ids=lambda path: path.stem)
def expected(request):
    return tomllib.loads(request.param.read_text("utf-8"))


@pytest.fixture(scope="module")
def record(expected, reports):
    path = reports / expected["file"]
    if not path.is_file():
        pytest.skip(f"{path.name} is not on this machine")
    return {suffix: reader for reader in READERS for suffix in reader.suffixes}[path.suffix].read(
        path
    )


def test_every_cell_is_as_printed(expected, record):
    edition = load_editions()[expected["edition"]]
    written = {}
    for table in edition.tables:
        for block in table.blocks:
            for row in block.rows:
                numbers = expected[table.key][row.key]
                for column, number in zip(block.columns, numbers, strict=True):
                    path = f"{table.key}.{row.key}.{column.key}"
                    money = edition.cells[path].kind is Kind.MONEY
                    written[path] = None if number == "" else Decimal(number) if money else number
    found = {path: value for path, value in record.items() if path.count(".") == 2}
    assert found == written
    assert {type(value) for value in found.values()} <= {int, Decimal, type(None)}


def test_what_is_not_a_plain_number_is_kept_as_printed(expected, record):
    assert record["raw_cells"] == expected["raw_cells"]


def test_only_a_damaged_label_is_reported(expected, record):
    assert record["printed_labels"] == expected["printed_labels"]


def test_title_publisher_and_dates_are_as_printed(expected, record):
    start, end = expected.get("period", (None, None))
    title = expected.get("title")
    assert record["title"] == (None if title is None else title.format(**expected))
    for column in ("publisher", "region_code", "year", "level", "edition", "published_on"):
        assert record[column] == expected.get(column), column
    assert (record["period_start"], record["period_end"]) == (start, end)
    assert record["report_id"] == Path(expected["file"]).stem


def test_chapters_are_found_and_hold_no_table(expected, record):
    sections = record["sections"]
    wanted = expected["sections"]
    assert [section["number"] for section in sections] == wanted["numbers"]
    assert [section["heading"] for section in sections] == wanted["headings"]
    texts = {str(section["number"]): section["text"] for section in sections}
    assert [int(n) for n, text in texts.items() if not text] == wanted["empty"]
    for number, words in wanted["first_words"].items():
        assert texts[number].startswith(words)
    for number, words in wanted["last_words"].items():
        assert texts[number].endswith(words)


def test_the_notes_say_where_the_name_was_read_and_nothing_else(expected, record):
    notes = list(expected["notes"])
    if "publisher_read_from" in expected:
        notes.append(f"publisher: read from the {expected['publisher_read_from']}")
    assert record["extraction"]["notes"] == notes
    assert record["extraction"]["tool"] == "gikqa-documents"


def test_an_empty_form_gives_no_values_and_no_zeros(reports):
    record = read_plain(reports / "TEMPLATE_2021_blank.txt")
    cells = {path: value for path, value in record.items() if path.count(".") == 2}
    assert record["edition"] == "2021"
    assert cells == dict.fromkeys(load_editions()["2021"].cells)
    assert record["raw_cells"] == {}
    assert record["printed_labels"] == {}


def test_a_report_as_plain_tab_text_and_as_saved_in_gb18030_reads_the_same(reports, tmp_path):
    source = reports / "shangyou_office_2019.txt"
    path = tmp_path / source.name
    path.write_bytes(source.read_text("utf-8").encode("gb18030"))
    here, there = read_plain(path), read_plain(source)
    assert {**here, "source": ""} == {**there, "source": ""}


def test_a_pdf_read_as_text_is_an_input_error_and_not_a_row(reports):
    from gikqa import InputError

    with pytest.raises(InputError, match="this is a PDF"):
        read_plain(reports / "huaian_city_2024.pdf")
