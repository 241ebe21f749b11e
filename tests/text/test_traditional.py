"""Narratives in traditional characters are read as simplified, and quoted as they are stored."""

from pathlib import Path

import pyarrow as pa

import gikqa
from gikqa.testing import export_table
from gikqa.text.narratives import Narratives

TABLE = Path(gikqa.__file__).parent / "text" / "traditional.tsv"
PREAMBLE = "現將2020年政府信息公開工作情況報告如下。"


def narratives(*texts: str) -> Narratives:
    sections = [{"number": 1, "heading": "", "text": text} for text in texts]
    kind = pa.list_(
        pa.struct([("number", pa.int64()), ("heading", pa.string()), ("text", pa.string())])
    )
    return Narratives(pa.array([sections], kind), 1)


def report(text: str) -> dict[str, object]:
    return {
        "report_id": "r",
        "publisher": "青桐县人民政府",
        "year": 2021,
        "sections": [{"number": 0, "heading": "", "text": text}],
    }


def test_a_simplified_text_with_a_traditional_name_stays_as_it_is() -> None:
    text = (
        "本年度主动公开信息三十条，通过“開卷”公众号发布，群众满意，没有收到申请，也没有复议和诉讼。"
    )
    (section,) = narratives(text).sections(0)
    assert section.text == text


def test_a_traditional_text_is_read_as_simplified_at_the_same_places() -> None:
    read = narratives("主動公開政府信息。", "没有申请。")
    assert [each.text for each in read.sections(0)] == ["主动公开政府信息。", "没有申请。"]
    assert read.ends.tolist() == [27, 43]


def test_a_finding_in_a_traditional_text_quotes_what_is_stored() -> None:
    findings = gikqa.lint(export_table([report(PREAMBLE)]), select=["GIK112"]).findings.to_pylist()
    (found,) = findings
    assert (found["start"], found["quote"]) == (2, PREAMBLE[2 : found["end"]])
    assert found["quote"] == "2020年政府信息公開工作情況報告"


def test_every_character_of_the_table_takes_as_many_bytes_as_its_answer() -> None:
    pairs = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    assert {len(each.encode()) for pair in pairs for each in pair} == {3}
    assert all(one != other for one, other in pairs)
