"""Good reasons to name another place: sentences that are right in a report of 上犹县."""

from __future__ import annotations

import json
import re
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
    more = permitted.read_permissions(base, permitted.further_permits(file))
    reasons = [more.permit(text, start, end), more.permit("赴桐庐县考察", 1, 4)]
    assert [reason and reason.name for reason in reasons] == ["twin", "study visit"]


NEEDED = "expected `name`, `reach` and `before`, `behind` or `around`"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[permit]", "permit: cannot be read: Expected ']]' at the end of an array declaration"),
        ("", "file: expected [[permit]] tables, and nothing else"),
        ("[[permt]]", "file: expected [[permit]] tables, and nothing else"),
        ('[[permit]]\nname = "none"\nreach = 3\n', f"permit 'none': {NEEDED}"),
        ('[[permit]]\nbefore = ["赴"]\nreach = 3\n', f"permit None: {NEEDED}"),
        ('[[permit]]\nname = "no reach"\nbefore = ["赴"]\n', f"permit 'no reach': {NEEDED}"),
        (f"{MORE}behnd = ['代表团']\n", "permit 'twin': there is no key 'behnd'"),
        (
            MORE.replace('["双子"]', '"双子"'),
            "permit 'twin': expected a list of words, found '双子'",
        ),
        (f'{MORE}behind = [""]\n', "permit 'twin': expected a list of words, found ['']"),
        (f"{MORE}clause = 1\n", "permit 'twin': clause is 1, expected true or false"),
    ],
)
def test_a_malformed_file_is_named(tmp_path, text, problem):
    file = tmp_path / "broken.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SpecError) as refused:
        permitted.further_permits(file)
    assert str(refused.value).startswith(f"{file}: {problem}")


@pytest.mark.parametrize("words", [["。", "，", "县"], ["公开"], ["政府"], ["信息"], ["的"]])
def test_a_permission_that_would_turn_the_rule_off_is_refused(tmp_path, words):
    file = tmp_path / "broad.toml"
    text = f'[[permit]]\nname = "any"\naround = {json.dumps(words)}\nreach = 1000\n'
    file.write_text(text, "utf-8")
    with pytest.raises(SpecError, match=r"permit 'any': covers \d+ of the \d+ places that LOC101"):
        permitted.further_permits(file)


def test_our_own_permissions_would_be_accepted_from_others(base, tmp_path):
    file = tmp_path / "ours.toml"
    tables = re.findall(r"^\[\[permit\]\]\n(?:(?!\[).*\n)*", base, re.M)
    file.write_text("".join(tables), "utf-8")
    accepted = permitted.further_permits(file)
    assert tuple(accepted) == permitted.read_permissions(base).permits
    assert len(accepted) > 20
