"""Damage documents of every kind at random and read them; nothing but a row or a refusal is right.

    python -m benchmarks.mutations --documents 10000 --seed 1 --jobs 2

Each damaged document is read by its reader in a worker process with limits of time and memory.
Prints every traceback (there have to be none), every crash and hang, the slowest documents and the
highest memory of a worker. Ends with 1 if there was a traceback, a crash or a hang.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from random import Random

from gikqa import InputError
from gikqa._documents.inputs import suffixes_of
from gikqa._plugins import load_plugins
from gikqa.editions import load_editions
from gikqa.testing import valid_cells
from gikqa.testing.documents import STYLES, narrative, write

MEMORY = 2_000_000_000
"""Bytes of address space of a worker; a report needs a tenth of it, the rest is for libraries."""
SECONDS = 10
_TAGS = (b"<td", b"<tr", b"</td>", b"</tr>", b"<table", b"</table>", b"<p>", b"</p>", b"<div>")
_TOKENS = (
    b"<w:tc>",
    b"</w:tc>",
    b"<w:tr>",
    b"obj",
    b"endobj",
    b"stream",
    b"xref",
    b"|",
    b"\n",
    b"\t",
)
_ENCODINGS = ("gb18030", "utf-16", "utf-16-be", "big5", "shift_jis", "utf-7", "cp1252")


@dataclass(frozen=True)
class Outcome:
    """What became of one damaged document."""

    name: str
    mutation: str
    verdict: str
    seconds: float
    peak: int
    detail: str = ""


def flip_bits(data: bytes, rng: Random) -> bytes:
    """Some bits changed."""
    damaged = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200))):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def truncate(data: bytes, rng: Random) -> bytes:
    """The end, or a part in the middle, lost."""
    start = rng.randrange(len(data))
    return data[:start] + (b"" if rng.random() < 0.5 else data[rng.randrange(start, len(data)) :])


def swap_tags(data: bytes, rng: Random) -> bytes:
    """Tags and separators put in each other's place, doubled or left out."""
    for _ in range(rng.choice((1, 5, 40))):
        old, new = rng.choice(_TAGS + _TOKENS), rng.choice((*_TAGS, *_TOKENS, b""))
        places = [at for at in range(len(data)) if data.startswith(old, at)] if old in data else []
        if places:
            at = rng.choice(places)
            data = data[:at] + new + data[at + len(old) :]
    return data


def repeat(data: bytes, rng: Random) -> bytes:
    """A stretch printed many times."""
    start = rng.randrange(len(data))
    stretch = data[start : start + rng.choice((1, 20, 400))]
    return data[:start] + stretch * rng.choice((2, 50, 1000)) + data[start:]


def recode(data: bytes, rng: Random) -> bytes:
    """The text in another encoding, or its bytes taken for another one."""
    text = data.decode("utf-8", "replace")
    encoding = rng.choice(_ENCODINGS)
    if rng.random() < 0.5:
        return text.encode(encoding, "replace")
    return data.decode(encoding, "replace").encode("utf-8", "replace")


def shuffle(data: bytes, rng: Random) -> bytes:
    """Lines in another order."""
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    flip_bits, truncate, swap_tags, repeat, recode, shuffle,
)  # fmt: skip


def originals(folder: Path, given: Sequence[Path], seed: int) -> list[Path]:
    """Sound documents in every style, and those of the folders given."""
    rng = Random(seed)
    found: list[Path] = []
    for key in ("2019", "2021"):
        edition = load_editions()[key]
        for name, style in STYLES.items():
            row = {**valid_cells(edition, rng), **narrative(edition, rng)}
            found.append(folder / f"{name}-{key}{style.suffix}")
            found[-1].write_bytes(write(row, style))
    suffixes = suffixes_of(load_plugins().readers)
    for path in given:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file for file in files if file.suffix.lower() in suffixes and file.is_file()]
    return found


def read_damaged(folder: Path, original: Path, seed: int) -> Outcome:
    """Damage one document and read it: `row`, `refused`, `traceback` or `hang`."""
    rng = Random(seed)
    data, names = original.read_bytes(), []
    for _ in range(rng.choice((1, 1, 2))):
        mutate = rng.choice(MUTATIONS)
        names.append(mutate.__name__)
        data = mutate(data, rng) or b" "
    path = folder / f"{seed}{original.suffix}"
    path.write_bytes(data)
    reader = {one: reader for reader in load_plugins().readers for one in reader.suffixes}
    signal.alarm(SECONDS)
    start, detail = time.perf_counter(), ""
    try:
        reader[original.suffix.lower()].read(path)
        verdict = "row"
    except InputError:
        verdict = "refused"
    except TimeoutError:
        verdict = "hang"
    except BaseException:
        verdict, detail = "traceback", traceback.format_exc(limit=-4)
    finally:
        signal.alarm(0)
    seconds = time.perf_counter() - start
    path.unlink()
    # A PDF is opened in a process of its own.
    usage = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = max(one.ru_maxrss for one in usage)
    return Outcome(f"{original.name}#{seed}", "+".join(names), verdict, seconds, peak, detail)


def limit_worker() -> None:
    """Limits of a worker: address space, and an exception when time is up."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)


def run(folder: Path, sources: Sequence[Path], options: argparse.Namespace) -> Iterator[Outcome]:
    """Every outcome; a worker that dies counts for the document that it was given."""
    work = [
        (sources[n % len(sources)], options.seed * 1_000_003 + n) for n in range(options.documents)
    ]
    context = multiprocessing.get_context("spawn")
    while work:
        with ProcessPoolExecutor(options.jobs, context, limit_worker) as pool:
            futures = [pool.submit(read_damaged, folder, *one) for one in work]
            for at, future in enumerate(futures):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    source, seed = work[at]
                    yield Outcome(f"{source.name}#{seed}", "?", "crash", 0.0, 0, "worker died")
                    work = work[at + 1 :]
                    break
            else:
                work = []


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("originals", nargs="*", type=Path, help="more sound documents or folders")
    parser.add_argument("--documents", type=int, default=3000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="gikqa-mutations-") as name:
        folder = Path(name)
        for outcome in run(folder, originals(folder, options.originals, options.seed), options):
            outcomes.append(outcome)
            if outcome.verdict not in ("row", "refused"):
                print(f"{outcome.verdict}: {outcome.name} ({outcome.mutation})\n{outcome.detail}")
    verdicts = Counter((Path(o.name.partition("#")[0]).suffix, o.verdict) for o in outcomes)
    for (suffix, verdict), times in sorted(verdicts.items()):
        print(f"{suffix:6} {verdict:10} {times:6,}")
    for outcome in sorted(outcomes, key=lambda one: -one.seconds)[:5]:
        print(f"slowest {outcome.seconds:6.2f} s  {outcome.name} ({outcome.mutation})")
    print(f"peak memory of a worker {max(o.peak for o in outcomes) / 1024:.0f} MB")
    bad = sum(outcome.verdict not in ("row", "refused") for outcome in outcomes)
    print(f"{len(outcomes):,} documents, {bad} tracebacks, crashes and hangs")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
