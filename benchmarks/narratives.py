"""Narratives as dense in numbers, places, lists and citations as those of real reports.

The sentences are put together from `narratives.toml`, so that hardly a clause of 14 characters is
in a narrative twice. What they say of requests and disputes agrees with the tables, but for the
reports that are given a defect.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np

from benchmarks.prose import NOTICES, Section
from benchmarks.publishers import Place

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_POOLS: dict[str, list[str]] = _DATA["pools"]
_NOTICE_TITLES = {
    "2019": "国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知",
    "2021": "国务院办公厅政府信息与政务公开办公室关于印发"
    "《中华人民共和国政府信息公开工作年度报告格式》的通知",
}
_FROM_POOLS = {
    "t": "topics", "u": "topics", "c": "channels", "m": "ways", "k": "ways", "g": "groups",
    "i": "institutions", "j": "institutions", "told": "told",
}  # fmt: skip
_CHAPTERS = ("one", "two", "three", "four", "five", "six")
_NUMERALS = (*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
_FORMATTER = Formatter()


class DenseWriter:
    """Writes one narrative after another from a stream of seeded numbers.

    `faulty` is the share of reports with a defect in words; `others` are the places that bodies
    learn from, and those that stray into a faulty report.
    """

    def __init__(
        self,
        characters: int,
        rng: np.random.Generator,
        others: Sequence[Place],
        *,
        faulty: float = 0.03,
    ) -> None:
        self._characters = characters
        self._others = [place.name for place in others]
        self._faulty = faulty
        self._numbers = _numbers(rng)
        self._turns: Counter[str] = Counter()
        self._pieces = {
            kind: [_pieces(one) for one in listed]
            for kind, listed in (*_DATA["sections"].items(), *_sentences())
        }
        self._documents = [_pieces(one) for one in _POOLS["documents"]]
        self._lists = _pieces("{told}{total}{unit}，其中{listed}。")

    def narrative(
        self, place: str, year: int, edition: str, figures: Mapping[str, int], name: str
    ) -> list[Section]:
        """Preamble and six sections with about as many characters as were asked for."""
        known: dict[str, Any] = {
            **figures,
            "p": place,
            "name": name,
            "y": year,
            "b": year - 1,
            "w": year + 1,
            "notice": NOTICES[edition],
            "notice_title": _NOTICE_TITLES[edition],
            "x": figures["new"] * 3 + 41,
            "stray": self._pick(self._others),
        }
        texts = [
            self._write("preamble", known),
            self._write("proactive", known),
            self._write("tables", known),
            self._write("tables", known),
            self._write("disputes", known),
            self._write("problems", known) + "\n" + self._write("plans", known),
            self._write("others", known),
        ]
        ending = self._write("on_request", known)
        room = self._characters - sum(map(len, texts)) - len(ending)
        work = []
        while room > 0:
            kind = "plain" if next(self._numbers) % 9 < 5 else "work"
            sentence = self._fill(self._in_turn(kind, self._pieces[kind]), known)
            if not next(self._numbers) % 5:
                sentence += "\n"
            room -= len(sentence)
            work.append(sentence)
        if next(self._numbers) % 10_000 < self._faulty * 10_000:
            place_in_text = next(self._numbers) % (len(work) + 1)
            work.insert(place_in_text, self._write("defects", known))
        texts[1] = _with_numbers(texts[1] + "".join(work) + ending)
        headings = ["", *(self._heading(_DATA["headings"][chapter]) for chapter in _CHAPTERS)]
        return [
            {"number": number, "heading": headings[number], "text": text}
            for number, text in enumerate(texts)
        ]

    def _pick(self, listed: Sequence[Any]) -> Any:
        return listed[next(self._numbers) % len(listed)]

    def _in_turn(self, name: str, listed: Sequence[Any]) -> Any:
        """One after the other, so that a sentence comes again with other words in it."""
        self._turns[name] += 1
        return listed[self._turns[name] % len(listed)]

    def _heading(self, listed: Sequence[str]) -> str:
        return listed[0] if next(self._numbers) % 5 else str(self._pick(listed[1:]))

    def _write(self, kind: str, known: Mapping[str, Any]) -> str:
        return self._fill(self._pick(self._pieces[kind]), known)

    def _fill(self, pieces: Sequence[tuple[str, str | None]], known: Mapping[str, Any]) -> str:
        written = []
        for literal, slot in pieces:
            written.append(literal)
            if slot is not None:
                written.append(str(known[slot]) if slot in known else self._drawn(slot, known))
        return "".join(written)

    def _drawn(self, slot: str, known: Mapping[str, Any]) -> str:
        number = next(self._numbers)
        if slot in _FROM_POOLS:
            return str(self._in_turn(_FROM_POOLS[slot], _POOLS[_FROM_POOLS[slot]]))
        if slot == "a":
            return str(number % (900, 90, 9_000)[number % 3] + 10)
        if slot in ("e", "f", "h"):
            return str(number % {"e": 90, "f": 60, "h": 12}[slot] + (10 if slot == "e" else 1))
        if slot == "s":
            return f"{number % 98 + 1}.{number % 7}" if number % 3 else str(number % 98 + 1)
        if slot == "o":
            return str(self._others[number % len(self._others)])
        if slot == "d":
            return self._fill(self._documents[number % len(self._documents)], known)
        if slot == "list":
            return self._list(known)
        raise KeyError(slot)

    def _list(self, known: Mapping[str, Any]) -> str:
        """A total and two to five parts that make it."""
        first, many = next(self._numbers), next(self._numbers) % 4 + 2
        unit = self._pick(_POOLS["units"])
        counts = [next(self._numbers) % 400 + 1 for _ in range(many)]
        names = [_POOLS["parts"][(first + 5 * n) % len(_POOLS["parts"])] for n in range(many)]
        listed = "、".join(f"{name}{n}{unit}" for name, n in zip(names, counts, strict=True))
        return self._fill(self._lists, {"total": sum(counts), "unit": unit, "listed": listed})


def _numbers(rng: np.random.Generator) -> Iterator[int]:
    """Numbers without end, never the same ones again; drawn in blocks, which is cheaper."""
    while True:
        yield from rng.integers(0, 1 << 30, 65_536).tolist()


def _with_numbers(text: str) -> str:
    """A chapter whose items have their numbers, in order, each in the place of a #."""
    first, *items = text.split("#")
    return first + "".join(
        _NUMERALS[min(number, len(_NUMERALS) - 1)] + item for number, item in enumerate(items)
    )


def _sentences() -> list[tuple[str, list[str]]]:
    return [(kind, _DATA[kind]["sentences"]) for kind in ("work", "plain", "defects")]


def _pieces(template: str) -> list[tuple[str, str | None]]:
    return [(literal, slot) for literal, slot, _, _ in _FORMATTER.parse(template)]
