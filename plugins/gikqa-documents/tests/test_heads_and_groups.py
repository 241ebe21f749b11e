"""Damaged heads of columns, groups and blocks; labels into which text at their side has run."""

from __future__ import annotations

from random import Random

import pytest

from gikqa.editions import load_editions
from gikqa_documents.form.table_labels import forms
from gikqa_documents.tables.group_labels import group_labels

FORM = load_editions()["2021"]
GROUPS = [found for form in forms(FORM) for found in group_labels(form)]
# Of a label that lost its end or its beginning nobody can say who lost it.
SLIPS = {
    "lost": lambda text, at: text[:at] + text[at + 1 :],
    "added": lambda text, at: text[:at] + "关" + text[at:],
    "replaced": lambda text, at: text[:at] + "关" + text[at + 1 :],
}


def test_every_block_and_group_of_each_table_has_a_path():
    assert len(GROUPS) == 4 + 7 + 4
    assert ("disputes.litigation_direct", "未经复议直接起诉") in GROUPS
    assert ("requests.（六）其他处理", "（六）其他处理") in GROUPS


def damaged(label: str, slip: str) -> str:
    start = label.rfind("、") + 1 if label[0] == "三" else label.rfind("）") + 1
    start = 0 if start == len(label) or "第" in label else start
    ends = range(start + 1, len(label) - 1)
    # 第 and brackets may be left out.
    at = Random(label + slip).choice([at for at in ends if label[at] not in "第（）"])
    return SLIPS[slip](label, at)


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize(("path", "label"), GROUPS)
def test_a_damaged_label_of_a_group_is_kept_and_costs_no_cell(
    path, label, slip, printed, numbers, read, cells_of
):
    values = numbers(FORM)
    page = printed(FORM, values).page()
    assert f">{label}<" in page
    wrong = damaged(label, slip)
    record = read(page.replace(f">{label}<", f">{wrong}<"), "a.html")
    assert cells_of(record) == values
    assert record["printed_labels"] == {path: wrong}


@pytest.mark.parametrize("label", ["第二十条(一)项", "第二十条 第（一）项", "第二十条第一项"])
def test_another_way_to_cite_an_item_is_no_misprint(label, printed, numbers, read):
    page = printed(FORM, numbers(FORM)).page()
    record = read(page.replace("第二十条第（一）项", label), "a.html")
    assert record["printed_labels"] == {}


@pytest.mark.parametrize("unit", ["元", "亿元"])
def test_another_unit_in_the_head_of_the_fees_is_kept_and_used(unit, printed, numbers, read):
    values = numbers(FORM)
    page = printed(FORM, values).page().replace("单位：万元", f"单位：{unit}")
    record = read(page, "a.html")
    assert record["printed_labels"] == {"disclosure.amount_wan": f"本年收费金额（单位：{unit}）"}
    path = "disclosure.administrative_fees.amount_wan"
    assert record[path] * (10_000 if unit == "元" else 1) == values[path] * (
        1 if unit == "元" else 10_000
    )


SIDE = {
    "（一）予以公开": "三",
    "1.属于国家秘密": "度办",
    "2.其他法律行政法规禁止公开": "理结",
    "3.危及“三安全一稳定”": "果",
    "2.重复申请": "三、本年度",
    "3.要求提供公开出版物": "不予处",
}


@pytest.mark.parametrize("style", ["page", "lines"])
def test_text_of_the_cell_at_the_side_makes_no_label_a_misprint(
    style, printed, numbers, read, cells_of
):
    values = numbers(FORM)
    form = printed(FORM, values, labels={label: run + label for label, run in SIDE.items()})
    if style == "page":
        record = read(form.page(), "a.html")
    else:
        words = "\n".join(" ".join(t for t, _, _ in row) for row in form.requests())
        record = read(form._frame({"requests": words}))
    found = {p: v for p, v in cells_of(record).items() if p.startswith("requests.")}
    assert found == {p: v for p, v in values.items() if p.startswith("requests.")}
    assert record["printed_labels"] == {}


def test_a_damaged_label_with_text_from_its_side_is_not_called_a_misprint(
    printed, numbers, read, cells_of
):
    values = numbers(FORM)
    labels = {"2.其他法律行政法规禁止公开": "年度2.其他法律行政止公开"}
    record = read(printed(FORM, values, labels=labels).page(), "a.html")
    assert cells_of(record) == values
    assert record["printed_labels"] == {}


def test_a_label_read_alone_is_still_called_one(printed, numbers, read):
    labels = {"2.其他法律行政法规禁止公开": "2.其他法律行政止公开"}
    record = read(printed(FORM, numbers(FORM), labels=labels).page(), "a.html")
    assert record["printed_labels"] == {
        "requests.refused_prohibited_by_law": "2.其他法律行政止公开"
    }


def with_column(page: str, head: str, cells: list[str], *, before_total: bool) -> str:
    """The page with one more column in table 三, under a head that is none of the form."""
    start = page.index("三、收到和处理")
    rows = page[start:].split("<tr>")
    top = rows[2] if before_total else rows[1]
    wide = top.replace('colspan="5"', 'colspan="6"') if before_total else top
    if before_total:
        rows[2] = wide
        rows[1] = rows[1].replace('colspan="7"', 'colspan="8"')
        rows[3] = rows[3].replace("</tr>", f"<td>{head}</td></tr>")
    else:
        rows[1] = top.replace("</tr>", f'<td rowspan="3">{head}</td></tr>')
    for at, text in enumerate(cells, 4):
        values, end = rows[at].rsplit("<td", 1)
        added = f"<td>{text}</td>"
        if before_total:
            rows[at] = f"{values}{added}<td{end}"
        else:
            rows[at] = rows[at].replace("</tr>", f"{added}</tr>")
    return page[:start] + "<tr>".join(rows)


@pytest.mark.parametrize("text", ["", "77", "含结转 2 件"])
@pytest.mark.parametrize(("head", "before_total"), [("备注", False), ("小计", True)])
def test_a_column_that_the_page_adds_is_left_out(
    head, before_total, text, printed, numbers, read, cells_of
):
    values = numbers(FORM)
    page = printed(FORM, values).page()
    added = with_column(page, head, [text] * 25, before_total=before_total)
    assert cells_of(read(added, "a.html")) == values


def test_a_value_too_many_under_no_head_leaves_its_row_blank(printed, numbers, read, cells_of):
    values = numbers(FORM)
    page = with_column(printed(FORM, values).page(), "备注", [""] * 25, before_total=False)
    row = [path for path in values if path.startswith("requests.granted.")]
    number = f'<td colspan="1" rowspan="1">{values[row[0]]}</td>'
    assert page.count(number) == 1
    found = cells_of(read(page.replace(number, f"<td>4</td>{number}"), "a.html"))
    assert found == values | dict.fromkeys(row)


def test_empty_cells_beside_a_label_that_was_not_merged_are_no_values(
    printed, numbers, read, cells_of
):
    values = numbers(FORM)
    page = printed(FORM, values).page()
    label = '<td colspan="3" rowspan="1">二、上年结转政府信息公开申请数量</td>'
    assert label in page
    alone = label.replace('colspan="3"', 'colspan="1"') + "<td></td><td></td>"
    assert cells_of(read(page.replace(label, alone), "a.html")) == values


@pytest.mark.parametrize(("head", "before_total"), [("备注", False), ("小计", True)])
@pytest.mark.parametrize("lost", range(7))
def test_a_value_lost_beside_an_added_column_leaves_its_row_blank(
    lost, head, before_total, printed, numbers, read, cells_of
):
    values = numbers(FORM)
    page = with_column(printed(FORM, values).page(), head, [""] * 25, before_total=before_total)
    row = [path for path in values if path.startswith("requests.granted.")]
    number = f'<td colspan="1" rowspan="1">{values[row[lost]]}</td>'
    found = cells_of(read(page.replace(number, ""), "a.html"))
    assert found == values | dict.fromkeys(row)
