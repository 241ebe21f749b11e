"""Laws of the table of misspellings, and what every entry finds and spares."""

from __future__ import annotations

from itertools import chain

import pytest

from gikqa.editions import load_editions
from gikqa.rules.wording.misspellings import misspellings

ENTRIES = misspellings()


@pytest.fixture(scope="module")
def slips(export, report, lint):
    """Text → the words that are told as misspelt in it, one report for each text."""

    def slips(texts):
        rows = [
            report(
                report_id=f"r{number:04}",
                sections=[{"number": 1, "heading": "总体情况", "text": text}],
            )
            for number, text in enumerate(texts)
        ]
        found = lint(export(*rows), select=["GIK818"]).findings.to_pylist()
        told = {row["report_id"]: [] for row in rows}
        for row in found:
            told[row["report_id"]].append((row["observed"], row["expected"]))
        return list(told.values())

    return slips


def test_no_right_word_is_a_misspelling_of_another(slips):
    assert slips([f"工作（{entry['right']}）要点" for entry in ENTRIES.values()]) == [[]] * len(
        ENTRIES
    )


def _lines(table):
    for block in table.blocks:
        yield from (*block.rows, *block.columns)


def test_no_label_and_no_heading_of_a_form_is_one(slips):
    labels = {
        text
        for form in load_editions().values()
        for part in chain(form.sections, *(_lines(table) for table in form.tables))
        for text in (getattr(part, "heading", None) or part.label, *part.variants)
    }
    assert len(labels) > 80
    assert slips(sorted(labels)) == [[]] * len(labels)


def test_every_entry_is_found_by_itself(slips):
    told = slips([f"工作（{wrong}）要点" for wrong in ENTRIES])
    assert told == [[(wrong, entry["right"])] for wrong, entry in ENTRIES.items()]


def test_what_stands_beside_it_spares_it(slips):
    texts = [
        f"（{front}{wrong}{behind}）"
        for wrong, entry in ENTRIES.items()
        for front, behind in (
            *((front, "") for front in entry.get("behind", ())),
            *(("", behind) for behind in entry.get("before", ())),
        )
    ]
    assert len(texts) > 100
    assert slips(texts) == [[]] * len(texts)
