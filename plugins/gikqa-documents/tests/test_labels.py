"""Damaged labels are reported; variants and accidents of reading are not."""

from __future__ import annotations

import pytest

from gikqa.editions import load_editions

ACCIDENTS = [
    {"规章": "规    章"},
    {"总计": "总　计"},
    {"结果维持": "结果<br/>维持"},
    {"本年新制作数量": "本年新", "本年新公开数量": "本年新"},
    {"社会公益组织": "社会公益"},
    {"商业企业": "商业 企业"},
    {"1.属于国家秘密": "1、属于国家秘密", "2.重复申请": "2. 重复申请"},
    {"（一）予以公开": "(一)予以公开", "（七）总计": "（ 七 ）总计"},
    {"3.危及“三安全一稳定”": '3.危及"三安全一稳定"'},
    {"2.其他法律行政法规禁止公开": "2.其他法律、行政法规禁止公开"},
    {"本年增/减": "本年增／减"},
    {"规范性文件": "规范性文件（本单位制发的）"},
    {"四、结转下年度继续办理": "四、结转下年度继续办⼀理".replace("⼀", "")},
    {"一、本年新收政府信息公开申请数量": "⼀、本年新收政府信息公开申请数量"},
]

DAMAGED = [
    ({"结果维持": "结果维护"}, {"disputes.upheld": "结果维护"}),
    (
        {"2.其他法律行政法规禁止公开": "2.其他法律行政止公开"},
        {"requests.refused_prohibited_by_law": "2.其他法律行政止公开"},
    ),
    ({"本年新公开数量": "本年新制作数量"}, {"disclosure.newly_disclosed": "本年新制作数量"}),
    ({"行政强制": "行政强行"}, {"disclosure.administrative_coercion": "行政强行"}),
    ({"法律服务机构": "法律服务机关"}, {"requests.legal_service_institution": "法律服务机关"}),
    (
        {"四、结转下年度继续办理": "四、结转下年继续办里"},
        {"requests.carried_out": "四、结转下年继续办里"},
    ),
]


@pytest.mark.parametrize("labels", ACCIDENTS, ids=lambda labels: next(iter(labels.values())))
def test_accepted_variants_and_accidents_of_reading_are_silent(
    labels, printed, numbers, read, cells_of
):
    edition = load_editions()["2019"]
    values = numbers(edition)
    record = read(printed(edition, values, labels=labels).page(), "a.html")
    assert record["printed_labels"] == {}
    assert cells_of(record) == values


@pytest.mark.parametrize(("labels", "wanted"), DAMAGED, ids=lambda case: next(iter(case.values())))
def test_a_damaged_label_is_reported_once_and_moves_no_value(
    labels, wanted, printed, numbers, read, cells_of
):
    edition = load_editions()["2019"]
    values = numbers(edition)
    record = read(printed(edition, values, labels=labels).page(), "a.html")
    assert record["printed_labels"] == wanted
    assert cells_of(record) == values


def test_a_row_of_another_name_is_not_taken_for_a_damaged_one(printed, numbers, read):
    edition = load_editions()["2019"]
    labels = {"政府集中采购": "新闻发布会次数"}
    record = read(printed(edition, numbers(edition), labels=labels).page(), "a.html")
    assert record["printed_labels"] == {}
    assert record["disclosure.centralized_procurement.projects"] is None
    assert "表二: rows not found: centralized_procurement" in record["extraction"]["notes"]


def test_an_extra_row_between_the_rows_of_the_form_moves_nothing(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    cells = "<td>5</td>" * 7
    extra = f"<tr><td colspan=2>小计</td>{cells}</tr>"
    before = '<tr><td colspan="2" rowspan="1">（七）总计'
    assert before in page
    record = read(page.replace(before, extra + before), "a.html")
    assert cells_of(record) == values
