"""An empty path is a variable that is not set, never the current folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import gikqa as library

EMPTY = {
    "en": "error: a path is empty, expected a file or folder (for the current folder: .); "
    "is a variable of the shell not set?\n",
    "zh": "错误：路径为空，应为文件或文件夹（当前文件夹用 . 表示）；是否有 shell 变量没有赋值？\n",
}


def test_the_current_folder_by_its_name_is_judged(gikqa, clean):
    assert gikqa("lint", ".").code == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paths", [[""], ["clean.parquet", ""], ["", "clean.parquet"]])
def test_an_empty_path_is_wrong_usage_of_lint(gikqa, clean, paths, lang):
    outcome = gikqa("lint", *paths, "--lang", lang)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (2, "", EMPTY[lang])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_path_is_wrong_usage_of_extract(gikqa, document, folder, lang):
    (folder / "a.txt").write_text(document("青桐县人民政府"), "utf-8")
    outcome = gikqa("extract", "", "-o", "out.parquet", "--lang", lang)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (2, "", EMPTY[lang])
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("data", ["", [""], [Path("clean.parquet"), ""]])
def test_an_empty_path_is_wrong_usage_of_the_library(clean, data):
    with pytest.raises(library.UsageError, match="a path is empty"):
        library.lint(data)
