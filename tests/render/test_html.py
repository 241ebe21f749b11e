"""The page for people: what it says, that nothing on it can act, and that it stays small."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path

import pyarrow as pa
import pytest

import gikqa
from gikqa._render import html
from gikqa._specs import specs_folder
from gikqa.editions import load_editions
from gikqa.testing import rule_cases, run_cases
from invented_results import FINDINGS, HOSTILE, UNSEEN, at, finding, made, of, spelt_out
from read_page import read_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z_]{2,}")
TOTAL = "requests.total_concluded.natural_person"
GRANTED = ["requests.granted.natural_person", "requests.refused_process.natural_person"]
UNBALANCED = finding(
    cells=[TOTAL, *GRANTED],
    observed="10",
    expected="9",
    message="自然人：“（七）总计”为 `10`，应等于各类办理结果之和 `9`",
    proposal=[{"cell": TOTAL, "value": "9"}],
    basis="国办公开办函〔2021〕30号，表三",
    region_code="360724",
)
PASSAGE = finding(
    **of("GIK603"),
    **at(1, 14, 21, "尚有四件在办理"),
    confidence="likely",
    observed="四件",
    expected="0",
    message="正文写在办四件，表三为 0",
    cause="c",
    region_code="360724",
)


@pytest.fixture
def page(written):
    """The tree of the page of a result."""
    return lambda result: read_page(written("html", result))


def result_of(*findings, lang="zh", **fields):
    return made(findings=findings, lang=lang, editions=load_editions(), **fields)


def list_of(element):
    """Name and text of each line of the lists of facts in it."""
    names = [each.text() for each in element.all("dt")]
    return dict(zip(names, [each.text() for each in element.all("dd")], strict=True))


@pytest.mark.parametrize(
    ("lang", "says", "unsaid"),
    [
        ("zh", "已判定的 20 项检查中未发现问题", "对未判定的 5 项检查不作任何结论"),
        (
            "en",
            "No findings in what was judged: 20 checks",
            "Nothing is said of what was not judged: 5 checks",
        ),
    ],
)
def test_a_page_without_findings_says_that_of_the_judged_checks_only(
    page, clean, lang, says, unsaid
):
    read = page(clean(lang))
    assert [each.text() for each in read.all("p", class_="verdict")] == [
        says,
        {
            "zh": "对未判定的 5 项检查不作任何结论",
            "en": "Nothing is said of what was not judged: 5 checks",
        }[lang],
    ]
    assert "column `sections` is missing" in read.all("details")[0].text()
    assert read.all("article") == []


def test_where_nothing_was_judged_the_page_says_so_and_lists_no_report(page, nothing):
    read = page(nothing)
    (verdict,) = read.all("p", class_="verdict")
    assert verdict.text() == "Nothing was judged, so nothing can be said about the reports"
    assert read.all("table", id="list") == read.all("article") == []


@pytest.mark.parametrize(("lang", "code"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_names_its_language(page, full, lang, code):
    (root,) = page(full(lang)).all("html")
    assert root.attributes["lang"] == code


def test_a_finding_on_cells_is_told_whole(page):
    (article,) = page(result_of(UNBALANCED)).all("article")
    assert article.all("h3")[0].text() == "青桐县人民政府办公室 · 2023"
    (item,) = article.all("ol")[0].all("li")
    assert item.all("p", class_="message")[0].text() == (
        "自然人：“（七）总计”为 10 ，应等于各类办理结果之和 9"
    )
    assert list_of(item) == {
        "报告中": "10",
        "应为": "9",
        "建议值": "表三 · 三、本年度办理结果 · （七）总计 × 自然人 → 9",
        "单元格": "表三 × 自然人：三、本年度办理结果 · （七）总计；"
        "三、本年度办理结果 · （一）予以公开；"
        "三、本年度办理结果 · （三）不予公开 · 6.属于四类过程性信息",
        "依据": "国办公开办函〔2021〕30号，表三",
        "把握": "确证",
    }
    assert article.all("details")[0].text() == "为什么重要，怎样改正 申请收支不平。"


def test_a_finding_on_a_passage_marks_the_observed_words_and_names_the_chapter(page):
    (article,) = page(result_of(PASSAGE)).all("article")
    assert list_of(article)["原文"] == "第 1 部分，“一、总体情况”，第 14–21 字 尚有 四件 在办理"
    assert [each.text() for each in article.all("mark")] == ["四件"]


def test_words_that_are_not_in_the_quote_leave_all_of_it_marked(page):
    (mark,) = page(result_of({**PASSAGE, "observed": "4"})).all("mark")
    assert mark.text() == "尚有四件在办理"


def test_the_statutory_table_is_printed_with_its_groups_and_the_cells_are_marked(page):
    (table,) = page(result_of(UNBALANCED)).all("table", class_="form")
    lines = table.all("tbody")[0].all("tr")
    assert len(lines) == 25
    assert table.all("th", colspan="5")[0].text() == "法人或其他组织"
    assert table.all("th", rowspan="8")[0].text() == "（三）不予公开"
    marked = [
        (line.all("th")[-1].text(), place, cell.attributes["class"], cell.text())
        for line in lines
        for place, cell in enumerate(line.all("td"))
        if cell.text()
    ]
    assert marked == [
        ("（一）予以公开", 0, "other", "1"),
        ("6.属于四类过程性信息", 0, "other", "1"),
        ("（七）总计", 0, "first", "1 → 9"),
    ]


def test_a_marked_cell_shows_what_the_report_has_there_and_a_blank_one_nothing(page):
    second = finding(cells=[GRANTED[0]], fingerprint="f9")
    (table,) = page(result_of({**UNBALANCED, "params": {"values": "10 7 ?"}}, second)).all(
        "table", class_="form"
    )
    cells = [cell.text() for cell in table.all("td") if cell.all("a")]
    assert cells == ["7 1 2", "1", "10 1 → 9"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_of_every_printed_table_is_as_wide_as_the_others(page, lang):
    """One finding on all cells of each form; groups make rows of different lengths."""
    for form in load_editions().values():
        row = finding(cells=list(form.cells), year=form.first_year)
        tables = page(result_of(row, lang=lang)).all("table", class_="form")
        blocks = [block for table in form.tables for block in table.blocks]
        assert len(tables) == len(blocks)
        shown = 0
        for table in tables:
            taken: dict[tuple[int, int], bool] = {}
            for down, line in enumerate(table.all("tr")):
                across = 0
                for cell in (each for each in line.inside if not isinstance(each, str)):
                    while (down, across) in taken:
                        across += 1
                    for n in range(int(cell.attributes.get("rowspan", 1))):
                        for m in range(int(cell.attributes.get("colspan", 1))):
                            assert (down + n, across + m) not in taken
                            taken[down + n, across + m] = True
            height, width = (1 + max(place[n] for place in taken) for n in (0, 1))
            assert len(taken) == height * width
            shown += sum(bool(cell.all("a")) for cell in table.all("td"))
        assert shown == len(form.cells)


def test_findings_with_one_cause_name_each_other(page):
    (article,) = page(result_of(PASSAGE, {**PASSAGE, "start": 30})).all("article")
    first, second = article.all("ol")[0].all("li")
    assert (list_of(first)["同一原因"], list_of(second)["同一原因"]) == (
        "第 2 个问题",
        "第 1 个问题",
    )


def test_hostile_text_is_shown_and_is_no_element_of_the_page(page, full):
    read = page(full())
    assert len(read.all("script")) == 1
    assert not [each for each in read.walk() if each.name in ("x", "img", "iframe")]
    text = read.text()
    assert not UNSEEN & set(text)
    shown = spelt_out(HOSTILE).replace("\r\n", " ")
    assert shown in text
    for each in read.walk():
        assert not [name for name in each.attributes if name.startswith("on") or name == "style"]


def test_the_page_names_nothing_outside_itself_and_obeys_only_its_own_script(written, full):
    content = written("html", full()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', content)
    assert unescape(policy[1]).startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    style = re.search(r"<style>(.*?)</style>", content, re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style
    own = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", content, flags=re.DOTALL)
    assert set(re.findall(r'(?:src|href)="([^#][^"]*)"', own)) == {"data:,"}


def test_failures_and_unreadable_inputs_are_at_the_head(page, full):
    head = page(full()).all("section")[0]
    assert "gikqa-locale 0.9" in head.text()
    assert "part-7.parquet : row group 2 cannot be read" in head.text()
    assert "The answer is incomplete" in head.text()


def test_the_list_has_the_worst_reports_first_and_then_those_without_findings(page):
    rows = [{"report_id": f"r{n}", "publisher": "p", "year": 2023} for n in range(6)]
    rows = [{**row, "requests.granted.total": 0} for row in rows]
    result = gikqa.lint(rows, select=["GIK003"], lang="en")
    (listed,) = page(replace(result, findings=made(findings=[UNBALANCED]).findings)).all(
        "table", id="list"
    )
    lines = [[cell.text() for cell in line.all("td")] for line in listed.all("tr")[1:]]
    assert lines[0] == ["青桐县人民政府办公室", "2023", "Jiangxi", "r-001", "1", "", ""]
    assert [line[-1] for line in lines[1:]] == ["no findings in what was judged"] * 6


def test_regions_and_years_are_counted_by_report(page):
    rows = [
        {**UNBALANCED, "report_id": f"r-{n}", "year": 2020 + n % 2, "cells": GRANTED[:k]}
        for n in range(3)
        for k in (1, 2)
    ]
    read = page(result_of(*rows, {**PASSAGE, "region_code": None, "report_id": "r-9"}))
    (heat,) = read.all("table", class_="heat")
    lines = [[cell.text() for cell in line.all("td")] for line in heat.all("tr")]
    assert [each.text() for each in heat.all("th", scope="row")] == ["地区不详", "江西"]
    assert lines == [[], ["", "1"], ["3", ""]]
    (chart,) = read.all("svg")
    assert [each.text() for each in chart.all("text")] == ["2", "2020", "1", "2021", "1", "2023"]


def test_what_is_left_out_is_counted(page, many):
    read = page(many)
    assert len(read.all("article")) == html.REPORTS
    assert [each.text() for each in read.all("p", class_="left")] == [
        "28,000 findings in 1,400 reports are not shown one by one"
    ]


def test_a_report_with_many_findings_shows_the_worst_and_counts_the_rest(page):
    rows = [{**UNBALANCED, "severity": "info"}] * html.PER_REPORT + [UNBALANCED] * 5
    (article,) = page(result_of(*rows)).all("article")
    assert len(article.all("p", class_="message")) == html.PER_REPORT
    assert article.all("p", class_="left")[0].text() == "… 本报告另有 5 个问题"
    assert article.all("p", class_="about")[0].text() == "r-001 错误 5 个 提示 60 个"


def test_long_texts_are_cut(page):
    (article,) = page(result_of({**PASSAGE, "message": "文" * 5_000, "quote": "字" * 5_000})).all(
        "article"
    )
    assert article.all("p", class_="message")[0].text() == "文" * 1_000 + "…"
    assert len(article.all("q")[0].text()) == 301


def test_reports_in_full_end_where_they_would_make_the_page_too_large(page, monkeypatch, many):
    whole = page(many)
    monkeypatch.setattr(html, "FULL_SIZE", 1)
    assert len(whole.all("article")) == html.REPORTS
    read = page(many)
    assert read.all("article") == []
    assert read.all("p", class_="left")[0].text() == (
        "30,000 findings in 1,500 reports are not shown one by one"
    )


def test_ten_thousand_reports_make_less_than_twenty_megabytes(written):
    amount = 20_000
    rows = made(findings=[UNBALANCED, PASSAGE]).findings
    table = rows.take(pa.array([0, 1] * (amount // 2)))
    ids = pa.array([f"某市某区某某局-{n // 2:06}" for n in range(amount)])
    number = table.schema.get_field_index("report_id")
    table = table.set_column(number, table.schema.field(number), ids)
    result = replace(result_of(reports=10_000), findings=table)
    content = written("html", result)
    assert content.count(b"<tr><td>") >= 10_000
    assert len(content) < 20_000_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_words_of_the_page_are_of_one_language(page, lang):
    rows = [{**row, "publisher": "", "report_id": f"r{n}"} for n, row in enumerate(FINDINGS[1:4])]
    rows += [{**UNBALANCED, "publisher": ""}]
    result = result_of(*rows, lang=lang, coverage=[("GIK302", "x", "undetermined", None, 5)])
    # Messages are made by the engine, the law is Chinese; codes and ids are of no language.
    text = page(result).text("message", "q", "codes")
    text = re.sub(r"\b(GIK|LOC)\d+|\br-?\d+|gikqa(-locale)?", "", text)
    if lang == "zh":
        assert WORD.findall(text) == []
    else:
        assert HAN.findall(text.replace("条例第五十条", "").replace(UNBALANCED["basis"], "")) == []


def test_no_case_of_any_rule_brings_english_or_a_cell_path_into_a_chinese_page(
    page, built_in, monkeypatch
):
    first = {case.code: case for case in rule_cases(specs_folder() / "rules") if case.finds}
    runs = run_cases(first.values(), plugins=built_in, lang="zh", jobs=1)
    rows = [
        {**row, "report_id": f"r{place}", "params": dict(row["params"])}
        for place, run in enumerate(runs)
        for row in run.rows
    ]
    monkeypatch.setattr(html, "REPORTS", len(rows))
    read = page(result_of(*rows, rules=tuple(built_in.rules.values())))
    assert len(read.all("article")) == len(runs)
    for article in read.all("article"):
        facts = [list_of(item) for item in article.all("ol")[0].all("li")]
        # What a report says and what a law is called may be in any language.
        own = [article.text("dd", "q", "said", "small", "h3", "beside")]
        own += [one.get(name, "") for one in facts for name in ("单元格", "建议值", "同一原因")]
        text = re.sub(r"“[^”]*”|\br\d+", "", " ".join(own))
        assert HAN.search(text)
        assert set(WORD.findall(text)) <= {"level"}  # a column of the export


def test_both_languages_have_the_same_words():
    words = gikqa.errors.texts_beside(html.__file__, "words.toml")
    assert words["zh"].keys() == words["en"].keys()
    for part in words["zh"]:
        assert words["zh"][part].keys() == words["en"][part].keys()


needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
BROWSERS_OWN = re.compile(r"https?://([a-z0-9.]+\.)?(google|googleapis|gvt1)\.com/")


def browse(folder: Path, content: bytes, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "page.html").write_bytes(content)
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        f"--user-data-dir={folder / 'profile'}", *options, (folder / "page.html").as_uri(),
    ]  # fmt: skip
    return subprocess.run(
        list(map(str, command)), capture_output=True, encoding="utf-8", timeout=600, check=True
    )


@needs_chromium
def test_a_browser_runs_the_script_without_complaint_and_asks_nobody(tmp_path, full, written):
    log = tmp_path / "net.json"
    done = browse(tmp_path, written("html", full()), "--dump-dom", f"--log-net-log={log}")
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
    assert re.search(r'<form id="choose">', done.stdout)
    urls = re.findall(r'"url":"(https?:[^"]*)"', log.read_text("utf-8"))
    assert [url for url in urls if not BROWSERS_OWN.match(url)] == []


@needs_chromium
def test_a_browser_prints_the_page(tmp_path, full, written):
    target = tmp_path / "page.pdf"
    browse(tmp_path, written("html", full("zh")), f"--print-to-pdf={target}")
    pypdfium2 = pytest.importorskip("pypdfium2", reason="it comes with `make test`")
    with pypdfium2.PdfDocument(target) as printed:
        text = "".join(page.get_textpage().get_text_range() for page in printed)
    # What is folded on a screen is printed.
    assert "申请收支不平。" in text


ACTS = {
    "document.querySelectorAll('#list button')[1].click()": ["2021", "2022", "2023"],
    "document.querySelectorAll('#list button')[4].click()": ["2023", "2021", "2022"],
    "words.value = '乙 R-1'; words.dispatchEvent(new Event('input'))": ["2023"],
    "severity.value = '1'; severity.dispatchEvent(new Event('change'))": ["2022"],
    "words.value = '丁'; words.dispatchEvent(new Event('input'))": [],
}


@needs_chromium
@pytest.mark.parametrize(("act", "years"), ACTS.items())
def test_the_list_can_be_sorted_and_filtered(tmp_path, written, act, years):
    rows = [
        {**UNBALANCED, "report_id": "r-0", "publisher": "甲", "year": 2021},
        {**UNBALANCED, "report_id": "r-1", "publisher": "乙", "year": 2023},
        {**UNBALANCED, "report_id": "r-1", "publisher": "乙", "year": 2023},
        {**UNBALANCED, "report_id": "r-2", "publisher": "丙", "year": 2022, "severity": "warning"},
    ]
    content = written("html", result_of(*rows)).decode()
    # The page's own policy would not let the act of this test run.
    free = re.sub(r"<meta http-equiv=[^>]*>", "", content)
    free = free.replace("</body>", f"<script>{act}</script></body>")
    done = browse(tmp_path, free.encode(), "--dump-dom")
    (listed,) = re.findall(r'<table id="list">(.*?)</table>', done.stdout, re.DOTALL)
    lines = [line for line in re.findall("<tr.*?</tr>", listed) if "hidden" not in line]
    assert [re.findall("<td>(.*?)</td>", line)[1] for line in lines] == years
    assert f">显示 {len(years)} 份</output>" in done.stdout
