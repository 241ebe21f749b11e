from __future__ import annotations

import pytest

from gikqa_locale.contacts import contacts
from gikqa_locale.publisher import home_of


def home(publisher, code, year=2020):
    found = home_of(region_code=code, publisher=publisher, title=None, year=year, texts=())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("publisher", "code", "area_code"),
    [
        ("上犹县人民政府", "360724", "0797"),
        ("上犹县人民政府", "360724", "0791"),
        ("抚顺县人民政府", "210421", "024"),
        ("抚顺县人民政府", "210421", "0413"),
        ("格尔木市人民政府", "632801", "0979"),
        ("毕节市人民政府", "520500", "0857"),
        ("仙桃市人民政府", "429004", "0728"),
        ("公主岭市人民政府", "220184", "0434"),
        ("石河子市人民政府", "659001", "0993"),
        ("江西省人民政府", "360000", "0797"),
        ("上犹县人民政府", "360724", "0199"),
    ],
    ids=[
        "of the prefecture",
        "of the capital of the province",
        "after networks were joined",
        "before networks were joined",
        "of a part of the prefecture",
        "of a prefecture that had another code",
        "of a county below the province",
        "of the earlier prefecture",
        "of a city of the corps",
        "of a prefecture of the own province",
        "unknown to the register",
    ],
)
def test_an_area_code_can_be_the_publishers_own(publisher, code, area_code):
    assert contacts().can_be_dialled_at(home(publisher, code), area_code)


def test_an_area_code_of_another_prefecture_cannot():
    assert not contacts().can_be_dialled_at(home("上犹县人民政府", "360724"), "0796")
    assert contacts().places_of_area_code("0796") == ["吉安市"]


def test_a_shared_area_code_names_all_that_dial_it():
    assert contacts().places_of_area_code("0731") == ["长沙市", "株洲市", "湘潭市"]


def test_the_own_codes_are_those_of_the_prefecture_and_of_the_county():
    own = home("上犹县人民政府", "360724")
    assert contacts().own_area_codes(own) == ["0797"]
    assert contacts().own_postal_codes(own) == ["341200"]


def test_every_area_code_belongs_to_a_known_division():
    assert len(contacts().holders) > 320
    for code, holders in contacts().holders.items():
        assert contacts().places_of_area_code(code), holders


@pytest.mark.parametrize(
    ("postal_code", "name"),
    [("336000", "宜春市"), ("100000", "北京市"), ("454100", "济源市")],
    ids=["a prefecture", "a municipality", "a county below the province"],
)
def test_a_postal_code_names_what_it_belongs_to(postal_code, name):
    assert name in contacts().places_of_postal_code(postal_code)


def test_every_postal_code_belongs_to_a_known_division():
    assert len(contacts().blocks) > 1000
    for block in contacts().blocks:
        assert contacts().places_of_postal_code(block), block


def test_codes_agree_with_an_independent_register(shared):
    """No code that the other register gives to a living place would be held against it."""
    import pyarrow.parquet as pq

    from gikqa_locale.gazetteer import gazetteer

    register = contacts()
    rows = pq.read_table(shared / "data" / "gazetteer" / "contacts.parquet").to_pylist()
    area_codes, postal, weak = [], [], []
    judged = 0
    for row in rows:
        place = gazetteer().of_code(row["code"], 2024)
        if place is None or place.level == "province" or place.valid_to is not None:
            continue
        own = home(place.name, place.code, 2024)
        area_codes += [c for c in row["area_codes"] if not register.can_be_dialled_at(own, c)]
        for code in row["postal_codes"]:
            judged += 1
            if register.is_of_another_province(own, code):
                postal.append(code)
            elif not register.can_be_addressed_at(own, code):
                weak.append(code)
    assert judged > 30_000
    assert area_codes == []
    # Division codes that were written down as postal codes.
    assert [code for code in postal if not code.startswith("41")] == []
    assert len(weak) < 20
