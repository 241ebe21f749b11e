"""Tables of web pages: merged cells, layout tables, tables in parts, tables that are missing."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

import pytest

from gikqa.editions import load_editions

META = (
    "<table><tr><td>索引号</td><td>000014349/2020-00001</td></tr>"
    "<tr><td>发布机构</td><td>办公室</td></tr></table>"
)
MEDIA = "<table><tr><td>新闻发布会</td><td>电视采访</td></tr><tr><td>5</td><td>7</td></tr></table>"


def test_a_page_with_all_its_merged_cells_gives_every_cell(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    record = read(printed(edition, values).page(), "a.html")
    assert cells_of(record) == values
    assert record["edition"] == edition.key
    assert record["printed_labels"] == {}
    assert record["extraction"]["notes"] == ["publisher: read from the title"]


def test_blank_cells_on_a_page_stay_blank(edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    for path in sorted(values)[::3]:
        values[path] = None
    assert cells_of(read(printed(edition, values).page(), "a.htm")) == values


def test_tables_inside_layout_tables_are_found(edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    frame = "<table><tr><td><table><tr><td><p> </p>{}</td></tr></table></td></tr></table>"
    page = printed(edition, values).page(frame=frame)
    page = page.replace("<body>", "<body><table><tr><td>").replace(
        "</body>", "</td></tr></table></body>"
    )
    assert cells_of(read(page, "a.html")) == values


def test_other_tables_are_no_part_of_the_form_nor_of_the_text(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    page = page.replace("<body>", f"<body>{META}").replace(
        "<p>第1章的正文。</p>", f"<p>第1章的正文。</p>{MEDIA}"
    )
    record = read(page, "a.html")
    assert cells_of(record) == values
    assert record["extraction"]["notes"] == ["publisher: read from the title"]
    assert record["sections"][1]["text"] == "第1章的正文。"


@pytest.mark.parametrize("name", ['id="footer"', 'class="wrap foot"', 'class="copyright"'])
def test_the_address_in_the_foot_of_a_page_is_no_part_of_the_last_chapter(
    name, printed, numbers, read
):
    edition = load_editions()["2021"]
    page = printed(edition, numbers(edition)).page()
    foot = f"<div {name}><p>地址：澄苇市政务大道1号 邮编：100000</p></div></body>"
    assert read(page.replace("</body>", foot), "a.html") == read(page, "a.html")


def test_a_report_inside_an_element_named_as_the_foot_is_read(printed, numbers, read):
    edition = load_editions()["2021"]
    page = printed(edition, numbers(edition)).page()
    inside = page.replace("<body>", '<body><div class="foot">').replace("</body>", "</div></body>")
    assert read(inside, "a.html") == read(page, "a.html")


def test_cells_in_paragraphs_of_their_own_are_read_like_plain_text(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    lines = printed(edition, values).text(
        lambda rows: "\n".join(text for row in rows for text, _, _ in row)
    )
    page = "<body>" + "".join(f"<p>{line}</p>" for line in lines.split("\n")) + "</body>"
    assert cells_of(read(page, "a.html")) == values


def test_table_two_in_one_table_for_each_item_is_put_together(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    head, _, rest = page.partition("第二十条第（一）项")
    again = '<tr><td colspan="4" rowspan="1">第二十条'
    rest = rest.replace(again, "</table><table><tr><td>第二十条")
    assert cells_of(read(head + "第二十条第（一）项" + rest, "a.html")) == values


def test_table_four_in_three_small_tables_is_put_together(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    labels = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    heads = "<tr>" + "".join(f"<td>{label}</td>" for label in labels) + "</tr>"
    small = ""
    for label, row in (
        ("行政复议", "review"),
        ("行政诉讼（未经复议直接起诉）", "litigation_direct"),
        ("行政诉讼（复议后起诉）", "litigation_after_review"),
    ):
        label = label.partition("（")[2].rstrip("）") or label
        keys = ("upheld", "corrected", "other", "pending", "total")
        cells = "".join(f"<td>{values[f'disputes.{row}.{key}']}</td>" for key in keys)
        small += f"<table><tr><td colspan=5>{label}</td></tr>{heads}<tr>{cells}</tr></table>"
    page = printed(edition, values).page(without="disputes")
    page = page.replace("<p>第4章的正文。</p>", small)
    assert cells_of(read(page, "a.html")) == values


def test_one_blank_cell_over_the_organisations_and_a_total_gives_the_total(
    edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    row = [p for p in values if p.startswith("requests.granted.")]
    old = "".join(f'<td colspan="1" rowspan="1">{values[p]}</td>' for p in row)
    assert old in page
    page = page.replace(old, f"<td colspan=6></td><td>{values[row[-1]]}</td>")
    for path in row[:-1]:
        values[path] = None
    assert cells_of(read(page, "a.html")) == values


def test_one_number_over_two_columns_is_given_to_neither(edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    page = printed(edition, values).page()
    row = [p for p in values if p.startswith("requests.granted.")]
    old = "".join(f'<td colspan="1" rowspan="1">{values[p]}</td>' for p in row[:2])
    page = page.replace(old, "<td colspan=2>77777</td>")
    record = read(page, "a.html")
    assert {record[path] for path in row} == {None}
    assert any("row granted prints 6 values" in note for note in record["extraction"]["notes"])


def test_reordered_columns_are_read_by_their_heads(printed, numbers, read, cells_of):
    edition = load_editions()["2021"]
    values = numbers(edition)
    swapped = {
        "本年制发件数": "现行有效件数",
        "现行有效件数": "本年制发件数",
    }
    page = printed(edition, values, labels=swapped).page()
    for row in ("regulations", "normative_documents"):
        one, other = f"disclosure.{row}.issued", f"disclosure.{row}.in_force"
        values[one], values[other] = values[other], values[one]
    record = read(page, "a.html")
    assert cells_of(record) == values
    assert record["printed_labels"] == {}


@pytest.mark.parametrize(
    ("table", "name"), [("disclosure", "表二"), ("requests", "表三"), ("disputes", "表四")]
)
def test_a_missing_table_is_named_and_its_cells_are_blank(
    edition, printed, numbers, read, cells_of, table, name
):
    values = numbers(edition)
    record = read(printed(edition, values).page(without=table), "a.html")
    wanted = {p: None if p.startswith(table + ".") else v for p, v in values.items()}
    assert record["edition"] == edition.key
    assert cells_of(record) == wanted
    assert f"no table {name} found: image or attachment?" in record["extraction"]["notes"]


def test_a_report_without_any_table_lists_the_cells_of_its_year_and_no_edition(read, cells_of):
    title = "<p>青山县2020年政府信息公开工作年度报告</p>"
    record = read(f"{title}<p>一、总体情况</p><p>好。</p>", "a.html")
    assert cells_of(record) == dict.fromkeys(load_editions()["2019"].cells)
    assert record["edition"] is None
    notes = record["extraction"]["notes"]
    for name in ("表二", "表三", "表四"):
        assert f"no table {name} found: image or attachment?" in notes


def test_a_table_two_of_2021_with_one_row_of_other_outcomes_is_2021_with_a_note(
    printed, numbers, read, cells_of
):
    new, old = load_editions()["2021"], load_editions()["2019"]
    values, old_values = numbers(new), numbers(old)
    page = printed(new, values).page(without="requests")
    table = printed(old, old_values).page(without="disclosure")
    table = table[table.index("<table>") : table.index("</table>") + len("</table>")]
    record = read(page.replace("<p>第3章的正文。</p>", table), "a.html")
    assert record["edition"] == "2021"
    found = cells_of(record)
    for path in found:
        if path.startswith("requests.other_") or not path.startswith("requests."):
            continue
        assert found[path] == old_values[path], path
    three = {path for path in values if path.startswith("requests.other_")}
    one = {path for path in old_values if path.startswith("requests.other.")}
    assert {found[path] for path in three} == {None}
    assert {path: found[path] for path in one} == {path: old_values[path] for path in one}
    note = "表三: printed on the form of 2019, otherwise than the other tables"
    assert note in record["extraction"]["notes"]


def test_the_same_table_twice_with_other_numbers_is_not_chosen_between(
    edition, printed, numbers, read, table_of
):
    first, second = numbers(edition, 1), numbers(edition, 2)
    one = printed(edition, first).page()
    other = printed(edition, second).requests()
    page = one.replace("<p>四、", table_of(other) + "<p>四、", 1)
    record = read(page, "a.html")
    row = [p for p in first if p.startswith("requests.granted.")]
    assert {record[path] for path in row} == {None}
    assert (
        "表三: row granted is printed more than once with different values"
        in record["extraction"]["notes"]
    )


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("本年收费金额（单位：万元）", "152790"),
        ("本年收费金额", "152790"),
        ("本年收费金额（单位：元）", "15.279"),
        ("本年收费金额 (单位: 元)", "15.279"),
    ],
)
def test_an_amount_is_read_in_the_unit_that_its_head_names(head, value, printed, numbers, read):
    new = load_editions()["2021"]
    path = "disclosure.administrative_fees.amount_wan"
    labels = {"本年收费金额（单位：万元）": head}
    report = printed(new, numbers(new), labels=labels, cells={path: "152790"})
    for name, text in (("a.html", report.page()), ("a.txt", report.text(_pipes))):
        row = read(text, name)
        assert row[path] == Decimal(value), name
        assert row["raw_cells"].get(path) in (None, "152790")


DAMAGES = (
    "a cell lost",
    "a cell twice",
    "a span lost",
    "all spans lost",
    "a row lost",
    "a row twice",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_markup_never_puts_a_value_into_a_wrong_cell(
    damage, edition, printed, numbers, read, cells_of
):
    values = numbers(edition)
    page = printed(edition, values).page()
    span = ' (?:col|row)span="[0-9]+"'
    pattern = {"cell": "<td[^>]*>[^<]*</td>", "span": span, "row": "<tr>.*?</tr>"}
    places = list(re.finditer(pattern[damage.split()[1].rstrip("s")], page))
    for at in Random(5).sample(places, 12):
        kept = at[0] * 2 if damage.endswith("twice") else ""
        damaged = page[: at.start()] + kept + page[at.end() :]
        if damage.startswith("all"):
            damaged = re.sub(span, "", page)
        found = cells_of(read(damaged, "a.html"))
        wrong = {p: found[p] for p, v in values.items() if found.get(p) not in (None, v)}
        assert wrong == {}, at[0]


def _pipes(rows) -> str:
    return "\n".join(" | ".join(text for text, _, _ in row) + " |" for row in rows)


@pytest.mark.parametrize("mark", ["<sup>1</sup>", '<sup><a href="#n">[1]</a></sup>', "①", "*"])
def test_the_mark_of_a_note_is_no_digit_of_a_number(printed, numbers, read, cells_of, mark):
    edition = load_editions()["2021"]
    values = numbers(edition)
    marked = {"requests.granted.total", "disputes.review.total", "disclosure.regulations.issued"}
    cells = {path: f"{values[path]}{mark}" for path in marked}
    record = read(printed(edition, values, cells=cells).page(), "a.html")
    assert cells_of(record) == values
    assert marked <= record["raw_cells"].keys()
