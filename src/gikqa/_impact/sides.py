"""The two sides of a comparison: findings that were written before, or that are found now."""

import json
import os
import shutil
import subprocess
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._processes import command_here, environment
from gikqa._select import fits
from gikqa.errors import GikqaError, InputError, UsageError

HERE = "."
"""Names the gikqa that is running."""

_START = "from gikqa.cli import main; main()"
_BLOCK = 1 << 25
"""Bytes of JSON Lines read at once; the last line lists every input that could not be read."""
_READ = [name for name in FINDINGS_SCHEMA.names if name != "params"]
"""The parameters are left out: pyarrow reads no maps from JSON, and messages repeat them."""


@dataclass(frozen=True)
class Side:
    """Findings in a Parquet file, and what the run that found them says about itself.

    given: the side as the user named it. about: the totals and the coverage.
    """

    given: str
    findings: pq.ParquetFile
    about: Mapping[str, Any]

    @cached_property
    def names(self) -> dict[str, str]:
        """Code → name of each rule that ran."""
        return {row["rule"]: row["name"] for row in self.about["coverage"]}

    @cached_property
    def statuses(self) -> dict[str, Counter[str]]:
        """Rule → status → reports."""
        counted: dict[str, Counter[str]] = {code: Counter() for code in self.names}
        for row in self.about["coverage"]:
            counted[row["rule"]][row["status"]] += row["reports"]
        return counted

    @property
    def reading(self) -> tuple[int, list[str]]:
        """How many reports were read, and what could not be read."""
        return self.about["reports"], sorted(str(one) for one in self.about["problems"])

    @property
    def exit_code(self) -> int:
        """4 if an input was unreadable or nothing was judged, 3 if something failed, else 0."""
        if self.about["problems"] or not self.about["checks"]["judged"]:
            return 4
        return 3 if self.about["failures"] or not self.about["complete"] else 0


def is_findings_file(given: str) -> bool:
    """Whether this names a file that begins as Parquet or JSON Lines do."""
    if not os.path.isfile(given):
        return False
    with open(given, "rb") as file:
        return file.read(4) == b"PAR1" or _is_jsonl(given)


def read_findings(given: str, folder: Path) -> Side:
    """The findings in a file that `gikqa lint` wrote; JSON Lines become Parquet in `folder`.

    Raises InputError for any other file.
    """
    try:
        if _is_jsonl(given):
            about, path = _from_json_lines(given, folder / "findings.parquet")
        else:
            path = Path(given)
            about = json.loads((pq.read_schema(path).metadata or {})[b"gikqa"])
        file = pq.ParquetFile(path)
        lacking = [name for name in _READ if name not in file.schema_arrow.names]
        lacking += [name for name in ("coverage", "checks", "failures") if name not in about]
    except (pa.ArrowException, ValueError, TypeError, KeyError) as error:
        raise InputError.worded("no findings", given=given, reason=_line(str(error))) from error
    if lacking:
        raise InputError.worded("no findings", given=given, reason=", ".join(lacking))
    return Side(given, file, about)


def find_now(
    given: str, paths: Sequence[str], folder: Path, lang: str, select: Sequence[str]
) -> Side:
    """Judge an export with the gikqa of an interpreter or of a virtual environment.

    Raises UsageError if there is no interpreter, GikqaError if it wrote no findings.
    """
    program = _program(given)
    chosen = _chosen_there(given, program, select) if select else []
    output = folder / "findings.parquet"
    arguments = ["lint", "--format", "parquet", "-o", str(output), "--fail-on", "never"]
    arguments += ["--no-progress", "--lang", lang, *(f"--select={code}" for code in chosen)]
    done = _run(given, [*program, *arguments, "--", *paths])
    if not output.exists():
        raise _nothing_written(given, done)
    side = read_findings(str(output), folder)
    return Side(given, side.findings, side.about)


def _is_jsonl(given: str) -> bool:
    with open(given, "rb") as file:
        return file.read(1) == b"{"


def _from_json_lines(given: str, path: Path) -> tuple[Any, Path]:
    """The last line, which holds the totals, and the findings as Parquet."""
    from pyarrow import json as arrow_json

    with open(given, "rb") as file:
        about = json.loads(deque(file, maxlen=1)[0])["summary"]
    schema = pa.schema([FINDINGS_SCHEMA.field(name).with_nullable(True) for name in _READ])
    lines = arrow_json.open_json(
        given,
        arrow_json.ReadOptions(block_size=_BLOCK),
        arrow_json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    )
    with pq.ParquetWriter(path, schema) as writer:
        for batch in lines:
            findings = batch.filter(batch.column("rule").is_valid())
            writer.write_batch(findings.select(_READ))
    return about, path


def _program(given: str) -> list[str]:
    """The start of a command that runs gikqa there, without what the current folder holds."""
    if given == HERE:
        return command_here(_START)
    places = [given]
    if os.path.isdir(given):
        places = [os.path.join(given, "bin", "python"), os.path.join(given, "Scripts", "python")]
    found = next(filter(None, map(shutil.which, places)), None)
    if found is None:
        raise UsageError.worded("no interpreter", given=given)
    return [os.path.abspath(found), "-I", "-X", "utf8", "-c", _START]


def _chosen_there(given: str, program: list[str], select: Sequence[str]) -> list[str]:
    """The codes of the rules that are wanted and installed there; empty if none is.

    Then all are judged, so that the number of reports is known; their findings are left out later.
    """
    done = _run(given, [*program, "rules", "--format", "json"])
    try:
        rules = json.loads(done.stdout)
    except ValueError:
        raise _nothing_written(given, done) from None
    return [rule["code"] for rule in rules if fits(rule["code"], rule["name"], select)]


def _run(given: str, command: list[str]) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment(), check=False
        )
    except OSError as error:
        raise UsageError.worded("no interpreter", given=given) from error


def _nothing_written(given: str, done: "subprocess.CompletedProcess[bytes]") -> GikqaError:
    said = _line(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])
    error = GikqaError.worded("side failed", given=given, code=done.returncode, said=said)
    error.exit_code = done.returncode if done.returncode in (2, 4) else 3
    return error


def _line(text: str) -> str:
    return text.strip().partition("\n")[0]
