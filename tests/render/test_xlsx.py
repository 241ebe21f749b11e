"""The rectification list, read back with openpyxl."""

from __future__ import annotations

import sys
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from gikqa import UsageError, lint
from gikqa._render import xlsx
from gikqa._render._in_office_words import OfficeWords
from gikqa._render._rows import rows
from gikqa.editions import load_editions
from invented_results import HOSTILE, finding, made

HEAD = {
    "zh": [
        *("序号", "单位", "年度", "位置", "问题", "现值", "应为", "依据", "建议", "性质", "状态"),
        *("备注", "规则", "报告编号", "指纹"),
    ],
    "en": [
        *("No.", "Body", "Year", "Place", "Finding", "Observed", "Expected", "Basis", "Advice"),
        *("Nature", "State", "Remark", "Rule", "Report", "Fingerprint"),
    ],
}


@pytest.fixture
def opened(written):
    """The workbook of a result, as a spreadsheet opens it."""
    return lambda result: openpyxl.load_workbook(BytesIO(written("xlsx", result)))


def lines(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def words(sheet):
    return "\n".join(str(value) for row in lines(sheet) for value in row if value is not None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_findings_the_list_is_empty_and_the_totals_say_what_was_not_judged(
    lang, clean, opened
):
    book = opened(clean(lang))
    found, totals = book.worksheets
    assert lines(found) == [HEAD[lang]]
    assert "column `published_on` is missing" not in words(totals)
    assert "column `sections` is missing" in words(totals)
    unjudged = {"zh": "对未判定的 5 项检查不作任何结论", "en": "Nothing is said of what was not"}
    assert unjudged[lang] in words(totals)


def test_where_nothing_was_judged_the_totals_say_so(nothing, opened):
    assert "Nothing was judged" in words(opened(nothing)["Totals"])


def test_every_column_of_a_finding_in_a_table_is_filled(opened):
    cells = {"requests.new_received.total": 5, "requests.new_received.natural_person": 4}
    report = {"report_id": "r1", "publisher": "青桐县水务局", "year": 2023, **cells}
    zeros = [f"requests.new_received.{kind}" for kind in KINDS]
    result = lint({**report, **dict.fromkeys(zeros, 0)}, select=["GIK304"])
    head, row = lines(opened(result)["整改清单"])
    place = "表三 · 一、本年新收政府信息公开申请数量 × 总计；自然人"
    assert dict(zip(head, row, strict=True)) == {
        "序号": 1,
        "单位": "青桐县水务局",
        "年度": 2023,
        "位置": f"{place}；其余 5 格为 0",
        "问题": "一、本年新收政府信息公开申请数量：总计为 5，应等于六类申请人之和 4（4）",
        "现值": "5",
        "应为": "4",
        "依据": "国办公开办函〔2021〕30号，表三“总计”栏",
        "建议": "对照台账核对该行各类申请人的件数和总计；一件申请只计入一类申请人。",
        "性质": "错误 · 确证",
        "状态": None,
        "备注": None,
        "规则": "GIK304",
        "报告编号": "r1",
        "指纹": result.findings["fingerprint"][0].as_py(),
    }


KINDS = (
    *("commercial_enterprise", "research_institution", "public_welfare_organization"),
    *("legal_service_institution", "other_organization"),
)


@pytest.mark.parametrize(
    ("lang", "place"),
    [
        (
            "zh",
            "表三 × 总计：三、本年度办理结果 · （七）总计；三、本年度办理结果 · （一）予以公开；"
            "三、本年度办理结果 · （六）其他处理 · 3.其他；其余 19 格为 0",
        ),
        (
            "en",
            "table 3 × total: total concluded, granted, other misc; the other 19 are 0",
        ),
    ],
)
def test_of_twenty_cells_those_that_are_not_zero_are_named(lang, place):
    """The outcomes of GIK303, which stand far from each other."""
    form = load_editions()["2021"]
    report = {"report_id": "r1", "publisher": "青桐县水务局", "year": 2023}
    some = {"total_concluded": 9, "granted": 2, "other_misc": 5}
    cells = dict.fromkeys(form.cells, 0) | {f"requests.{row}.total": n for row, n in some.items()}
    result = lint({**report, **cells}, select=["GIK303"], lang=lang)
    (found,) = rows(result.findings)
    assert OfficeWords(result).place(found) == place
    assert found["params"]["values"].split().count("0") == 19


def test_a_finding_in_the_narrative_has_its_chapter_and_its_words(full, opened):
    rows = lines(opened(full("zh"))["整改清单"])[1:]
    place = {row[12] + row[14]: row[3] for row in rows}
    assert place["GIK603f3"] == "第 3 部分 “尚有四件在办理”"
    assert place["GIK810f4"] == "第一部分之前 “截止”"
    assert place["GIK901f1"] == "整批报告"


def test_a_proposal_comes_before_the_general_advice(full, opened):
    rows = lines(opened(full("en"))["Findings"])
    assert rows[2][8] == "requests.carried_out.natural_person → 1"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_texts_are_texts(lang, full, opened):
    book = opened(full(lang))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    shown = HOSTILE.replace("\r", r"\r").replace("\x1b", r"\x1b").replace("\x07", r"\x07")
    shown = shown.replace("\x85", r"\x85").replace("\u2028", r"\u2028").replace("\x00", r"\x00")
    shown = shown.replace("\u202e", r"\u202e").replace("\ufffe", r"\ufffe")
    assert shown in texts
    assert not {c for text in texts for c in text if ord(c) < 32 and c != "\n"}
    guarded = {cell.value for cell in cells if cell.quotePrefix}
    assert {text for text in texts if text.startswith(tuple("=+-@"))} <= guarded
    assert {"@sum", "=5", "-5"} <= guarded


@pytest.mark.parametrize(
    "text",
    [
        "<r><t>x</t></r>",
        "_x0041_",
        "{=1}",
        "http://a.cn",
        "mailto:a@b",
        "+cmd|' /C calc'!A0",
        "007",
    ],
)
def test_a_text_that_the_format_knows_as_something_else_stays_a_text(text, opened):
    book = opened(made(findings=[finding(message=text, basis=text)]))
    message = book["Findings"]["E2"]
    value = unescape(message.value).strip()  # as Excel does, and openpyxl leaves to its users
    assert (value, message.data_type, message.hyperlink) == (text, "s", None)


def test_a_text_longer_than_a_cell_can_hold_is_cut_with_a_mark(opened):
    book = opened(made(findings=[finding(message="长" * 40_000)]))
    assert book["Findings"]["E2"].value == "长" * 16_000 + "…"


def test_the_state_is_chosen_from_a_list(full, opened):
    sheet = opened(full("zh"))["整改清单"]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("K2:K7", '"待核实,属实,不属实,非本单位"')


def test_the_head_stays_and_filters_and_the_page_is_a4_across(full, opened):
    sheet = opened(full())["Findings"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:O7")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (0, "$1:$1")
    assert sheet.print_area == "'Findings'!$A$1:$L$7"
    assert sheet["D2"].alignment.wrap_text


def test_more_findings_than_a_sheet_holds_go_on_in_the_next(full, opened, monkeypatch):
    monkeypatch.setattr(xlsx, "ROWS", 4)
    book = opened(full())
    assert book.sheetnames == ["Findings", "Findings 2", "Totals"]
    numbers = [[row[0] for row in lines(sheet)[1:]] for sheet in book.worksheets[:2]]
    assert numbers == [[1, 2, 3, 4], [5, 6]]


def test_a_full_sheet_is_not_followed_by_an_empty_one(full, opened, monkeypatch):
    monkeypatch.setattr(xlsx, "ROWS", 6)
    assert opened(full()).sheetnames == ["Findings", "Totals"]


def test_the_totals_show_hidden_findings_failures_and_problems(full, opened):
    totals = words(opened(full())["Totals"])
    for shown in ("12340", "gikqa-locale 0.9", "part-7.parquet", "column `published_on`"):
        assert shown in totals.replace("12,340", "12340")


def test_without_the_writer_one_sentence_says_what_to_install(full, written, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError) as refused:
        written("xlsx", full())
    texts = [refused.value.in_language(lang) for lang in ("zh", "en")]
    assert texts == [
        "xlsx 格式需要 XlsxWriter：pip install gikqa[xlsx]",
        "the format xlsx needs XlsxWriter: pip install gikqa[xlsx]",
    ]
