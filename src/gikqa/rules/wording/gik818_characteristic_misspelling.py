"""GIK818 characteristic-misspelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.texts import described
from gikqa.rules.wording.misspellings import misspellings


def _phrases() -> Iterable[str]:
    return misspellings()


@rule(**described("GIK818"), needs=("sections",), phrases=_phrases)
def characteristic_misspelling(report: Report) -> Iterator[Finding]:
    entries = misspellings()
    for section, hits in hits_by_section(report):
        for hit in hits:
            entry = entries[hit.phrase]
            of_other_words = section.text.endswith(
                tuple(entry.get("behind", ())), 0, hit.start
            ) or section.text.startswith(tuple(entry.get("before", ())), hit.end)
            if not of_other_words:
                yield finding(section, hit.start, hit.end, expected=entry["right"])
