"""Passages of another body: what is found of planted ones, and what is found where none is.

    python -m benchmarks.lineage --reports 100000

Half of the planted passages have one name of the source left in and figures of their own; the other
half has the names replaced and the figures of the source left in. Source and copy are of two
prefectures.
The reports of the corpus are written independently of each other, and name places of each other.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.contender import peaks
from benchmarks.generate import ROW_GROUP, Recipe, tables
from benchmarks.publishers import Place, invented_place
from benchmarks.results import write_part

RULE = "GIK711"
PLACES = 3_000
SHORTEST, LONGEST = 150, 600
NAME, FIGURES = "a name", "figures"
_COUNTIES, _PREFECTURES = 12, 15


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the part of the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--characters", type=int, default=4_000)
    parser.add_argument("--planted", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--once", nargs=2, metavar=("CODES", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.once:
        print(json.dumps(once(*given.once)))
        return
    recipe = Recipe(
        reports=given.reports,
        characters=given.characters,
        seed=given.seed,
        places=tuple(map(_place, range(PLACES))),
        dense=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "independent.parquet"
        _write_in_a_process(recipe, path, None)
        independent = _in_a_process(RULE, path)
        path.unlink()
        path = Path(folder) / "planted.parquet"
        copies = _write_in_a_process(recipe, path, Random(given.seed), given.planted)
        planted = _in_a_process(RULE, path)
    part = _part(recipe, independent, planted, copies)
    print(part)
    if given.write:
        write_part("lineage", part)


def once(codes: str, path: str) -> dict[str, Any]:
    """Judge a file with some rules in this process; CPU seconds, peak and findings."""
    import gikqa

    start = process_time()
    result = gikqa.lint(path, select=codes.split(","), jobs=1, lang="en")
    seconds = process_time() - start
    found = [
        {
            "report": one["report_id"],
            "source": dict(one["params"])["other_report"],
            "kind": NAME if one["severity"] == "warning" else FIGURES,
        }
        for one in result.findings.to_pylist()
        if one["rule"] == RULE
    ]
    return {"seconds": seconds, "peak_mb": peaks()[0], "found": found, "reports": result.reports}


def _place(number: int) -> Place:
    """An invented place with a code: so many counties a prefecture, prefectures a province."""
    prefecture, county = divmod(number, _COUNTIES)
    province, below = divmod(prefecture, _PREFECTURES)
    return invented_place(number)._replace(code=f"{province + 11}{below + 1:02d}{county + 21}")


def _in_a_process(codes: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.lineage", "--once", codes, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _write_in_a_process(
    recipe: Recipe, path: Path, rng: Random | None, many: int = 0
) -> list[dict[str, Any]]:
    """Write the export; a process counts the peak of the one that starts it as its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_write, recipe, path, rng, many).result()


def _write(recipe: Recipe, path: Path, rng: Random | None, many: int) -> list[dict[str, Any]]:
    """Write the export; with `rng`, copies are planted in its first row group, and returned."""
    writer = None
    copies: list[dict[str, Any]] = []
    for number, table in enumerate(tables(recipe)):
        if number == 0 and rng is not None:
            table, copies = _with_copies(table, rng, many)
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROW_GROUP)
    assert writer is not None
    writer.close()
    return copies


def _with_copies(table: pa.Table, rng: Random, many: int) -> tuple[pa.Table, list[dict[str, Any]]]:
    keys = table.select(["report_id", "publisher", "region_code", "year"]).to_pylist()
    sections = table["sections"].combine_chunks()
    targets = sorted(rng.sample(range(len(keys)), min(many, len(keys) // 10)))
    taken = set(targets)
    pieces, end, copies = [], 0, []
    for number, row in enumerate(targets):
        kind = (NAME, FIGURES)[number % 2]
        text, source = _copied(keys, sections, row, taken, rng, kind)
        own = sections[row].as_py()
        before, mark, after = own[1]["text"].partition("。")
        own[1]["text"] = before + mark + text + after
        pieces += [sections.slice(end, row - end), pa.array([own], sections.type)]
        end = row + 1
        copies.append({"report": keys[row]["report_id"], "source": source, "kind": kind,
                       "length": len(text)})  # fmt: skip
    whole = pa.chunked_array([*pieces, sections.slice(end)])
    index = table.schema.get_field_index("sections")
    return table.set_column(index, "sections", whole), copies


def _copied(
    keys: list[dict[str, Any]],
    sections: pa.Array,
    row: int,
    taken: set[int],
    rng: Random,
    kind: str,
) -> tuple[str, str]:
    """Sentences of another report as they come into this one, and the report they are from."""
    own = _name(keys[row])
    while True:
        source = rng.randrange(len(keys))
        other = keys[source]
        if source in taken or other["year"] > keys[row]["year"]:
            continue
        if other["region_code"][:4] == keys[row]["region_code"][:4]:
            continue
        name = _name(other)
        for passage in _passages(sections[source].as_py()[1]["text"], rng):
            if name not in passage:
                continue
            if kind == FIGURES and len(re.findall(r"\d{2,}", passage)) >= 5:
                return passage.replace(name, own), other["report_id"]
            if kind == NAME:
                # One name is overlooked, and every figure is the body's own.
                passage = name.join(passage.replace(name, own).rsplit(own, 1))
                return re.sub(r"\d+", lambda one: _other(one[0], rng), passage), other["report_id"]


def _passages(text: str, rng: Random) -> Iterator[str]:
    """Runs of whole sentences of one paragraph, of some length."""
    for paragraph in rng.sample(text.split("\n"), text.count("\n") + 1):
        sentences = re.findall(r"[^。]+。", paragraph)
        length = rng.randint(SHORTEST, LONGEST)
        for start in range(len(sentences)):
            passage = ""
            for sentence in sentences[start:]:
                passage += sentence
                if len(passage) >= length:
                    yield passage
                    break


def _other(figure: str, rng: Random) -> str:
    return str(rng.randrange(10 ** (len(figure) - 1), 10 ** len(figure)))


def _name(report: dict[str, Any]) -> str:
    found = re.match(r".*?[县市]", report["publisher"])
    assert found is not None
    return found[0]


def _part(
    recipe: Recipe, alone: dict[str, Any], planted: dict[str, Any], copies: list[dict[str, Any]]
) -> str:
    found = {(one["report"], one["source"]) for one in planted["found"]}
    # A passage in two reports of one year is found in both.
    copied = {(one["report"], one["source"]) for one in copies}
    wrong = found - copied - {(source, report) for report, source in copied}
    lines = [
        "## Passages of another body\n",
        f"{recipe.reports:,} reports of {recipe.characters:,} characters, written independently, "
        f"that name places of each other; GIK711 alone, one process.\n",
        "| | |",
        "|---|--:|",
        f"| found where nothing is copied | {len(alone['found'])} |",
    ]
    for kind in (NAME, FIGURES):
        mine = {(one["report"], one["source"]) for one in copies if one["kind"] == kind}
        told = f"| copies with {kind} left in: found with their source "
        lines.append(f"{told}| {len(found & mine)} of {len(mine)} |")
    lines += [
        f"| found with another source, or in reports without a copy | {len(wrong)} |",
        f"| CPU, µs a report | {alone['seconds'] / alone['reports'] * 1e6:.0f} |",
        f"| peak, MB | {alone['peak_mb']:.0f} |",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
