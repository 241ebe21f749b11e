"""A broken edition is refused with the file, the key, and what was expected there."""

from __future__ import annotations

import pytest

from gikqa.editions import load_edition
from gikqa.errors import SpecError

GOOD = """
edition = "small"
years = { first = 2030 }
instrument = "a notice"
verified = true
title = { zh = "试", en = "test" }
[[sections]]
number = 1
heading = "总体情况"
[[tables]]
key = "t"
domain_rule = "GIK999"
title = "t"
[[tables.blocks]]
label = "b"
rows = [{ key = "r", label = "r" }, { key = "s", label = "s" }]
columns = [{ key = "part", label = "p" }, { key = "total", label = "q", kind = "count" }]
[[identities]]
id = "T"
rule = "GIK999"
table = "t"
each = "row"
only = ["r"]
left = ["total"]
relation = "="
right = ["part"]
constant = 0
basis = "a notice"
"""


def load(tmp_path, text):
    file = tmp_path / "small.toml"
    file.write_text(text, "utf-8")
    return load_edition(file)


def test_the_unbroken_edition_loads(tmp_path):
    edition = load(tmp_path, GOOD)
    assert list(edition.cells) == ["t.r.part", "t.r.total", "t.s.part", "t.s.total"]
    assert [identity.name for identity in edition.identities] == ["T:r"]


def test_without_only_an_identity_holds_in_every_row(tmp_path):
    edition = load(tmp_path, GOOD.replace('only = ["r"]\n', ""))
    assert [identity.name for identity in edition.identities] == ["T:r", "T:s"]


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('edition = "small"\n', "", "edition", "is missing; expected a text"),
        ("first = 2030", 'first = "2030"', "years.first", "expected a whole number, found '2030'"),
        ("first = 2030", "first = true", "years.first", "expected a whole number, found True"),
        ("first = 2030", "last = 2030", "years.first", "is missing; expected a whole number"),
        ("first = 2030", "since = 2030", "years.since", "is not a key; expected one of: first"),
        ("{ first = 2030 }", "2030", "years", "expected a table, found 2030"),
        ("verified = true", 'verified = "yes"', "verified", "expected true or false, found 'yes'"),
        (', en = "test"', "", "title.en", "is missing; expected a text"),
        ("number = 1", "number = 1.5", "sections[0].number", "expected a whole number, found 1.5"),
        (
            'label = "r" }',
            'label = "r", variants = "R" }',
            "tables[0].blocks[0].rows[0].variants",
            "expected a list of texts, found 'R'",
        ),
        (
            'kind = "count"',
            'kind = "number"',
            "tables[0].blocks[0].columns[1].kind",
            "expected one of 'count', 'signed', 'money', found 'number'",
        ),
        (
            'rows = [{ key = "r", label = "r" }, { key = "s", label = "s" }]',
            'rows = ["r", "s"]',
            "tables[0].blocks[0].rows[0]",
            "expected a table, found 'r'",
        ),
        ('{ key = "s", label = "s" }', '{ key = "r", label = "s" }', "cell", "stands twice"),
        (
            'relation = "="',
            'relation = "=="',
            "identities[0].relation",
            "expected one of '=', '<=', '>=', 'zero-implies-zero', found '=='",
        ),
        (
            'table = "t"',
            'table = "u"',
            "identities[0].table",
            "names no table of this edition: 'u'",
        ),
        (
            'right = ["part"]',
            'right = ["parts"]',
            "identities[0].right",
            "names no cell of the table: 't.r.parts'",
        ),
        (
            'left = ["total"]',
            "left = []",
            "identities[0].left",
            "expected at least one cell",
        ),
        ('only = ["r"]', 'only = ["q"]', "identities[0].only", "names no row of the table: 'q'"),
        (
            'each = "row"',
            'each = "cell"',
            "identities[0].each",
            "expected one of 'row', 'column', found 'cell'",
        ),
        (
            "constant = 0",
            "constant = 0.5",
            "identities[0].constant",
            "expected a whole number, found 0.5",
        ),
        ('basis = "a notice"\n', "", "identities[0].basis", "is missing; expected a text"),
        ("[[identities]]", "[[identity]]", "identity", "is not a key"),
        ("first = 2030", "first = 2030, last = 2029", "years.last", "is before years.first: 2029"),
        ('each = "row"', 'each = ["row"]', "identities[0].each", "expected one of 'row', 'column'"),
        ('only = ["r"]', "only = []", "identities[0].only", "is empty"),
        ("verified = true", "verified = True", "file", "is not TOML"),
    ],
)
def test_a_broken_edition_names_file_key_and_expectation(tmp_path, old, new, key, problem):
    assert old in GOOD
    with pytest.raises(SpecError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    error = caught.value
    assert error.file == str(tmp_path / "small.toml")
    assert error.key == key
    assert problem in error.problem
    assert str(error) == f"{error.file}: {error.key}: {error.problem}"


def test_an_identity_twice_is_refused(tmp_path):
    _, _, identity = GOOD.partition("[[identities]]")
    with pytest.raises(SpecError, match="identity: 'T:r' stands twice"):
        load(tmp_path, f"{GOOD}[[identities]]{identity}")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SpecError, match=r"none\.toml: file: cannot be read"):
        load_edition(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_named(tmp_path):
    file = tmp_path / "gbk.toml"
    file.write_bytes('edition = "试"'.encode("gbk"))
    with pytest.raises(SpecError, match=r"gbk\.toml: file: cannot be read"):
        load_edition(file)
