"""GIK841 measure-word-missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Hit, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section, one_for_many
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_NUMBER = re.compile(r"\d{1,7}(?=[，,](?!\d)|[；;。]|其中)")
_WITH_SHARE = re.compile("\\d[件条篇份次个项期][，,]占")
"""Another part of the same list, which has its measure."""
_DIGITS = re.compile(r"(?<![\d.])\d{1,7}$")


def _phrases() -> Iterable[str]:
    for digit in range(10):
        yield from (f"{digit}{rest}" for rest in ("其中", "，占", ",占"))
    for noun in words("wording", "GIK841")["nouns"]:
        yield from (f"{noun}{digit}" for digit in range(10))


@rule(**described("GIK841"), needs=("sections",), phrases=_phrases)
def measure_word_missing(report: Report) -> Iterator[Finding]:
    return one_for_many(_findings(report))


def _findings(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        told = -1
        for hit in hits:
            place = _number(section.text, hit)
            if place is not None and place[0] != told:
                told = place[0]
                yield finding(section, *place)


def _number(text: str, hit: Hit) -> tuple[int, int] | None:
    """Where the bare number stands."""
    if hit.phrase.endswith(("其中", "占")):
        end = hit.end - 2
        sentence = text[text.rfind("。", 0, end) + 1 :].partition("。")[0]
        if hit.phrase.endswith("占") and not _WITH_SHARE.search(sentence):
            return None
        digits = _DIGITS.search(text, max(0, end - 8), end)
        if digits is None or not "\u4e00" <= text[digits.start() - 1 : digits.start()] <= "\u9fff":
            return None
        return digits.span()
    number = _NUMBER.match(text, hit.end - 1)
    return number.span() if number else None
