"""A command line in a folder of its own, and exports written for each test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from gikqa.cli import main
from gikqa.editions import load_editions
from gikqa.testing import export_table

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")

Row = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    code: int
    data: bytes
    stderr: str

    @property
    def stdout(self) -> str:
        return self.data.decode("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: no settings in it, and no language in the environment."""
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    # Other tests do without what is installed; the command line does not.
    monkeypatch.setattr("gikqa._plugins.entry_points", entry_points)
    return here


@pytest.fixture
def gikqa(folder: Path, capsysbinary: Any) -> Callable[..., Outcome]:
    """Run the command line in this process."""

    def run(*args: str | Path) -> Outcome:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        data, stderr = capsysbinary.readouterr()
        return Outcome(int(ended.value.code or 0), data, stderr.decode("utf-8"))

    return run


@pytest.fixture
def start(folder: Path) -> Callable[..., Outcome]:
    """Run the installed command in a process of its own, through a shell if it is one line."""

    def run(*args: str | Path, env: Mapping[str, str] | None = None) -> Outcome:
        line = len(args) == 1 and isinstance(args[0], str) and "|" in args[0]
        command: Any = args[0] if line else [sys.executable, "-W", "error", *map(str, CALL + args)]
        known = {name: value for name, value in os.environ.items() if name not in LOCALE}
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command] if line else command,
            capture_output=True,
            env={**known, "PYTHONUTF8": "1", "PYTHON": sys.executable, **(env or {})},
            cwd=folder,
            timeout=600,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return run


CALL = ("-c", "from gikqa.cli import main; main()")


@pytest.fixture(scope="session")
def report() -> Callable[..., Row]:
    """A report of 2023 without any defect; cells and columns can be changed."""
    cells = dict.fromkeys(load_editions()["2021"].cells, 0)
    sections = [{"number": 0, "heading": "", "text": "本报告依照条例编写。"}]

    def report(report_id: str = "r1", **changes: Any) -> Row:
        return {
            "report_id": report_id,
            "publisher": "青桐县人民政府办公室",
            "year": 2023,
            "level": "office",
            "sections": sections,
            **cells,
            **changes,
        }

    return report


@pytest.fixture(scope="session")
def unbalanced() -> dict[str, int]:
    """Changes that give two findings of GIK302: 4 received, 3 concluded, in two columns."""
    cells = {"new_received": 4, "granted": 3, "total_concluded": 3}
    return {
        f"requests.{row}.{column}": count
        for row, count in cells.items()
        for column in ("natural_person", "total")
    }


@pytest.fixture
def export(folder: Path) -> Callable[..., Path]:
    """Write rows as an export and give its path."""

    def export(*rows: Row, name: str = "export.parquet") -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(export_table(rows), path)
        return path

    return export


@pytest.fixture
def clean(export: Callable[..., Path], report: Callable[..., Row]) -> Path:
    """An export without any defect."""
    return export(report(), name="clean.parquet")


@pytest.fixture
def faulty(
    export: Callable[..., Path], report: Callable[..., Row], unbalanced: dict[str, int]
) -> Path:
    """An export with two findings of GIK302 (error) and one of GIK105 (warning)."""
    labels = [("disputes.upheld", "结果维护")]
    return export(report(**unbalanced, printed_labels=labels), name="faulty.parquet")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Put a plugin where importlib.metadata finds it: distribution, version, module text."""
    site = tmp_path / "site"

    def install(name: str, text: str, version: str = "1.0") -> Path:
        module = name.replace("-", "_")
        info = site / f"{module}-{version}.dist-info"
        info.mkdir(parents=True)
        (site / f"{module}.py").write_text(text, "utf-8")
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8"
        )
        (info / "entry_points.txt").write_text(f"[gikqa]\nmain = {module}\n", "utf-8")
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, module, raising=False)
        installed.append(module)
        return site

    installed: list[str] = []
    yield install
    for module in installed:
        sys.modules.pop(module, None)


@pytest.fixture(scope="session")
def raising_plugin() -> str:
    """The text of a plugin whose only rule raises."""
    return """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)


def check(report):
    raise ZeroDivisionError("the rule divides by zero")
    yield


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "规则", "en": "rule"}
    return [
        gikqa.Rule(
            code="XA101", name="always-raises", severity=gikqa.Severity.ERROR, source="none",
            title=words, message=words, check=check,
        )
    ]
"""


@pytest.fixture(scope="session")
def document() -> Callable[..., str]:
    """An invented report of 2021 as a text file with tabs, or as a page.

    changes: cells of table 3 that are not zero.
    """
    edition = load_editions()["2021"]

    def lines(key: str, changes: Mapping[str, int]) -> list[list[str]]:
        table = edition.table(key)
        if key == "disputes":
            blocks = [row for block in table.blocks for row in block.rows]
            heads = [column.label for column in table.blocks[0].columns]
            return [
                ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
                [*heads, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
                [*[""] * 5, *heads, *heads],
                ["0"] * (len(heads) * len(blocks)),
            ]
        rows: list[list[str]] = []
        for block in table.blocks:
            if key == "disclosure":
                rows += [[block.label], ["信息内容", *(column.label for column in block.columns)]]
            else:
                rows += [["申请人情况"], ["", *(column.label for column in block.columns)]]
            for row in block.rows:
                paths = [f"{key}.{row.key}.{column.key}" for column in block.columns]
                rows.append([row.label, *(str(changes.get(path, 0)) for path in paths)])
        return rows

    def document(publisher: str, *, html: bool = False, **changes: int) -> str:
        parts = [f"{publisher}2021年政府信息公开工作年度报告"]
        parts.append("本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。")
        for section in edition.sections:
            parts.append(f"{'〇一二三四五六'[section.number]}、{section.heading}")
            rows = lines(section.table, changes) if section.table else [["本章没有要说的。"]]
            if html and section.table:
                cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
                parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
            else:
                parts += ["\t".join(row) for row in rows]
        if not html:
            return "\n".join(parts) + "\n"
        body = "".join(part if part.startswith("<table") else f"<p>{part}</p>" for part in parts)
        return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'

    return document
