"""GIK605 all-upheld-with-pending."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.cells import count_at
from gikqa.rules.crosscheck.phrases import phrases_of
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, pattern, phrases

_PENDING = {
    "复议": ("disputes.review.pending",),
    "诉讼": ("disputes.litigation_direct.pending", "disputes.litigation_after_review.pending"),
}
_STOPS = pattern(r"[。；;！？\n]")
_COUNTED = pattern(r"(复议|诉讼)(?:案件|申请)?[^，。；、\d]{0,6}\d+\s?[件起宗]")
_REACH = 120
_UPHELD = phrases_of("upheld")


@rule(
    **described("GIK605"),
    needs=("sections", "year"),
    reads=tuple(path for paths in _PENDING.values() for path in paths),
    find=phrases(_UPHELD),
)
def all_upheld_with_pending(report: Report) -> Iterator[Finding]:
    unsure = False
    found = []
    for near in report.found:
        start, kinds = _cases(near)
        cells = tuple(path for kind in kinds for path in _PENDING[kind])
        values = {path: count_at(report, path) for path in cells}
        pending = [str(value) for value in values.values() if value]
        if pending:
            found.append(
                Finding(
                    cells=tuple(path for path, value in values.items() if value),
                    section=near.section.number,
                    start=start,
                    end=near.end,
                    quote=near.section.text[start : near.end],
                    observed=" + ".join(pending),
                    expected="0",
                )
            )
        unsure = unsure or None in values.values()
    if unsure and not found:
        raise Undetermined
    yield from found


def _cases(near: Near) -> tuple[int, list[str]]:
    """Where the cases are counted that the phrase speaks of, and which they are."""
    text = near.section.text
    before = text[max(0, near.start - _REACH) : near.start]
    sentence = _STOPS.split(before)[-1]
    after = _STOPS.split(text[near.end : near.end + _REACH])[0]
    listed = [one for word in _UPHELD if (one := sentence.rfind(word) + len(word)) >= len(word)]
    own = sentence[max(listed, default=0) :]
    begin = near.start - len(own)
    counts = list(_COUNTED.finditer(own))
    blocked = has_any(words("crosscheck", "upheld")["decided"], sentence + after)
    if not counts or blocked or has_any(words("crosscheck", "scope")["others"], sentence):
        return near.start, []
    if own[-1:] not in ("，", ","):
        # 复议3件，诉讼2件均维持 may speak of the last only.
        counts = counts[-1:]
    return begin + counts[0].start(), list(dict.fromkeys(one[1] for one in counts))
