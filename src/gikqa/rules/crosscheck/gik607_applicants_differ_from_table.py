"""GIK607 applicants-differ-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Hit, Report, Section, Undetermined, rule
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.applicants import divided
from gikqa.rules.crosscheck.statements import has_any, phrases_of, words
from gikqa.rules.suspects import followed_by
from gikqa.rules.texts import described
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import Screening

_ROWS = ("new_received", "carried_in", "total_concluded")
_CELLS = tuple(f"requests.{row}.{kind}" for row in _ROWS for kind in ("natural_person", "total"))
_BETWEEN = r"(?:申请人|申请|提出|提交|政府信息公开|信息公开|公开|的|数量|共|为|有|计|[：:]|\s)*"
_OTHERS = r"(?:法人(?:[和或及与、]?(?:者|以及)?其[他它](?:社会)?组织|单位)?|企业|单位|组织)"
_SPLIT = re.compile(
    rf"{_BETWEEN}(\d{{1,6}})\s?件[，,、；;和及]?\s?{_OTHERS}{_BETWEEN}(\d{{1,6}})\s?件"
)
_REACH = 80
_LARGE = 20


def _phrases() -> Iterable[str]:
    return phrases_of("applicants")


def _screen(screening: Screening) -> Flags:
    return screening.rows_of(followed_by(screening, "申提政信公的数共为有计：:"))


@rule(
    **described("GIK607"),
    needs=("sections", "year"),
    reads=_CELLS,
    phrases=_phrases,
    screen=_screen,
)
def applicants_differ_from_table(report: Report) -> Iterator[Finding]:
    """The requests of persons and of organisations are not those of the table."""
    said = [each for hit in report.hits if (each := _said(report.sections[hit.index], hit))]
    if not said:
        return
    new, before, done = (divided(report, row) for row in _ROWS)
    if new is None or before is None:
        raise Undetermined
    known = [new, (new[0] + before[0], new[1] + before[1]), *([done] if done else [])]
    for section, start, end, split in said:
        # The same sum, divided in another way: then both speak of the same requests.
        same = [each for each in known if sum(each) == sum(split)]
        if same and split not in known:
            persons, organisations = same[0]
            yield Finding(
                cells=("requests.new_received.natural_person", "requests.new_received.total"),
                section=section.number,
                start=start,
                end=end,
                quote=section.text[start:end],
                observed=f"{split[0]} + {split[1]}",
                expected=f"{persons} + {organisations}",
            )


def _said(section: Section, hit: Hit) -> tuple[Section, int, int, tuple[int, int]] | None:
    text = section.text
    found = _SPLIT.match(text, hit.end, hit.end + _REACH)
    if found is None:
        return None
    split = int(found[1]), int(found[2])
    # A large sum that is the table's own says that both count the same bodies.
    sentence = "".join(sentence_around(text, hit.start, hit.end))
    if sum(split) < _LARGE and has_any(sentence, words()["scope"]["others"]):
        return None
    return section, hit.start, found.end(), split
