"""What is public is there, is documented, and is spelt as others rely on it."""

from __future__ import annotations

import inspect
import re
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

import gikqa
from gikqa import hookspecs
from gikqa._model.result import FINDINGS_SCHEMA

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = (
    "gikqa",
    "gikqa.editions",
    "gikqa.rule_texts",
    "gikqa.testing",
    "gikqa.text",
    "gikqa.text.citations",
    "gikqa.text.quantities",
)
NAMES = [(module, name) for module in PUBLIC for name in import_module(module).__all__]

FINDING_FIELDS = [
    "basis",
    "cause",
    "cells",
    "confidence",
    "end",
    "expected",
    "fingerprint",
    "message",
    "name",
    "observed",
    "params",
    "plugin",
    "plugin_version",
    "proposal",
    "publisher",
    "quote",
    "region_code",
    "report_id",
    "rule",
    "section",
    "severity",
    "start",
    "year",
]


@pytest.mark.parametrize(("module", "name"), NAMES, ids=lambda part: part)
def test_a_public_name_is_there_and_documented(module, name):
    value = getattr(import_module(module), name)
    if name == "__version__":
        assert re.fullmatch(r"\d+\.\d+\.\d+", value)
        return
    if type(value).__module__ == "pluggy._hooks":  # `hookimpl`: an instance, told about in its spec
        assert "hookimpl" in (ROOT / "specs/plugins.md").read_text("utf-8")
        return
    text = inspect.getdoc(value) or ""
    made_by_dataclass = text.startswith(f"{name}(")
    assert text, f"{module}.{name} needs a docstring"
    assert not made_by_dataclass, f"{module}.{name} needs a docstring of its own"


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_are_sorted_and_stand_once(module):
    names = import_module(module).__all__
    assert list(names) == sorted(set(names)), f"sort {module}.__all__; no name twice"


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="No gikqa attribute lintt"):
        gikqa.lintt  # noqa: B018 - reading it is the test


def test_dir_lists_the_public_names():
    assert dir(gikqa) == sorted(gikqa.__all__)


def test_the_modules_that_hold_errors_keep_to_the_public_ones():
    from gikqa import errors

    found = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    }
    assert found <= set(gikqa.__all__), "a new error has to be named in gikqa/__init__.pyi"


def test_finding_fields_are_those_that_others_rely_on():
    assert sorted(FINDINGS_SCHEMA.names) == FINDING_FIELDS, (
        "fields of findings are only ever added: to gikqa._result.FINDINGS_SCHEMA, to "
        "specs/findings.md and, sorted, to the list in this file"
    )


def test_what_a_rule_can_say_about_a_finding_has_the_same_names():
    own = {field for field in gikqa.Finding.__dataclass_fields__ if field != "severity"}
    assert own <= set(FINDING_FIELDS)


def test_every_field_is_described_in_the_specification():
    text = (ROOT / "specs/findings.md").read_text("utf-8")
    for field in FINDINGS_SCHEMA.names:
        assert f"`{field}`" in text, f"describe `{field}` in specs/findings.md"
    assert "## Coverage" in text


def test_every_status_severity_and_confidence_is_described_in_the_specification():
    text = (ROOT / "specs/findings.md").read_text("utf-8")
    kinds: tuple[type[Enum], ...] = (gikqa.Status, gikqa.Severity, gikqa.Confidence)
    for value in (member.value for kind in kinds for member in kind):
        assert value in text, f"describe `{value}` in specs/findings.md"


def test_every_hook_is_described_and_documented():
    text = (ROOT / "specs/plugins.md").read_text("utf-8")
    hooks = [name for name in vars(hookspecs) if name.startswith("gikqa_")]
    assert hooks
    for name in hooks:
        assert inspect.getdoc(getattr(hookspecs, name)), f"{name} needs a docstring"
        assert f"`{name}`" in text or f"def {name}" in text, f"describe `{name}` in plugins.md"


def test_every_built_in_rule_file_is_named_after_its_rule():
    for path in ROOT.glob("src/gikqa/rules/*/gik*_*.py"):
        code, _, name = path.stem.partition("_")
        page = (ROOT / f"specs/rules/{code.upper()}.md").read_text("utf-8")
        kebab = name.replace("_", "-")
        assert f'name = "{kebab}"' in page, f"{path.name}: specs/rules says another name"


def test_every_page_about_a_rule_is_named_after_its_code():
    for path in ROOT.glob("specs/rules/*.md"):
        text = path.read_text("utf-8")
        assert f'code = "{path.stem}"' in text, f"{path.name} is about another code"
        assert "# Worked cases" in text, f"{path.name} has no worked cases"
