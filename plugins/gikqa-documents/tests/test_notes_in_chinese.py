"""Every note of the readers has its Chinese."""

import ast
import re
from pathlib import Path

import pytest
import tomli

import gikqa_documents
from gikqa_documents.notes_in_chinese import in_chinese

FOLDER = Path(gikqa_documents.__file__).parent
TEXTS = tomli.loads((FOLDER / "notes.toml").read_text("utf-8"))
LISTS = {"notes", "slips", "problems"}


def notes_in(path):
    """The notes that a module makes, with 7 in each gap."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of_list = node.func.attr == "append" and getattr(node.func.value, "attr", None) in LISTS
        of_list = of_list or (
            node.func.attr == "append" and getattr(node.func.value, "id", "") in LISTS
        )
        if node.args and (of_list or node.func.attr == "note"):
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.JoinedStr):
                    yield "".join(
                        piece.value if isinstance(piece, ast.Constant) else "7"
                        for piece in part.values
                    )
                    break
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value
                    break


NOTES = sorted({note for path in FOLDER.rglob("*.py") for note in notes_in(path)} - {"7: 7"})


def test_the_notes_of_the_code_are_found():
    assert len(NOTES) > 15
    assert "no values printed" in NOTES


@pytest.mark.parametrize("note", NOTES)
def test_a_note_of_the_code_has_its_chinese(note):
    if note not in ("year: 7", "rows not found: "):  # they are put together
        assert in_chinese(note) != note
        assert not re.search("[A-Za-z]{2,}", in_chinese(note))


@pytest.mark.parametrize("kind", ["note", "slip"])
def test_both_languages_of_a_note_have_the_same_gaps(kind):
    for each in TEXTS[kind]:
        gaps = [set(re.findall(r"\{(\w+)\}", each[lang])) for lang in ("en", "zh")]
        assert gaps[0] == gaps[1]


@pytest.mark.parametrize(
    ("note", "chinese"),
    [
        ("a note of another reader", "a note of another reader"),
        ("publisher: read from the name of the site", "机关名称：取自网站名称"),
        (
            "表三: row carried_out prints 3 values where the form has 7",
            "表三：“四、结转下年度继续办理”一行印有 3 个数，格式为 7 个",
        ),
        (
            "表四: rows not found: review, litigation_direct",
            "表四：没有找到的行：行政复议、行政诉讼 · 未经复议直接起诉",
        ),
        (
            "requests.carried_in.total: '３件多' is no number that can be read",
            "表三 · 二、上年结转政府信息公开申请数量 × 总计：'３件多' 不是能读出的数",
        ),
        (
            "reading? requests: swapped-rows carried_in and carried_out makes every identity hold",
            "表三可能读错：只要“二、上年结转政府信息公开申请数量”与“四、结转下年度继续办理”两行互换，"
            "各项勾稽就都成立",
        ),
        (
            "unclear? disputes: lost-cell upheld in row review would make every identity hold",
            "表四读错或印错，无法确定：若“行政复议”一行补上“结果维持”的空格，各项勾稽就都成立",
        ),
    ],
)
def test_a_note_names_places_as_they_are_printed(note, chinese):
    assert in_chinese(note) == chinese


def test_every_slip_has_its_chinese():
    named = (FOLDER / "misreading/undo.py").read_text("utf-8")
    for word in re.findall(
        r'"((?:shift|swapped|lost|extra|unit)-[a-z-]+)', named.replace('f"', '"')
    ):
        assert any(each["en"].startswith(word.rstrip("-")) for each in TEXTS["slip"]), word
