"""Personal data is found, and no output repeats it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest

from gikqa._render import FORMATS, writer
from gikqa.rules.wording.identity import identity_number, may_be_a_name

NUMBER, MOBILE, NAME = "110101198001010010", "13800000000", "胡垚焱"
TEXT = f"申请人：{NAME}，证件{NUMBER}。申请人（手机{MOBILE}）要求公开规划。"


@pytest.fixture(scope="module")
def result(export, report, lint):
    rows = [report(sections=[{"number": 1, "heading": "总体情况", "text": TEXT}])]
    return lint(export(*rows), select=["GIK871"])


def test_the_places_are_those_of_the_data_and_the_quotations_are_hidden(result):
    found = [
        (TEXT[row["start"] : row["end"]], row["quote"], row["observed"], row["severity"])
        for row in result.findings.to_pylist()
    ]
    assert found == [
        (NAME, "胡**", "胡**", "info"),
        (NUMBER, "11****************", "11****************", "warning"),
        (MOBILE, "138********", "138********", "warning"),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_prints_the_data(name, result):
    stream = BytesIO()
    writer(name).write(result, stream)
    content = stream.getvalue()
    if name == "xlsx":
        with ZipFile(BytesIO(content)) as parts:
            content = b"".join(map(parts.read, parts.namelist()))
    if name == "parquet":
        content = str(pq.read_table(BytesIO(content)).to_pylist()).encode()
    assert b"GIK871" in content
    assert not [secret for secret in (NUMBER, MOBILE, NAME) if secret.encode() in content]


def test_one_digit_changed_makes_it_no_identity_number():
    assert identity_number(NUMBER)
    for place in range(17):
        for digit in set("0123456789") - {NUMBER[place]}:
            changed = NUMBER[:place] + digit + NUMBER[place + 1 :]
            assert not identity_number(changed), changed


def test_a_day_that_the_calendar_lacks_makes_it_no_identity_number():
    assert not [check for check in "0123456789X" if identity_number(f"11010119800231001{check}")]


def test_words_and_hidden_names_are_no_names():
    assert [name for name in ("陈述", "张某", "王先生", "李等", NAME) if may_be_a_name(name)] == [
        NAME
    ]
