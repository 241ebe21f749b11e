"""Measure how fast documents are read, beside taking out their text and nothing else.

    python -m benchmarks.documents --pages 1000 --pdfs 200 --jobs 2

One process reads the documents in turn; the time is that of the processor, of the processes that
read PDFs too, so that other work on the machine counts little. Then `gikqa extract --jobs N` reads
them all, and the clock counts. The table goes to `benchmarks/RESULTS.md` with `--write`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from lxml import etree

from benchmarks.results import RESULTS, write_part
from gikqa.editions import load_editions
from gikqa.testing import valid_cells
from gikqa.testing.documents import narrative, write
from gikqa_documents.readers import read_page, read_pdf

SIZE = 20_000
ROUNDS = 3
FILLER = "本机关围绕群众关心的事项贴出说明，并请两名科员交叉核对。"


@dataclass(frozen=True)
class Kind:
    """Documents of one format, how they are read, and how their bare text is taken out."""

    name: str
    style: str
    suffix: str
    read: Callable[[Path], object]
    bare: Callable[[Path], object]
    bare_name: str


def page_text(path: Path) -> str:
    """The text of a page and nothing else."""
    root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    return "".join(root.itertext())


def pdf_text(path: Path) -> str:
    """The text of a PDF and nothing else."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


KINDS = (
    Kind("web pages", "html-plain", ".html", read_page, page_text, "lxml"),
    Kind("PDFs", "pdf-split", ".pdf", read_pdf, pdf_text, "pypdfium2"),
)


def documents(kind: Kind, folder: Path, count: int, seed: int) -> list[Path]:
    """Documents of both forms; the same seed gives the same bytes."""
    rng, files = Random(seed), []
    editions = [load_editions()[key] for key in ("2019", "2021")]
    for number in range(count):
        edition = editions[number % 2]
        row = {**valid_cells(edition, rng), **narrative(edition, rng)}
        # Longer narratives than those invented make up the size that is usual.
        first = next(section for section in row["sections"] if section["number"] == 1)
        first["text"] += f"\n{FILLER}" * (SIZE // 2 // len(FILLER.encode()))
        files.append(folder / f"{number:06}{kind.suffix}")
        files[-1].write_bytes(write(row, kind.style))
    return files


def milliseconds(read: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Processor time a document, the best of some rounds."""
    read(files[0])  # forms and libraries are loaded once
    rounds = []
    for _ in range(ROUNDS):
        start = _processor_time()
        for path in files:
            read(path)
        rounds.append((_processor_time() - start) * 1000 / len(files))
    return min(rounds)


def _processor_time() -> float:
    usage = (getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in usage)


def extracted_a_second(folder: Path, count: int, jobs: int) -> float:
    """Documents a second of `gikqa extract`, its start included."""
    with tempfile.TemporaryDirectory(prefix="gikqa-extracted-") as name:
        command = [sys.executable, "-c", "from gikqa.cli import main; main()", "extract"]
        given = [str(folder), "-o", f"{name}/out.parquet", "--quiet", "--jobs", str(jobs)]
        start = time.perf_counter()
        subprocess.run([*command, *given], check=True)
        return count / (time.perf_counter() - start)


def measure(kind: Kind, count: int, jobs: int, seed: int) -> str:
    """One line of the table."""
    with tempfile.TemporaryDirectory(prefix="gikqa-documents-") as name:
        folder = Path(name)
        files = documents(kind, folder, count, seed)
        size = sum(path.stat().st_size for path in files) / count / 1000
        reading, bare = milliseconds(kind.read, files), milliseconds(kind.bare, files)
        speed = extracted_a_second(folder, count, jobs)
    return (
        f"| {count:,} {kind.name} of {size:.0f} KB | {reading:.2f} | {bare:.2f} ({kind.bare_name}) "
        f"| {reading / bare:.1f} | {speed:,.0f} |"
    )


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=1000, help="number of web pages")
    parser.add_argument("--pdfs", type=int, default=200, help="number of PDFs")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="of `gikqa extract`")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    options = parser.parse_args()
    counts = (options.pages, options.pdfs)
    command = f"python -m benchmarks.documents --pages {counts[0]} --pdfs {counts[1]}"
    lines = [
        "## Documents\n",
        f"    {command} --jobs {options.jobs} --write\n",
        "Milliseconds of the processor for one document, the best of "
        f"{ROUNDS} rounds: read into a row, and its bare text. Then documents a second of "
        f"`gikqa extract --jobs {options.jobs}` by the clock, its start included.\n",
        f"| documents | row, ms | text, ms | × | extract --jobs {options.jobs}, a second |",
        "|---|--:|--:|--:|--:|",
    ]
    for kind, count in zip(KINDS, counts, strict=True):
        lines.append(measure(kind, count, options.jobs, options.seed))
    text = "\n".join(lines)
    print(text)
    if options.write:
        write_part("documents", text)


if __name__ == "__main__":
    main()
