"""GIK208 regulations-without-power."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Condition, Finding, Report, any_of, cell, column, known, rule
from gikqa.editions import load_editions
from gikqa.rules.forms import must_follow
from gikqa.rules.shared.county_cities import COUNTY_CITIES
from gikqa.rules.texts import described

_COUNTY = (
    "(?:县|旗|乡|镇|街道)(?:人民政府)?(?:办公室|办事处)?$"
    # A body of a county, or of a district of a city; 自治区 and 社区 are no districts.
    r"|\p{Han}(?:县|自治旗|[左右前后中]旗)\p{Han}*(?:局|委员会|办公室|中心|开发区|管委会|园区)$"
    r"|市\p{Han}{0,4}[^治社地景林校灾山库牧老军战防片园政湾学小街\P{Han}]区\p{Han}*(?:人民政府|局|委员会|办公室|中心|街道办事处)$"
    # 东方市 is a city, 东方市场 is none.
    rf"|(?:^|[省市州区盟])(?:{'|'.join(sorted(COUNTY_CITIES))})市(?:[^场政容民区]|$)"
    # The administration of a zone is an agency of its government.
    r"|\p{Han}(?:开发区|高新区|工业园区?|产业园区?|保税区|度假区|示范区)(?:管委会|管理委员会)?$"
)
_CODE, _WHOLE_PREFECTURE = "^.{6}$", "00$"


def _has_level(*levels: str) -> Condition:
    return known(column("level").is_one_of(levels))


_FILLED = {
    path: must_follow(form) & (cell(path) > 0)
    for form in ("2019", "2021")
    for path in load_editions()[form].cells
    if path.startswith("disclosure.regulations.")
}
_code = column("region_code")
_IS_IN_COUNTY = known(_code.matches(_CODE) & ~_code.matches(_WHOLE_PREFECTURE))

# Departments of prefectures and provinces may give the rules that they drafted.
_IS_BELOW_PREFECTURES = _has_level("county", "township") | (
    ~_has_level("province", "prefecture") & (column("publisher").matches(_COUNTY) | _IS_IN_COUNTY)
)


@rule(
    **described("GIK208"),
    needs=("year", "publisher"),
    where=known(any_of(_FILLED.values())) & _IS_BELOW_PREFECTURES,
)
def regulations_without_power(report: Report) -> Iterator[Finding]:
    filled = tuple(path for path, is_filled in _FILLED.items() if report.holds(is_filled))
    yield Finding(
        cells=filled,
        observed="、".join(str(report.cell(path)) for path in filled),
        expected="0",
    )
