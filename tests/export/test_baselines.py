"""Baselines: how they are spelt, and what is wrong with them, in one sentence of each language."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime

import openpyxl
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gikqa
from gikqa import UsageError
from gikqa._baseline.kept_baseline import COLUMNS
from gikqa._baseline.read_baseline import day_of, read_baseline, read_kept
from gikqa._triage.write_kept import write_kept

A, B, C = ("0123456789abcdef" * 2, "b" * 32, "c" * 32)
HEADS = "指纹,规则,单位,年度,状态,理由,核实人,有效期至,备注"
CSV = f"""{HEADS}
{A},GIK302,青桐县民政局,2023,不属实,表格无误,张三,2027/1/31,'=1+1
{B.upper()},GIK105,青桐县水利局,2023,Accepted,,,,

,,,,,,,,注：以上为 2023 年度
{C},GIK601,青桐县水利局,2022,待核实,,,2027年2月1日,
"""
ROWS = [
    (A, "GIK302", None, "不属实", "dismissed", date(2027, 1, 31), "=1+1"),
    (B, "GIK105", None, "Accepted", "accepted", None, ""),
    (C, "GIK601", None, "待核实", "to-verify", date(2027, 2, 1), ""),
]


def told(kept):
    rows = kept.rows.to_pylist()
    shown = [(row["fingerprint"], row["rule"], row["report_id"], row["state"]) for row in rows]
    meant = zip(kept.states.to_pylist(), kept.until.to_pylist(), strict=True)
    return [
        (*row, *means, whole["备注"]) for row, means, whole in zip(shown, meant, rows, strict=True)
    ]


@pytest.fixture
def written(tmp_path):
    """A file with some bytes."""

    def write(content, name="baseline.csv"):
        file = tmp_path / name
        file.write_bytes(content)
        return file

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_spreadsheet_may_be_saved_in_every_usual_way(written, encoding, delimiter):
    content = CSV.replace(",", delimiter).replace("\n", "\r\n").encode(encoding)
    assert told(read_kept(written(content))) == ROWS


def test_the_columns_that_people_add_are_kept(written):
    kept = read_kept(written(CSV.encode()))
    assert kept.rows.column_names == [*COLUMNS, "备注"]


@pytest.mark.parametrize("kind", ["parquet", "dicts", "polars"])
def test_a_baseline_is_all_that_an_export_may_be(written, kind):
    rows = [
        {"fingerprint": A, "state": "accepted", "until": date(2027, 1, 31), "year": 2023},
        {"fingerprint": B, "state": None, "until": None, "year": 2022},
    ]
    table = pa.Table.from_pylist(rows)
    stream = io.BytesIO()
    pq.write_table(table, stream)
    data = {
        "parquet": lambda: written(stream.getvalue(), "baseline.parquet"),
        "dicts": lambda: rows,
        "polars": lambda: polars.from_arrow(table),
    }
    kept = read_kept(data[kind]())
    assert kept.states.to_pylist() == ["accepted", None]
    assert kept.until.to_pylist() == [date(2027, 1, 31), None]
    assert kept.rows["year"].to_pylist() == ["2023", "2022"]


def test_a_workbook_may_have_a_title_and_several_sheets(tmp_path):
    book = openpyxl.Workbook()
    first = book.active
    first.append(["青桐县政府信息公开年度报告整改清单"])
    first.append([])
    first.append(["单位", " 指纹 ", "状态", "有效期至"])
    first.append(["青桐县民政局", A, "不属实", datetime(2027, 1, 31)])
    book.create_sheet("说明").append(["本表由各单位填写"])
    second = book.create_sheet("水利局")
    second.append(["指纹", "状态"])
    second.append([B, "属实"])
    book.save(tmp_path / "list.xlsx")
    kept = read_kept(str(tmp_path / "list.xlsx"))
    assert kept.fingerprints.to_pylist() == [A, B]
    assert kept.states.to_pylist() == ["dismissed", "confirmed"]
    assert kept.until.to_pylist() == [date(2027, 1, 31), None]
    second["B2"] = "也许"
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(UsageError, match="line 水利局!2: the state is '也许'"):
        read_kept(str(tmp_path / "list.xlsx"))


@given(
    st.lists(
        st.tuples(st.text(max_size=8), st.sampled_from(["", "属实", "accepted"])),
        max_size=6,
    )
)
def test_what_is_written_is_read_back_and_written_again_byte_for_byte(tmp_path_factory, cells):
    rows = [
        {"fingerprint": f"{number:032x}", "reason": text, "state": state}
        for number, (text, state) in enumerate(cells)
    ]
    file = tmp_path_factory.mktemp("kept") / "baseline.csv"
    kept = read_kept(rows)
    for _ in range(2):
        stream = io.BytesIO()
        write_kept(kept.rows, stream)
        file.write_bytes(stream.getvalue())
        kept = read_kept(file)
        again = io.BytesIO()
        write_kept(kept.rows, again)
        assert again.getvalue() == stream.getvalue()
        assert kept.fingerprints.to_pylist() == [row["fingerprint"] for row in rows]


WRONG = [
    (
        "规则,状态\nGIK302,属实\n",
        "{file} is not a baseline: no column names the findings; its columns are 规则, 状态, "
        "expected is one of: fingerprint, 指纹, 问题指纹, 问题标识; `gikqa baseline` writes one",
        "{file} 不是基线文件：没有问题指纹一列；现有列为 规则、状态，应有以下之一："
        "fingerprint、指纹、问题指纹、问题标识；可用 `gikqa baseline` 生成",
    ),
    (
        "",
        "{file} is not a baseline: no column names the findings; its columns are , expected "
        "is one of: fingerprint, 指纹, 问题指纹, 问题标识; `gikqa baseline` writes one",
        "{file} 不是基线文件：没有问题指纹一列；现有列为 ，应有以下之一："
        "fingerprint、指纹、问题指纹、问题标识；可用 `gikqa baseline` 生成",
    ),
    (
        f"指纹,状态\n{A},属实\n1.23E+31,属实\n",
        "{file} is wrong, line 3: '1.23e+31' is no fingerprint, expected 32 digits and letters "
        "from a to f: copy it from the findings",
        "{file} 有误，第 3 行：'1.23e+31' 不是问题指纹，应为 32 位数字与 a 至 f 的字母："
        "请从检查结果中复制",
    ),
    (
        "指纹,状态\n,属实\n",
        "{file} is wrong, line 2: '' is no fingerprint, expected 32 digits and letters from "
        "a to f: copy it from the findings",
        "{file} 有误，第 2 行：'' 不是问题指纹，应为 32 位数字与 a 至 f 的字母：请从检查结果中复制",
    ),
    (
        f"指纹,状态\n{A},\n\n{B},也许\n",
        "{file} is wrong, line 4: the state is '也许', expected one of: accepted, dismissed, "
        "not-ours, confirmed, to-verify, or nothing",
        "{file} 有误，第 4 行：状态为 '也许'，应为以下之一："
        "接受、不属实、非本单位、属实、待核实，或留空",
    ),
    (
        f"指纹,有效期至\n{A},2027-02-30\n",
        "{file} is wrong, line 2: until is '2027-02-30', expected a day such as 2027-01-31",
        "{file} 有误，第 2 行：有效期至为 '2027-02-30'，应为日期，例如 2027-01-31",
    ),
    (
        f"指纹,有效期至\n{A},明年\n",
        "{file} is wrong, line 2: until is '明年', expected a day such as 2027-01-31",
        "{file} 有误，第 2 行：有效期至为 '明年'，应为日期，例如 2027-01-31",
    ),
    (
        f"指纹,状态\n{A},属实\n{B},属实\n{A},不属实\n",
        f"{{file}} is wrong: the finding {A} is there with different states, in lines 2, 4: "
        "keep one",
        f"{{file}} 有误：问题 {A} 以不同状态出现多次，在第 2、4 行：请只保留一行",
    ),
]


@pytest.mark.parametrize(("content", "en", "zh"), WRONG)
def test_a_wrong_baseline_is_refused_in_one_sentence_with_the_line(written, content, en, zh):
    file = written(content.encode())
    with pytest.raises(UsageError) as error:
        gikqa.lint([], baseline=file)
    assert error.value.in_language("en") == en.replace("{file}", str(file))
    assert error.value.in_language("zh") == zh.replace("{file}", str(file))


def test_one_state_in_two_rows_is_no_contradiction(written):
    file = written(f"指纹,状态\n{A},接受\n{A},accepted\n".encode())
    assert read_baseline(file).active().to_pylist() == [A, A]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.ods", b"PK", "a spreadsheet is not read; save it as CSV, and name that file"),
        ("list.xlsx", b"PK", "cannot be read as a baseline: File is not a zip file"),
        ("baseline.parquet", b"PAR1", "cannot be read as Parquet"),
        ("baseline.csv", b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
        (None, None, "cannot be read as a baseline: No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_named(written, name, content, said):
    file = written(content, name) if name else "nowhere.csv"
    with pytest.raises(UsageError) as error:
        read_baseline(file)
    assert said in str(error.value)
    assert str(file) in str(error.value)


def test_without_openpyxl_a_workbook_is_refused_in_one_sentence(written, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    file = written(b"PK", "list.xlsx")
    with pytest.raises(UsageError) as error:
        read_baseline(file)
    assert str(error.value) == (
        f"{file}: to read a workbook, install openpyxl (pip install gikqa[triage]), or save it as "
        "CSV and name that file"
    )


@pytest.mark.parametrize("given", ["31.1.2027", "", 20270131])
def test_a_day_that_is_none_is_refused(given):
    with pytest.raises(UsageError, match=r"as-of is .*, expected a day such as 2027-01-31"):
        day_of(given)


def test_a_day_is_a_date_a_moment_or_a_text():
    days = {day_of(one) for one in ("2027-01-31", date(2027, 1, 31), datetime(2027, 1, 31, 23))}
    assert days == {date(2027, 1, 31)}
