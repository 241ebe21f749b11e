"""What a narrative says of all requests that a body received or answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Report
from gikqa.rules.crosscheck.bodies import counts_others, is_of_another_body
from gikqa.rules.crosscheck.cases import count_cases
from gikqa.rules.crosscheck.phrases import is_of_year, phrases_of
from gikqa.rules.shared.text_around import has_any
from gikqa.rules.shared.words import words
from gikqa.text import Counted, CountNear, pattern, phrases

_REACH = 200
_REQUESTS = pattern("依申请公开|信息公开申请|公开政府信息申请|公开申请")
_CHAPTER_OF_REQUESTS = 3
_FIRST_FORM_WITH_CHAPTERS = 2019
_CONTENT = pattern(r"(?:涉及|集中在|集中于|内容为)[^。；;\n]*[。；;\n]")
"""What the requests asked for, up to the end of the sentence."""
_ITEM = pattern(
    r"(?:^|[。；;\n])\s*(?:[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,2}[.、．](?!\d)|[二三四五六七八九十]是)"
)
_PART_OF_YEAR = pattern(r"(?:截[至止]|至)(?:\d{4}年)?(?:[1-9]|1[01])月")
_ANYBODY = pattern("公民、法人(?:和|及|或者?)其他组织")


def counted_requests(
    statement: str, *, may_precede: bool = False, not_after: Iterable[str] = ()
) -> CountNear:
    """A finder of the requests that the phrases of a statement count.

    `about_requests` tells which of its numbers are of all requests of the body.
    """
    found = count_cases(
        phrases(phrases_of(statement)), may_precede=may_precede, not_after=tuple(not_after)
    )
    # Each word of `_REQUESTS` has this one in it; what lacks it needs no reading.
    return found.beside("申请", before=_REACH + 64, after=32)


def about_requests(report: Report) -> Iterator[Counted]:
    """What the rule's finder found of all requests of this body, each number once."""
    seen = set()
    for said in report.found:
        # What is carried over goes into the next year.
        if not is_of_year(said.hit, report.year + 1) or not _is_of_all(report, said):
            continue
        place = (said.hit.index, said.quantity.start)
        if place not in seen:
            seen.add(place)
            yield said


def _is_of_all(report: Report, said: Counted) -> bool:
    """Whether all requests of this body in this year are meant, as far as the words show it."""
    some = words("crosscheck", "scope")["some"]
    return (
        _is_of_requests(report, said)
        and not _PART_OF_YEAR.search(said.sentence)
        and not counts_others(report, said, said.sentence)
        and not is_of_another_body(report, said)
        and not has_any(some, _ANYBODY.sub("", said.clause))
        and not has_any(("次", "人"), said.section.text[said.end : said.end + 2])
    )


def _is_of_requests(report: Report, said: Counted) -> bool:
    """Whether the last thing spoken of was requests for information: 依申请公开…, 收到申请3件."""
    text = said.section.text
    counted = text[said.start : said.quantity.start]
    if _REQUESTS.search(counted):
        return True
    before = text[max(0, said.start - _REACH) : said.start]
    items = list(_ITEM.finditer(before))
    before = before[items[-1].start() :] if items else before
    named = [match.end() for match in _REQUESTS.finditer(before)]
    if counted.endswith("申请") and not named:
        # 受理申请3件 may come before the words that say which ones, or stand in their chapter.
        named = [0] if _REQUESTS.search(said.sentence_after) else []
        in_chapter = said.section.number == _CHAPTER_OF_REQUESTS
        named += [0] if in_chapter and report.year >= _FIRST_FORM_WITH_CHAPTERS else []
    since = _CONTENT.sub("", before[named[-1] :]) if named else ""
    return bool(named) and not has_any(words("crosscheck", "scope")["matters"], since)
