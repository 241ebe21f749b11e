"""Names of places in addresses: what the table has, and which places an address names."""

from __future__ import annotations

from importlib.resources import files

import pytest

from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.sites import places_of

YEAR = 2021


@pytest.mark.parametrize("label", ["", "www", "ngzw", "gov", "jiangxi", "www.ngzw"])
def test_a_label_that_is_no_full_name_names_no_place(label: str) -> None:
    assert places_of(label, YEAR) == ()


@pytest.mark.parametrize("labels", ["ningguo", "www.ningguo", "WWW.NingGuo", "xxgk@ningguo"])
def test_the_label_directly_before_the_ending_names_its_place(labels: str) -> None:
    assert [each.name for each in places_of(labels, YEAR)] == ["宁国市"]


def test_a_name_of_several_places_means_all_of_them() -> None:
    assert {each.level for each in places_of("tongling", 2014)} == {"prefecture", "county"}


def test_every_code_of_the_table_is_one_of_the_gazetteer() -> None:
    lines = (files("gikqa_locale") / "site_names.tsv").read_text("utf-8").splitlines()
    codes = {code for line in lines for code in line.split("\t")[1].split()}
    assert codes <= {each.code for each in gazetteer()}
    assert lines == sorted(lines, key=lambda line: line.split("\t")[0])
