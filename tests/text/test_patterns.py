"""Patterns that are compiled when they are first used."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import gikqa.rules
import gikqa.text
import gikqa_documents
import gikqa_foia_us
import gikqa_locale
from gikqa.text import pattern

PACKAGES = (gikqa.rules, gikqa.text, gikqa_documents, gikqa_foia_us, gikqa_locale)


def test_a_pattern_answers_as_re_does():
    ours, theirs = pattern("(?P<year>a)|B", re.IGNORECASE), re.compile("(?P<year>a)|B", re.I)
    assert ours.sub("x", "bAc") == theirs.sub("x", "bAc") == "xxc"
    assert [one["year"] for one in ours.finditer("bA")] == [None, "A"]
    assert (ours.pattern, ours.flags, ours.groupindex) == (
        "(?P<year>a)|B",
        theirs.flags,
        {"year": 1},
    )


def test_a_wrong_pattern_is_refused_when_it_is_used():
    wrong = pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("(")


def test_every_pattern_of_a_module_compiles():
    modules = [
        import_module(found.name)
        for package in PACKAGES
        for found in walk_packages(package.__path__, f"{package.__name__}.")
    ]
    lazy = type(pattern(""))
    patterns = [one for module in modules for one in vars(module).values() if type(one) is lazy]
    assert len(patterns) > 100
    assert all(isinstance(one.flags, int) for one in patterns)
