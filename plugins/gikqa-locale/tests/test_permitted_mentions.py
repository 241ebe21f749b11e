"""Good reasons to name another place: sentences that are right in a report of 上犹县."""

from __future__ import annotations

from pathlib import Path

import pytest

from gikqa import SpecError
from gikqa_locale import permitted
from gikqa_locale.names import bearers_of

SENTENCES = Path(__file__).with_name("permitted_mentions.txt").read_text("utf-8").splitlines()
MORE = '[[permit]]\nname = "twin"\nbefore = ["双子"]\nreach = 4\n'


def test_no_sentence_that_has_a_reason_is_accused(judge):
    accused = [(sentence, each.quote) for sentence in SENTENCES for each in judge(sentence)]
    assert accused == []
    assert len(SENTENCES) > 150


def with_a_neighbour(sentence, hits):
    """The sentence with a neighbour in place of each county that stands behind no other place."""
    for hit in reversed(hits):
        bearers = bearers_of(hit.phrase, 2019)
        is_county = all(each.is_full_name and each.division.level == "county" for each in bearers)
        if bearers and is_county and all(other.end != hit.start for other in hits):
            sentence = sentence[: hit.start] + "崇义县" + sentence[hit.end :]
    return sentence


def test_a_neighbour_with_a_reason_is_not_accused_either(judge, names_in):
    changed = [with_a_neighbour(sentence, names_in(sentence)) for sentence in SENTENCES]
    assert sum("崇义县" in sentence for sentence in changed) > 60
    accused = [(sentence, each.quote) for sentence in changed for each in judge(sentence)]
    assert accused == []


@pytest.fixture
def base():
    return Path(permitted.__file__).with_name("permitted.toml").read_text("utf-8")


def test_a_further_file_adds_to_the_permissions_and_takes_none_away(base, tmp_path):
    file = tmp_path / "more.toml"
    file.write_text(MORE, "utf-8")
    text = "双子桐庐县共收到申请1件。"
    start, end = text.index("桐庐县"), text.index("桐庐县") + 3
    assert permitted.read_permissions(base).permit(text, start, end) is None
    more = permitted.read_permissions(base, [file])
    reasons = [more.permit(text, start, end), more.permit("赴桐庐县考察", 1, 4)]
    assert [reason and reason.name for reason in reasons] == ["twin", "study visit"]


@pytest.mark.parametrize(
    "broken",
    ["[[permit]", '[[permit]]\nname = "no words"\nreach = 3\n', '[[permit]]\nbefore = ["赴"]\n'],
    ids=["no TOML", "no words", "no name"],
)
def test_a_broken_file_is_named(base, tmp_path, broken):
    file = tmp_path / "broken.toml"
    file.write_text(broken, "utf-8")
    with pytest.raises(SpecError, match=r"broken\.toml"):
        permitted.read_permissions(base, [file])


def test_the_files_are_those_of_the_entry_points_in_the_order_of_their_names(monkeypatch):
    class Point:
        def __init__(self, name, file):
            self.name, self.load = name, lambda: file

    asked = []

    def entry_points(*, group):
        asked.append(group)
        return [Point("jiangxi", "b.toml"), Point("anhui", Path("a.toml"))]

    monkeypatch.setattr(permitted, "entry_points", entry_points)
    assert permitted.further_files() == [Path("a.toml"), Path("b.toml")]
    assert asked == ["gikqa_locale.permitted"]
