"""GIK828 web-address-misprinted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_DOMAINS = ("cn", "cm", "com", "con")


def _misprints() -> dict[str, str]:
    misprints: dict[str, str] = words("wording", "GIK828")["misprints"]
    return misprints


def _phrases() -> Iterable[str]:
    return _misprints()


@rule(**described("GIK828"), needs=("sections",), phrases=_phrases)
def web_address_misprinted(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        for hit in hits:
            # .gov.cms is another name and no misprint of .gov.cn.
            behind = section.text[hit.end : hit.end + 1]
            goes_on = hit.phrase.endswith(_DOMAINS) and behind.isascii() and behind.isalnum()
            if not goes_on:
                yield finding(section, hit.start, hit.end, expected=_misprints()[hit.phrase])
