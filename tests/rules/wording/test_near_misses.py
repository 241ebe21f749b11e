"""Laws of the list of near misses: it is of today's wordings, and each is one slip away."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from gikqa.editions import load_editions
from gikqa.rules.wording.near_misses import near_miss_around, near_misses

WORDINGS = Path(__file__).parents[3] / "tools/near_misses/set_wordings.toml"
GROUPS = tomllib.loads(WORDINGS.read_text("utf-8"))
LISTED = [word for group in GROUPS.values() for word in group["words"].split()]
FILE = (files("gikqa.rules.wording") / "near_misses_right.txt").read_text("utf-8")
LINES = [line.split("\t") for line in FILE.splitlines()[1:] if line[0] not in "<>"]
PAIRS = [(shown.strip("<>"), right) for _, shown, right in LINES]
PIECES = near_misses()


def is_one_slip(wrong, right):
    """Whether one or two characters are lost, two exchanged, or one or one word replaced."""
    if len(wrong) < len(right):
        many = len(right) - len(wrong)
        places = range(1, len(wrong))
        return many < 3 and any(right[:at] + right[at + many :] == wrong for at in places)
    differ = [at for at in range(len(right)) if wrong[at] != right[at]]
    return 0 < len(differ) < 3 and differ[-1] - differ[0] == len(differ) - 1


def test_the_list_is_made_of_the_wordings_as_they_are():
    first = FILE.partition("\n")[0]
    assert first == f"# {sha256(WORDINGS.read_bytes()).hexdigest()}", (
        "run tools/near_misses/make_near_misses.py"
    )


def test_every_near_miss_is_listed_once_and_holds_the_piece_that_is_searched_for():
    assert sorted({piece for piece, *_ in LINES}) == PIECES
    assert len({wrong for wrong, _ in PAIRS}) == len(PAIRS) > 5000
    assert [
        pair for (piece, *_), pair in zip(LINES, PAIRS, strict=True) if piece not in pair[0]
    ] == []


def test_every_near_miss_is_one_slip_away_from_a_piece_of_a_wording():
    wordings = "\n".join(LISTED)
    assert [pair for pair in PAIRS if pair[1] not in wordings] == []
    assert [pair for pair in PAIRS if not is_one_slip(*pair)] == []


def test_no_wording_and_no_title_of_a_form_holds_a_piece():
    titles = [part.heading for form in load_editions().values() for part in form.sections]
    held = [(piece, text) for text in (*LISTED, *titles) for piece in PIECES if piece in text]
    assert held == []


def test_every_near_miss_is_found_by_its_piece():
    for piece, shown, right in LINES:
        wrong = shown.strip("<>")
        before, after = wrong.split(piece, 1)
        assert near_miss_around(piece, before, after).right == right


def test_the_characters_beside_a_near_miss_may_make_other_words():
    assert near_miss_around("累公开", "积", "经验") is None
    assert near_miss_around("累公开", "我镇", "1条") == (0, 3, "累计公开")
