"""Which year a report is for, where its own title does not say.

Places are tried in order of reliability: the period, the preamble, headings, the first sentence,
and last the name of the file. A place that names two years is ignored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from gikqa.editions import Edition, edition_for
from gikqa.text import pattern
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.titles import year_of
from gikqa_documents.prose.narrative import Chapter

# A year of something that happened then, 《2021年工作要点》 or a date, is not the report's.
_QUOTED = pattern(r"《[^《》]*》|〔[^〔〕]*〕")
_YEAR = pattern(r"(?<!\d)(20\d{2})年(?!\d{1,2}月)")
_OPENING = pattern(r"(?:在)?(20\d{2})年度?(?!\d{1,2}月|以来|起|至|到|[-—~～])")
_BARE_TITLE = pattern(r"(?:政府|政务)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)")
_NAMED = pattern(r"(20\d{2})年度?[^。；！？《》]{0,20}(?:信息|政务)公开.{0,6}(?:报告|年报)")
# The time of a figure in chapter one: 2019年，共主动公开信息227条; 截至2020年12月31日，公开15条.
_FIGURES = pattern(
    r"(?:(?<!\d)(20\d{2})年(?:度|全年)?(?!\d{1,2}月|(?:政府)?信息公开.{0,8}报告)"
    r"|截[至止]到?(20\d{2})年(?:12月31日|年?[底末]))"
    r"[^。；;！？《》]{0,60}?(?<!\d)\d+(?:余|多)?(?:条|件|篇|份|次|项|期)"
)
_TOLD_OFTEN = 2
# 2024-01-15 and t20240115_7 are days of publication, 2023-2024 are two years.
_IN_NAME = pattern(r"(?<!\d)(20\d{2})(?!\d)")
_DAY_IN_NAME = pattern(r"20\d{2}[-_.年]?\d")


def read_year(
    heads: Sequence[str],
    period: tuple[date, date] | None,
    chapters: Sequence[Chapter],
    *,
    file_stem: str,
    published: date | None,
    form: Edition | None,
) -> tuple[int | None, str]:
    """The report year and where it was read; None and "" if no place names one year.

    heads: titles that the page names outside of its text. form: the edition of the tables.
    """
    places = (
        ("title of the page", _only({year for head in heads if (year := year_of(head))})),
        ("period", period[1].year if period and period[0].year == period[1].year else None),
        ("preamble", _preamble(chapters)),
        ("headings", _only({y for one in chapters for y in _years(one.heading)})),
        ("opening", _opening(chapters)),
        ("first chapter", _first_chapter(chapters, published, form)),
        ("file name", _in_name(file_stem, published, form)),
    )
    return next(((year, place) for place, year in places if year), (None, ""))


def _only(years: set[int]) -> int | None:
    return years.pop() if len(years) == 1 else None


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(_QUOTED.sub("", squeeze(text)))]


def _preamble(chapters: Sequence[Chapter]) -> int | None:
    """The year of the report that the preamble announces."""
    texts = [squeeze("".join(one.lines)) for one in chapters if one.number == 0]
    return _only({int(year) for text in texts for year in _NAMED.findall(text)})


def _opening(chapters: Sequence[Chapter]) -> int | None:
    """The year that the first chapter begins with, if no other is named there as often."""
    first = [chapter for chapter in chapters if chapter.number <= 1 and chapter.lines]
    for chapter in first:
        lines = [line for line in map(squeeze, chapter.lines) if not _BARE_TITLE.fullmatch(line)]
        match = _OPENING.match(lines[0]) if lines else None
        if match:
            year = int(match[1])
            counted = Counter(y for one in first for line in one.lines for y in _years(line))
            rivals = [times for other, times in counted.items() if other != year]
            return year if counted[year] > max(rivals, default=0) else None
    return None


def _first_chapter(
    chapters: Sequence[Chapter], published: date | None, form: Edition | None
) -> int | None:
    """The one year of the figures in the first chapter, or of all that it tells, if it may be."""
    texts = [_QUOTED.sub("", squeeze("".join(one.lines))) for one in chapters if one.number <= 1]
    figures = {int(m[1] or m[2]) for text in texts for m in _FIGURES.finditer(text)}
    named = Counter(figures) | Counter(year for text in texts for year in _years(text))
    year = _only({*(figures or named)})
    if year is None or (not figures and named[year] < _TOLD_OFTEN):
        return None
    if any(times >= named[year] for other, times in named.items() if other != year):
        return None
    too_late = published is not None and published.year <= year
    return None if too_late or (form is not None and edition_for(year) != form) else year


def _in_name(stem: str, published: date | None, form: Edition | None) -> int | None:
    """The year in a file name, unless it may be that of publication, or of another form."""
    year = _only({int(found) for found in _IN_NAME.findall(stem)})
    if (
        year is None
        or _DAY_IN_NAME.search(stem)
        or (published is not None and published.year <= year)
    ):
        return None
    return year if form is None or edition_for(year) == form else None
