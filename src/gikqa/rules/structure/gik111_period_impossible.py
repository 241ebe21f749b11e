"""GIK111 period-impossible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gikqa import Finding, Report, Severity, column, rule
from gikqa.rules.structure.chapter_conditions import has_preamble_that
from gikqa.rules.texts import described
from gikqa.text import pattern

_FIRST = 2008
"""The first report year began on 1 May, when the Regulations came into force."""

_year, _start, _end = column("year"), column("period_start"), column("period_end")
_IS_BACKWARDS = _start >= _end
_ENDS_WITH_YEAR = _end.month().equals(12) & _end.day().equals(31)
_BEGINS_WITH_YEAR = _start.month().equals(1) & _start.day().equals(1)
# Another year is a slip of the year, not an impossible period.
_IS_WHOLE = _BEGINS_WITH_YEAR & _ENDS_WITH_YEAR & _start.year().equals(_end.year())
# A body founded in the year counts from its first day; so did every body in 2008.
_IS_REST_OF_YEAR = _ENDS_WITH_YEAR & _start.year().equals(_year) & _end.year().equals(_year)
_READ = _IS_BACKWARDS | ~(_IS_WHOLE | _IS_REST_OF_YEAR)

_TO = "[起始]?(?:开始)?[,，]?(?:至|到|—|-|–|－|~|～|和)+(?:截至)?"
_LAST, _OTHER = r"12月31日", r"(?:[1-9]|1[01])月\d{1,2}日|12月(?:[1-9]|[12]\d|30)日"
_TOO_SHORT = rf"20\d\d年1月1日{_TO}(?:20\d\d年)?(?:{_OTHER})"
_TOO_LATE = rf"20\d\d年1月(?:[2-9]|[123]\d)日{_TO}(?:20\d\d年)?{_LAST}"
_PRINTED = pattern(
    r"(?<!\d)(20\d\d)年(\d{1,2})月(\d{1,2})日"
    rf"{_TO}(?:(20\d\d)年)?(\d{{1,2}})月(\d{{1,2}})日"
)
_PRINTED_SHORT = has_preamble_that(rf"{_TOO_SHORT}|{_TOO_LATE}")


@rule(
    **described("GIK111"),
    needs=("year",),
    reads=("period_start", "period_end", "sections"),
    where=(_year >= _FIRST) & (_READ | _PRINTED_SHORT),
)
def period_impossible(report: Report) -> Iterator[Finding]:
    if report.holds(_READ):
        yield Finding(
            observed=f"{report.column('period_start')} – {report.column('period_end')}",
            expected=_calendar_year(report),
            severity=Severity.ERROR if report.holds(_IS_BACKWARDS) else None,
        )
        return
    for section in report.sections:
        for said in _PRINTED.finditer(section.text) if section.number == 0 else ():
            if _is_of_the_year(said, report.year):
                yield Finding(
                    section=section.number,
                    start=said.start(),
                    end=said.end(),
                    quote=said[0],
                    observed=said[0],
                    expected=_calendar_year(report),
                )
                return


def _is_of_the_year(said: re.Match[str], year: int) -> bool:
    """Whether a printed period begins or ends as the report year does, but not both."""
    is_of_year = int(said[1]) == int(said[4] or said[1]) == year
    begins = (int(said[2]), int(said[3])) == (1, 1)
    ends = (int(said[5]), int(said[6])) == (12, 31)
    return is_of_year and begins != ends and (begins or int(said[2]) == 1)


def _calendar_year(report: Report) -> str:
    return f"{date(report.year, 1, 1)} – {date(report.year, 12, 31)}"
