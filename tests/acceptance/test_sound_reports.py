"""Invented reports that are right as they stand: no rule that runs by default accuses them."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import gikqa
from gikqa._plugins import load_plugins
from gikqa.editions import edition_for, load_editions
from gikqa.testing import export_table

DATA, MORE = (
    tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    for name in ("sound_reports.toml", "sound_reports_2.toml")
)
BODIES, STORIES = (DATA[part] | MORE[part] for part in ("bodies", "story"))
PASSAGES = DATA["passage"] + MORE["passage"]
NOTICES = {
    key: f"{edition.instrument}" for key, edition in load_editions().items() if edition.sections
}
YEARS = range(2019, 2026)
SHIFTS = (0, 5, 11)
"""The same passage under other titles, headings and preambles, of other bodies and years."""

USUAL = "收到政府信息公开申请12件，上年结转3件，办结13件，结转下年度2件。"


def taken(things, turn):
    """One of several things after the other."""
    return things[turn % len(things)]


def cells_of(story, edition):
    """The statutory tables of a story: all cells, zero where the story says nothing."""
    if edition is None:
        return {}
    cells = dict.fromkeys(edition.cells, 0)
    story = STORIES[story]
    if "absent" in story:
        return dict.fromkeys(cells)
    if edition.key not in NOTICES:
        return cells
    rows = {**story.get("requests", {})}
    if "other_misc" in rows and edition.key == "2019":
        rows["other"] = rows.pop("other_misc")
    outcomes = [row for row in rows if row not in ("new_received", "carried_in", "carried_out")]
    rows["total_concluded"] = [sum(rows[row][kind] for row in outcomes) for kind in (0, 1)]
    for row, (persons, companies) in rows.items():
        cells[f"requests.{row}.natural_person"] = persons
        cells[f"requests.{row}.commercial_enterprise"] = companies
        cells[f"requests.{row}.total"] = persons + companies
    for block, results in story.get("disputes", {}).items():
        cells |= {f"disputes.{block}.{result}": number for result, number in results.items()}
        cells[f"disputes.{block}.total"] = sum(results.values())
    assert cells.keys() == edition.cells.keys()
    return {path: number or None for path, number in cells.items()} if "blank" in story else cells


def built(passage, turn, *, title=None, preamble=None, headings=None):
    """The report with one passage; `turn` chooses all that the passage does not say."""
    year = passage.get("year", taken(YEARS, turn))
    edition = edition_for(year)
    notice = NOTICES.get(edition and edition.key)
    name, itself, level = BODIES[passage.get("body", taken(sorted(DATA["bodies"]), turn))]
    chapter, story = passage.get("chapter", 1), passage.get("story", "usual")
    words = {
        "body": name, "short": itself, "year": year, "last": year - 1, "next": year + 1,
        "notice": notice or "有关通知",
    }  # fmt: skip
    texts = {
        1: f"{year}年，{itself}认真做好政府信息公开工作。",
        5: "公开内容还不够丰富，今后将加强学习。",
        6: "未收取信息处理费。",
    }
    texts[chapter] = passage["text"].strip("\n")
    if notice:
        names = headings or taken(DATA["turns"]["headings"], turn)
    else:
        names = ["概述", "主动公开情况", "依申请公开情况", "复议诉讼情况", "存在问题", "附表"]
    preamble = taken(DATA["turns"]["preambles"], turn) if preamble is None else preamble
    parts = [(0, "", preamble if notice else "现将有关情况报告如下。")]
    parts += [(number, head, texts.get(number, "")) for number, head in enumerate(names, 1)]
    return {
        "report_id": passage["say"],
        "publisher": name,
        "level": level,
        "year": year,
        "title": (title or taken(DATA["turns"]["titles"], turn)).format(**words),
        "published_on": date(year + 1, 1, 20 + turn % 6),
        "period_start": date(year, 1, 1) if turn % 2 else None,
        "period_end": date(year, 12, 31) if turn % 2 else None,
        "sections": [
            {"number": number, "heading": head, "text": text.format(**words)}
            for number, head, text in parts
        ],
        **cells_of(story, edition),
    }


def reports():
    """Every passage three times; every title, preamble and set of headings; a report each."""
    for turn, passage in enumerate(PASSAGES):
        for shift in SHIFTS:
            told = built(passage, turn + shift)
            yield told | {"report_id": f"{passage['say']} {shift}" if shift else passage["say"]}
    for part in ("title", "preamble", "headings"):
        for turn, one in enumerate(DATA["turns"][part if part == "headings" else f"{part}s"]):
            for body in sorted(DATA["bodies"]):
                plain = {"say": f"{part} {turn} {body}", "body": body, "text": USUAL}
                yield built(plain, turn, **{part: one})


ROWS = list(reports())


@pytest.fixture(scope="module")
def found():
    """Report → what the installed plugins find in it, hints left out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gikqa._plugins.find_plugins.entry_points", entry_points)
        plugins = load_plugins()
    assert plugins.failures == []
    # The passages of one body come with tables that are drawn anew for each.
    result = gikqa.lint(export_table(ROWS), ignore=["GIK7"], plugins=plugins, lang="zh", jobs=1)
    assert (result.failures, result.problems) == ((), ())
    told = {row["report_id"]: [] for row in ROWS}
    for finding in result.findings.to_pylist():
        if finding["severity"] != "info":
            told[finding["report_id"]].append(
                (finding["rule"], finding["message"], finding["quote"])
            )
    return told


def test_the_reports_differ_in_what_they_say():
    assert len({row["report_id"] for row in ROWS}) == len(ROWS) > 800
    assert len({str(row["sections"]) for row in ROWS}) > 500


@pytest.mark.parametrize("name", [row["report_id"] for row in ROWS])
def test_a_sound_report_is_not_accused(found, name):
    assert found[name] == []
