"""The properties that SARIF 2.1.0 requires, checked by hand; numbers are its sections."""

from __future__ import annotations

import json
from urllib.parse import unquote, urlsplit

LEVELS = {"none", "note", "warning", "error"}


def run_of(data: bytes):
    log = json.loads(data)
    assert log.keys() == {"$schema", "version", "runs"}  # 3.13
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    check_run(run)
    return run


def check_run(run) -> None:
    known = {"tool", "invocations", "originalUriBaseIds", "columnKind", "properties", "results"}
    assert run.keys() <= known  # 3.14
    driver = run["tool"]["driver"]
    assert driver["name"] == "gikqa"  # 3.19.8
    for component in (driver, *run["tool"]["extensions"]):
        assert component["name"]
        assert isinstance(component["version"], str)
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:  # 3.49
        for text in ("shortDescription", "fullDescription", "help"):
            assert rule[text]["text"]
        assert rule["defaultConfiguration"]["level"] in LEVELS
    for invocation in run["invocations"]:  # 3.20
        assert isinstance(invocation["executionSuccessful"], bool)
        for notification in invocation["toolExecutionNotifications"]:
            assert notification["message"]["text"]
            assert notification["level"] in LEVELS
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    for result in run["results"]:
        check_result(result, ids, run["originalUriBaseIds"])


def check_result(result, ids, bases) -> None:
    assert result["message"]["text"]  # 3.27.11
    assert result["level"] in LEVELS
    if "ruleIndex" in result:  # 3.27.6
        assert ids[result["ruleIndex"]] == result["ruleId"]
    (location,) = result["locations"]
    artifact = location["physicalLocation"]["artifactLocation"]
    uri = urlsplit(artifact["uri"])  # 3.4.3: a relative reference
    assert not uri.scheme
    assert not uri.netloc
    assert artifact["uri"].isascii()
    assert artifact["uriBaseId"] in bases
    assert location["physicalLocation"]["region"]["startLine"] >= 1  # 3.30.5
    places = location["logicalLocations"]
    assert all(place["name"] and place["fullyQualifiedName"] for place in places)
    assert len({json.dumps(place) for place in places}) == len(places)  # 3.28.4
    prints = result["partialFingerprints"]
    assert all(isinstance(value, str) for value in prints.values())


def test_nothing_gives_a_valid_run_without_results(nothing, written):
    run = run_of(written("sarif", nothing))
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True


def test_nothing_found_says_what_was_not_judged(clean, written):
    run = run_of(written("sarif", clean()))
    assert run["results"] == []
    assert run["properties"]["not_judged"][0]["reason"] == "column `sections` is missing"


def test_a_full_run_is_valid_and_tells_of_its_failures(full, written):
    run = run_of(written("sarif", full("zh")))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    levels = [each["level"] for each in invocation["toolExecutionNotifications"]]
    assert levels == ["error", "warning", "warning"]
    assert run["properties"]["results_left_out"] == 12_340
    assert [result["level"] for result in run["results"]].count("note") == 1


def test_a_finding_names_its_report_its_cells_and_its_fingerprint(full, written, expected_rows):
    result = run_of(written("sarif", full()))["results"][1]
    names = [place["name"] for place in result["locations"][0]["logicalLocations"]]
    assert names == ["r-001", *expected_rows[1]["cells"]]
    assert result["partialFingerprints"] == {"gikqa/v1": "f2"}
    assert result["properties"]["proposal"] == expected_rows[1]["proposal"]


def test_a_hostile_report_id_is_one_segment_of_the_uri(full, written, hostile):
    result = run_of(written("sarif", full()))["results"][4]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "/" not in uri
    assert unquote(uri) == f"report_id={hostile}"


def test_data_bring_neither_links_nor_gaps_into_a_message(full, written):
    results = run_of(written("sarif", full()))["results"]
    assert "](" not in results[4]["message"]["text"]
    assert results[5]["message"]["text"].endswith("{{0}}")


def test_30_000_findings_give_25_000_results_with_every_error_and_the_true_total(many, written):
    run = run_of(written("sarif", many))
    assert len(run["results"]) == 25_000
    assert [result["level"] for result in run["results"]].count("error") == 1_000
    assert run["properties"]["findings"]["total"] == 30_000
    assert run["properties"]["results_left_out"] == 5_000
