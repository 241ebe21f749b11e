"""What is said of findings of which no repair is known, or of which several are."""

from __future__ import annotations

import io

import pytest

import gikqa
from gikqa._repairs import locate
from gikqa.editions import load_editions

FORM = load_editions()["2021"]
ROWS = ("granted", "granted_in_part", "unable_not_held", "unable_unclear", "other_misc")
MANY = {f"requests.{row}.natural_person": 1 for row in ROWS}
SAID = {
    "zh": "全表至少有 {n} 格有误",
    "en": "at least {n} cells of the table are wrong",
}


def report(cells):
    named = {"report_id": "r", "publisher": "青桐县人民政府", "year": 2023}
    return named | dict.fromkeys(FORM.cells, 0) | cells


def written(kind, lang, cells=MANY):
    stream = io.BytesIO()
    gikqa.write(gikqa.lint([report(cells)], lang=lang), stream, kind)
    return "".join(stream.getvalue().decode().split()), lang


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["text", "html"])
def test_many_wrong_cells_are_said_once_with_their_number(kind, lang):
    page, _ = written(kind, lang)
    assert page.count("".join(SAID[lang].format(n=5).split())) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_search_that_gave_up_says_so(lang, monkeypatch):
    monkeypatch.setattr(locate.locate, "__defaults__", (1,))
    row = report({"requests.granted.total": 1, "requests.other_misc.natural_person": 1})
    causes = {one["cause"] for one in gikqa.lint([row]).findings.to_pylist()}
    assert "unlocated:requests:2:gave up" in causes
    page, _ = written("text", lang, {"requests.granted.total": 1, "requests.other_misc.total": 2})
    assert {"zh": "可能的组合过多", "en": "toomanycombinations"}[lang] in page
