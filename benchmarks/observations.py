"""How many labelled slips of real reports are found, and how many sound passages are accused.

    python -m benchmarks.observations ../shared/data

The observations quote passages of real reports and say what is wrong or right with each. Every
label becomes a small report with what else is known of its report; a finding counts for the label
if it is not there without it. The complete reports are read as documents. The data is no part of
the project.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pyarrow as pa

import gikqa
from gikqa.editions import edition_for
from gikqa.testing import export_table

TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
SOUND = ("trap_", "legit_")
NO_QUOTE = re.compile(r"\([^()]*\)$")

MOST = 0.6
"""So much of a label's quote and a finding's has to be the same for them to be of one place."""

LEVELS = {"town": "township", "county": "county", "city": "prefecture", "department": "department"}
HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
NUMERALS = "〇一二三四五六七八九十"
KINDS_OF_PARTS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
ROWS = {
    "规章": "regulations",
    "规范性文件": "normative_documents",
    "行政规范性文件": "normative_documents",
    "行政许可": "administrative_licences",
    "其他对外管理服务事项": "other_external_services",
    "行政处罚": "administrative_penalties",
    "行政强制": "administrative_coercion",
    "行政事业性收费": "administrative_fees",
    "政府集中采购": "centralized_procurement",
    "new": "new_received",
    "old": "carried_in",
}


@dataclass
class Label:
    """One label of a report and what was found for it."""

    report: str
    kind: str
    number: int
    certain: bool
    quote: str
    text: str
    beyond: str | None
    found: list[dict[str, Any]] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether the passage is right as it stands."""
        return self.kind.startswith(SOUND)

    @property
    def name(self) -> str:
        """How the label is called in the tables of data."""
        return f"{self.report} {self.kind} {self.number}"

    @property
    def answers(self) -> list[str]:
        """The codes of what was found that says the same as the label."""
        codes = tuple(TABLES["kinds"].get(self.kind, ()))
        return [one["rule"] for one in self.found if one["rule"].startswith(codes)] if codes else []


def labels_of(observation: Mapping[str, Any]) -> Iterator[Label]:
    """The labels of one observation, numbered within their kind."""
    times: Counter[str] = Counter()
    for label in observation["labels"]:
        kind = label["kind"]
        times[kind] += 1
        text = label.get("recast") or label["quote"]
        names = (f"{observation['id']} {kind} {times[kind]}", f"{observation['id']} {kind}")
        beyond = next((TABLES["beyond"][name] for name in names if name in TABLES["beyond"]), None)
        place = place_of(names)
        if beyond is None and NO_QUOTE.fullmatch(label["quote"]) and place == "passage":
            beyond = "described, not quoted"
        yield Label(
            observation["id"], kind, times[kind], label["certain"], label["quote"], text, beyond
        )


def place_of(names: Sequence[str]) -> str:
    """Where the text of a label stands."""
    return next((TABLES["places"][name] for name in names if name in TABLES["places"]), "passage")


def known_of(observation: Mapping[str, Any]) -> dict[str, Any]:
    """The report with what the observation says of it, but for the labels."""
    facts, year = observation["facts"], observation["year"] or 2019
    cells: dict[str, Any] = {}
    for table, rows in facts.get("table_cells", {}).items():
        cells |= dict(cells_of(table, rows, year))
    slips = {label["kind"] for label in observation["labels"]}
    parts_are_wrong = slips & {"parts_count", "missing_section", "numbering"}
    preamble = "" if parts_are_wrong else announcement(observation)
    if "wrong_notice_or_statute" not in slips:
        preamble += "".join(f"根据{cited(one)}编制本报告。" for one in facts.get("cites", ()))
    told = [sum_in_words(one) for one in facts.get("sums", ()) if one["adds_up"]]
    told += shares_in_words(facts.get("percents", ()))
    exact = facts.get("period") == "ok"
    return {
        "report_id": observation["id"],
        "publisher": observation["publisher"],
        "year": year,
        "level": LEVELS.get(observation["level"], "other"),
        "title": f"{observation['publisher']}{year}年政府信息公开工作年度报告",
        "period_start": date(year, 1, 1) if exact else None,
        "period_end": date(year, 12, 31) if exact else None,
        "sections": [
            {"number": 0, "heading": "", "text": preamble},
            *(
                {"number": number, "heading": heading, "text": "\n".join(told) or "略有进展。"}
                for number, heading in enumerate(HEADINGS, 1)
            ),
        ],
        **cells,
    }


def cells_of(table: str, rows: Mapping[str, Sequence[Any]], year: int) -> Iterator[tuple[str, Any]]:
    """The cells that an observation gives; words in a cell stay what was printed."""
    edition = edition_for(year)
    assert edition is not None
    name = "requests" if table == "t3" else "disclosure"
    raw = {}
    for label, values in rows.items():
        row = ROWS.get(label.strip("()"))
        block = next(
            (b for b in edition.table(name).blocks if row in [r.key for r in b.rows]), None
        )
        if block is None or len(values) != len(block.columns):
            continue
        for column, value in zip(block.columns, values, strict=True):
            path, printed = f"{name}.{row}.{column.key}", str(value)
            if re.fullmatch(r"[+-]?\d+", printed):
                yield path, int(printed)
            elif printed:
                raw[path] = printed
    if raw:
        yield "raw_cells", raw


def announcement(observation: Mapping[str, Any]) -> str:
    """The sentence that says how many parts the report has, and names them."""
    claimed, listed = (observation["facts"].get(f"parts_{one}") for one in ("claimed", "listed"))
    if not listed or not claimed:
        return ""
    slips = [label["quote"] for label in observation["labels"] if label["kind"] == "parts_count"]
    others = ["收费及减免情况", "机构建设情况", "工作人员情况", "附表"]
    plain = [heading.replace("复议、行政诉讼", "复议诉讼") for heading in HEADINGS]
    names = [*plain, *others][:listed]
    if any(label["kind"] == "missing_section" for label in observation["labels"]):
        names = [name for name in HEADINGS if "复议" not in name][:listed]
    is_open = any("等" in quote for quote in slips)
    return f"本报告由{'、'.join(names)}{'等' if is_open else ''}{NUMERALS[claimed]}个部分组成。"


def cited(code: str) -> str:
    """An order or notice as reports cite it."""
    if code in ("711", "492"):
        return f"国务院令第{code}号"
    if match := re.fullmatch(r"(20\d\d)-(\d+)\??", code):
        return f"国办公开办函〔{match[1]}〕{match[2]}号"
    return re.sub(r"\(.*\)", "", code) if "〔" in code else "有关通知"


def sum_in_words(fact: Mapping[str, Any]) -> str:
    """A total with its parts; a list of 其中."""
    parts = zip(KINDS_OF_PARTS, fact["parts"], strict=False)
    listed = "，".join(f"{kind}类{number}条" for kind, number in parts)
    return f"全年公开信息{fact['stated']}条，其中{listed}。"


def shares_in_words(facts: Sequence[Mapping[str, Any]]) -> list[str]:
    """Parts with their percentages of one total."""
    if not facts:
        return []
    parts = "；".join(
        f"{kind}类{fact['part']}条，占{fact['stated']}%"
        for kind, fact in zip(KINDS_OF_PARTS, facts, strict=False)
    )
    return [f"全年主动公开{facts[0]['of']}条。{parts}。"]


def with_label(
    known: Mapping[str, Any], label: Label, observation: Mapping[str, Any]
) -> dict[str, Any]:
    """The report with the text of one label where it stood."""
    report = dict(known)
    sections = [dict(section) for section in known["sections"]]
    place = place_of((label.name, label.name.rpartition(" ")[0]))
    text = label.text.replace(" / ", "。") if "……" not in label.text else label.text
    passages = [text.split(" ×")[0]]
    for fact in observation["facts"].get("sums", ()):
        if label.kind.endswith("_sum") and not fact["adds_up"]:
            passages.append(sum_in_words(fact))
    if "……" in text:  # a passage, and a row of a table beside it
        passages, row = [text.split("……")[0]], text.split("……")[1].split("｜")
        said = [str(report[p]) for p in report if p.startswith("requests.new_received.")]
        assert said == row[1:]
    if place == "preamble":
        sections[0]["text"] += passages[0]
    elif place == "announcement":
        sections[0]["text"] += announcement(observation)
    elif place == "announced":
        names = "、".join([*HEADINGS[:2], passages[0], HEADINGS[4]])
        sections[0]["text"] += f"本报告由{names}等部分组成。"
    elif place == "title doubled":
        sections[0]["text"] = f"{report['title']}\n{report['title']}\n{sections[0]['text']}"
    elif place == "heading doubled":
        sections.insert(1, dict(sections[1]))
    elif place.startswith("heading"):
        sections[int(place[-1])]["heading"] = passages[0]
    elif "." in place:
        report["printed_labels"] = {place: text.split("｜")[-2] if "｜" in text else passages[0]}
    else:
        chapter = int(place[-1]) if place.startswith("chapter") else 1
        sections[chapter]["text"] += "".join(f"\n{one}" for one in passages)
    return report | {"sections": sections}


def lint(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Report → its findings, with the plugins that are installed."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    table: pa.Table = export_table(rows)
    result = gikqa.lint(table, ignore=TABLES["of_whole_reports"], lang="en", jobs=1)
    for finding in result.findings.to_pylist():
        found[finding["report_id"]].append(finding)
    return found


def signature(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two findings the same, wherever they stand."""
    return tuple(finding[name] for name in ("rule", "quote", "observed", "expected"))


def judge_observations(file: Path) -> tuple[list[Label], list[dict[str, Any]]]:
    """Every label with its findings, and what is found without any label."""
    rows, labels = [], []
    for observation in map(json.loads, file.read_text("utf-8").splitlines()):
        known = known_of(observation)
        rows.append(known)
        for label in labels_of(observation):
            labels.append(label)
            rows.append(with_label(known, label, observation) | {"report_id": label.name})
    found = lint(rows)
    for label in labels:
        before = {signature(one) for one in found.get(label.report, ())}
        label.found = [one for one in found.get(label.name, ()) if signature(one) not in before]
    alone = {label.report for label in labels} | {row["report_id"] for row in rows}
    names = {label.name for label in labels}
    return labels, [one for report in sorted(alone - names) for one in found.get(report, ())]


def overlap(one: str, other: str) -> bool:
    """Whether one text holds the other, or most of the shorter is a piece of both."""
    same = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    shorter = min(len(one), len(other))
    return same.size >= (MOST * shorter if shorter > 6 else shorter)


def judge_documents(folder: Path) -> tuple[list[Label], list[dict[str, Any]]]:
    """The labels of the complete reports with what was found, and the other findings."""
    labels, others = [], []
    for entry in map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines()):
        file = next(folder.glob(entry["id"].split(".")[0] + ".*"))
        found = gikqa.lint(file, lang="en", jobs=1).findings.to_pylist()
        answered = []
        for label in labels_of(entry):
            pieces = [one for one in re.split(r"…|\s", label.quote) if len(one) > 3]
            codes = tuple(TABLES["kinds"].get(label.kind, ("-",)))
            for one in found:
                quote = str(one["quote"] or one["observed"])
                near = any(overlap(piece, quote) for piece in pieces)
                same = one["quote"] is None or label.kind == "narrative_sum"
                if near or (same and one["rule"].startswith(codes)):
                    label.found.append(one)
            answered += label.found
            labels.append(label)
        others += [one for one in found if one not in answered]
    return labels, others


def report(labels: Sequence[Label], others: Sequence[Mapping[str, Any]]) -> list[str]:
    """The figures as Markdown: one line a rule, then what was missed and what was accused."""
    certain = [one for one in labels if one.certain and not one.sound]
    inside = [one for one in certain if one.beyond is None]
    answered = [one for one in inside if one.answers]
    sound = [one for one in labels if one.sound]
    accused = [one for one in sound if one.found]
    right: Counter[str] = Counter(code for one in certain for code in set(one.answers))
    doubtful: Counter[str] = Counter(
        code for one in labels if not one.certain and not one.sound for code in set(one.answers)
    )
    wrong: Counter[str] = Counter(found["rule"] for one in accused for found in one.found)
    asked: Counter[str] = Counter(one.kind for one in inside)
    lines = ["| rule | sure labels found | doubtful ones found | sound passages accused |"]
    lines += ["|---|--:|--:|--:|"]
    for code in sorted({*right, *doubtful, *wrong}):
        lines.append(f"| {code} | {right[code]} | {doubtful[code]} | {wrong[code]} |")
    lines += ["", "| kind of label | sure, and quoted enough | found |", "|---|--:|--:|"]
    for kind in sorted(asked):
        lines.append(f"| {kind} | {asked[kind]} | {sum(o.kind == kind for o in answered)} |")
    share = 100 * len(answered) / max(len(inside), 1)
    lines += [
        "",
        f"Labels: {len(labels):,}, of them {len(certain)} slips for sure; {len(inside)} quote "
        f"enough, {len(answered)} of these found ({share:.0f} %). "
        f"Sound passages: {len(sound)}, accused: {len(accused)}. Other findings: {len(others)}.",
    ]
    return lines


def missed(labels: Sequence[Label], others: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What a person should look at, line by line."""
    for one in labels:
        if one.certain and not one.sound and not one.answers:
            yield f"not found: {one.name}: {one.quote!r}" + (f" ({one.beyond})" * bool(one.beyond))
        if one.sound and one.found:
            yield f"accused: {one.name}: {one.quote!r}: {[f['rule'] for f in one.found]}"
        extra = [found["rule"] for found in one.found if found["rule"] not in one.answers]
        if extra and not one.sound:
            yield f"beside the label: {one.name}: {one.quote!r}: {extra}"
    for found in others:
        told = found["quote"] or found["observed"]
        yield f"other: {found['report_id']}: {found['rule']} {found['severity']} {told!r}"


def main() -> None:
    """Print the figures; with --each also the labels that need a look."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", type=Path, help="folder with observations.jsonl and reports/")
    parser.add_argument("--each", action="store_true", help="name what was missed or accused")
    options = parser.parse_args()
    for title, (labels, others) in (
        ("Observations", judge_observations(options.data / "observations.jsonl")),
        ("Complete reports", judge_documents(options.data / "reports")),
    ):
        print(f"### {title}\n", *report(labels, others), "", sep="\n")
        if options.each:
            print(*missed(labels, others), "", sep="\n")


if __name__ == "__main__":
    main()
