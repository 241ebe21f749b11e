"""Make `sample.parquet`: 300 reports of 2019 to 2025, a dozen of them with a slip.

    python -m examples.make_sample

The publishers are invented, except in the report that `shangyou.py` tells about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.generate import Recipe, export_schema, tables

from examples.shangyou import shangyou
from gikqa.editions import load_editions

SAMPLE = Path(__file__).with_name("sample.parquet")
RECIPE = Recipe(reports=299, faulty=0, characters=500, seed=2019, editions=("2019", "2021"))
YEARS = RECIPE.years

Report = dict[str, Any]


def make(path: Path = SAMPLE) -> None:
    """Write the sample; the same bytes each time."""
    (table,) = tables(RECIPE)
    reports: list[Report] = table.to_pylist(maps_as_pydicts="strict")
    for (body, year), slip in SLIPS.items():
        slip(reports[body * len(YEARS) + YEARS.index(year)])
    transpose_digits(max(reports, key=lambda report: int(report[_CONCLUDED] or 0)))
    reports.insert(100, shangyou())
    pq.write_table(
        pa.Table.from_pylist(reports, export_schema(RECIPE.editions)),
        path,
        compression="zstd",
        compression_level=19,
    )


def transpose_digits(report: Report) -> None:
    """The last two digits of a total are transposed (GIK302, GIK303, GIK304)."""
    printed = str(report[_CONCLUDED])
    assert printed[-1] != printed[-2], "the transposed number would be the same"
    report[_CONCLUDED] = int(printed[:-2] + printed[-1] + printed[-2])


def miscount_row(report: Report) -> None:
    """The total of a row is one too many (GIK303, GIK304)."""
    report["requests.granted.total"] += 1


def miscount_reviews(report: Report) -> None:
    """The total of the reviews is two too many, in the table and in words (GIK401)."""
    report["disputes.review.total"] += 2
    _raise_number(report, 4, "行政复议", 2)


def go_below_zero(report: Report) -> None:
    """A count is negative (GIK301)."""
    report["requests.refused_process.commercial_enterprise"] = -1


def misstate_received(report: Report) -> None:
    """The narrative says two more applications received than the table (GIK601)."""
    _raise_number(report, 1, "新收政府信息公开申请", 2)


def misstate_concluded(report: Report) -> None:
    """The narrative says three more applications concluded than the table (GIK602)."""
    _raise_number(report, 1, "办结", 3)


def miscount_parts(report: Report) -> None:
    """The parts of a total in the narrative do not add up to it (GIK501)."""
    _raise_number(report, 1, "共公开信息", 10)


def cite_old_notice(report: Report) -> None:
    """The notice on the form before is cited (GIK801)."""
    _replace(report, 0, "〔2021〕30号", "〔2019〕60号")


def cite_old_regulation(report: Report) -> None:
    """The regulation is cited by the number that it had until 2019 (GIK802)."""
    _replace(report, 0, "国务院令第711号", "国务院令第492号")


def misspell_until(report: Report) -> None:
    """截止 stands with a date (GIK810)."""
    year = report["year"]
    _replace(report, 0, f"自{year}年1月1日起至{year}年12月31日止", f"截止{year}年12月31日")


def slip_year(report: Report) -> None:
    """The title names the year before (GIK112)."""
    report["title"] = report["title"].replace(str(report["year"]), str(report["year"] - 1))


def use_old_form(report: Report) -> None:
    """The tables are those of the form before, and add up (GIK110)."""
    old, new = (load_editions()[key].cells for key in ("2019", "2021"))
    for path in old.keys() - new.keys():
        column = path.removeprefix("requests.other.")
        parts = ("other_not_corrected_in_time", "other_fee_unpaid", "other_misc")
        inside = [report.get(f"requests.{part}.{column}") or 0 for part in parts]
        report[path] = sum(inside)
    for path in new.keys() - old.keys():
        report[path] = None
    report["edition"] = "2019"


def break_carry_over(report: Report) -> None:
    """One more application is carried in than the year before carried out (GIK701)."""
    for column in ("natural_person", "total"):
        for row in ("carried_in", "granted", "total_concluded"):
            report[f"requests.{row}.{column}"] += 1
    _raise_number(report, 1, "上年结转", 1)
    _raise_number(report, 1, "办结", 1)


def leave_blanks(report: Report) -> None:
    """No slip: the zeros of the requests were left blank."""
    for path in [path for path in report if path.startswith("requests.")]:
        report[path] = report[path] or None


SLIPS: dict[tuple[int, int], Callable[[Report], None]] = {
    (4, 2022): miscount_row,
    (7, 2023): miscount_reviews,
    (10, 2020): go_below_zero,
    (13, 2024): misstate_received,
    (16, 2021): misstate_concluded,
    (19, 2025): miscount_parts,
    (22, 2022): cite_old_notice,
    (25, 2020): cite_old_regulation,
    (28, 2023): misspell_until,
    (31, 2024): slip_year,
    (34, 2021): use_old_form,
    (37, 2022): break_carry_over,
    (40, 2023): leave_blanks,
}
"""(Number of the body, year) of a report → what is done to it."""

_CONCLUDED = "requests.total_concluded.total"


def _raise_number(report: Report, section: int, before: str, by: int) -> None:
    """Raise the first number that follows the word `before`."""
    number = re.search(rf"{before}(\d+)", report["sections"][section]["text"])
    assert number is not None, before
    _replace(report, section, number[0], f"{before}{int(number[1]) + by}")


def _replace(report: Report, section: int, old: str, new: str) -> None:
    text: str = report["sections"][section]["text"]
    assert old in text, old
    report["sections"][section]["text"] = text.replace(old, new, 1)


if __name__ == "__main__":
    make()
