"""Varied reports written in every style and read back: cells, headings, texts, labels, dates."""

from __future__ import annotations

from random import Random

import pytest

from gikqa.editions import load_editions
from gikqa.testing.documents import STYLES, differences, varied_row, write
from gikqa_documents.readers import READERS

pytest.importorskip("reportlab")

EDITIONS = [load_editions()[key] for key in ("2019", "2021")]
SEEDS = range(6)


@pytest.mark.parametrize("style", STYLES)
def test_everything_that_a_style_can_carry_comes_back(style, tmp_path):
    path = tmp_path / f"report{STYLES[style].suffix}"
    reader = next(one for one in READERS if path.suffix in one.suffixes)
    for seed in SEEDS:
        readable = not STYLES[style].needs_labels
        row = varied_row(EDITIONS[seed % 2], Random(seed), misprints=readable)
        path.write_bytes(write(row, style))
        assert differences(row, style, reader.read(path)) == {}, seed


def test_every_reader_but_the_refusal_is_in_some_round_trip():
    suffixes = {style.suffix for style in STYLES.values()}
    assert {one.name for one in READERS if not suffixes & {*one.suffixes}} == {"old-word"}
