"""Letters of verification: read back from Word and HTML, and written by the command."""

from __future__ import annotations

import re
import sys
from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import docx
import openpyxl
import pytest

from gikqa import UsageError
from gikqa._office.compose_letters import Sender, letters
from gikqa._office.letter_docx import docx_letter
from gikqa._office.letter_files import names_of, write_letters
from gikqa._office.letter_html import html_letter
from gikqa._office.remarks import remarks
from invented_results import HOSTILE, finding, made

SENDER = Sender("柳溪市政务公开办公室", "000-12345678", date(2027, 1, 15))


def in_words(content):
    """The paragraphs and the cells of a Word document, in order."""
    document = docx.Document(BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts, [[cell.text for cell in row.cells] for row in document.tables[0].rows]


class Page(HTMLParser):
    """The printed texts of a page, and its elements."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.attributes = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        if data.strip() and self.tags[-1] != "style":
            self.texts.append(data.strip())


def written(*findings, lang="zh", sender=SENDER):
    return [*letters(made(findings=findings, lang=lang), sender)]


def test_nothing_found_gives_no_letter():
    assert written() == []


def test_an_info_is_not_worth_a_letter():
    assert written(finding(severity="info")) == []


def test_a_finding_on_the_export_as_a_whole_is_in_no_letter():
    assert written(finding(report_id="", publisher=None, year=None)) == []


def test_the_letter_asks_by_place_passage_and_basis():
    (letter,) = written(
        finding(cells=["requests.new_received.total"], observed="5", expected="4"),
        finding(
            rule="GIK603",
            severity="warning",
            confidence="likely",
            section=1,
            start=0,
            end=7,
            quote="尚有四件在办理",
            message="正文写结转 4 件，表三为 0",
            fingerprint="0123456789",
        ),
    )
    texts, slip = in_words(docx_letter(letter))
    assert texts == [
        "关于核实政府信息公开工作年度报告有关内容的函",
        "青桐县人民政府办公室：",
        "经对照核对你单位 2023 年政府信息公开工作年度报告，以下 2 项内容请予核实。请对照报告原文、"
        "办理台账逐项查核，于 2027 年 1 月 15 日前填写所附回执反馈。",
        "所列内容由程序比对得出。除注明“确证”的以外，均为疑问，不代表认定；"
        "未列出的内容，也不代表均已核对无误。",
        "1. 请核实：新收与上年结转之和“12”不等于办结与结转之和“13”",
        "位置：requests.new_received.total",  # no form is known to a result made by hand
        "现值：5",
        "比对值：4",
        "依据：条例第五十条",
        "性质：错误（确证）",
        "编号：GIK302-f0",
        "2. 请核实：正文写结转 4 件，表三为 0",
        "位置：第 1 部分",
        "原文：“尚有四件在办理”",
        "依据：条例第五十条",
        "性质：疑问，待核实",
        "编号：GIK603-01234567",
        "联系方式：000-12345678",
        "柳溪市政务公开办公室",
        "　　　年　　月　　日",
        "回执",
        "填报单位：青桐县人民政府办公室",
        "填报人：　　　　　　联系电话：　　　　　　日期：　　　　　　（盖章）",
    ]
    answers = "□ 属实　□ 不属实　□ 非本单位"
    assert slip == [
        ["序号", "编号", "核实情况", "说明及整改情况"],
        ["1", "GIK302-f0", answers, ""],
        ["2", "GIK603-01234567", answers, ""],
    ]


def test_what_is_not_proved_is_not_called_a_mistake():
    (letter,) = written(finding(confidence="likely"), finding(confidence="hint"))
    texts, _ = in_words(docx_letter(letter))
    assert [text for text in texts if "错误" in text] == []
    assert texts.count("性质：疑问，待核实") == 2


def test_what_nobody_gave_is_left_as_a_gap():
    (letter,) = written(finding(publisher=None), sender=Sender())
    texts, _ = in_words(docx_letter(letter))
    assert [text for text in texts if "〔" in text] == [
        "〔收函单位〕：",
        letter.opening[1],
        "联系方式：〔联系人及电话〕",
        "〔发函单位〕",
        "填报单位：〔收函单位〕",
    ]
    assert "于〔回复期限〕前" in letter.opening[1]


def test_each_body_and_year_has_a_letter_and_reports_without_a_name_their_own():
    found = written(
        finding(report_id="a", publisher="青桐县水务局"),
        finding(report_id="b", publisher="青桐县水务局", year=2022),
        finding(report_id="c", publisher="白杨市水务局"),
        finding(report_id="d", publisher="青桐县水务局"),
        finding(report_id="e", publisher=None),
        finding(report_id="f", publisher=None),
    )
    assert [(one.publisher, one.year, len(one.questions)) for one in found] == [
        ("白杨市水务局", 2023, 1),
        ("青桐县水务局", 2022, 1),
        ("青桐县水务局", 2023, 2),
        ("e", 2023, 1),
        ("f", 2023, 1),
    ]
    both = [dict(question.facts)["报告编号"] for question in found[2].questions]
    assert both == ["a", "d"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_says_what_the_word_document_says(lang):
    (letter,) = written(finding(quote="x", section=1, observed="a"), lang=lang)
    texts, slip = in_words(docx_letter(letter))
    page = Page(html_letter(letter).decode("utf-8"))
    flat = re.sub(r"\s|：|:|1\.", "", "".join(texts) + "".join(map("".join, slip)))
    shown = re.sub(r"\s|：|:|1\.", "", "".join(page.texts[1:]))
    assert sorted(flat) == sorted(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("make", [docx_letter, html_letter])
def test_the_same_findings_give_the_same_bytes(make, lang):
    twice = [[make(letter) for letter in letters(made(lang=lang), SENDER)] for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(twice[0]) == 3


def test_hostile_texts_are_texts_in_both():
    hostile = Sender(HOSTILE, HOSTILE)
    for letter in letters(made(lang="zh"), hostile):
        page = Page(html_letter(letter).decode("utf-8"))
        assert set(page.tags) <= {
            *("html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ol", "li"),
            *("strong", "dl", "div", "dt", "dd", "table", "thead", "tr", "th", "tbody", "td"),
        }
        assert set(page.attributes) <= {"lang", "charset", "name", "content", "class"}
        texts, _ = in_words(docx_letter(letter))
        for text in (*texts, *page.texts):
            assert not set(text) & set("\x00\x07\x1b\x85\u2028\u202e\ufffe")
        assert any("<script>" in text for text in texts)
        assert any("<script>" in text for text in page.texts)


def test_without_python_docx_one_sentence_says_what_to_install(monkeypatch):
    (letter,) = written(finding())
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"python-docx: pip install gikqa\[office\]"):
        docx_letter(letter)
    assert html_letter(letter)


@pytest.mark.parametrize(
    ("publisher", "name"),
    [
        ("青桐县水务局", "核实函-青桐县水务局-2023.html"),
        ("../../etc/passwd", "核实函-.._.._etc_passwd-2023.html"),
        ('a\\b:c*d?"e<f>|g\nh', "核实函-a_b_c_d_e_f_g_h-2023.html"),
        ("局" * 200, f"核实函-{'局' * 50}-2023.html"),
        ("=cmd\u202e", "核实函-=cmd_u202e-2023.html"),
    ],
)
def test_the_name_of_a_letter_is_safe(publisher, name, tmp_path):
    (letter,) = written(finding(publisher=publisher))
    (path,), _ = write_letters([letter], lambda _: b"x", tmp_path / "new", "html", overwrite=False)
    assert (path.name, path.parent) == (name, tmp_path / "new")
    assert path.read_bytes() == b"x"


def test_letters_of_like_names_do_not_replace_each_other():
    findings = (finding(publisher=name) for name in ("A/B", "A:B", "a?b"))
    assert [*names_of(written(*findings), "html")] == [
        "核实函-A_B-2023.html",
        "核实函-A_B-2023-2.html",
        "核实函-a_b-2023-3.html",
    ]


def test_a_sound_export_gives_no_folder_and_says_what_that_means(gikqa, clean, folder):
    outcome = gikqa("letters", clean, "-o", "out", "--lang", "zh", "--select", "GIK302")
    assert outcome.code == 0
    assert outcome.stderr == (
        "已判定的检查中没有需要去函核实的问题（读取报告 1 份）\n"
        "1 份报告没有函：未发现问题 1 份；gikqa lint 列出详情\n"
    )
    assert not (folder / "out").exists()


def test_a_faulty_export_gives_its_letter(gikqa, faulty, folder):
    options = ("--lang", "zh", "--select", "GIK302", "--from", "柳溪市", "--reply-by", "2027-01-05")
    outcome = gikqa("letters", faulty, "-o", "out", *options)
    assert (outcome.code, outcome.stderr) == (0, "已写入 1 封核实函：out（读取报告 1 份）\n")
    (path,) = (folder / "out").iterdir()
    assert path.name == "核实函-青桐县人民政府办公室-2023.docx"
    texts, slip = in_words(path.read_bytes())
    place = "一、本年新收政府信息公开申请数量；二、上年结转政府信息公开申请数量"
    done = "三、本年度办理结果 · （七）总计；四、结转下年度继续办理"
    assert f"位置：表三 × 总计：{done}；{place}" in texts
    assert "柳溪市" in texts
    assert len(slip) == 3


def test_a_setting_that_shortens_listings_does_not_shorten_a_letter(gikqa, faulty, folder):
    (folder / "gikqa.toml").write_text("max-findings-per-rule = 1\n", "utf-8")
    gikqa("letters", faulty, "-o", "out", "--lang", "zh", "--select", "GIK302")
    (path,) = (folder / "out").iterdir()
    assert len(in_words(path.read_bytes())[1]) == 3


def test_a_letter_that_is_there_is_kept_and_all_others_are_written(tmp_path):
    found = written(finding(publisher="A"), finding(publisher="B"), finding(publisher="C"))
    (tmp_path / "核实函-B-2023.html").write_bytes(b"edited")
    (tmp_path / "核实函-C-2023.html").symlink_to(tmp_path / "nowhere")
    new, kept = write_letters(found, html_letter, tmp_path, "html", overwrite=False)
    assert [path.name for path in new] == ["核实函-A-2023.html"]
    assert [path.name for path in kept] == ["核实函-B-2023.html", "核实函-C-2023.html"]
    assert new[0].read_bytes() == html_letter(found[0])
    assert kept[0].read_bytes() == b"edited"
    assert not kept[1].exists()
    new, kept = write_letters(found[:2], html_letter, tmp_path, "html", overwrite=True)
    assert (len(new), kept) == (2, [])
    assert new[1].read_bytes() == html_letter(found[1])


def test_letters_that_people_may_have_edited_are_kept(gikqa, faulty, folder):
    options = ("-o", "out", "--lang", "en", "--select", "GIK302", "--format", "html")
    first = gikqa("letters", faulty, *options)
    assert first.stderr == "1 letter written to out (1 report read)\n"
    (path,) = (folder / "out").iterdir()
    path.write_text("edited")
    again = gikqa("letters", faulty, *options)
    assert (again.code, path.read_text()) == (0, "edited")
    assert again.stderr == (
        "0 letters written to out (1 report read)\n"
        f"1 letter was there already and is kept: {path.name}; --overwrite replaces it\n"
    )
    assert gikqa("letters", faulty, *options, "--overwrite").code == 0
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


READING = {"cause": "reading", "confidence": "hint"}


def test_what_the_reader_may_have_misread_is_not_asked():
    assert written(finding(**READING)) == []
    (letter,) = written(finding(**READING), finding(fingerprint="f9"))
    assert [question.reference for question in letter.questions] == ["GIK302-f9"]


def test_it_is_said_why_reports_have_no_letter(gikqa, report, export, folder):
    """One report each: with a letter, with an info only, misread, sound, and with a blank."""
    unbalanced = {"requests.new_received.total": 5}
    note = [{"table": "requests", "fault": "reader", "operator": "row lost", "cells": []}]
    until = {"number": 1, "heading": "总体情况", "text": "截止2023年12月底，共一次。"}
    doubts = {"tool": "t", "version": "1", "notes": [], "doubts": note}
    some = export(
        report("asked", publisher="A", **unbalanced),
        report("advised", publisher="B", sections=[until]),
        report("misread", publisher="C", extraction=doubts, **unbalanced),
        report("sound", publisher="D"),
        report("open", publisher="E", **{"requests.new_received.total": None}),
    )
    options = ("-o", "out", "--select", "GIK302,GIK810", "--lang")
    assert gikqa("letters", some, *options, "zh").stderr.splitlines() == [
        "已写入 1 封核实函：out（读取报告 5 份）",
        "4 份报告没有函：未发现问题 1 份，只有提示级问题 1 份，问题可能出于读取有误 1 份，"
        "未发现问题、但有检查未能判定 1 份；gikqa lint 列出详情",
        "1 个问题可能出于读取文件有误，没有写进函；gikqa lint 会列出，请对照原文",
    ]
    assert gikqa("letters", some, *options, "en").stderr.splitlines()[1:] == [
        "4 reports have no letter: 1 without findings, 1 with nothing but infos, 1 that may have "
        "been misread, 1 without findings but with checks left open; gikqa lint says more",
        "1 finding may come from misreading the document and is in no letter; gikqa lint lists it",
    ]


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("repair:requests.carried_out.total=4>3", "经推算，把“{cell}”由 4 改为 3，第 1、2 项即"),
        ("repair:a.b.c=1>2|a.b.d=3>4|9 more", "经推算，第 1、2 项可能出于同一处差错。请一并核实。"),
        ("repair:a.b.c=1>", "经推算，第 1、2 项可能出于同一处差错。请一并核实。"),
        ("repair:a.b.c=1>2+a.b.e=3>|a.b.d=3>4+a.b.e=1>2", "经推算，第 1、2 项相互关联，差错"),
    ],
)
def test_only_a_repair_that_leaves_no_other_is_proposed(cause, said):
    (letter,) = written(finding(cause=cause), finding(cause=cause, fingerprint="f9"))
    (sentence,) = letter.causes
    assert sentence.startswith(said.format(cell="requests.carried_out.total"))
    (letter,) = written(finding(cause=cause))
    assert (len(letter.causes) == 1) == ("改为 3" in sentence)


def test_nothing_stands_between_backticks():
    """In letters, and in lists and comments, which take the same words."""
    result = made(findings=(finding(),), lang="zh")
    (remark,) = remarks(result)
    stream = BytesIO()
    result.write(stream, "xlsx")
    line = openpyxl.load_workbook(BytesIO(stream.getvalue())).worksheets[0][2]
    texts = [remark.text, *(cell.value for cell in line if isinstance(cell.value, str))]
    assert [text for text in texts if "`" in text] == []
    said = "新收与上年结转之和“12”不等于办结与结转之和“13”"
    assert said in remark.text
    assert said in texts
