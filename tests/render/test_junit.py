from __future__ import annotations

from lxml import etree

from invented_results import UNSEEN, spelt_out


def suites(data: bytes):
    root = etree.fromstring(data)
    assert root.tag == "testsuites"
    found = {suite.get("name"): suite for suite in root}
    for suite in found.values():
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        for kind in ("failure", "error"):
            assert int(suite.get(f"{kind}s")) == len(suite.findall(f"testcase/{kind}"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    return found


def test_nothing_gives_the_run_alone(nothing, written):
    found = suites(written("junit", nothing))
    assert list(found) == ["gikqa"]
    assert "Nothing was judged" in found["gikqa"].findtext("system-out")


def test_nothing_found_gives_passed_and_skipped_cases_but_no_failure(clean, written):
    found = suites(written("junit", clean()))
    assert [suite.get("failures") for suite in found.values()] == ["0"] * 6
    (skipped,) = found["LOC101 foreign-locale"].findall("testcase/skipped")
    assert skipped.get("message") == "skipped: 5 reports: column `sections` is missing"


def test_a_full_result_has_a_suite_a_rule_and_a_failure_a_finding(full, written):
    found = suites(written("junit", full()))
    failures = found["GIK302 unbalanced-requests"].findall("testcase/failure")
    assert [failure.get("type") for failure in failures] == ["error", "error", "hidden"]
    assert failures[2].get("message") == "… and 12,340 more"
    assert found["LOC101 foreign-locale"].get("errors") == "1"
    assert found["gikqa"].get("errors") == "3"


def test_the_totals_are_in_the_output_of_the_last_suite(full, written):
    totals = suites(written("junit", full()))["gikqa"].findtext("system-out")
    assert "12,346 findings" in totals
    assert "11 not judged: undetermined 1, not applicable 3, skipped 5, failed 2" in totals


def test_hostile_text_stays_text_and_what_no_eye_sees_is_spelt_out(full, written, hostile):
    suite = suites(written("junit", full()))["LOC101 foreign-locale"]
    (failure,) = suite.findall("testcase/failure")
    expected = spelt_out(hostile)
    assert not UNSEEN & {*written("junit", full()).decode()}
    assert failure.get("message") == expected
    assert expected in failure.text
    assert not len(failure)


def test_a_rule_that_is_not_in_force_still_shows_its_findings(make, written):
    found = suites(written("junit", make(rules=(), coverage=())))
    assert found["GIK901 report-twice"].get("failures") == "1"


def test_30_000_findings_are_all_there(many, written):
    assert suites(written("junit", many))["GIK302 unbalanced-requests"].get("failures") == "30000"
