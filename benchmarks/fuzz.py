"""Damaged exports and documents through the command line, each in a forked child.

    python -m benchmarks.fuzz 10000 2000 --seed 1

Prints the exit codes, the most memory and the longest time. Only 0, 1 and 4 are right, below 400 MB
and 10 s; any other outcome is named with its number, and the command ends with 1.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

import gikqa
from gikqa.cli import main
from gikqa.testing.documents import STYLES, write

SAMPLE = Path(__file__).parent.parent / "examples" / "sample.parquet"
MOST_MEMORY, MOST_TIME = 400, 10.0
_PUT_IN = (b"<table>", b"</td>", b"<tr>", b"\0", b"\xff\xfe", b"&#0;", b"&#xD800;", "其中".encode())


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


def fuzz(kind: str, wrong: list[str], number: int, draw: random.Random, folder: Path) -> None:
    """Run so many damaged files of a kind, and print what came of them."""
    codes: Counter[int] = Counter()
    longest, most = 0.0, 0
    exports, pages = SAMPLE.read_bytes(), documents()
    for index in range(number):
        name, data = ("export.parquet", exports) if kind == "flips" else draw.choice(pages)
        path = folder / name
        path.write_bytes((flipped if kind == "flips" else mutated)(data, draw))
        code, seconds, memory = outcome(path)
        codes[code] += 1
        longest, most = max(longest, seconds), max(most, memory)
        if code not in (0, 1, 4) or seconds > MOST_TIME or memory > MOST_MEMORY:
            wrong.append(f"{kind} {index}: exit {code}, {seconds:.1f} s, {memory} MB")
    print(f"{number} {kind}: exits {dict(sorted(codes.items()))}, {most} MB, {longest:.1f} s")


def run() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("flips", type=int)
    parser.add_argument("documents", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    gikqa.lint(SAMPLE, jobs=1)  # the children need not import what this imports
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, number in (("flips", asked.flips), ("documents", asked.documents)):
            draw = random.Random(asked.seed)
            fuzz(kind, wrong, number, draw, Path(folder))
    print("\n".join(wrong) or "nothing wrong")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    run()
