"""What a reader doubts as typed data decides about the findings of a table, and is said in them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import tomli

import gikqa

BROKEN = {
    "requests.new_received.natural_person": 4,
    "requests.new_received.total": 4,
    "disputes.review.upheld": 1,
}
LOST = gikqa.reading_doubt("requests", "row-lost", ["requests.granted.natural_person"])
OPERATORS = re.findall(
    r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|",
    Path("specs/export.md").read_text("utf-8").split("| `operator` | what was read |")[1],
    re.M,
)


def judged(lint, table, **options):
    options = {"select": ["GIK302", "GIK401"], "lang": "en"} | options
    found = lint(table, **options).findings
    names = ("rule", "confidence", "cause", "message", "params")
    rows = [tuple(row[name] for name in names) for row in found.to_pylist()]
    return [(*row[:2], of_reader(row[2]), row[3], dict(row[4]).get("misreading")) for row in rows]


def of_reader(cause):
    """The cause, if it is not a change of cells: those have tests of their own."""
    return None if cause is not None and cause.startswith("repair:") else cause


def doubted(*doubts, notes=()):
    return {"tool": "t", "version": "1", "notes": list(notes), "doubts": list(doubts)}


def test_a_doubt_makes_hints_that_say_which_mistake_it_was(lint, report, export):
    table = export(report(changes=BROKEN, extraction=doubted(LOST)))
    of_requests, _, of_disputes = judged(lint, table)
    assert of_requests == (
        "GIK302",
        "hint",
        "reading",
        "`natural person`: concluded plus carried out is 0 (0+0), expected 4, received plus "
        "carried in (4+0); probably the document was read wrongly: the row `table 3 · granted` "
        "was lost, and the rows below moved up",
        "row-lost",
    )
    assert of_disputes[1:3] == ("proved", None)
    assert of_disputes[4] is None


def test_an_unclear_doubt_leaves_the_findings_likely_and_says_what_else_it_may_be(
    lint, report, export
):
    doubt = gikqa.reading_doubt("requests", "other-unit", LOST["cells"], unclear=True)
    table = export(report(changes=BROKEN, extraction=doubted(doubt)))
    first, *_ = judged(lint, table, lang="zh")
    assert first[1:3] == ("likely", None)
    assert first[3].endswith(
        "；也可能是读取文件时有误：“表三 · 三、本年度办理结果 · （一）予以公开”一行的单位读错"
        "（如 万 与 个）"
    )


def test_of_two_doubts_about_a_table_the_readers_fault_decides(lint, report, export):
    unclear = gikqa.reading_doubt("requests", "rows-exchanged", unclear=True)
    table = export(report(changes=BROKEN, extraction=doubted(unclear, LOST)))
    assert judged(lint, table)[0][1:3] == ("hint", "reading")
    assert judged(lint, table)[0][4] == "row-lost"


def test_a_doubt_counts_before_the_note_that_says_the_same(lint, report, export):
    note = gikqa.reading_note("requests", "lost-row granted makes every identity hold")
    table = export(report(changes=BROKEN, extraction=doubted(LOST, notes=[note])))
    assert judged(lint, table)[0][4] == "row-lost"


def test_the_place_of_a_mistake_that_stays_open_is_named_from_where_to_where(lint, report, export):
    cells = ["requests.granted.total", "requests.carried_out.total"]
    doubt = gikqa.reading_doubt("requests", "row-lost", cells)
    message = judged(lint, export(report(changes=BROKEN, extraction=doubted(doubt))))[0][3]
    assert message.endswith(
        "a row from `table 3 · granted` to `table 3 · carried out` was lost, and the rows below "
        "moved up"
    )


def test_a_mistake_without_words_is_printed_as_the_reader_names_it(lint, report, export):
    doubt = gikqa.reading_doubt("requests", "coffee {stain}", ["requests.granted"])
    message = judged(lint, export(report(changes=BROKEN, extraction=doubted(doubt))))[0][3]
    assert message.endswith("was read wrongly: coffee {stain} at `table 3 · granted`")


def test_doubts_come_back_from_parquet(lint, report, export):
    table = export(report(changes=BROKEN, extraction=doubted(LOST)))
    stream = io.BytesIO()
    pq.write_table(table, stream)
    stored = pq.read_table(stream)
    assert stored["extraction"].to_pylist()[0]["doubts"] == [LOST]
    assert judged(lint, stored) == judged(lint, table)


_TEXTS = pa.large_list(pa.string_view())
ODD = {
    "large lists, views": (
        pa.large_list(pa.struct([("fault", pa.string_view()), ("table", pa.string()),
                                 ("cells", _TEXTS), ("sure", pa.float64())])),
        [{"fault": "reader", "table": "requests", "cells": [], "sure": 0.5}],
        ("hint", "reading"),
    ),
    "null cells": (None, [{"table": "requests", "fault": "reader", "cells": None}],
                   ("hint", "reading")),
    "another fault": (None, [{"table": "requests", "fault": "weather"}], ("proved", None)),
    "no fault": (None, [{"table": "requests"}], ("proved", None)),
    "another table": (None, [{"table": "disputes", "fault": "reader"}], ("proved", None)),
    "numbers": (None, [1], ("proved", None)),
    "no list": (None, "requests", ("proved", None)),
    "null": (None, None, ("proved", None)),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "doubts", "judgement"), ODD.values(), ids=ODD)
def test_other_spellings_are_understood_or_ignored(lint, report, export, kind, doubts, judgement):
    table = export(report(changes=BROKEN)).drop_columns(["extraction"])
    kinds = None if kind is None else pa.struct([("doubts", kind)])
    table = table.append_column("extraction", pa.array([{"doubts": doubts}], kinds))
    assert judged(lint, table)[0][1:3] == judgement


def test_reports_without_doubts_keep_their_findings(lint, report, export):
    rows = [
        report(report_id="a", changes=BROKEN, extraction=doubted(LOST)),
        report(report_id="b", changes=BROKEN, extraction=doubted()),
        report(report_id="c", changes=BROKEN),
    ]
    found = judged(lint, export(*rows))
    alone = judged(lint, export(report(report_id="c", changes=BROKEN)))
    assert found[3:6] == found[6:] == alone


def test_every_operator_of_the_specification_has_words_in_both_languages():
    words = tomli.loads(Path("src/gikqa/_engine/misreadings.toml").read_text("utf-8"))
    named = {name.strip("`") for line in OPERATORS for name in line.split(", ")}
    texts = {key for key in words if not key.startswith("of ") and key != "other"}
    assert named == {key.removesuffix("-between") for key in texts}
    for text in words.values():
        gaps = [set(re.findall(r"\{\w+\}", text[lang])) for lang in ("zh", "en")]
        assert gaps[0] == gaps[1]
