"""Labelled passages of real reports; they are no part of the project."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

pytest.importorskip("gikqa_documents", reason="gikqa-documents is not installed")
pytest.importorskip("gikqa_locale", reason="gikqa-locale is not installed")

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "../shared/data"
SCRIPTS = ("observations", "observations_documents")


@pytest.fixture(scope="module")
def scripts():
    """The modules that judge the labels, which are installed nowhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT))
        yield [importlib.import_module(f"benchmarks.{name}") for name in SCRIPTS]
    for name in [one for one in sys.modules if one.split(".")[0] == "benchmarks"]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def labels(scripts):
    if not DATA.is_dir():
        pytest.skip("the observations are not on this machine")
    return scripts[0].judge_observations(DATA / "observations.jsonl")


def test_no_passage_that_is_right_is_accused(labels):
    sound = [one for one in labels if one.sound]
    assert sound
    assert [(one.name, one.found) for one in sound if one.found] == []


def test_most_sure_slips_are_found(labels):
    slips = [one for one in labels if one.certain and not one.sound]
    missed = [one.name for one in slips if not one.answers]
    assert slips
    assert 1 - len(missed) / len(slips) >= 0.92, missed


def test_every_sure_slip_that_a_complete_report_holds_is_found(scripts):
    if not DATA.is_dir():
        pytest.skip("the reports are not on this machine")
    labels, _ = scripts[1].judge_documents(DATA / "reports")
    slips = [one for one in labels if one.certain and not one.sound]
    assert slips
    assert [one.name for one in slips if not one.answers] == []
    assert [(one.name, one.found) for one in labels if one.sound and one.found] == []
