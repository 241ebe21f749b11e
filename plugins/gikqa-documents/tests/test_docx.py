"""Word documents made by python-docx and by hand: what is printed is read, nothing else is."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gikqa.editions import load_editions
from gikqa.testing.documents import STYLES, carried, expected, narrative, write
from gikqa.testing.valid import valid_cells
from gikqa_documents.document import Layout, Paragraph, Sheet, SheetCell
from gikqa_documents.files.docx.word_blocks import read_word
from gikqa_documents.readers import read_docx

WORD_STYLES = [name for name, style in STYLES.items() if style.suffix == ".docx"]
NAMES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


@pytest.fixture
def blocks(tmp_path: Path):
    """The blocks of a document whose body is given as XML."""

    def blocks(body: str, change=None):
        document = docx.Document()
        root = parse_xml(f"<w:body {NAMES}>{body}</w:body>")
        for at, element in enumerate(list(root)):
            document.element.body.insert(at, element)
        if change:
            change(document)
        document.save(tmp_path / "report.docx")
        return read_word(tmp_path / "report.docx").blocks

    return blocks


@pytest.fixture
def texts(blocks):
    """The lines of a document without tables."""
    return lambda *given: [block.text for block in blocks(*given)]


@pytest.mark.parametrize("style", WORD_STYLES)
@pytest.mark.parametrize("share_of_blanks", [0, 0.2], ids=["full", "with blanks"])
def test_a_generated_report_is_read_as_it_was_written(edition, style, share_of_blanks, tmp_path):
    chance = Random(f"{edition.key} {style}")
    cells = valid_cells(edition, chance)
    blank = chance.sample(sorted(cells), int(share_of_blanks * len(cells)))
    row = {**narrative(edition, chance), **cells, **dict.fromkeys(blank)}
    path = tmp_path / "report.docx"
    path.write_bytes(write(row, style))
    record = read_docx(path)
    wanted = expected(row, style)
    assert carried(record["sections"], STYLES[style]) == carried(
        wanted.pop("sections"), STYLES[style]
    )
    assert {name: record[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("printed", "count", "money", "raw"),
    [
        ("12", 12, Decimal(12), None),
        ("\u3000", None, None, None),
        ("\xa0", None, None, None),
        ("-", None, None, "-"),
        ("１２", 12, Decimal(12), "１２"),
        ("1,234", 1234, Decimal(1234), "1,234"),
        ("22（其中修订 16 件）", 22, Decimal(22), "22（其中修订 16 件）"),
        ("3件", 3, None, "3件"),
        ("-3", -3, Decimal(-3), None),
        ("+3", None, None, "+3"),
        ("163100元", None, Decimal("16.31"), "163100元"),
        ("16.31万元", None, Decimal("16.31"), "16.31万元"),
        ("见附件", None, None, "见附件"),
    ],
)
def test_values_of_cells_are_read_as_in_any_other_format(printed, count, money, raw, tmp_path):
    counted, paid = "requests.granted.total", "disclosure.administrative_fees.amount_wan"
    edition, path = load_editions()["2021"], tmp_path / "report.docx"
    row = {**narrative(edition, Random(1)), **valid_cells(edition, Random(1))}
    path.write_bytes(write({**row, "raw_cells": {counted: printed, paid: printed}}, "docx-plain"))
    record = read_docx(path)
    assert (record[counted], record[paid]) == (count, money)
    assert record["raw_cells"].get(counted) == raw


def test_a_table_made_by_merging_cells_of_python_docx_keeps_its_origins(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "申请人情况"
    for row, column, text in ((0, 2, "a"), (1, 2, "b"), (2, 0, "c"), (2, 1, "d"), (2, 2, "e")):
        table.cell(row, column).text = text
    document.save(tmp_path / "a.docx")
    (sheet,) = read_word(tmp_path / "a.docx").blocks
    wanted = [("申请人情况", 0, 0, 2), ("a", 0, 2, 1), ("b", 1, 2, 1)]
    wanted += [("c", 2, 0, 1), ("d", 2, 1, 1), ("e", 2, 2, 1)]
    assert sheet == Sheet(tuple(SheetCell(*cell) for cell in wanted), Layout.SPANNED)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        pytest.param(
            [cell("a", "<w:gridSpan w:val='2'/>") + cell("b"), cell("c") * 3],
            [("a", 0, 0, 2), ("b", 0, 2, 1), ("c", 1, 0, 1), ("c", 1, 1, 1), ("c", 1, 2, 1)],
            id="a cell over two columns",
        ),
        pytest.param(
            ["<w:trPr><w:gridBefore w:val='2'/></w:trPr>" + cell("a"), cell("b")],
            [("a", 0, 2, 1), ("b", 1, 0, 1)],
            id="a row that begins further right",
        ),
        pytest.param(
            [cell("a", "<w:hMerge w:val='restart'/>") + cell("", "<w:hMerge/>") + cell("b")],
            [("a", 0, 0, 2), ("b", 0, 2, 1)],
            id="cells merged sideways in the old way",
        ),
        pytest.param(
            [cell("a", "<w:vMerge/>"), cell("b")],
            [("a", 0, 0, 1), ("b", 1, 0, 1)],
            id="a cell that goes on with nothing above it is its own",
        ),
        pytest.param(
            [cell("a", "<w:vMerge w:val='restart'/>"), cell("x", "<w:vMerge/>"), cell("b")],
            [("a", 0, 0, 1), ("b", 2, 0, 1)],
            id="what a merged cell hides is not read",
        ),
        pytest.param(
            [
                cell("a"),
                "<w:trPr><w:del w:id='1'/></w:trPr>" + cell("gone"),
                "<w:trPr><w:ins w:id='2'/></w:trPr>" + cell("new"),
            ],
            [("a", 0, 0, 1), ("new", 1, 0, 1)],
            id="a row deleted under change tracking is gone, an inserted one stays",
        ),
        pytest.param(
            [cell("x", "<w:cellDel w:id='1'/>") + cell("a")],
            [("a", 0, 0, 1)],
            id="a deleted cell is gone",
        ),
        pytest.param(
            [f"<w:sdt><w:sdtContent>{cell('a')}</w:sdtContent></w:sdt>" + cell("b")],
            [("a", 0, 0, 1), ("b", 0, 1, 1)],
            id="a cell in a content control",
        ),
        pytest.param(
            [cell("a", "<w:gridSpan w:val='x'/>") + cell("b", "<w:gridSpan w:val='99999'/>")],
            [("a", 0, 0, 1), ("b", 0, 1, 100)],
            id="nonsense in spans is bounded",
        ),
    ],
)
def test_the_grid_of_a_table(rows, wanted, blocks):
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    (sheet,) = blocks(body)
    assert [(c.text, c.row, c.column, c.width) for c in sheet.cells] == wanted


FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
BEGIN, BETWEEN, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"
BOX = f"<w:txbxContent>{paragraph(run('框内'))}</w:txbxContent>"
GALLERY = "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (paragraph(run("一") + run("二")), ["一二"]),
        (paragraph(run("受理", "<w:vanish w:val='0'/>")), ["受理"]),
        (paragraph(run("受理") + run("秘密", "<w:vanish/>")), ["受理"]),
        (paragraph(run("3\xa0件\u3000")), ["3 件"]),
        (paragraph(run("12") + run("3", "<w:vertAlign w:val='superscript'/>")), ["12³"]),
        (paragraph(run("上") + "<w:r><w:br/></w:r>" + run("下")), ["上", "下"]),
        (paragraph(run("规章") + "<w:r><w:tab/></w:r>" + run("0")), ["规章\t0"]),
        (paragraph("<w:r><w:tab/></w:r>" + run("正文")), ["正文"]),
        (paragraph(run("2020") + "<w:r><w:noBreakHyphen/></w:r>" + run("1")), ["2020-1"]),
        (paragraph(f"<w:ins w:id='1'>{run('新')}</w:ins>{run('旧')}"), ["新旧"]),
        (paragraph("<w:del w:id='1'><w:r><w:delText>删</w:delText></w:r></w:del>" + run("留")),
         ["留"]),
        (paragraph(f"<w:moveFrom w:id='1'>{run('走')}</w:moveFrom>"
                   f"<w:moveTo w:id='2'>{run('来')}</w:moveTo>"), ["来"]),
        (paragraph(run("前"), "<w:rPr><w:del w:id='1'/></w:rPr>") + paragraph(run("后")), ["前后"]),
        (paragraph(f"<w:hyperlink>{run('网址')}</w:hyperlink>"), ["网址"]),
        (paragraph(BEGIN + CODE.format("=SUM") + BETWEEN + run("12") + END + run("件")), ["12件"]),
        (paragraph(BEGIN + CODE.format(" TOC \\o") + BETWEEN + run("一、总体情况1"))
         + paragraph(run("二、主动公开政府信息情况2") + END) + paragraph(run("正文")), ["正文"]),
        (paragraph(BEGIN + CODE.format(" TOC ") + BETWEEN + run("没有结束")), ["没有结束"]),
        (paragraph(f"<w:fldSimple w:instr='PAGE'>{run('4')}</w:fldSimple>"), ["4"]),
        (CONTROL.format("", paragraph(run("控件"))), ["控件"]),
        (CONTROL.format("<w:showingPlcHdr/>", paragraph(run("单击此处输入文字"))), []),
        (CONTROL.format(GALLERY, paragraph(run("一、总体情况"))), []),
        (paragraph(run("锚") + f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape>"
                   "</w:pict></w:r>"), ["锚", "框内"]),
        (paragraph("<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
                   f"{BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}"
                   "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"), ["框内"]),
        (paragraph(run("注") + "<w:r><w:footnoteReference w:id='1'/></w:r>"), ["注"]),
        (paragraph("<w:r><w:ruby><w:rt><w:r><w:t>fǎ</w:t></w:r></w:rt><w:rubyBase>"
                   f"{run('法')}</w:rubyBase></w:ruby></w:r>"), ["法"]),
        (paragraph("<m:oMath><m:r><m:t>92.5%</m:t></m:r></m:oMath>"), ["92.5%"]),
        (paragraph(run("⼈⺠政府")), ["人民政府"]),
        (paragraph(run("一、总体情况1"), "<w:pStyle w:val='TOC1'/>"), ["一、总体情况1"]),
    ],
)  # fmt: skip
def test_the_text_of_paragraphs(body, wanted, texts):
    assert texts(body) == wanted


def test_lines_in_the_style_of_a_table_of_contents_are_left_out(texts):
    def change(document):
        document.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)

    name = "<w:pStyle w:val='toc1'/>"
    assert texts(paragraph(run("一、总体情况1"), name) + paragraph(run("正文")), change) == ["正文"]


def test_text_that_a_style_hides_is_left_out_unless_the_run_says_otherwise(texts):
    def change(document):
        style = document.styles.add_style("Hidden", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        style.font.hidden = True

    inner = run("藏") + run("露", "<w:vanish w:val='false'/>")
    assert texts(paragraph(inner, "<w:pStyle w:val='Hidden'/>"), change) == ["露"]


def test_headers_footers_comments_and_properties_are_no_text(texts):
    def change(document):
        document.sections[0].header.paragraphs[0].text = "青山县2019年政府信息公开工作年度报告"
        document.sections[0].footer.paragraphs[0].text = "— 4 —"
        document.core_properties.title = "青山县2018年政府信息公开工作年度报告"

    assert texts(paragraph(run("正文")), change) == ["正文"]


def test_a_table_that_arranges_the_page_is_taken_apart(blocks):
    inner = f"<w:tbl><w:tr>{cell('规章')}{cell('3')}</w:tr></w:tbl>"
    outer = f"<w:tc>{paragraph(run('左'))}{inner}{paragraph('')}</w:tc>"
    left, sheet, right = blocks(f"<w:tbl><w:tr>{outer}{cell('右')}</w:tr></w:tbl>")
    assert (left, right) == (Paragraph("左"), Paragraph("右"))
    assert [cell.text for cell in sheet.cells] == ["规章", "3"]


def test_soft_line_breaks_and_paragraphs_in_a_cell_are_lines_of_its_text(blocks):
    content = paragraph(run("社会公益") + "<w:r><w:br/></w:r>" + run("组织")) + paragraph(run("x"))
    (sheet,) = blocks(f"<w:tbl><w:tr><w:tc>{content}</w:tc>{cell('总计')}</w:tr></w:tbl>")
    assert [cell.text for cell in sheet.cells] == ["社会公益\n组织\nx", "总计"]


@pytest.mark.parametrize(
    "lines",
    [
        ["青山县人民政府2020年度", "政府信息公开工作年度报告"],
        ["2020年青山县人民政府", "政府信息公开工作年度报告"],
    ],
)
def test_a_title_broken_after_the_name_and_the_year_is_put_together(lines, tmp_path):
    document = docx.Document()
    for line in [*lines, "一、总体情况", "正文。"]:
        document.add_paragraph(line)
    saved = BytesIO()
    document.save(saved)
    path = tmp_path / "a.docx"
    path.write_bytes(saved.getvalue())
    record = read_docx(path)
    assert record["title"] == "".join(lines)
    assert (record["publisher"], record["year"]) == ("青山县人民政府", 2020)
