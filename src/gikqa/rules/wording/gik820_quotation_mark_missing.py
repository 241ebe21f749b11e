"""GIK820 quotation-mark-missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from gikqa import Finding, Hit, Report, Section, rule
from gikqa.rules.shared.text_around import (
    MOST,
    finding,
    hits_by_section,
    is_nowhere,
    one_for_many,
)
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.paragraphs import paragraph_before, paragraph_behind
from gikqa.text import pattern

_MARK = pattern('[“”"]')


_BETWEEN = ("”“", "”、“", "”，“")
"""Between two of a list of quoted names."""
_NAME = pattern(r"[\u4e00-\u9fff]{2,8}$")


_OTHER_MARKS = pattern("[‘「『〝＂'`]")
_SHOWN = 6


def _of_names() -> Iterable[str]:
    return [f"”{noun}" for noun in words("wording", "GIK820")["named"]]


def _phrases() -> Iterable[str]:
    terms = words("wording", "GIK820")["terms"]
    return chain(_BETWEEN, _of_names(), *((f"“{term}", f"{term}”") for term in terms))


@rule(**described("GIK820"), needs=("sections",), phrases=_phrases)
def quotation_mark_missing(report: Report) -> Iterator[Finding]:
    found = list(_findings(report))
    lost = found and any(is_nowhere(mark, report) for mark in "“”")
    return one_for_many(found, at_most=1 if lost else MOST)


def _findings(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        for hit in hits:
            if hit.phrase in _BETWEEN:
                yield from _first_of_list(section, hit)
            elif hit.phrase[0] == "”":
                if section.text[hit.start - 1 : hit.start].isdigit():  # 15” are inches
                    continue
                before = paragraph_before(section.text, hit.start)
                # A mark that a paragraph before leaves open may have its other half here.
                text, end = section.text, hit.start
                left_open = text.rfind("“", 0, end) > text.rfind("”", 0, end)
                if not (left_open or _MARK.search(before) or _OTHER_MARKS.search(before)):
                    start = hit.start - min(_SHOWN, len(before.lstrip()))
                    yield finding(section, start, hit.start + 1, expected="“…”")
            elif _is_alone(section, hit):
                term = hit.phrase.strip("“”")
                yield finding(section, hit.start, hit.end, expected=f"“{term}”")


def _first_of_list(section: Section, hit: Hit) -> Iterator[Finding]:
    """The first name of a list closes a mark that nothing before it opened."""
    before = paragraph_before(section.text, hit.start)
    name = _NAME.search(before)
    if name is not None and _MARK.search(before) is None:
        start = hit.start - len(name[0])
        yield finding(section, start, hit.start + 1, expected=f"“{name[0]}”")


def _is_alone(section: Section, hit: Hit) -> bool:
    """Whether the next mark, seen from the one that is there, is none of its own pair."""
    if hit.phrase.startswith("“"):
        behind = paragraph_behind(section.text, hit.end)
        if behind is None:
            return False
        mark = _MARK.search(behind)
        return mark is None or mark[0] == "“"
    before = _MARK.findall(paragraph_before(section.text, hit.start))
    return before[-1:] in ([], ["”"])
