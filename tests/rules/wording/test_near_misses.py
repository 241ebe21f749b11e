"""Laws of the list of near misses: it is of today's wordings, and each is one slip away."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from gikqa.editions import load_editions
from gikqa.rules.wording.near_misses import near_misses, right_wording

WORDINGS = Path(__file__).parents[3] / "tools/set_wordings.toml"
GROUPS = tomllib.loads(WORDINGS.read_text("utf-8"))
LISTED = [word for group in GROUPS.values() for word in group["words"].split()]
PAIRS = [(wrong, right_wording(wrong, "", "")) for wrong in near_misses()]


def is_one_slip(wrong, right):
    """Whether one or two characters are lost, two exchanged, or one or one word replaced."""
    if len(wrong) < len(right):
        many = len(right) - len(wrong)
        places = range(1, len(wrong))
        return many < 3 and any(right[:at] + right[at + many :] == wrong for at in places)
    differ = [at for at in range(len(right)) if wrong[at] != right[at]]
    return 0 < len(differ) < 3 and differ[-1] - differ[0] == len(differ) - 1


def test_the_list_is_made_of_the_wordings_as_they_are():
    first = (files("gikqa.rules.wording") / "near_misses_right.txt").read_text("utf-8")
    assert first.partition("\n")[0] == f"# {sha256(WORDINGS.read_bytes()).hexdigest()}", (
        "run tools/make_near_misses.py"
    )


def test_every_near_miss_is_listed_once_and_in_order():
    assert near_misses() == sorted(set(near_misses()))


def test_every_near_miss_is_one_slip_away_from_a_piece_of_a_wording():
    wordings = "\n".join(LISTED)
    assert [pair for pair in PAIRS if pair[1] not in wordings] == []
    assert [pair for pair in PAIRS if not is_one_slip(*pair)] == []


def test_no_wording_and_no_title_of_a_form_holds_a_near_miss():
    titles = [part.heading for form in load_editions().values() for part in form.sections]
    held = [
        (wrong, text) for text in (*LISTED, *titles) for wrong in near_misses() if wrong in text
    ]
    assert held == []


def test_no_near_miss_holds_another():
    listed = set(near_misses())
    wider = [
        wrong
        for wrong in listed
        for begin in range(len(wrong))
        for end in range(begin + 3, len(wrong) + 1)
        if end - begin < len(wrong) and wrong[begin:end] in listed
    ]
    assert wider == []


@pytest.mark.parametrize(
    ("wrong", "before", "after", "right"),
    [
        ("累公开", "积", "经", None),
        ("累公开", "我", "1", "累计公开"),
        ("累公开", "", "", "累计公开"),
    ],
)
def test_the_characters_beside_a_near_miss_may_make_other_words(wrong, before, after, right):
    assert right_wording(wrong, before, after) == right
