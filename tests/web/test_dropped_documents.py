"""A document that is dropped: the same report as on the command line, and what has changed."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from io import BytesIO

import pytest

import gikqa
from gikqa._plugins import load_plugins
from gikqa._web.pages import report_inside
from page_visitor import ONLY, RULES

NAME = "2021年年报.txt"
BODY = "青桐县人民政府办公室"
TOTAL = "requests.total_concluded.natural_person"
NEW = "requests.new_received.natural_person"


def cards(page):
    """The numbers of findings gone, new, and still there."""
    section = page.all("section", **{"aria-labelledby": "change"})[0]
    return [each.all("b")[0].text() for each in section.all("li") if each.all("b")]


def listed(page, kind):
    """The codes of the rules of a list of changes."""
    return [
        each.all("small")[0].text()
        for list_ in page.all("ul", class_=f"changed {kind}")
        for each in list_.all("li")
    ]


def test_the_page_says_where_files_stay_and_asks_for_one(visitor):
    page = visitor.open()
    assert page.all("header")[0].text() == (
        "English 检查政府信息公开工作年度报告 文件只在本机检查，不会离开这台电脑；检查后即删除。"
    )
    (field,) = page.all("input", type="file")
    assert set(str(field.attributes["accept"]).split(",")) >= {".docx", ".pdf", ".html", ".txt"}
    (label,) = page.all("label")
    assert label.attributes["for"] == field.attributes["id"]
    assert page.all("h2") == []


def test_the_report_is_that_of_the_command_line_byte_for_byte(
    visitor, document, tmp_path, monkeypatch
):
    content = document(BODY, **{TOTAL: 3})
    shown = visitor.send(NAME, content.encode(), "/?lang=en")
    (tmp_path / NAME).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        "gikqa._plugins.find_plugins.entry_points",
        entry_points,
    )
    page = BytesIO()
    result = gikqa.lint(NAME, lang="en", select=RULES, plugins=load_plugins(choice=ONLY))
    result.write(page, "html")
    saved = visitor.get(f"{shown.url}/file")
    assert saved.content == page.getvalue()
    assert report_inside(page.getvalue()) in shown.content
    assert b"GIK303" in report_inside(page.getvalue())
    assert saved.headers["content-disposition"].startswith("attachment; filename*=UTF-8''2021%E5")


def test_a_year_that_only_the_name_has_is_read(visitor, document):
    content = document(BODY, **{TOTAL: 3}).replace("2021年", "")
    assert "2021" in visitor.drop("年报(2021).txt", content).all("h3")[0].text()


def test_a_mended_document_shows_what_is_gone_what_is_new_and_what_is_still_there(
    visitor, document
):
    first = visitor.drop(NAME, document(BODY, **{TOTAL: 3}))
    assert first.all("h1")[0].text() == NAME
    assert cards(first) == []
    assert "第一次检查这份报告" in first.text()
    changed = visitor.drop(NAME, document(BODY, **{TOTAL: 3, NEW: 5}))
    assert listed(changed, "gone") == ["GIK302"]  # of another value
    assert listed(changed, "new") == ["GIK302", "GIK304"]
    gone, new, still = map(int, cards(changed))
    assert (gone, new) == (1, 2)
    assert still > 0
    mended = visitor.drop(NAME, document(BODY))
    assert {"GIK302", "GIK303"} <= set(listed(mended, "gone"))
    assert listed(mended, "new") == []
    (recent,) = visitor.open().all("ol", class_="recent")
    assert [each.text() for each in recent.all("a")] == [NAME] * 3


def test_what_could_not_be_judged_again_is_not_called_mended(visitor, document):
    visitor.drop(NAME, document(BODY, **{TOTAL: 3}))
    said = "这次无法判定，不表示已经改正"
    assert said in visitor.drop(NAME, document(BODY, **{TOTAL: "", NEW: 2})).text()
    # The messages of findings that are gone are left out on a page in the other language.
    (gone,) = visitor.drop(NAME, document(BODY), "/?lang=en").all("ul", class_="changed gone")
    assert "The total of a row differs" in gone.text()
    assert "mended" not in gone.text()
    assert not re.search("[\u4e00-\u9fff]", gone.text())


def test_a_report_of_the_same_body_and_year_is_compared_under_another_name(visitor, document):
    visitor.drop(NAME, document(BODY, **{TOTAL: 3}))
    renamed = visitor.drop("改好的.html", document(BODY, html=True, **{TOTAL: 3}))
    assert "上次检查的是：2021年年报.txt" in renamed.text()
    assert "GIK303" not in listed(renamed, "gone") + listed(renamed, "new")
    assert cards(visitor.drop("别的.txt", document("白桦县教育局"))) == []


def test_results_of_others_are_neither_shown_nor_compared(visitors, document):
    one = visitors()
    shown = one.send(NAME, document(BODY, **{TOTAL: 3}).encode())
    one.client.cookies.clear()
    assert "这份检查结果已不再保留" in one.open(shown.url.path).text()
    assert "这份检查结果已不再保留" in one.open(f"{shown.url.path}/file").text()
    assert one.open().all("ol", class_="recent") == []
    assert cards(one.drop(NAME, document(BODY))) == []


@pytest.mark.parametrize(
    ("accepted", "title"),
    [
        ("en-GB,en;q=0.9,zh;q=0.8", "Check an annual disclosure report"),
        ("en;q=0.2, zh-TW;q=0.7", "检查政府信息公开工作年度报告"),
        ("zh; q=0.3 , en ;Q=0.8", "Check an annual disclosure report"),
        ("zh;q=0.5,en;q=0.5", "检查政府信息公开工作年度报告"),
        ("zh;q=0.1,en;q=nan,enm", "检查政府信息公开工作年度报告"),
        ("en;q=0", "检查政府信息公开工作年度报告"),
        ("fr, de;q=x", "检查政府信息公开工作年度报告"),
        ("", "检查政府信息公开工作年度报告"),
    ],
)
def test_the_page_is_in_the_language_of_the_browser(visitor, accepted, title):
    page = visitor.open(**{"accept-language": accepted})
    assert page.all("h1")[0].text() == title


def test_a_link_and_an_option_choose_the_language(visitor, visitors):
    assert visitor.open("/?lang=en").all("html")[0].attributes["lang"] == "en"
    assert visitor.open("/?lang=fr").all("html")[0].attributes["lang"] == "zh-CN"
    assert visitors(lang="en").open().all("html")[0].attributes["lang"] == "en"


def test_both_languages_have_the_same_words():
    words = gikqa.errors.texts_beside(gikqa.__path__[0] + "/_web/pages.py", "words.toml")
    assert words["zh"]["words"].keys() == words["en"]["words"].keys()
    assert not [
        text for text in words["en"]["words"].values() if not text.isascii() and "…" not in text
    ]
