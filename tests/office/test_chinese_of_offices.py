"""What offices get in Chinese holds no English and no cell path, over the cases of every rule."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from gikqa import lint
from gikqa._office.compose_letters import Sender, letters
from gikqa._office.remarks import remarks
from gikqa.testing.worked_cases import rule_cases

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = re.compile(r"GB/T|GB|RFC|Unicode|HTML|CSV|PDF")
"""Names that Chinese texts print in Latin letters."""
CODE = re.compile(r"[A-Z]{2,5}\d{3}(-[0-9a-f]{8})?")
ADDRESS = re.compile(r"https?://|www\.")


@pytest.fixture(scope="module")
def result():
    """All findings of the worked cases that are reports by themselves."""
    cases = [case for case in rule_cases(ROOT / "specs/rules") if case.finds and not case.reports]
    tables = [case.table(f"r{place:05}") for place, case in enumerate(cases)]
    judged = lint(tables, lang="zh")
    assert judged.findings.num_rows > len(cases) / 2
    return judged


def bare(text: str | None) -> str:
    """The text without codes of rules, addresses and names of standards."""
    return STANDARDS.sub("", CODE.sub("", ADDRESS.sub("", text or "")))


def foreign(text: str, row) -> list[str]:
    """English words and cell paths in a text, apart from what the report itself prints."""
    text = bare(text)
    # What these expect is an address, or a bracket before one.
    address = row["expected"] if row.get("rule") in ("GIK828", "GIK866") else None
    for printed in (row["quote"], row["observed"], row["publisher"], address):
        text = text.replace(bare(printed) or "\0", "")
    return re.findall(r"[A-Za-z]{2,}[\w.]*", text)


def test_the_search_finds_english_and_paths():
    row = {"quote": "abc", "observed": None, "publisher": None}
    assert foreign("abc，GB/T 15834，GIK302", row) == []
    assert foreign("`requests.x.total` 的 value 为 abc", row) == ["requests.x.total", "value"]


def test_the_list_is_chinese(result):
    stream = BytesIO()
    result.write(stream, "xlsx")
    found, totals = openpyxl.load_workbook(BytesIO(stream.getvalue())).worksheets
    seen = {}
    lines = found.iter_rows(min_row=2, max_col=12, values_only=True)
    for row, line in zip(result.findings.to_pylist(), lines, strict=True):
        for text in filter(lambda value: isinstance(value, str), line):
            if words := foreign(text, row):
                seen.setdefault(row["rule"], words)
    assert seen == {}
    nobody = dict.fromkeys(("quote", "observed", "publisher"))
    texts = [text for row in totals.iter_rows(values_only=True) for text in row if text]
    # A column that is missing has to be named as whoever makes the export knows it.
    named = ("gikqa ", "缺少列：", "列的类型不对：")
    texts = [text for text in texts if isinstance(text, str) and not text.startswith(named)]
    assert [foreign(text, nobody) for text in texts if foreign(text, nobody)] == []


def test_letters_are_chinese_and_call_nothing_a_mistake_that_is_not_proved(result):
    severe = [
        row
        for row in result.findings.to_pylist()
        if row["severity"] != "info" and row["cause"] != "reading"
    ]
    by_reference = {f"{row['rule']}-{row['fingerprint'][:8]}": row for row in severe}
    asked = [question for letter in letters(result, Sender()) for question in letter.questions]
    assert len(asked) == len(severe)
    for question in asked:
        row = by_reference[question.reference]
        texts = [question.ask, *(text for _, text in question.facts)]
        assert [foreign(text, row) for text in texts if foreign(text, row)] == []
        assert "`" not in question.ask
        if row["confidence"] != "proved":
            assert not [text for text in texts if "错误" in text]


def test_comments_are_chinese(result):
    seen = {}
    for row, remark in zip(result.findings.to_pylist(), remarks(result), strict=True):
        for text in (remark.text, remark.text_elsewhere):
            if words := foreign(text, row):
                seen.setdefault(row["rule"], words)
    assert seen == {}
