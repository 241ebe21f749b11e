"""The sentence with which a reader refuses a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gikqa import InputError
from gikqa_documents.readers import read_docx


def refusal(path: Path, reader: Callable[[Path], object] = read_docx) -> str:
    """The English sentence that refuses a file, without its path; the Chinese one is checked."""
    with pytest.raises(InputError) as error:
        reader(path)
    en, zh = error.value.in_language("en"), error.value.in_language("zh")
    assert en.startswith(f"{path}: ")
    assert zh.startswith(f"{path}：")
    assert re.search("[\u4e00-\u9fff]", zh.removeprefix(str(path)))
    assert "\n" not in en + zh
    return en.removeprefix(f"{path}: ")
