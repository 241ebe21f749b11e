from __future__ import annotations

import pytest

from gikqa import Hit
from gikqa_locale.witness import place_told


def told(*names: str) -> str | None:
    place = place_told([Hit(1, 0, len(name), name) for name in names], 2020)
    return None if place is None else place.name


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("上犹县",) * 3,
        ("上犹县",) * 4 + ("柳林县",) * 2,
        ("鼓楼区",) * 9,
        ("江西省",) * 9,
        ("桐庐",) * 9,
    ],
    ids=["none", "too few", "too many others", "shared", "a province", "a short form"],
)
def test_a_text_that_keeps_to_no_place_tells_none(names):
    assert told(*names) is None


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("上犹县",) * 5 + ("柳林县",), "上犹县"),
        (("上犹县", "赣州市", "赣州市", "上犹县"), "上犹县"),
        (("上犹县", "赣州市", "崇义县", "上犹县"), "赣州市"),
        (("宿迁市",) * 4, "宿迁市"),
        (("静安区", "徐汇区", "上海市", "上海市"), "上海市"),
    ],
    ids=["one county", "with its prefecture", "several counties", "a prefecture", "a municipality"],
)
def test_the_place_that_a_text_keeps_naming_is_its_own(names, place):
    assert told(*names) == place
