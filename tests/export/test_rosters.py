"""Rosters: how they are spelt, and what is wrong with them, in one sentence of each language."""

from __future__ import annotations

import io

import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gikqa import InputError
from gikqa._roster import read_roster

HEADS = "机关名称,区划代码,上级机关,并入机关,起始年度,终止年度,含下级"
PLAIN = {
    "publisher": "青桐县民政局",
    "region_code": None,
    "parent": None,
    "successor": None,
    "first_year": None,
    "last_year": None,
    "aggregates": None,
}
COUNTY = PLAIN | {"publisher": "青桐县人民政府", "region_code": "360999", "aggregates": "sum"}
BUREAU = PLAIN | {"parent": 0, "successor": 2, "first_year": 2012, "last_year": 2018}
OFFICE = PLAIN | {"publisher": "青桐县办公室（外事办公室）", "aggregates": "includes"}
BODIES = [COUNTY, BUREAU, OFFICE]
CSV = f"""{HEADS}
青桐县人民政府,360999,,,,,合计
 青桐县民政局 ,,青桐县人民政府,青桐县办公室(外事办公室),2012,2018年,
,,,,,,

青桐县办公室（外事办公室）,,,,,,是
"""


@pytest.fixture
def written(tmp_path):
    """A file with some bytes."""

    def write(content, name="bodies.csv"):
        file = tmp_path / name
        file.write_bytes(content)
        return file

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_spreadsheet_may_be_saved_in_every_usual_way(written, encoding, delimiter, end):
    content = CSV.replace(",", delimiter).replace("\n", end).encode(encoding)
    assert read_roster(written(content)).bodies.to_pylist() == BODIES


@pytest.mark.parametrize("kind", ["parquet", "dicts", "polars", "a stream"])
def test_a_roster_is_all_that_an_export_may_be(written, kind):
    rows = [
        {"publisher": "青桐县人民政府", "region_code": 360999, "parent": None, "aggregates": "sum"},
        {"publisher": "青桐县民政局", "first_year": 2012, "last_year": 2018.0}
        | {"parent": "青桐县人民政府", "successor": "青桐县办公室（外事办公室）"},
        {"publisher": "青桐县办公室（外事办公室）", "aggregates": "yes", "note": "—"},
    ]
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    rows[0]["region_code"] = "360999"  # as reports have it
    data = {
        "parquet": lambda: str(written(stream.getvalue(), "bodies.parquet")),
        "dicts": lambda: rows,
        "polars": lambda: polars.from_arrow(table),
        "a stream": lambda: io.BytesIO(stream.getvalue()),
    }
    assert read_roster(data[kind]()).bodies.to_pylist() == BODIES


WRONG = [
    (
        "名字,年份\n青桐县民政局,2012\n",
        "{file} is not a roster: no column names the bodies; its columns are 名字, 年份, expected "
        "is one of: publisher, body, name, 机关名称, 机关, 单位名称, 单位, 发布机关, 名称",
        "{file} 不是名册：没有机关名称一列；现有列为 名字、年份，应有以下之一："
        "publisher、body、name、机关名称、机关、单位名称、单位、发布机关、名称",
    ),
    (HEADS, "the roster names no body", "名册中没有任何机关"),
    ("", "the roster names no body", "名册中没有任何机关"),
    (
        "机关,上级\n青桐县民政局,\n,青桐县民政局\n",
        "the roster is wrong, line 3: it names no body",
        "名册有误，第 3 行：没有机关名称",
    ),
    (
        "机关\n青桐县 民政局\n\n青桐县民政局\n",
        "the roster is wrong: '青桐县民政局' is there twice, in lines 2, 4; namesakes need "
        "different region codes",
        "名册有误：'青桐县民政局' 出现两次，在第 2、4 行；同名机关须有不同的区划代码",
    ),
    (
        "机关,区划代码\n城关镇人民政府,360999\n城关镇人民政府,\n",
        "the roster is wrong: '城关镇人民政府' is there twice, in lines 2, 3; namesakes need "
        "different region codes",
        "名册有误：'城关镇人民政府' 出现两次，在第 2、3 行；同名机关须有不同的区划代码",
    ),
    (
        "机关,上级\n青桐县民政局,青桐县政府\n",
        "the roster is wrong, line 2: its parent '青桐县政府' is not a body of the roster",
        "名册有误，第 2 行：parent 所写的 '青桐县政府' 不在名册中",
    ),
    (
        "机关,上级,区划代码\n城关镇,,1\n城关镇,,2\n民政办,城关镇,1\n",
        "the roster is wrong, line 4: its parent '城关镇' is the name of several bodies",
        "名册有误，第 4 行：parent 所写的 '城关镇' 有多个同名机关",
    ),
    (
        "机关,上级\n丙,甲\n甲,乙\n乙,甲\n",
        "the roster is wrong: these bodies are each other's superiors: 甲 → 乙 → 甲",
        "名册有误：这些机关互为上级：甲 → 乙 → 甲",
    ),
    (
        "机关,上级\n甲,甲\n",
        "the roster is wrong: these bodies are each other's superiors: 甲 → 甲",
        "名册有误：这些机关互为上级：甲 → 甲",
    ),
    (
        "机关,起始年度\n甲,去年\n",
        "the roster is wrong, line 2: first_year cannot be '去年'",
        "名册有误，第 2 行：first_year 不能是 '去年'",
    ),
    (
        "机关,起始年度,终止年度\n甲,2019,2018\n",
        "the roster is wrong, line 2: the first year of '甲' is after its last one",
        "名册有误，第 2 行：'甲' 的起始年度晚于终止年度",
    ),
    (
        "机关,汇总方式\n甲,或许\n",
        "the roster is wrong, line 2: aggregates cannot be '或许'",
        "名册有误，第 2 行：aggregates 不能是 '或许'",
    ),
]


@pytest.mark.parametrize(("content", "en", "zh"), WRONG)
def test_a_wrong_roster_is_refused_in_one_sentence_with_the_line(written, content, en, zh):
    file = written(content.encode())
    with pytest.raises(InputError) as error:
        read_roster(file)
    assert error.value.in_language("en") == en.replace("{file}", str(file))
    assert error.value.in_language("zh") == zh.replace("{file}", str(file))


def test_namesakes_in_two_regions_are_two_bodies(written):
    roster = read_roster(written("机关,区划代码\n城关镇,360999\n城关镇,360998\n".encode()))
    found = roster.find(["城关镇", "城 关镇", "城关镇", "河口镇"], ["360998", "360999", None, None])
    assert found.tolist() == [1, 0, -2, -1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bodies.xlsx", b"PK", "a spreadsheet is not read; save it as CSV, and name that file"),
        ("bodies.parquet", b"PAR1", "cannot be read as Parquet"),
        ("bodies.csv", b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
        ("bodies.csv", b"body\n" + b"x" * 200_000, "field larger than field limit"),
        ("bodies.doc", b"\xd0\xcf", "cannot be read as Parquet"),
        (None, None, "No such file or directory"),
    ],
)
def test_what_cannot_be_read_is_named(written, name, content, said):
    file = written(content, name) if name else "nowhere.csv"
    with pytest.raises(InputError) as error:
        read_roster(file)
    assert said in str(error.value)
    assert str(file) in str(error.value)
