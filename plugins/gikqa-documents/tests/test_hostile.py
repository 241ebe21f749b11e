"""Broken, hostile and mislabelled files: one clear sentence or a note, never a traceback."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gikqa import InputError
from gikqa_documents.readers import read_page, read_plain

TITLE = "<p>青山县2020年政府信息公开工作年度报告</p>"


def test_a_page_cut_off_in_a_table_gives_the_rows_before_the_cut(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    cut = page.index("（四）无法提供") + 30
    record = read(page[:cut], "a.html")
    found = cells_of(record)
    assert found["requests.refused_process.total"] == values["requests.refused_process.total"]
    assert {value for path, value in found.items() if path.startswith("disputes.")} == {None}
    assert all(value in (None, values[path]) for path, value in found.items())
    assert "no table 表四 found: image or attachment?" in record["extraction"]["notes"]


def test_a_page_without_end_tags_is_read(edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    page = printed(edition, values).page()
    for tag in ("</td>", "</tr>", "</p>", "</body>", "</html>"):
        page = page.replace(tag, "")
    assert cells_of(read(page, "a.html")) == values


def test_deep_nesting_is_survived(read):
    page = TITLE + "<div>" * 100_000 + "一、总体情况" + "</div>" * 100_000
    assert read(page, "a.html")["title"] == "青山县2020年政府信息公开工作年度报告"


def test_deeply_nested_tables_are_survived(read):
    page = TITLE + "<table><tr><td>" * 3000
    assert read(page, "a.html")["year"] == 2020


def test_huge_spans_are_bounded(edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    page = printed(edition, values).page()
    page = page.replace('colspan="7"', 'colspan="999999999"').replace(
        "<body>", "<body><table><tr><td colspan=9999 rowspan=9999>x</td></tr></table>"
    )
    assert cells_of(read(page, "a.html")) == values


def test_entities_of_a_dtd_are_not_expanded(read):
    bomb = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{'&' + chr(97 + n) + ';'}{'&' + chr(97 + n) + ';'}'>"
        for n in range(20)
    )
    record = read(f"{bomb}]>{TITLE}<p>一、总体情况</p><p>&u;</p>", "a.html")
    assert all(len(section["text"]) < 100 for section in record["sections"])


def test_files_named_in_entities_are_not_read(read, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("密码", "utf-8")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{TITLE}<p>一、总体情况</p>&x;'
    assert "密码" not in str(read(page, "a.html"))


def test_scripts_and_styles_are_no_text(read):
    page = f"<script>一、总体情况</script><style>p{{}}</style>{TITLE}<p>一、总体情况</p><p>好。</p>"
    assert [s["text"] for s in read(page, "a.html")["sections"]] == ["好。"]


def test_stray_control_characters_are_dropped(read, printed, edition, numbers, cells_of):
    values = numbers(edition)
    page = printed(edition, values).page().replace("</p>", "\x08</p>", 2)
    assert cells_of(read(page, "a.html")) == values


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_every_encoding_in_use_gives_the_same_row(
    encoding, name, printed, edition, numbers, read, cells_of
):
    values = numbers(edition)
    report = printed(edition, values)
    text = report.page() if name == "a.html" else report.text(_lines)
    assert cells_of(read(text.replace('charset="utf-8"', "").encode(encoding), name)) == values


def test_a_page_that_declares_the_wrong_encoding_is_read_as_what_it_is(
    printed, edition, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    assert cells_of(read(page.replace("utf-8", "gb2312").encode("utf-8"), "a.html")) == values


def test_a_character_that_was_cut_off_is_noted_and_costs_nothing_else(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    cut = "信息公开".encode()[:-1]
    damaged = page.replace("第1章的正文", "@").encode().replace(b"@", "第1章".encode() + cut)
    row = read(damaged, "a.html")
    assert cells_of(row) == values
    assert row["sections"][1]["text"] == "第1章信息公\ufffd。"
    assert "1 damaged characters, put down as \ufffd" in row["extraction"]["notes"]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.htm"])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t ", "the file is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "an old Word or WPS document"),
        (b"PK\x03\x04" + b"\x00" * 60, "a zip archive; unpack it first"),
        (b"PK\x03\x04word/document.xml", "a newer Word document; rename it to .docx"),
        (b"PK\x03\x04xl/workbook.xml", "an Excel workbook; give the report itself"),
        (b"%PDF-1.7\n", "a PDF; rename it to .pdf"),
        (b"{\\rtf1", "an RTF document; save it as .docx or PDF"),
        (b"\x89PNG", "a picture; give the text of the report"),
        ("年度报告\x00\x00\x00".encode(), "binary data"),
        (b"\x00\x01\x02\x03" * 100, "binary data"),
        ("年度报告".encode() + b"\xff\xfe\xff", "neither UTF-8 nor GB18030"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(read, tmp_path, name, data, words):
    with pytest.raises(InputError, match=words) as error:
        read(data, name)
    assert str(error.value).startswith(str(tmp_path / name))
    assert "\n" not in str(error.value)
    assert "; " in str(error.value)
    chinese = error.value.in_language("zh")
    assert chinese.startswith(f"{tmp_path / name}：")
    assert "；" in chinese


def test_a_text_that_begins_like_a_bitmap_is_read(read):
    assert read("BM\n青山县2020年政府信息公开工作年度报告\n")["year"] == 2020


def test_a_page_without_text_is_refused(read):
    with pytest.raises(InputError, match="no text on the page"):
        read("<html><body><script>var a;</script></body></html>", "a.html")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_plain(tmp_path / "nothing.txt")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_give_a_row_or_an_input_error(tmp_path, data):
    for reader, name in ((read_plain, "a.txt"), (read_page, "a.html")):
        path = tmp_path / name
        path.write_bytes(data)
        with contextlib.suppress(InputError):
            assert reader(path)["report_id"] == "a"


WORDS = st.sampled_from(
    [
        *("第二十条第（一）项", "规章", "总计", "其他", "自然人", "结果维持", "1.属于国家秘密"),
        *(
            "一、总体情况",
            "三、收到和处理政府信息公开申请情况",
            "四、结转下年度继续办理",
            "行政复议",
        ),
        *("0", "7", "16.31万元", "2020年", "第三章。", "政府信息公开工作年度报告"),
        *("|", "\t", "\n", "\n\n", " ", "<td>", "<tr>", "<table>", "</table>"),
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=80))
def test_any_heap_of_words_of_the_form_gives_a_row_or_an_input_error(tmp_path, words):
    for reader, name in ((read_plain, "a.txt"), (read_page, "a.html")):
        path = tmp_path / name
        path.write_text("".join(words), "utf-8")
        with contextlib.suppress(InputError):
            assert reader(path)["report_id"] == "a"


def _lines(rows) -> str:
    return "\n".join(" ".join(text for text, _, _ in row) for row in rows)
