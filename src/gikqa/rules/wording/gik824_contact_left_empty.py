"""GIK824 contact-left-empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described

_COLONS = "：:"
_ENDS = "，。；、）),;"


def _phrases() -> Iterable[str]:
    labels = words("wording", "GIK824")["labels"]
    for label in labels:
        for colon in _COLONS:
            yield from (f"{label}{colon}{end}" for end in _ENDS)
            yield from (f"{label}{colon}{other}{colon}" for other in labels if other != label)


@rule(**described("GIK824"), needs=("sections",), phrases=_phrases)
def contact_left_empty(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        for hit in hits:
            label = re.split("[：:]", hit.phrase)[0]
            yield finding(section, hit.start, hit.start + len(label) + 1, observed=label)
