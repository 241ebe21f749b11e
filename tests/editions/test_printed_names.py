"""Places of the forms as they are printed."""

import pytest

from gikqa.editions import PrintedNames, load_editions

EDITIONS = load_editions()
ZH, EN = (PrintedNames(EDITIONS, lang) for lang in ("zh", "en"))


def test_a_path_that_no_form_has_is_named_by_itself():
    assert ZH.of("requests.no_such_row.total", 2023) == "requests.no_such_row.total"


@pytest.mark.parametrize(
    ("path", "year", "zh", "en"),
    [
        (
            "requests.refused_security_stability.natural_person",
            2021,
            "表三 · 三、本年度办理结果 · （三）不予公开 · 3.危及“三安全一稳定” × 自然人",
            "table 3 · refused security stability × natural person",
        ),
        (
            "requests.new_received.commercial_enterprise",
            2023,
            "表三 · 一、本年新收政府信息公开申请数量 × 法人或其他组织 · 商业企业",
            "table 3 · new received × commercial enterprise",
        ),
        ("disclosure.regulations.issued", 2022, "表二 · 规章 × 本年制发件数", None),
        ("disputes.litigation_direct.upheld", 2020, None, "table 4 · litigation direct × upheld"),
        (
            "statistics.requests.refused_privacy",
            2016,
            "政府信息公开情况统计表 · 三、依申请公开情况 · 4.不同意公开答复数 · 3.涉及个人隐私",
            "statistics · requests · refused privacy",
        ),
        ("requests.carried_out", 2021, "表三 · 四、结转下年度继续办理", "table 3 · carried out"),
        ("disputes.upheld", 2021, "表四 × 结果维持", "table 4 × upheld"),
        ("disclosure", 2021, "表二", "table 2"),
    ],
)
def test_a_place_is_named_as_it_is_printed(path, year, zh, en):
    assert zh is None or ZH.of(path, year) == zh
    assert en is None or EN.of(path, year) == en


def test_a_row_has_the_label_of_the_form_of_its_year():
    of_both = "disclosure.normative_documents"
    assert ZH.of(of_both, 2020) == "表二 · 规范性文件"
    assert ZH.of(of_both, 2021) == "表二 · 行政规范性文件"


def test_a_report_without_a_year_has_the_labels_of_the_latest_form():
    assert ZH.of("disclosure.normative_documents") == "表二 · 行政规范性文件"


@pytest.mark.parametrize("key", EDITIONS)
def test_no_two_cells_of_a_form_have_one_name(key):
    edition = EDITIONS[key]
    for names in (ZH, EN):
        named = [names.of(path, edition.first_year) for path in edition.cells]
        assert len(set(named)) == len(edition.cells)
        assert not {*named} & {*edition.cells}


def test_cells_of_one_column_are_named_together():
    paths = ["requests.new_received.total", "requests.carried_in.total"]
    assert ZH.listed(paths, 2021) == [
        "表三 × 总计：一、本年新收政府信息公开申请数量；二、上年结转政府信息公开申请数量"
    ]
    assert EN.listed(paths, 2021) == ["table 3 × total: new received, carried in"]


def test_cells_of_one_row_are_named_together():
    paths = ["disputes.review.upheld", "disputes.review.other", "disputes.review.pending"]
    assert EN.listed(paths, 2021) == ["table 4 · review × upheld, other, pending"]


def test_a_cell_that_no_form_has_is_listed_by_its_path():
    assert EN.listed(["requests.x.total", "requests.carried_in.total"], 2021) == [
        "table 3 · carried in × total",
        "requests.x.total",
    ]


def test_a_list_of_tables_is_filled_in_and_another_text_stays():
    assert ZH.fill_in("requests, disputes", 2021, None) == "表三、表四"
    assert ZH.fill_in("一项, 两项", 2021, None) == "一项, 两项"
    assert ZH.fill_in("province、county", 2021, None) == "省级、县级"
    assert EN.fill_in("province、county", 2021, None) == "province、county"
