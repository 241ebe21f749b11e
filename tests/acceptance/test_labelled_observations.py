"""Labelled passages of real reports; they are no part of the project."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

pytest.importorskip("gikqa_documents", reason="gikqa-documents is not installed")
pytest.importorskip("gikqa_locale", reason="gikqa-locale is not installed")

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "../shared/data"

# Slips within free prose, and a sub-heading of an earlier form in a chapter's text.
KNOWN_TO_BE_MISSED = {
    "dongbao-2021 typo 1",
    "hedongdian-2025 wrong_edition 1",
    "huoshan-sjj-2021 typo 1",
    "kaiyang-mzj-2020 typo 1",
}


@pytest.fixture(scope="module")
def script():
    """The script that prints the figures, which is no package."""
    spec = importlib.util.spec_from_file_location(
        "observations", ROOT / "benchmarks/observations.py"
    )
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        yield module


@pytest.fixture(scope="module")
def judged(script):
    if not DATA.is_dir():
        pytest.skip("the observations are not on this machine")
    return script.judge_observations(DATA / "observations.jsonl")


def test_no_passage_that_is_right_is_accused(judged):
    labels, others = judged
    sound = [label for label in labels if label.sound]
    assert len(sound) > 40
    assert [(label.name, label.found) for label in sound if label.found] == []
    assert others == []


def test_sure_slips_that_are_quoted_enough_are_found_but_for_the_known_ones(judged):
    labels, _ = judged
    asked = [one for one in labels if one.certain and not one.sound and one.beyond is None]
    assert len(asked) > 50
    assert {one.name for one in asked if not one.answers} == KNOWN_TO_BE_MISSED


def test_every_sure_label_of_a_complete_report_is_found(script):
    if not DATA.is_dir():
        pytest.skip("the reports are not on this machine")
    labels, _ = script.judge_documents(DATA / "reports")
    asked = [one for one in labels if one.certain and not one.sound and one.beyond is None]
    assert [one.name for one in asked if not one.answers] == []
    assert [one.name for one in labels if one.sound and one.found] == []
