"""Measure how fast pages of 20 KB are read, beside taking out their text with lxml alone.

    python -m benchmarks.documents --reports 400

One process reads the pages in turn; the time is that of the processor, so that other work on the
machine counts little. `--jobs N` also runs `gikqa extract` with N processes over the same pages.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from lxml import etree

from gikqa.editions import load_editions
from gikqa.testing import valid_cells
from gikqa.testing.documents import narrative, write
from gikqa_documents.readers import read_page

STYLE = "html-plain"
SIZE = 20_000
ROUNDS = 3


def pages(folder: Path, count: int, seed: int) -> list[Path]:
    """Pages of both forms; the same seed gives the same bytes."""
    rng, files = Random(seed), []
    editions = [load_editions()[key] for key in ("2019", "2021")]
    for number in range(count):
        edition = editions[number % 2]
        row = {**valid_cells(edition, rng), **narrative(edition, rng)}
        data = write(row, STYLE)
        # Longer narratives than those invented make up the size that is usual.
        filler = "<p>本机关围绕群众关心的事项贴出说明，并请两名科员交叉核对。</p>".encode()
        missing = max(SIZE - len(data), 0) // len(filler)
        files.append(folder / f"{number:06}.html")
        files[-1].write_bytes(data.replace(b"</p>", b"</p>" + filler * missing, 1))
    return files


def bare_text(path: Path) -> str:
    """The text of a page and nothing else."""
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    return "".join(root.itertext())


def milliseconds(read: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Processor time a page, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for path in files:
            read(path)
        best = min(best, (time.process_time() - start) * 1000 / len(files))
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, metavar="N", help="also time `gikqa extract --jobs N`")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gikqa-pages-") as name:
        folder = Path(name)
        files = pages(folder, options.reports, options.seed)
        size = sum(path.stat().st_size for path in files) / len(files)
        read_page(files[0])  # forms and parser are loaded once
        print(f"{len(files):,} pages of {size / 1000:.1f} KB")
        print(f"reading         {milliseconds(read_page, files):6.2f} ms a page")
        print(f"bare lxml text  {milliseconds(bare_text, files):6.2f} ms a page")
        if options.jobs:
            command = [sys.executable, "-c", "from gikqa.cli import main; main()", "extract"]
            given = [name, "-o", str(folder / "out.parquet"), "--quiet"]
            start = time.perf_counter()
            subprocess.run([*command, *given, "--jobs", str(options.jobs)], check=True)
            seconds = time.perf_counter() - start
            print(f"extract --jobs {options.jobs}  {len(files) / seconds:6.0f} pages a second")


if __name__ == "__main__":
    main()
