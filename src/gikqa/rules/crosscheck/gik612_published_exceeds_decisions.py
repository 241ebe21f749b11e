"""GIK612 published-exceeds-decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.statements import count_at, has_any, words
from gikqa.rules.texts import described

_COUNT = re.compile(
    r"(?:决定书|决定|信息|结果|案件|数据|数量|共计|共|为|[：:]|\s)*(\d{1,8})\s?[件条](?![次余多])"
)


def _phrases() -> Iterable[str]:
    listed = words()["published_decisions"]
    return [done + kind for done in listed["done"] for kind in listed["cells"]]


def _cells() -> tuple[str, ...]:
    found: dict[str, str] = words()["published_decisions"]["cells"]
    return tuple(found.values())


@rule(
    **described("GIK612"),
    needs=("sections", "year"),
    reads=_cells(),
    phrases=_phrases,
)
def published_exceeds_decisions(report: Report) -> Iterator[Finding]:
    """More decisions are said to be published than the table says were made."""
    found, unsure = [], False
    listed = words()["published_decisions"]
    silent = [*listed["silent"]["words"], *words()["scope"]["others"]]
    for hit in report.hits:
        section = report.sections[hit.index]
        count = _COUNT.match(section.text, hit.end)
        if count is None or has_any(
            "".join(sentence_around(section.text, hit.start, hit.end)), silent
        ):
            continue
        cell = next(path for kind, path in listed["cells"].items() if hit.phrase.endswith(kind))
        made = count_at(report, cell)
        if made is None:
            unsure = True
        elif int(count[1]) > made:
            found.append(
                Finding(
                    cells=(cell,),
                    section=section.number,
                    start=hit.start,
                    end=count.end(),
                    quote=section.text[hit.start : count.end()],
                    observed=count[1],
                    expected=f"≤ {made}",
                )
            )
    if unsure and not found:
        raise Undetermined
    yield from found
