"""GIK605 all-upheld-with-pending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Hit, Report, Undetermined, rule
from gikqa.rules.crosscheck.statements import count_at, has_any, phrases_of, words
from gikqa.rules.texts import described

_PENDING = {
    "复议": ("disputes.review.pending",),
    "诉讼": ("disputes.litigation_direct.pending", "disputes.litigation_after_review.pending"),
}
_STOPS = re.compile(r"[。；;！？\n]")
_COUNTED = re.compile(r"(复议|诉讼)(?:案件|申请)?[^，。；、\d]{0,6}\d+\s?[件起宗]")
_REACH = 120


def _phrases() -> Iterable[str]:
    return phrases_of("upheld")


@rule(
    **described("GIK605"),
    needs=("sections", "year"),
    reads=tuple(path for paths in _PENDING.values() for path in paths),
    phrases=_phrases,
)
def all_upheld_with_pending(report: Report) -> Iterator[Finding]:
    """All cases are said to be upheld, and the table counts some as not yet decided."""
    unsure = False
    found = []
    for hit in sorted(report.hits, key=lambda hit: (hit.index, hit.start)):
        start, kinds = _cases(report, hit)
        cells = tuple(path for kind in kinds for path in _PENDING[kind])
        values = {path: count_at(report, path) for path in cells}
        pending = [str(value) for value in values.values() if value]
        if pending:
            section = report.sections[hit.index]
            found.append(
                Finding(
                    cells=tuple(path for path, value in values.items() if value),
                    section=section.number,
                    start=start,
                    end=hit.end,
                    quote=section.text[start : hit.end],
                    observed=" + ".join(pending),
                    expected="0",
                )
            )
        unsure = unsure or None in values.values()
    if unsure and not found:
        raise Undetermined
    yield from found


def _cases(report: Report, hit: Hit) -> tuple[int, list[str]]:
    """Where the cases are counted that the phrase speaks of, and which they are."""
    text = report.sections[hit.index].text
    low = max(0, hit.start - _REACH)
    sentence = _STOPS.split(text[low : hit.start])[-1]
    behind = _STOPS.split(text[hit.end : hit.end + _REACH])[0]
    listed = [
        one
        for word in phrases_of("upheld")
        if (one := sentence.rfind(word) + len(word)) >= len(word)
    ]
    own = sentence[max(listed, default=0) :]
    begin = hit.start - len(own)
    counts = list(_COUNTED.finditer(own))
    blocked = has_any(sentence + behind, words()["upheld"]["decided"])
    if not counts or blocked or has_any(sentence, words()["scope"]["others"]):
        return hit.start, []
    if own[-1:] not in ("，", ","):
        # 复议3件，诉讼2件均维持 may speak of the last only.
        counts = counts[-1:]
    return begin + counts[0].start(), list(dict.fromkeys(one[1] for one in counts))
