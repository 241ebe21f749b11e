"""Many reports at a glance: a list of them, rule families by region, and years."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.finding import Severity
from gikqa._model.result import Result
from gikqa._render._rows import often
from gikqa._render.html.report_view import cut

LISTED = 10_000
"""Lines of the list: what a browser lays out within a second."""
NAME = 80
SHADES = 5
VERDICTS = ("defective", "not judged", "undetermined", "clean")
"""In the order of the list; a report may be defective by findings that are not listed."""

YEARS = 20
_REGION = "^(?P<region>[0-9]{2})"
_FAMILY = "^([A-Za-z]+[0-9]?).*"
"""GIK302 is of the family GIK3."""

Amounts = Mapping[str, Mapping[str, int]]


def overview(result: Result, reports: Amounts, full: Mapping[str, int]) -> dict[str, Any]:
    """What the page shows of many reports. full: report → its place among those in full."""
    ids = [report for report in reports if report]
    about = _about(result.findings, ids)
    silent, left = _without_findings(result, ids)
    shown = [
        {
            "place": full.get(report),
            "report_id": cut(report, NAME),
            "publisher": cut(row["publisher"] or "", NAME),
            "year": row["year"],
            "region": row["region"],
            "amounts": [reports[report].get(severity, 0) for severity in Severity],
        }
        for report, row in zip(ids[:LISTED], about, strict=False)
    ]
    return {
        "found": shown,
        "silent": silent,
        "left": len(ids) - len(shown) + left,
        "regions": _heat(result.findings),
        "years": _years(about, [reports[report] for report in ids]),
    }


def _about(findings: pa.Table, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Publisher, year and region of each report, from the first of its findings."""
    first = pc.index_in(pa.array(ids, pa.string()), value_set=findings.column("report_id"))
    columns = {name: findings.column(name) for name in ("publisher", "year")}
    lines = pa.table({**columns, "region": _regions(findings)}).take(first).to_pylist()
    return cast("list[dict[str, Any]]", lines)


def _regions(findings: pa.Table) -> pa.ChunkedArray:
    """The two digits of the province; empty for what is no such code."""
    found = pc.extract_regex(findings.column("region_code"), _REGION)
    return pc.fill_null(pc.struct_field(found, "region"), "")


def _without_findings(result: Result, ids: Sequence[str]) -> tuple[list[dict[str, str]], int]:
    """Reports without a listed finding, with their verdicts, and how many more there are."""
    verdicts = result.verdicts.select(["report_id", "verdict"])
    known = pc.is_in(verdicts.column("report_id"), value_set=pa.array(ids, pa.string()))
    others = verdicts.filter(pc.invert(known))
    column = others.column("verdict")
    ordered = pa.concat_tables([others.filter(pc.equal(column, one)) for one in VERDICTS])
    shown = ordered.slice(0, max(LISTED - len(ids), 0)).to_pylist()
    lines = [
        {"report_id": cut(row["report_id"] or "", NAME), "verdict": row["verdict"]} for row in shown
    ]
    return lines, ordered.num_rows - len(lines)


def _heat(findings: pa.Table) -> dict[str, Any]:
    """Region × rule family: in how many reports a rule of the family found something."""
    families = pc.replace_substring_regex(findings.column("rule"), _FAMILY, r"\1")
    table = pa.table(
        {
            "family": families,
            "region": _regions(findings),
            "report_id": findings.column("report_id"),
        }
    )
    reports: dict[tuple[str, str], int] = {}
    for (family, region, report), _ in often(table, "family", "region", "report_id"):
        if report:
            reports[region, family] = reports.get((region, family), 0) + 1
    most = max(reports.values(), default=1)
    columns = sorted({family for _, family in reports})
    return {
        "families": columns,
        "lines": [
            (region, [_shaded(reports.get((region, family), 0), most) for family in columns])
            for region in sorted({region for region, _ in reports})
        ],
    }


def _shaded(amount: int, most: int) -> tuple[int, int]:
    """A number of reports, and its shade from 0 (none) to `SHADES`."""
    return amount, -(-amount * SHADES // most)


def _years(
    about: Sequence[Mapping[str, Any]], amounts: Sequence[Mapping[str, int]]
) -> list[dict[str, Any]]:
    """By year, the reports with findings, by the worst severity of each: bars of a chart."""
    counted: dict[int, dict[str, int]] = {}
    for row, of_report in zip(about, amounts, strict=True):
        if row["year"] is not None:
            worst = next(
                (severity for severity in Severity if severity in of_report), Severity.INFO
            )
            of_year = counted.setdefault(row["year"], dict.fromkeys(Severity, 0))
            of_year[worst] += 1
    most = max((sum(of_year.values()) for of_year in counted.values()), default=1)
    return [
        {
            "year": year,
            "total": sum(counted[year].values()),
            "top": round(100 - 100 * sum(counted[year].values()) / most, 2),
            "parts": list(_stacked(counted[year], most)),
        }
        for year in sorted(counted)[-YEARS:]
    ]


def _stacked(of_year: Mapping[str, int], most: int) -> Iterator[tuple[str, int, float, float]]:
    """(severity, reports, top, height) from the bottom up, in hundredths of the highest bar."""
    top = 100.0
    for severity, amount in of_year.items():
        height = 100 * amount / most
        top -= height
        yield severity, amount, round(top, 2), round(height, 2)
