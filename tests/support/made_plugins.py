"""Distributions of rules that are good but for some lines, and the worked cases of such a rule."""

from __future__ import annotations

import sys

import pytest

HOOKS = """
from importlib import import_module
from gikqa import hookimpl

GIKQA_API = 1
GIKQA_PREFIXES = {prefixes!r}
MODULES = [import_module(f"{{__name__}}.{{name}}") for name in {names!r}]


@hookimpl
def gikqa_rules():
    return [module.made() for module in MODULES]


@hookimpl
def gikqa_shortcuts():
    return {{one.made().code: one.SHORTCUT for one in MODULES if one.SHORTCUT is not None}}
"""

RULE = """from gikqa import Finding, Rule, Severity

GRANTED, RECEIVED = "requests.granted.total", "requests.new_received.total"


def too_many(report):
    return report.cell(GRANTED) > 10


def finding(report, **fields):
    return Finding(cells=(GRANTED,), observed=str(report.cell(GRANTED)), **fields)


def check(report):
    if too_many(report):
        yield finding(report)


MORE = {}
SHORTCUT = None
# -- what makes it bad


def made():
    fields = {
        "code": __name__.rpartition(".")[2].upper(),
        "name": __name__.rpartition("_")[2].replace(".", "-"),
        "severity": Severity.WARNING,
        "editions": ("2019", "2021"),
        "needs": (GRANTED,),
        "source": "《办法》第三条",
        "title": {"zh": "多于十件", "en": "More than ten"},
        "message": {"zh": "{observed} 件", "en": "{observed} requests"},
        "check": check,
    }
    return Rule(**fields | MORE)
"""

CASES = """
```toml
[[case]]
say = "ten are granted"
edition = "2021"
text = "本年度公开3件。"
cells = { "requests.granted.total" = 10 }
finds = []

[[case]]
say = "eleven are granted"
edition = "2021"
text = "本年度公开3件。"
cells = { "requests.granted.total" = 11 }
[[case.finds]]
cells = ["requests.granted.total"]
observed = "11"
```
"""


@pytest.fixture
def install_rules(tmp_path, monkeypatch):
    """Install a distribution of rules, code → (lines that make it bad, its cases); its name."""

    def install_rules(rules, prefixes=("XA",)):
        package, info = tmp_path / "gikqa_made", tmp_path / "gikqa_made-1.0.dist-info"
        package.mkdir()
        info.mkdir()
        for code, (lines, cases) in rules.items():
            text = RULE.replace("# -- what makes it bad", lines)
            (package / f"{code.lower()}.py").write_text(text, "utf-8")
            if cases:
                (package / f"{code}.md").write_text(cases, "utf-8")
        names = [code.lower() for code in rules]
        (package / "__init__.py").write_text(HOOKS.format(prefixes=prefixes, names=names), "utf-8")
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gikqa-made\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[gikqa]\nmain = gikqa_made\n")
        monkeypatch.syspath_prepend(tmp_path)
        return "gikqa-made"

    yield install_rules
    for name in [name for name in sys.modules if name.startswith("gikqa_made")]:
        del sys.modules[name]
