"""GIK612 published-exceeds-decisions."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.cells import count_at
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import phrases

_LISTED = words("crosscheck", "published_decisions")
_CELLS: dict[str, str] = _LISTED["cells"]
"""Kind of decision → the cell that counts those made."""
_PHRASES = [done + kind for done in _LISTED["done"] for kind in _CELLS]
_COUNT = (
    r"(?:决定书|决定|信息|结果|案件|数据|数量|共计|共|为|[：:]|\s)*(\d{1,8})\s?[件条](?![次余多])"
)


@rule(
    **described("GIK612"),
    needs=("sections", "year"),
    reads=tuple(_CELLS.values()),
    find=phrases(_PHRASES).then(_COUNT),
)
def published_exceeds_decisions(report: Report) -> Iterator[Finding]:
    found, unsure = [], False
    silent = [*_LISTED["silent"]["words"], *words("crosscheck", "scope")["others"]]
    for near in report.found:
        if has_any(silent, *sentence_around(near.section.text, near.hit.start, near.hit.end)):
            continue
        cell = next(path for kind, path in _CELLS.items() if near.hit.phrase.endswith(kind))
        made = count_at(report, cell)
        if made is None:
            unsure = True
        elif int(near.after[1]) > made:
            found.append(
                contradiction(near, observed=near.after[1], expected=f"≤ {made}", cells=(cell,))
            )
    if unsure and not found:
        raise Undetermined
    yield from found
