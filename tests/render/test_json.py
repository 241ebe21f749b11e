from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from gikqa._model.result import FINDINGS_SCHEMA

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "specs/output/result.schema.json").read_text("utf-8")
)


def validate(value: object, part: str | None = None) -> None:
    schema = {"$ref": f"#/$defs/{part}", "$defs": SCHEMA["$defs"]} if part else SCHEMA
    jsonschema.Draft202012Validator(schema).validate(value)


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)


def test_the_published_schema_is_a_schema_and_leaves_no_object_open():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert all(schema["additionalProperties"] is not True for schema in objects(SCHEMA))
    assert all("additionalProperties" in schema for schema in objects(SCHEMA))


def test_the_published_finding_has_the_fields_of_the_table_in_their_order():
    finding = SCHEMA["$defs"]["finding"]
    assert list(finding["properties"]) == finding["required"] == FINDINGS_SCHEMA.names


def test_nothing_at_all_is_a_valid_document_without_findings(nothing, written):
    document = json.loads(written("json", nothing))
    validate(document)
    assert document["findings"] == document["coverage"] == []
    assert document["summary"]["checks"]["judged"] == 0


def test_nothing_found_is_a_valid_document_that_counts_what_was_not_judged(clean, written):
    document = json.loads(written("json", clean()))
    validate(document)
    assert document["summary"]["complete"] is True
    assert document["summary"]["checks"]["not_judged"] == 5
    assert document["summary"]["not_judged"] == [
        {
            "status": "skipped",
            "reason": "column `sections` is missing",
            "rules": ["LOC101"],
            "checks": 5,
        }
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_full_document_is_valid_and_gives_the_findings_back(lang, full, written, expected_rows):
    document = json.loads(written("json", full(lang)))
    validate(document)
    assert document["findings"] == expected_rows
    assert document["coverage"] == full().coverage.to_pylist()
    assert document["hidden"] == {"GIK302": 12_340}
    assert document["summary"]["complete"] is False


def test_a_document_with_a_further_field_is_not_valid(full, written):
    document = json.loads(written("json", full()))
    document["findings"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        validate(document)


def test_lines_of_nothing_are_the_summary_alone(nothing, written):
    (line,) = written("jsonl", nothing).splitlines()
    validate(json.loads(line), "last_line")


def test_lines_give_the_findings_back_and_end_with_the_summary(full, written, expected_rows):
    # str.splitlines also breaks at U+0085 and U+2028, which the findings hold.
    *lines, last = [json.loads(line) for line in written("jsonl", full()).decode().splitlines()]
    assert lines == expected_rows
    for line in lines:
        validate(line, "finding")
    validate(last, "last_line")
    assert last["summary"]["findings"] == {
        "total": 12_346,
        "listed": 6,
        "hidden": 12_340,
        "severity": {"error": 2, "warning": 3, "info": 1},
    }


def test_checks_add_up_in_the_summary(full, written):
    checks = json.loads(written("json", full()))["summary"]["checks"]
    assert checks["judged"] + checks["not_judged"] == checks["total"] == 25
    assert sum(checks["status"].values()) == 25


def test_30_000_findings_are_30_000_lines_and_the_summary(many, written):
    lines = written("jsonl", many).splitlines()
    assert len(lines) == 30_001
    assert json.loads(lines[-1])["summary"]["findings"]["total"] == 30_000
