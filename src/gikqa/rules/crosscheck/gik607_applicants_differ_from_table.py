"""GIK607 applicants-differ-from-table."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.applicants import divided
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.crosscheck.phrases import phrases_of
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, phrases

_ROWS = ("new_received", "carried_in", "total_concluded")
_CELLS = tuple(f"requests.{row}.{kind}" for row in _ROWS for kind in ("natural_person", "total"))
_BETWEEN = r"(?:申请人|申请|提出|提交|政府信息公开|信息公开|公开|的|数量|共|为|有|计|[：:]|\s)*"
_OTHERS = r"(?:法人(?:[和或及与、]?(?:者|以及)?其[他它](?:社会)?组织|单位)?|企业|单位|组织)"
_SPLIT = rf"{_BETWEEN}(\d{{1,6}})\s?件[，,、；;和及]?\s?{_OTHERS}{_BETWEEN}(\d{{1,6}})\s?件"
_LARGE = 20


@rule(
    **described("GIK607"),
    needs=("sections", "year"),
    reads=_CELLS,
    find=phrases(phrases_of("applicants")).then(_SPLIT),
)
def applicants_differ_from_table(report: Report) -> Iterator[Finding]:
    said = [each for each in report.found if not _may_be_of_others(each)]
    if not said:
        return
    new, before, done = (divided(report, row) for row in _ROWS)
    if new is None or before is None:
        raise Undetermined
    known = [new, (new[0] + before[0], new[1] + before[1]), *([done] if done else [])]
    for near in said:
        split = _split(near)
        # The same sum, divided in another way: then both speak of the same requests.
        same = [each for each in known if sum(each) == sum(split)]
        if same and split not in known:
            persons, organisations = same[0]
            yield contradiction(
                near,
                observed=f"{split[0]} + {split[1]}",
                expected=f"{persons} + {organisations}",
                cells=("requests.new_received.natural_person", "requests.new_received.total"),
            )


def _split(near: Near) -> tuple[int, int]:
    """The requests of persons and those of organisations."""
    return int(near.after[1]), int(near.after[2])


def _may_be_of_others(near: Near) -> bool:
    """Whether other bodies are named; a large sum of the table itself counts the same bodies."""
    sentence = "".join(sentence_around(near.section.text, near.hit.start, near.hit.end))
    others = words("crosscheck", "scope")["others"]
    return sum(_split(near)) < _LARGE and has_any(others, sentence)
