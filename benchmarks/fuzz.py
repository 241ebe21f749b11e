"""Damaged exports and documents through the command line, each in a forked child.

    python -m benchmarks.fuzz 10000 2000 --seed 1 --record outcomes.jsonl

A run that was broken off goes on where it stopped if it gets the same record. Prints the exit
codes, the most memory and the longest time. Only 0, 1 and 4 are right, below 400 MB and 10 s; any
other outcome is named with its number, and the command ends with 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

import gikqa
from gikqa.cli import main
from gikqa.testing.documents import STYLES, write

SAMPLE = Path(__file__).parent.parent / "examples" / "sample.parquet"
MOST_MEMORY, MOST_TIME = 400, 10.0
_PUT_IN = (b"<table>", b"</td>", b"<tr>", b"\0", b"\xff\xfe", b"&#0;", b"&#xD800;", "其中".encode())


Sources: TypeAlias = Sequence[tuple[str, bytes]]
"""Names and bytes of sound files."""


@dataclass(frozen=True)
class Outcome:
    """What came of one file: exit code, seconds, MB at most."""

    kind: str
    index: int
    code: int
    seconds: float
    memory: int


def flipped(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one to eight bits flipped, half of the time in the footer of the file."""
    changed = bytearray(data)
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    first = draw.choice((0, footer))
    for _ in range(draw.choice((1, 1, 1, 2, 8))):
        changed[draw.randrange(first, len(data))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes with places changed, taken out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 3, 20, 200))):
        place = draw.randrange(len(changed))
        match draw.randrange(5):
            case 0:
                changed[place] ^= 1 << draw.randrange(8)
            case 1:
                del changed[place : place + draw.randrange(1, 60)]
            case 2:
                changed[place:place] = changed[place : place + draw.randrange(1, 400)]
            case 3:
                changed[place:place] = draw.choice(_PUT_IN)
            case _:
                del changed[max(place, 50) :]
        if len(changed) < 50:
            break
    return bytes(changed)


def documents() -> list[tuple[str, bytes]]:
    """A report of the sample in every style that needs no other library, with a name for each."""
    rows = pq.read_table(SAMPLE).to_pylist()
    row = next(row for row in rows if row["year"] >= 2021)
    return [
        (f"{name}{style.suffix}", write(row, style))
        for name, style in STYLES.items()
        if style.suffix in (".html", ".txt", ".md")
    ]


def small_exports() -> list[tuple[str, bytes]]:
    """Twelve reports of the sample, with and without checksums, dictionaries and compression.

    A flip is noticed by the checksum of its page, if there is one; without, it is read.
    """
    rows = pq.read_table(SAMPLE).slice(0, 12)
    exports = [("sample.parquet", SAMPLE.read_bytes())]
    for checksums in (True, False):
        for packed in (True, False):
            stream = pa.BufferOutputStream()
            compression = "zstd" if packed else "none"
            options = {"use_dictionary": packed, "write_page_checksum": checksums}
            pq.write_table(rows, stream, compression=compression, row_group_size=5, **options)
            exports.append(("export.parquet", stream.getvalue().to_pybytes()))
    return exports


def outcome(path: Path) -> tuple[int, float, int]:
    """Exit code, seconds, and MB at most of a run of `gikqa lint` in a child."""
    before = time.monotonic()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = 99
        try:
            main(["lint", str(path), "--format", "jsonl", "--jobs", "1"])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    seconds = time.monotonic() - before
    return os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss // 1024


def damaged(
    kind: str, seed: int, index: int, exports: Sources, pages: Sources
) -> tuple[str, bytes]:
    """Name and bytes of the file of this number, which no other number changes."""
    draw = random.Random(f"{seed} {kind} {index}")
    name, data = draw.choice(exports if kind == "flips" else pages)
    return name, (flipped if kind == "flips" else mutated)(data, draw)


def fuzz(asked: argparse.Namespace, folder: Path) -> Iterator[Outcome]:
    """Lint the damaged files that the record does not have yet, and yield all outcomes."""
    done = {}
    if asked.record and asked.record.exists():
        for line in asked.record.read_text().splitlines():
            one = Outcome(*json.loads(line))
            done[one.kind, one.index] = one
    exports, pages = small_exports(), documents()
    for kind, number in (("flips", asked.flips), ("documents", asked.documents)):
        for index in range(number):
            one = done.get((kind, index))
            if one is None:
                name, data = damaged(kind, asked.seed, index, exports, pages)
                (folder / name).write_bytes(data)
                one = Outcome(kind, index, *outcome(folder / name))
                if asked.record:
                    with asked.record.open("a") as record:
                        print(json.dumps(astuple(one)), file=record)
            yield one


def run() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("flips", type=int)
    parser.add_argument("documents", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, help="a file of outcomes; those in it are not run")
    asked = parser.parse_args()
    gikqa.lint(SAMPLE, jobs=1)  # the children need not import what this imports
    wrong = []
    found: dict[str, list[Outcome]] = {"flips": [], "documents": []}
    with tempfile.TemporaryDirectory() as folder:
        for one in fuzz(asked, Path(folder)):
            found[one.kind].append(one)
            if one.code not in (0, 1, 4) or one.seconds > MOST_TIME or one.memory > MOST_MEMORY:
                wrong.append(f"{one.kind} {one.index}: exit {one.code}, {one.seconds:.1f} s, "
                             f"{one.memory} MB")  # fmt: skip
    for kind, outcomes in found.items():
        codes = dict(sorted(Counter(one.code for one in outcomes).items()))
        most = max((one.memory for one in outcomes), default=0)
        longest = max((one.seconds for one in outcomes), default=0.0)
        print(f"{len(outcomes)} {kind}: exits {codes}, {most} MB, {longest:.1f} s")
    print("\n".join(wrong) or "nothing wrong")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    run()
