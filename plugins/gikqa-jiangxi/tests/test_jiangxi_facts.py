"""The facts are complete, and only verified ones make more than a hint."""

from __future__ import annotations

import re
from itertools import product

import pytest

import gikqa
from gikqa.testing import export_table
from gikqa_jiangxi import facts

ISSUERS, DOCUMENTS, TELEPHONES = (
    list(known.values()) for known in (facts.issuers(), facts.documents(), facts.telephones())
)
EVERY = [*ISSUERS, *DOCUMENTS, *TELEPHONES]


def linted(texts, year=2020):
    row = {"publisher": "上犹县人民政府", "region_code": "360724", "year": year}
    rows = [
        row | {"report_id": f"r{place}", "sections": [{"number": 1, "heading": "", "text": text}]}
        for place, text in enumerate(texts)
    ]
    return gikqa.lint(export_table(rows), select=["JX"], lang="en", jobs=1)


@pytest.mark.parametrize("fact", EVERY, ids=lambda fact: f"{fact[0]}{fact[1]}")
def test_a_fact_has_a_known_status_and_a_verified_one_its_source(fact):
    assert fact.status in ("verified", "general")
    assert (fact.status == "verified") == bool(fact.source)


def test_every_prefecture_has_letters_and_an_area_code_of_its_own():
    assert len(ISSUERS) == len({one.name for one in ISSUERS}) == 12  # the province and 11 cities
    assert len(TELEPHONES) == len({one.place for one in TELEPHONES}) == 11
    assert {one.place for one in TELEPHONES} == {one.name for one in ISSUERS} - {"江西省"}


def test_the_title_of_a_document_has_one_of_its_words_and_its_year():
    for one in DOCUMENTS:
        assert any(word in one.title for word in one.words), one.number
        years = [int(year) for year in re.findall(r"20\d\d", one.title)]
        assert years == ([one.of_year] if one.of_year else []), one.number


def test_every_document_cited_as_it_is_passes():
    texts = [f"《江西省人民政府办公厅{one.title}》（{one.number}）" for one in DOCUMENTS]
    assert linted(texts).findings.num_rows == 0


def test_every_document_under_the_title_of_another_year_is_found():
    texts = [
        f"《{one.title.replace(str(one.of_year), '2005')}》（{one.number}）"
        for one in DOCUMENTS
        if one.of_year
    ]
    found = linted(texts).findings
    assert found["report_id"].to_pylist() == [f"r{place}" for place in range(len(texts))]
    assert set(found["rule"].to_pylist()) == {"JX102"}


def test_letters_of_one_government_after_the_title_of_another_are_found_by_what_is_verified():
    pairs = list(product(ISSUERS, ISSUERS))
    texts = [
        f"《{one.name}人民政府关于规范工作的意见》（{other.letters}发〔2020〕3号）"
        for one, other in pairs
    ]
    found = {row["report_id"]: row for row in linted(texts).findings.to_pylist()}
    for place, (one, other) in enumerate(pairs):
        row = found.pop(f"r{place}", None)
        if one == other:
            assert row is None
            continue
        sure = one.status == other.status == "verified"
        assert (row["rule"], row["severity"]) == ("JX101", "warning" if sure else "info")
    assert found == {}


@pytest.mark.parametrize("year", [2008, 2011, 2012, 2020, 2024, 2026])
def test_of_seven_and_eight_digits_one_length_is_wrong_from_the_first_year_judged(year):
    for known in TELEPHONES:
        right, wrong = (("2" * length) for length in (known.digits, 15 - known.digits))
        texts = [f"电话：{known.area_code}-{right}。", f"电话：{known.area_code}-{wrong}。"]
        found = linted(texts, year).findings.to_pylist()
        expected = [] if year < known.since else ["r1"]
        assert [row["report_id"] for row in found] == expected, known.place
        sure = known.status_in(year) == "verified"
        assert [row["severity"] for row in found] == ["warning" if sure else "info"] * len(found)


def test_a_finding_names_the_source_of_the_fact_that_it_rests_on():
    texts = ["《江西省人民政府办公厅关于防汛的通知》（赣府厅发〔2019〕17号），0797-80000001。"]
    found = {row["rule"]: row["basis"] for row in linted(texts).findings.to_pylist()}
    document = facts.documents()["赣府厅发", 2019, 17]
    assert found == {"JX102": document.source, "JX201": facts.telephones()["0797"].source}
