"""How much a document may hold: far more than any report, and little enough to read in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gikqa import InputError
from gikqa_documents.document import Block, Paragraph

MOST_TAGS = 250_000
"""Tags of a page, counted before it is parsed; a page of a portal has 5,000."""
MOST_CELLS = 20_000
"""Table cells in a document; a report has about 300, and each is compared with every form."""
MOST_BLOCKS = 20_000
"""Paragraphs and lines in a document; the longest known report has fewer than 2,000."""
MOST_CHARACTERS = 300_000
"""Characters of text in a document; the longest known report has 30,000."""


def refuse_tags(path: Path, page: str) -> None:
    """Raise InputError for a page whose tree would fill the memory."""
    _refuse(path, page.count("<"), MOST_TAGS, "tags", "标签")


def refuse_lines(path: Path, text: str) -> None:
    """Raise InputError for a text of more lines than a report can have."""
    _refuse(path, text.count("\n"), MOST_BLOCKS, "lines", "行")


def refuse_blocks(path: Path, blocks: Sequence[Block]) -> None:
    """Raise InputError for more cells, paragraphs or characters than a report can have."""
    cells = characters = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            characters += len(block.text)
        else:
            cells += len(block.cells)
            characters += sum(len(cell.text) for cell in block.cells)
    _refuse(path, cells, MOST_CELLS, "table cells", "表格单元格")
    _refuse(path, len(blocks), MOST_BLOCKS, "paragraphs", "段落")
    _refuse(path, characters, MOST_CHARACTERS, "characters of text", "正文字符")


def _refuse(path: Path, found: int, most: int, en: str, zh: str) -> None:
    if found > most:
        raise InputError(
            f"{path}: {found:,} {en}, more than the {most:,} that are read; give one report a file",
            f"{path}：{zh} {found:,} 个，超过可读取的上限 {most:,}；请每个文件只放一份报告",
        )
