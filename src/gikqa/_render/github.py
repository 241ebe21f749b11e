"""Workflow commands that GitHub shows as annotations; the last one is a notice with the totals."""

from typing import BinaryIO

from gikqa._model.finding import Severity
from gikqa._model.result import Result
from gikqa._render._escape import clip, encode
from gikqa._render._rows import Row, rows, where
from gikqa._render._say import all_lines, voice
from gikqa._render._totals import obstacles, totals

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# GitHub annotates the first ten commands of a kind in a step and leaves the others in the log.
# Notices stop at nine, so that the totals are always among the ten.
LISTED = {Severity.ERROR: 1000, Severity.WARNING: 1000, Severity.INFO: 9}

MESSAGE_LIMIT = 2000
"""Code points of one message; GitHub cuts an annotation at 64 KB."""


def write(result: Result, stream: BinaryIO) -> None:
    """Write errors, warnings, infos, then what did not work and the totals."""
    listed = 0
    for severity, limit in LISTED.items():
        findings = where(result.findings, "severity", severity).slice(0, limit)
        listed += findings.num_rows
        for row in rows(findings):
            title = f"{row['rule']} {row['name']}"
            stream.write(_command(COMMANDS[severity], title, _message(row)))
    for command in obstacles(result):
        stream.write(_command(*command))
    stream.write(_command("notice", "gikqa", _totals(result, listed)))


def _message(row: Row) -> str:
    place = " ".join(str(row[key]) for key in ("publisher", "year", "report_id") if row[key])
    message = f"{place}: {row['message']}" if place else str(row["message"])
    return f"{message} ({', '.join(row['cells'])})" if row["cells"] else message


def _totals(result: Result, listed: int) -> str:
    counted, speak = totals(result), voice(result.lang)
    lines = all_lines(result, counted, speak)
    not_shown = result.findings.num_rows - listed
    if not_shown:
        lines.insert(0, speak.say("more", n=not_shown))
    return "\n".join(lines)


def _command(name: str, title: str, message: str) -> bytes:
    shown = "\n".join(clip(line, MESSAGE_LIMIT) for line in message.split("\n"))
    return encode(f"::{name} title={_property(clip(title, MESSAGE_LIMIT))}::{_data(shown)}\n")


def _data(text: str) -> str:
    """Only these three are decoded again in a message; a `%3A` there would be shown as it is."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
