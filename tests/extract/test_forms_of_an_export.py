"""An export has the cells of the forms that its documents follow, table by table."""

from __future__ import annotations

from pathlib import Path

from gikqa._documents.write import ExportWriter
from gikqa.editions import load_editions

NEW, OLD = load_editions()["2021"], load_editions()["2019"]
ONE_ROW = "requests.other.total"  # in the form of 2019 alone


def row(**more):
    return {"report_id": "a", "publisher": "青桐县", "year": 2021, "edition": "2021", **more}


def cells_of(*rows):
    with ExportWriter(load_editions()) as writer:
        for one in rows:
            assert writer.add(Path("a.html"), one) == []
        assert writer.flush() == []
        return {name for name in writer.table().column_names if name.count(".") == 2}


def test_a_form_that_no_document_follows_is_left_out():
    assert cells_of(row(**dict.fromkeys(NEW.cells, 0))) == NEW.cells.keys()
    assert cells_of(row(**{ONE_ROW: None})) == NEW.cells.keys()


def test_a_document_with_a_table_of_another_form_brings_the_cells_of_both():
    assert cells_of(row(**{ONE_ROW: 4})) == NEW.cells.keys() | OLD.cells.keys()


def test_documents_of_two_forms_bring_the_cells_of_both():
    found = cells_of(row(), row(year=2019, edition="2019"))
    assert found == NEW.cells.keys() | OLD.cells.keys()
