"""Title, publisher, year and level from all that a page says, most certain words first."""

from __future__ import annotations

import pytest

from gikqa_documents.prose.body_names import has_place, own_body

TITLE = "青山县水利局2022年政府信息公开工作年度报告"
NAMELESS = "2022年政府信息公开工作年度报告"
CHAPTERS = "\n一、总体情况\n本机关重视公开。\n二、主动公开政府信息情况\n无。"
PERIOD = "统计期限自2022年1月1日起至2022年12月31日止。"


def publisher(record) -> tuple[str | None, str]:
    (said,) = [n for n in record["extraction"]["notes"] if n.startswith("publisher: ")]
    return record["publisher"], said.removeprefix("publisher: ").removeprefix("read from the ")


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, "发布日期：2023-03-10", NAMELESS],
        [NAMELESS, TITLE],
        [NAMELESS, "青山县水利局", NAMELESS],
        ["2021年政府信息公开工作年度报告", TITLE, NAMELESS],
        ["青山县人民政府2021年政府信息公开工作年度报告", TITLE, NAMELESS],
        ["青山县水利局", NAMELESS],
        ["青山县", "水利局", NAMELESS],
        ["青山县水利局2022年", "政府信息公开", "工作年度报告"],
        ["网站首页", "青山县水利局", NAMELESS],
    ],
)
def test_a_full_title_anywhere_beats_one_without_a_name(lines, read):
    record = read("\n".join(lines) + f"\n请与青山县政务公开工作领导小组办公室联系。{CHAPTERS}")
    assert record["title"] == TITLE
    assert publisher(record) == ("青山县水利局", "title")
    assert (record["year"], record["level"]) == (2022, "department")
    assert [s["text"] for s in record["sections"][:1]] == [
        "请与青山县政务公开工作领导小组办公室联系。"
    ]


def test_the_title_of_another_year_lends_no_name(read):
    record = read(f"绿水县水利局2019年政府信息公开工作年度报告\n{NAMELESS}\n{PERIOD}{CHAPTERS}")
    assert (record["title"], record["year"]) == (NAMELESS, 2022)
    assert record["publisher"] is None


def test_the_title_of_the_page_gives_the_name_that_the_text_leaves_out(read):
    head = f"<title>{TITLE}-青山县人民政府</title>"
    body = "".join(f"<p>{line}</p>" for line in [NAMELESS, *CHAPTERS.strip().split("\n")])
    record = read(f"<html><head>{head}</head><body>{body}</body></html>", "r.html")
    assert (record["title"], record["publisher"]) == (TITLE, "青山县水利局")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("现将青山县2022年政府信息公开工作年度报告予以公开。", "青山县"),
        (
            "现公布青山市人民政府（市政府办公室）2022年度政府信息公开工作年度报告。",
            "青山市人民政府",
        ),
        ("特向社会公布2022年度青山县水利局政府信息公开年度报告。", "青山县水利局"),
        ("现编制形成《青山县水利局2022年政府信息公开工作年度报告》。", "青山县水利局"),
        ("现公布2022年青山镇信息公开工作年度报告。", "青山镇"),
        ("根据规定，编制青山县2022年政府信息公开工作年度报告，主要包括六个部分。", "青山县"),
        ("由青山县水利局办公室编制。", "青山县水利局"),
        ("青山县水利局编制了县水利局2022年政府信息公开工作年度报告。", "青山县水利局"),
    ],
)
def test_the_preamble_names_the_body(text, name, read):
    record = read(f"{text}如有疑问，请与绿水县水利局联系。{PERIOD}{CHAPTERS}")
    assert publisher(record) == (name, "preamble")


@pytest.mark.parametrize(
    "text",
    [
        "现将我县2022年政府信息公开工作年度报告予以公布。",
        "根据《青山县人民政府办公室关于做好2022年政府信息公开工作年度报告的通知》编制。",
        "请与青山县政务公开工作领导小组办公室联系。",
        "请与青山县人民政府办公室联系。",
        "请与县水利局联系。",
        "2022年，青山县委认真落实条例。",
        "2022年，园区认真落实条例。",
    ],
)
def test_where_no_words_name_the_body_there_is_none(text, read):
    assert read(f"{NAMELESS}\n{text}{CHAPTERS}")["publisher"] is None


@pytest.mark.parametrize(
    "text",
    [
        "请与青山县水利局联系。",
        "请与青山县水利局办公室联系。",
        "请联系青山镇人民政府党政办公室（地址：长街）。",
        "我县公开信息9条。请与青山县人民政府办公室联系。",
        "联系单位：青山县公安局；联系电话：0797-7654321",
    ],
)
@pytest.mark.parametrize("end", ["", "\n联系单位青山县水利局 2023年1月8日"])
def test_a_contact_is_never_the_publisher(text, end, read):
    record = read(f"{NAMELESS}\n{text}{CHAPTERS}{end}")
    assert (record["publisher"], record["level"]) == (None, None)


@pytest.mark.parametrize(
    "end",
    [
        "青山县民政局\n2023年1月18日",
        "青 山 县 民 政 局\n2023 年 1 月 18 日",
        "青山县民政局　　2023年1月18日",
        "青山县民政局\n二〇二三年一月十八日",
        "青山县民政局（盖章）\n2023年1月18日",
    ],
)
def test_the_signature_names_the_body(end, read):
    record = read(
        f"{NAMELESS}\n按照要求，现将我局2022年政府信息公开工作年度报告予以公布。{CHAPTERS}\n{end}"
    )
    assert publisher(record) == ("青山县民政局", "signature")
    assert record["level"] == "department"


def test_a_name_broken_between_two_lines_of_the_title_is_put_together(read):
    record = read(f"青山县人民\n政府2022年政府信息公开工作年度报告{CHAPTERS}")
    assert (record["publisher"], record["level"]) == ("青山县人民政府", "county")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "政府信息公开年度报告\n现将柳河镇人民政府政府信息公开工作年度报告公布。",
            "柳河镇人民政府",
        ),
        ("青山县林业局现将2022年政府信息公开工作年度报告公布如下：", "青山县林业局"),
    ],
)
def test_who_presents_the_report_is_who_reports(text, name, read):
    record = read(f"{text}{PERIOD}{CHAPTERS}")
    assert (publisher(record), record["year"]) == ((name, "preamble"), 2022)


def test_the_sentence_below_a_title_without_year_tells_the_year(read):
    record = read(f"政府信息公开工作年度报告\n2022年，我局认真落实条例。{CHAPTERS}")
    assert record["year"] == 2022


def test_a_line_below_the_title_names_the_body(read):
    record = read(f"{NAMELESS}\n青山区管委会（商务区管委会）\n2023年1月8日{CHAPTERS}")
    assert publisher(record) == ("青山区管委会", "line below the title")


@pytest.mark.parametrize(
    ("chapter", "where"),
    [
        ("青山县水利局高度重视政府信息公开工作。", "opening"),
        ("（一）主动公开。2022年，青山县水利局共公开信息9条。", "first chapter"),
        ("公开有序。2022年，青山县水利局在县委、县政府领导下，公开信息9条。", "first chapter"),
    ],
)
def test_the_first_chapter_says_who_acted(chapter, where, read):
    assert publisher(read(f"一、总体情况\n{chapter}\n二、主动公开政府信息情况\n无。")) == (
        "青山县水利局",
        where,
    )


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (f"<title>{NAMELESS}-青山县水利局</title>", "青山县水利局"),
        (
            f"<title>{NAMELESS}</title><meta name='SiteName' content='青山县水利局网站'>",
            "青山县水利局",
        ),
        (f"<title>{NAMELESS}-青山县人民政府门户网站</title>", None),  # the portal of all bodies
    ],
)
def test_the_site_of_a_bureau_names_it(head, name, read):
    body = "".join(f"<p>{line}</p>" for line in [NAMELESS, *CHAPTERS.strip().split("\n")])
    record = read(f"<html><head>{head}</head><body>{body}</body></html>", "r.html")
    assert record["publisher"] == name


def test_a_title_without_a_place_is_completed_by_a_body_of_its_kind(read):
    title = "2022年县水利局政府信息公开工作年度报告"
    for text in ("编制青山县水利局2022年政府信息公开工作年度报告。", "由青山县水利局编制。"):
        assert read(f"{title}\n{text}{CHAPTERS}")["publisher"] == "青山县水利局"
    assert read(f"{title}\n由青山县人民政府办公室编制。{CHAPTERS}")["publisher"] == "县水利局"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("青山镇政府2022年信息公开工作年度报告", "青山镇政府"),
        ("青山镇2022年政府信息公开工作年度报告", "青山镇"),
        ("青山镇人民政府信息公开工作年度报告（2022年）", "青山镇人民政府"),
    ],
)
def test_the_word_for_government_belongs_to_the_body_or_to_the_subject(title, name, read):
    assert read(title + CHAPTERS)["publisher"] == name


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("青山县水利局", "青山县水利局"),
        ("青山县水利局办公室", "青山县水利局"),
        ("青山县卫生健康委员会政策法规科", "青山县卫生健康委员会"),
        ("青山镇人民政府党政综合办公室", "青山镇人民政府"),
        ("青山县人民政府办公室", "青山县人民政府办公室"),
        ("青山县政务公开领导小组办公室", None),
    ],
)
def test_an_office_is_a_part_of_its_body(name, body):
    assert own_body(name) == body


def test_names_that_any_place_has_say_nothing_of_where():
    for name in ("县水利局", "园区", "工业园区管委会", "管委会", "街道办事处"):
        assert not has_place(name)
    for name in ("青山县水利局", "青山工业园区", "青山街道"):
        assert has_place(name)


@pytest.mark.parametrize(
    ("chapter", "year"),
    [
        ("我局不断完善机制。2019年，我局公开信息227条，其中188条为动态。", 2019),
        ("截至2020年12月31日，我局公开信息15条。", 2020),
        ("（一）主动公开。2020年我局公开信息15条。（二）2020年收到申请0件。", 2020),
        ("2020年度，紧紧围绕热点。全年公开202条。2020年，我局充分利用平台。", 2020),
        ("我局公布《2018年工作要点》，2020年公开信息15条。", 2020),
    ],
)
def test_the_year_of_the_figures_in_chapter_one_is_that_of_the_report(chapter, year, read):
    record = read(f"一、总体情况\n{chapter}\n二、主动公开政府信息情况\n无。")
    assert record["year"] == year
    assert "year: no year in a title; read from the first chapter" in (
        record["extraction"]["notes"]
    ) or chapter.startswith(("2020", "截至"))


@pytest.mark.parametrize(
    "chapter",
    [
        "2019年公开信息227条，2018年公开信息188条。",
        "发布2018年政府信息公开工作年度报告51篇，全年公开信息9条。",
        "2019年以来，公开信息一直有序。",
        "2019年12月，公开信息9条。",
    ],
)
def test_figures_of_several_years_or_of_a_month_tell_no_year(chapter, read):
    assert (
        read(f"一、总体情况\n我局重视公开。{chapter}\n二、主动公开政府信息情况\n无。")["year"]
        is None
    )


def test_a_year_after_the_day_of_publication_is_not_that_of_the_figures(read):
    text = "发布日期：2019-01-15\n一、总体情况\n我局公开有序。2019年公开信息9条。\n二、其他\n无。"
    assert read(text)["year"] is None
