"""GIK822 malformed-year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.texts import described
from gikqa.text import pattern

_ZERO, _ONE, _LETTERS = "0OoＯ０", "1lI１", "OoＯlI"
_TENS = f"012{_LETTERS}０１２"
_FULL = str.maketrans("０１２３４５６７８９", "0123456789")
_ALIKE = str.maketrans(_ZERO[1:] + _ONE[1:], "0" * (len(_ZERO) - 1) + "1" * (len(_ONE) - 1))
_YEAR = pattern(r"(?<![0-9０-９A-Za-z])[2２][0OoＯ０][0-9０-９OoＯlI]{2}(?=\s?年)")
_WIDE = pattern("[０-９]")


def _phrases() -> Iterable[str]:
    """The first digits of a year of this century, as they are not printed."""
    for start in (two + zero + tens for two in "2２" for zero in _ZERO for tens in _TENS):
        if not (start.isascii() and start.isdecimal()) and start[:2] != "２０":
            yield start
    for decade in ("200", "201", "202"):
        yield from (f"{decade}{odd}年" for odd in f"{_LETTERS}０１２３４５６７８９")
    for decade in ("２００", "２０１", "２０２"):
        yield from (f"{decade}{odd}年" for odd in f"{_LETTERS}0123456789")


@rule(**described("GIK822"), needs=("sections",), phrases=_phrases)
def malformed_year(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        for hit in hits:
            year = _YEAR.match(section.text, hit.start)
            if year is None:
                continue
            meant = year[0].translate(_FULL).translate(_ALIKE)
            all_wide = len(_WIDE.findall(year[0])) == len(year[0])
            if meant != year[0] and not all_wide and meant.isdecimal():
                yield finding(section, year.start(), year.end(), expected=meant)
