"""How many labelled slips of complete reports are found; the reports are read as documents.

python -m benchmarks.observations_documents ../shared/data/reports
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import gikqa
from benchmarks.observations import Label, figures


def judge_documents(folder: Path) -> tuple[list[Label], list[dict[str, Any]]]:
    """The labels that quote a passage, with what is found, and the findings that no label names."""
    labels, others = [], []
    for entry in map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines()):
        file = next(folder.glob(entry["id"].split(".")[0] + ".*"))
        found = gikqa.lint(file, lang="en", jobs=1).findings.to_pylist()
        named = []
        for number, label in enumerate(entry["labels"], 1):
            if re.fullmatch(r"\([^()]*\)", label["quote"]):
                continue  # described, not quoted
            words = (label["quote"], label["why"], "", "")
            one = Label(entry, label["kind"], number, label["certain"], *words, found)
            one.found = one.answers
            named += one.found
            labels.append(one)
        others += [one for one in found if one not in named]
    return labels, others


if __name__ == "__main__":
    judged, unnamed = judge_documents(Path(sys.argv[1]))
    print(*figures(judged), f"\nFindings that no label names: {len(unnamed)}.", sep="\n")
