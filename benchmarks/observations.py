"""How many labelled slips of real reports are found, and how many sound passages are accused.

    python -m benchmarks.observations --data ../shared/data/observations_2.jsonl

A label quotes a passage of a real report, says what is wrong or right with it, and gives an
invented `recast` of the same structure. Each recast is put into a sound report at the place of the
passage, and all reports are linted in one run. A finding counts only if the sound report without
the recast does not have it. Labels without a recast are left out. The data is no part of the
project.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import sqrt
from pathlib import Path
from typing import Any

import gikqa
from benchmarks.observations_plant import planted, sound_report
from gikqa.testing import export_table

TABLES = tomllib.loads(Path(__file__).with_name("observations.toml").read_text("utf-8"))
SOUND = ("trap_", "legit_")
SETS = ("material", "proofreading")

MOST = 0.6
"""So much of the shorter of two texts has to stand in the other for them to be of one place."""


@dataclass
class Label:
    """One label of a report and what is found only with its text in the report."""

    observation: Mapping[str, Any]
    kind: str
    number: int
    certain: bool
    quote: str
    why: str
    recast: str
    place: str
    found: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the passage is right as it stands."""
        return self.kind.startswith(SOUND)

    @property
    def name(self) -> str:
        """The report, the kind, and the number among the labels of that kind."""
        return f"{self.observation['id']} {self.kind} {self.number}"

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The findings that say the same as the label, or quote the slip."""
        return [one for one in self.found if self.is_named_by(one) or self.is_quoted_by(one)]

    def is_named_by(self, finding: Mapping[str, Any]) -> bool:
        """Whether the rule is one that looks for slips of this kind."""
        rule: str = finding["rule"]
        return rule.startswith(tuple(TABLES["kinds"].get(self.kind, ())))

    def is_quoted_by(self, finding: Mapping[str, Any]) -> bool:
        """Whether the finding quotes what the label quotes."""
        pieces = [one for one in re.split(r"…+| / |\s", self.quote) if len(one) > 1]
        quote = finding["quote"]
        return bool(quote) and any(overlap(piece, quote) for piece in pieces)

    @property
    def accusations(self) -> list[dict[str, Any]]:
        """The errors and warnings among what is found."""
        return [one for one in self.found if one["severity"] != "info"]


def overlap(one: str, other: str) -> bool:
    """Whether one text holds the other, or most of the shorter is a piece of both."""
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    shorter = min(len(one), len(other))
    return same.size >= (MOST * shorter if shorter > 6 else shorter)


def labels_of(observation: Mapping[str, Any]) -> Iterator[Label]:
    """The labels of one observation that have a recast, numbered within their kind."""
    times: Counter[str] = Counter()
    for label in observation["labels"]:
        kind = label["kind"]
        times[kind] += 1
        if "recast" in label:
            place = label.get("place") or TABLES["places"].get(kind, "chapter 1")
            words = label["quote"], label["why"], label["recast"], place
            yield Label(observation, kind, times[kind], label["certain"], *words)


def lint(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Report → its findings, with the plugins that are installed."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    result = gikqa.lint(export_table(rows), ignore=TABLES["of_whole_reports"], lang="en", jobs=1)
    for finding in result.findings.to_pylist():
        found[finding["report_id"]].append(finding)
    return found


def signature(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two findings the same, wherever they point."""
    return tuple(finding[name] for name in ("rule", "quote", "observed", "expected"))


def judge_observations(file: Path) -> list[Label]:
    """Every label that has a recast, with what is found because of it."""
    rows, labels = [], []
    for observation in map(json.loads, file.read_text("utf-8").splitlines()):
        sound = sound_report(observation)
        rows.append(sound)
        for label in labels_of(observation):
            labels.append(label)
            rows.append(planted(sound, label.recast, label.place) | {"report_id": label.name})
    found = lint(rows)
    slips: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        without = {signature(one) for one in found.get(label.observation["id"], ())}
        label.found = [one for one in found.get(label.name, ()) if signature(one) not in without]
        if label.certain and not label.sound:
            slips[label.observation["id"]].append(label)
    for label in labels:
        if label.sound:
            beside = slips[label.observation["id"]]
            label.found = [one for one in label.found if not is_slip_beside(one, beside)]
    return labels


def is_slip_beside(finding: Mapping[str, Any], slips: Sequence[Label]) -> bool:
    """Whether a finding in a sound passage is of a slip that the same report is labelled with."""
    return any(
        one.is_named_by(finding) and (not finding["quote"] or one.is_quoted_by(finding))
        for one in slips
    )


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share, after Wilson."""
    if not whole:
        return 0.0, 1.0
    z = 1.959964
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / whole + spread / whole / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(part: int, whole: int) -> str:
    """A share in words: counts, per cent, and the interval in per cent."""
    low, high = (100 * one for one in wilson(part, whole))
    percent = f"{100 * part / whole:.1f}" if whole else "–"
    return f"{part} of {whole} | {percent} | {low:.1f}–{high:.1f}"


def figures(labels: Sequence[Label]) -> Iterator[str]:
    """The figures as Markdown: recall by kind and by set, then what sound passages met with."""
    slips = [one for one in labels if one.certain and not one.sound]
    yield from ("| sure slips | found | % | 95 % |", "|---|--:|--:|--:|")
    for name in SETS:
        inside = [one for one in slips if one.kind in TABLES[name]]
        for kind in sorted({one.kind for one in inside}):
            yield f"| {kind} | {recall(one for one in inside if one.kind == kind)} |"
        yield f"| **{name}** | {recall(inside)} |"
    yield f"| **all** | {recall(slips)} |"
    sound = [one for one in labels if one.sound]
    accused, hinted = met_with(sound)
    found = sum(bool(one.answers) for one in slips)
    yield from ("", "| sound passages | | % | 95 % |", "|---|--:|--:|--:|")
    for kind in sorted({one.kind for one in sound if one.found}):
        of_kind = [one for one in sound if one.kind == kind]
        for word, number in zip(("accused", "hinted at"), met_with(of_kind), strict=True):
            yield f"| {kind}, {word} | {share(number, len(of_kind))} |"
    yield f"| **accused** (error, warning) | {share(accused, len(sound))} |"
    yield f"| **hinted at** (info) | {share(hinted, len(sound))} |"
    yield f"| **precision**: found, of found and accused | {share(found, found + accused)} |"
    either = accused + hinted
    yield f"| **precision**, hints included | {share(found, found + either)} |"


def met_with(sound: Sequence[Label]) -> tuple[int, int]:
    """How many sound passages are accused, and how many others are only hinted at."""
    accused = sum(bool(one.accusations) for one in sound)
    return accused, sum(bool(one.found) for one in sound) - accused


def recall(labels: Iterable[Label]) -> str:
    """The share of the labels that are found."""
    listed = list(labels)
    return share(sum(bool(one.answers) for one in listed), len(listed))


def misses(labels: Sequence[Label]) -> Iterator[dict[str, Any]]:
    """The sure slips that are not found."""
    for one in labels:
        if one.certain and not one.sound and not one.answers:
            beside = [[found["rule"], found["quote"]] for found in one.found]
            yield described(one) | {"beside": beside}


def accusations(labels: Sequence[Label]) -> Iterator[dict[str, Any]]:
    """The findings in sound passages, hints included."""
    for one in labels:
        for found in one.found if one.sound else ():
            told = {name: found[name] for name in ("rule", "severity", "message")}
            yield described(one) | told | {"quote": found["quote"]}


def described(label: Label) -> dict[str, Any]:
    """What a person has to know of a label to look at it."""
    known = {name: label.observation[name] for name in ("publisher", "year", "level")}
    told = {"kind": label.kind, "why": label.why, "recast": label.recast, "place": label.place}
    return {"id": label.observation["id"]} | told | known


def write(file: Path | None, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line."""
    if file:
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
        file.write_text(text, "utf-8")


def main() -> None:
    """Print the figures; write down what was missed and what was accused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True, help="observations, one JSON a line")
    parser.add_argument("--misses", type=Path, help="write the sure slips that are not found")
    parser.add_argument("--false", type=Path, help="write the findings in sound passages")
    options = parser.parse_args()
    labels = judge_observations(options.data)
    print(*figures(labels), sep="\n")
    write(options.misses, misses(labels))
    write(options.false, accusations(labels))


if __name__ == "__main__":
    main()
