"""Labels broken over lines, numbers above their labels, labels that only differ in numerals."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from gikqa.editions import load_editions
from gikqa.testing import valid_cells
from gikqa.testing.documents import STYLES, narrative, write
from gikqa.testing.documents.styles import Flat, Plain
from gikqa_documents.document import SheetCell
from gikqa_documents.readers import read_plain
from gikqa_documents.tables.broken_lines import mend_lines

TITLE = "青山县{}年政府信息公开工作年度报告"
HEADS = ["申请人情况", "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"]
NUMBERS = "1 2 3 4 5 6 21"


def mended(*lines: str) -> list[str]:
    rows = [
        tuple(SheetCell(word, row, column) for column, word in enumerate(line.split()))
        for row, line in enumerate(lines)
    ]
    return [" ".join(cell.text for cell in row) for row in mend_lines(rows)]


@pytest.mark.parametrize(
    "lines",
    [
        ["一、本年新收政府信息公开申请数量 1 2", "二、上年结转政府信息公开申请数量 3 4"],
        ["（一）予以公开", "（七）总计 1 2"],
        ["1 2", "2.申请人逾期未按收费通知要", "求缴纳费用", "3 4", "3.其他"],
        ["5.要求行政机关确认或重新出 1 2", "具已获取信息 3 4"],
        ["5.要求行政机关确认或重新出", "果", "具已获取信息 1 2"],
        ["5.要求行政机关确认或重新出", "具已获取信息", "1 2"],
        ["公开的 1 2", "信息 3"],
        ["结果维 结果纠", "持 正 1 2"],
    ],
)
def test_lines_that_do_not_print_one_known_label_stay_apart(lines):
    assert mended(*lines) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["5.要求行政机关确认或重新出 1 2", "具已获取信息"],
        ["5.要求行政机关确认或重新出", "具已获取信息 1 2"],
        ["5.要求行政机关确认或重新出", "1 2", "具已获取信息"],
    ],
)
def test_a_label_of_two_lines_is_one_wherever_its_numbers_are(lines):
    assert mended("2.重复申请", *lines, "（七）总计 3 4") == [
        "2.重复申请", "5.要求行政机关确认或重新出具已获取信息 1 2", "（七）总计 3 4",
    ]  # fmt: skip


def test_words_of_a_group_at_the_side_are_no_part_of_the_label():
    lines = [
        "其他处 2.申请人逾期未按收费通知要",
        "理 求缴纳费用、行政机关不再处",
        "理其政府信息公开申请 1",
    ]
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    assert mended(*lines) == [f"其他处 理 {label} 1"]


@pytest.mark.parametrize(("form", "label"), [("2021", "3.其他"), ("2019", "（六）其他")])
def test_a_row_that_differs_from_one_of_another_form_in_its_numeral_only_proves_its_own(
    tmp_path, form, label
):
    """The rows that distinguish the forms are lost, as where long labels were cut in reading."""
    edition = load_editions()[form]
    lines = [
        f"{label if row.key in ('other', 'other_misc') else row.label} {NUMBERS}"
        for row in edition.table("requests").blocks[0].rows
        if row.key not in ("other_not_corrected_in_time", "other_fee_unpaid")
    ]
    path = tmp_path / "report.txt"
    title = TITLE.format(edition.first_year)
    path.write_text("\n".join([title, "三、收到和处理申请情况", *HEADS, *lines]), encoding="utf-8")
    found = read_plain(path)
    assert found["edition"] == form
    others = {cell: value for cell, value in found.items() if cell.startswith("requests.other")}
    own = "other" if form == "2019" else "other_misc"
    given = [value for cell, value in others.items() if cell.startswith(f"requests.{own}.")]
    assert given == [1, 2, 3, 4, 5, 6, 21]
    assert {v for cell, v in others.items() if not cell.startswith(f"requests.{own}.")} <= {None}


TABLE_TWO = (
    ("第二十条第（一）项", "本年制发件数 本年废止件数 现行有效件数", {"规章": "1 2 3"}),
    ("第二十条第（五）项", "本年处理决定数量", {"行政许可": "5"}),
    ("第二十条第（六）项", "本年处理决定数量", {"行政处罚": "", "行政强制": "7"}),
)


@pytest.mark.parametrize(("above", "wanted"), [(False, [1, 2, 3, 5, None, 7]), (True, [None] * 6)])
def test_numbers_above_their_labels_are_not_given_to_the_row_before(tmp_path, above, wanted):
    lines = [TITLE.format(2022), "二、主动公开政府信息情况"]
    for part, heads, rows in TABLE_TWO:
        lines += [part, *heads.split(), "信息内容"]
        for label, numbers in rows.items():
            lines += [*numbers.split(), label] if above else [label, *numbers.split()]
    path = tmp_path / "report.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read_plain(path)
    cells = [f"regulations.{column}" for column in ("issued", "repealed", "in_force")]
    cells += [f"administrative_{row}.decisions" for row in ("licences", "penalties", "coercion")]
    assert [found[f"disclosure.{cell}"] for cell in cells] == wanted
    note = "表二: numbers stand above their labels, and do not tell which; left blank"
    assert (note in found["extraction"]["notes"]) is above


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_heads_broken_over_lines_are_no_heads_of_another_form(tmp_path, form):
    edition = load_editions()[form]
    style = replace(STYLES["text-words"], look=Plain(Flat.WORDS, broken=True))
    path = tmp_path / "report.txt"
    for seed in range(3):
        rng = Random(seed)
        path.write_bytes(write(valid_cells(edition, rng) | narrative(edition, rng), style))
        found = read_plain(path)
        assert found["edition"] == form
        assert not any("printed on the form" in note for note in found["extraction"]["notes"])
