"""Every date of the calendar is silent, every other is found; and so with years."""

from __future__ import annotations

from calendar import monthrange

import pytest

YEARS = range(2008, 2030)


@pytest.fixture(scope="module")
def quotes(export, report, lint):
    """Code and texts → what is quoted of each text, one report for each."""

    def quotes(code, texts):
        rows = [
            report(
                report_id=f"r{number:05}",
                sections=[{"number": 1, "heading": "总体情况", "text": text}],
            )
            for number, text in enumerate(texts)
        ]
        told = {row["report_id"]: [] for row in rows}
        for row in lint(export(*rows), select=[code]).findings.to_pylist():
            told[row["report_id"]].append(row["quote"])
        return list(told.values())

    return quotes


def test_every_day_of_every_year_is_a_date(quotes):
    days = [
        f"截至{year}年{month}月{day}日，共公开12条。"
        for year in YEARS
        for month in range(1, 13)
        for day in range(1, monthrange(year, month)[1] + 1)
    ]
    assert quotes("GIK825", ["\n".join(days)]) == [[]]


@pytest.mark.parametrize("year", [2021, 2024])
def test_every_day_that_no_month_has_is_found(quotes, year):
    days = [
        f"{year}年{month}月{day}日"
        for month in range(1, 13)
        for day in range(monthrange(year, month)[1] + 1, 40)
    ]
    days += [f"{year}年{month}月1日" for month in range(13, 20)]
    assert quotes("GIK825", [f"统计至{day}止。" for day in days]) == [[day] for day in days]


def test_a_year_in_plain_or_in_wide_digits_throughout_is_silent(quotes):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    texts = [f"{year}年和{str(year).translate(wide)}年、{year}年度" for year in YEARS]
    assert quotes("GIK822", texts) == [[]] * len(texts)


@pytest.mark.parametrize(("letter", "digit"), [("O", "0"), ("o", "0"), ("l", "1"), ("I", "1")])
def test_a_letter_in_a_year_is_found_wherever_it_stands(quotes, letter, digit):
    years = [
        printed[:place] + letter + printed[place + 1 :]
        for printed in map(str, YEARS)
        for place in range(1, 4)
        if printed[place] == digit
    ]
    assert years
    assert quotes("GIK822", [f"截至{year}年底。" for year in years]) == [[year] for year in years]
