"""American reports beside all Chinese rules, and in one file with Chinese reports."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sound_forms import FORM, sound_forms

import gikqa
from gikqa.cli import main
from gikqa.testing import as_nested, export_table
from gikqa_foia_us import gikqa_rules

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "examples/sample.parquet"
REAL = Path(__file__).parent / "real/access_board_2021.toml"
OURS = {rule.code for rule in gikqa_rules()}
OF_THE_EXPORT = {f"GIK00{number}" for number in range(1, 9)}
NARRATIVE = (
    "The agency received 8 requests in fiscal year 2023, processed 9 and has 0 pending. "
    "截止2023年12月31日，柳林县共收到申请7件，其中自然人申请5件，法人申请1件。"
)
"""Text in which Chinese rules find much, if they judge it."""
DEFECTS = {
    "US101": {"foia_requests.volume.received": -3},
    "US201": {"foia_requests.volume.pending_start": 999},
    "US202": {"foia_requests.disposition.partial": 999},
    "US303": {"foia_appeals.volume.processed": 999},
    "US401": {"foia_days.appeals.median": 9999},
    "US403": {"foia_increments.complex.to_60": 999},
    "US404": {"foia_requests.volume.processed": 0},
    "US501": {"foia_special.expedition.within_ten_days": 9999},
    "US602": {"foia_resources.costs.total": 1},
    "US604": {"foia_resources.fees.percentage": 77},
    "US701": {"foia_backlog.backlogged.requests": 9999},
    "US703": {"foia_backlog.consultations.pending_end": 999},
}
"""Rule → the cell in which it has something to find."""


def drawn_forms():
    """A few sound forms, the same ones always."""
    forms = []

    @settings(
        max_examples=24, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow]
    )
    @given(sound_forms())
    def draw(cells):
        if cells["foia_increments.complex.total"] and cells["foia_requests.volume.processed"]:
            forms.append(cells)

    draw()
    return forms


def american(number, cells, **fields):
    sections = [{"number": 5, "heading": "FOIA Requests", "text": NARRATIVE}]
    fixed = {"publisher": f"Agency {number}", "year": 2023, "country": "US", "sections": sections}
    titled = {"report_id": f"us-{number:03}", "title": "2023 Annual FOIA Report"}
    return {**titled, **fixed, **fields, **cells}


@pytest.fixture(scope="module")
def forms():
    found = drawn_forms()
    assert len(found) > 5
    return found


@pytest.fixture(scope="module")
def mixed(forms):
    """The sample of Chinese reports, with sound and broken American reports between them."""
    sample = pq.read_table(SAMPLE)
    rows = [american(number, cells) for number, cells in enumerate(forms)]
    for number, change in enumerate(DEFECTS.values(), start=100):
        rows.append(american(number, {**forms[0], **change}))
    table = export_table(rows, [FORM])
    half = len(sample) // 2
    return pa.concat_tables([sample[:half], table, sample[half:]], promote_options="default")


def lint(data):
    result = gikqa.lint(data, lang="zh", jobs=1)
    assert (result.failures, result.problems) == ((), ())
    assert {"GIK302", "LOC101", "US201"} <= {rule.code for rule in result.rules}
    return result


def lines(result, name):
    """The lines of an output format that are about Chinese reports, and the others."""
    stream = BytesIO()
    gikqa.write(result, stream, name)
    return at_home_and_abroad(stream.getvalue())


def at_home_and_abroad(data):
    at_home, abroad = [], []
    for line in data.splitlines():
        report_id = json.loads(line).get("report_id")
        if report_id is not None:
            (abroad if report_id.startswith("us-") else at_home).append(line)
    return at_home, abroad


def test_no_chinese_rule_finds_anything_in_sound_american_reports(forms):
    data = export_table([american(number, cells) for number, cells in enumerate(forms)], [FORM])
    result = lint(data)
    assert result.findings.to_pylist() == []
    statuses = result.statuses()
    judged = {code for code, of in statuses.items() if set(of) != {"not applicable"}}
    assert judged == OURS - {"US704"} | OF_THE_EXPORT | {"GIK312"}  # the equations of any form
    assert {code for code in OURS - {"US704"} if statuses[code] != {"passed": len(forms)}} == set()


def test_the_same_reports_would_be_found_if_they_were_chinese(forms):
    row = american(0, forms[0], country=None)
    found = {row["rule"] for row in lint(export_table([row], [FORM])).findings.to_pylist()}
    assert "GIK810" in found
    assert not found & OURS


def test_each_planted_defect_is_found_where_it_was_planted(mixed):
    found = {}
    for row in lint(mixed).findings.to_pylist():
        if row["report_id"].startswith("us-"):
            found.setdefault(row["report_id"], {}).setdefault(row["rule"], []).append(row["cells"])
    assert sorted(found) == [f"us-{number}" for number in range(100, 100 + len(DEFECTS))]
    for number, (code, change) in enumerate(DEFECTS.items(), start=100):
        of_report = found[f"us-{number}"]
        assert code in of_report
        assert of_report.keys() <= OURS
        for cells in (cells for each in of_report.values() for cells in each):
            assert set(cells) & set(change)


def test_chinese_reports_are_judged_as_without_the_american_ones_byte_by_byte(mixed):
    alone, together = lint(pq.read_table(SAMPLE)), lint(mixed)
    for name in ("jsonl", "verdicts"):
        at_home, abroad = lines(together, name)
        assert at_home == lines(alone, name)[0]
        assert len(at_home) >= 27
        assert len(abroad) >= len(DEFECTS)


def test_the_command_line_gives_each_report_of_a_mixed_file_its_own_verdict(
    mixed, forms, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    pq.write_table(mixed, tmp_path / "mixed.parquet")
    command = ["lint", str(tmp_path / "mixed.parquet"), "--format", "verdicts", "--lang", "zh"]
    with pytest.raises(SystemExit) as ended:
        main([*command, "-o", "out.jsonl", "--no-progress", "--quiet", "--fail-on", "never"])
    assert ended.value.code == 0
    at_home, abroad = at_home_and_abroad((tmp_path / "out.jsonl").read_bytes())
    assert at_home == lines(lint(pq.read_table(SAMPLE)), "verdicts")[0]
    verdicts = Counter(json.loads(line)["verdict"] for line in abroad)
    assert verdicts == {"clean": len(forms), "defective": len(DEFECTS)}


def test_tables_that_are_nested_give_the_same_findings(mixed):
    assert lint(as_nested(mixed)).findings.equals(lint(mixed).findings)


def test_the_order_of_rows_changes_no_finding(mixed):
    order = list(range(len(mixed)))
    Random(3).shuffle(order)
    assert lint(mixed.take(pa.array(order))).findings.equals(lint(mixed).findings)


def test_what_is_pending_at_the_start_is_compared_with_the_report_for_the_year_before(mixed, forms):
    earlier, later = forms[0], american(500, forms[1], publisher="Agency 0", year=2024)
    for what in ("requests", "appeals"):
        row = f"foia_{what}.volume."
        later[row + "pending_start"] = start = earlier[row + "pending_end"]
        later[row + "received"] = later[row + "processed"] + later[row + "pending_end"] - start
    start, received = "foia_requests.volume.pending_start", "foia_requests.volume.received"
    later[start] += 1
    later[received] -= 1
    data = pa.concat_tables([mixed, export_table([later], [FORM])], promote_options="default")
    (row,) = [row for row in lint(data).findings.to_pylist() if row["rule"] == "US704"]
    assert (row["report_id"], row["cells"]) == ("us-500", [start])
    assert (row["observed"], row["expected"]) == (str(later[start]), str(later[start] - 1))


def test_a_report_that_an_agency_published_has_no_defect():
    real = tomllib.loads(REAL.read_text("utf-8"), parse_float=Decimal)
    cells = dict.fromkeys(FORM.cells, 0) | real["cells"] | dict.fromkeys(real["blank"])
    row = {"report_id": "r", "publisher": real["publisher"], "year": real["year"], "country": "US"}
    result = lint(export_table([row | cells], [FORM]))
    assert result.findings.to_pylist() == []
    undetermined = {code for code, of in result.statuses().items() if "undetermined" in of}
    assert undetermined == {"US401", "US402"}  # of the tracks that are printed as N/A
