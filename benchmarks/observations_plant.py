"""Sound reports, and the same reports with the text of one label where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.observations_tables import columns_of
from gikqa.editions import edition_for

SOUND = tomllib.loads(Path(__file__).with_name("observations.toml").read_text("utf-8"))["sound"]
NUMERALS = "〇一二三四五六七八九十"
CHAPTER = re.compile(r"([一二三四五六七八九十])、([^。；｜]{0,40})")
TITLE = re.compile(r"[^。]*年度报告")
NAMED = re.compile(r"(.{2,}?)20\d\d年")


def sound_report(observation: Mapping[str, Any]) -> dict[str, Any]:
    """The report of this body and year, with nothing wrong in it and empty tables."""
    year = observation["year"] or SOUND["year"]
    form = edition_for(year)
    headings = [one.heading for one in form.sections] if form else []
    headings = headings or SOUND["earlier_headings"]
    publisher = observation["publisher"]
    return {
        "report_id": observation["id"],
        "publisher": publisher,
        "year": year,
        "level": SOUND["levels"].get(observation["level"], observation["level"]),
        "title": f"{publisher}{year}年政府信息公开工作年度报告",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "sections": [
            {"number": 0, "heading": "", "text": SOUND["preamble"]},
            *(
                {"number": number, "heading": heading, "text": text}
                for number, (heading, text) in enumerate(
                    zip(headings, SOUND["chapters"], strict=False), 1
                )
            ),
        ],
    }


def planted(sound: Mapping[str, Any], recast: str, place: str) -> dict[str, Any]:
    """The sound report with `recast` at `place`."""
    report = dict(sound)
    sections = {one["number"]: dict(one) for one in sound["sections"]}
    text = recast.replace("……", "\n").replace(" / ", "\n").strip()
    if "｜" in text:
        report |= columns_of(text, report["year"])
        text = "\n".join(one for one in text.split("\n") if "｜" not in one)
        if not place.startswith("chapter"):
            text = ""
    first, _, rest = text.partition("\n")
    if place == "title":
        report, text = _entitled(report, text)
    elif rest and first.endswith("报告"):
        text = rest  # the title, quoted to show whose report it is
    number = _chapter_of(place)
    heads = place.startswith("heading of")
    before = ""
    for line in filter(None, text.split("\n")):
        begins = CHAPTER.fullmatch(line.strip())
        if begins and begins[1] in NUMERALS:
            if heads and before:  # lines that have lost their heading
                sections.pop(_chapter_of(place), None)
                heads = False
            number = NUMERALS.index(begins[1])
            chapter = {"number": number, "heading": begins[2], "text": ""}
            kept = sections.get(number, {"text": SOUND["chapters"][0]})["text"]
            sections[number] = chapter | {"kept": kept}
            heads = False
        elif heads and not before and not line.startswith(("（", "(")):
            sections[number] |= {"heading": line}
            heads = False
        elif heads:
            before += line
            _add(sections, number - 1, line)
        else:
            _add(sections, number, line)
    listed = []
    for one in sections.values():
        kept = one.pop("kept", "")
        listed.append(one | {"text": one["text"] or kept})
    return report | {"sections": sorted(listed, key=lambda one: int(one["number"]))}


def _chapter_of(place: str) -> int:
    """The number of the chapter that a place names; the preamble is 0."""
    if place.startswith(("preamble", "title", "page head")):
        return 0
    found = re.search(r"chapter (\d)", place)
    return int(found[1]) if found else 1


def _add(sections: dict[int, dict[str, Any]], number: int, line: str) -> None:
    chapter = sections.setdefault(number, {"number": number, "heading": "", "text": ""})
    text = "" if number == 0 and chapter["text"] == SOUND["preamble"] else chapter["text"]
    chapter["text"] = f"{text}\n{line}".strip()


def _entitled(report: dict[str, Any], text: str) -> tuple[dict[str, Any], str]:
    """The report with the title in `text`, and what follows the title.

    The body is named as the title names it, so that a name that was made up contradicts nothing.
    """
    joined = re.sub(r"(?<!告)\n(?=[^\n]*报告)", "", text)
    title, _, rest = joined.partition("\n")
    if not TITLE.match(title) or title.endswith("。"):
        return report, text
    named = NAMED.match(title)
    return report | {"title": title, "publisher": named[1] if named else report["publisher"]}, rest
