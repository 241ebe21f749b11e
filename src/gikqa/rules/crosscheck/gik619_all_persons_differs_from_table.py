"""GIK619 all-persons-differs-from-table."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.applicants import divided
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.phrases import phrases_of
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_ROWS = ("new_received", "carried_in")
_CELLS = tuple(f"requests.{row}.{kind}" for row in _ROWS for kind in ("natural_person", "total"))
_COUNT = pattern(r"(?<![\d.,，])(\d{1,6})\s?件")
_AND_OTHERS = pattern("(?:个人)?(?:、法人|和|及|与|或)")
_ABOUT = pattern("依申请公开|信息公开申请|公开申请")


@rule(
    **described("GIK619"),
    needs=("sections", "year"),
    reads=_CELLS,
    find=phrases(phrases_of("all_persons")),
)
def all_persons_differs_from_table(report: Report) -> Iterator[Finding]:
    for near in report.found:
        left, right = sentence_around(near.section.text, near.start, near.end)
        counts = [int(count) for count in _COUNT.findall(left)]
        if not counts or not _ABOUT.search(left) or _AND_OTHERS.match(right):
            continue
        if has_any(words("crosscheck", "scope")["others"], left + right):
            continue
        new, before = (divided(report, row) for row in _ROWS)
        if new is None or before is None:
            raise Undetermined
        both = (new[0] + before[0], new[1] + before[1])
        # The number before shows which requests are meant; of another, nothing is known.
        meant = [each for each in (new, both) if sum(each) == counts[-1]]
        if meant and all(organisations for _, organisations in meant):
            yield contradiction(
                near,
                observed=f"{counts[-1]} + 0",
                expected=f"{meant[0][0]} + {meant[0][1]}",
                cells=("requests.new_received.natural_person", "requests.new_received.total"),
            )
