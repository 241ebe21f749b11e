"""Write src/gikqa/text/traditional.tsv: traditional characters, and the simplified one of each.

    pip install opencc-python-reimplemented==0.1.7
    python -m tools.build_traditional FOLDER        the site-packages of that installation

From the dictionary of OpenCC (Apache-2.0), of several answers the first. Left out are characters
that take more or fewer bytes than their answer, so that places in a text stay what they are.
"""

from __future__ import annotations

import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/gikqa/text/traditional.tsv"
SOURCE = "opencc/dictionary/TSCharacters.txt"


def build(folder: Path) -> str:
    """The lines of the table."""
    lines = (folder / SOURCE).read_text("utf-8").splitlines()
    split = (one.partition("\t") for one in lines if "\t" in one)
    pairs = {key: answers.split()[0] for key, _, answers in split}
    return "".join(
        f"{key}\t{answer}\n"
        for key, answer in sorted(pairs.items())
        if answer and key != answer and len(key.encode()) == len(answer.encode()) == 3
    )


if __name__ == "__main__":
    TARGET.write_text(build(Path(sys.argv[1])), "utf-8")
