"""SARIF 2.1.0, the exchange format of static analysis (OASIS standard, 27 March 2020)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote

import gikqa
from gikqa._model.finding import Severity
from gikqa._model.result import Result
from gikqa._model.rule import Rule
from gikqa._render._json import write_object
from gikqa._render._rows import Row, rows, worst_first
from gikqa._render._totals import obstacles, summary

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

LIMIT = 25_000
"""GitHub refuses a run with more results."""

PROPERTIES = (
    "report_id", "publisher", "region_code", "year", "confidence", "cells", "section", "start",
    "end", "quote", "observed", "expected", "params", "cause", "proposal", "basis", "plugin",
    "plugin_version",
)  # fmt: skip

_PLACEHOLDER = re.compile(r"\{([0-9]+)\}")


def write(result: Result, stream: BinaryIO) -> None:
    """Write one run; if results must be left out, errors are kept before the rest."""
    listed = worst_first(result.findings, LIMIT)
    about = summary(result)
    places = {rule.code: place for place, rule in enumerate(result.rules)}
    stream.write(b'{"$schema": "' + SCHEMA.encode() + b'", "version": "2.1.0", "runs": [\n')
    run = {
        "tool": _tool(result),
        "invocations": [_invocation(result)],
        "originalUriBaseIds": {"EXPORT": {"description": {"text": "The export that was judged"}}},
        "columnKind": "unicodeCodePoints",
        "properties": {
            **about,
            "coverage": result.coverage.to_pylist(),
            "hidden": dict(sorted(result.hidden.items())),
            "results_listed": listed.num_rows,
            "results_left_out": about["findings"]["total"] - listed.num_rows,
        },
        "results": (_result(row, places) for row in rows(listed)),
    }
    write_object(stream, run)
    stream.write(b"\n]}\n")


def _tool(result: Result) -> dict[str, Any]:
    return {
        "driver": {
            "name": "gikqa",
            "version": gikqa.__version__,
            "language": "zh-CN" if result.lang == "zh" else "en-US",
            "rules": [_rule(rule, result.lang) for rule in result.rules],
        },
        "extensions": [
            {"name": name, "version": version} for name, version in sorted(result.plugins.items())
        ],
    }


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    title = _in(lang, rule.title) or rule.name
    explanation = f"{_in(lang, rule.explanation) or title}\n\n{rule.source}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(title),
        "fullDescription": _message(title),  # GitHub cuts it at 1,024 characters
        "help": {"text": explanation, "markdown": explanation},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "confidence": rule.confidence,
            "source": rule.source,
            "editions": list(rule.editions),
            "trial": rule.trial,
        },
    }


def _in(lang: str, texts: Mapping[str, str]) -> str:
    return texts.get(lang) or texts.get("en") or texts.get("zh") or ""


def _result(row: Row, places: Mapping[str, int]) -> dict[str, Any]:
    return {
        "ruleId": row["rule"],
        **({"ruleIndex": places[row["rule"]]} if row["rule"] in places else {}),
        "level": LEVELS[Severity(row["severity"])],
        "message": _message(row["message"]),
        "locations": [_location(row)],
        "partialFingerprints": {"gikqa/v1": row["fingerprint"]},
        "properties": {name: row[name] for name in PROPERTIES if row[name] is not None},
    }


def _location(row: Row) -> dict[str, Any]:
    """The report as an artifact, because GitHub takes no result without one, and the cells.

    The offsets stay in the properties: they count within a section, a region within a file.
    """
    uri = "report_id=" + quote(row["report_id"], safe="", errors="replace")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "EXPORT"},
            # A report is one line of the export. GitHub takes no result without a line.
            "region": {"startLine": 1},
        },
        "logicalLocations": list(_logical(row)),
    }


def _logical(row: Row) -> Iterator[dict[str, Any]]:
    report = row["report_id"]
    name, kind = (report, "object") if report else ("export", "resource")
    yield {"name": name, "fullyQualifiedName": name, "kind": kind}
    parts = [(cell, "value") for cell in dict.fromkeys(row["cells"])]
    parts += [] if row["section"] is None else [(f"sections.{row['section']}", "text")]
    for name, kind in parts:
        yield {"name": name, "fullyQualifiedName": f"{report}/{name}", "kind": kind}


def _invocation(result: Result) -> dict[str, Any]:
    return {
        "executionSuccessful": not result.failures,
        "toolExecutionNotifications": [
            {"level": level, "message": _message(": ".join(filter(None, texts)))}
            for level, *texts in obstacles(result)
        ],
    }


def _message(text: str) -> dict[str, str]:
    """The text as a message without the links and placeholders that viewers would act on."""
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", text.replace("](", "] ("))}
