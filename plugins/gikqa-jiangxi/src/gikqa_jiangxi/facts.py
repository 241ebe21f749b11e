"""The facts of `facts.toml`, each with its source and whether that source was read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from gikqa import Confidence, Severity

FILE = Path(__file__).with_name("facts.toml")


class Issuer(NamedTuple):
    """A government, and the letters with which the numbers of its documents begin."""

    name: str
    letters: str
    status: str
    source: str = ""


class Document(NamedTuple):
    """A document of the office of the provincial government about disclosure."""

    letters: str
    year: int
    serial: int
    title: str
    words: list[str]
    status: str
    source: str
    of_year: int | None = None
    on_reports: bool = False

    @property
    def number(self) -> str:
        """The number as it is lawfully printed."""
        return f"{self.letters}〔{self.year}〕{self.serial}号"


class Telephones(NamedTuple):
    """How many digits the telephone numbers of an area code have."""

    place: str
    area_code: str
    digits: int
    status: str
    source: str = ""
    since: int = 0
    until: int | None = None

    def status_in(self, year: int) -> str:
        """The status of the fact for reports on a year."""
        return self.status if self.until is None or year <= self.until else "general"


@cache
def issuers() -> dict[str, Issuer]:
    """Letters → the government whose numbers begin with them."""
    return {one["letters"]: Issuer(**one) for one in _read()["issuers"]}


@cache
def documents() -> dict[tuple[str, int, int], Document]:
    """Letters, year and serial of a number → the document."""
    known = [Document(**one) for one in _read()["documents"]]
    return {(one.letters, one.year, one.serial): one for one in known}


@cache
def telephones() -> dict[str, Telephones]:
    """Area code → what is known of its numbers."""
    return {one["area_code"]: Telephones(**one) for one in _read()["telephones"]}


def rank(*statuses: str) -> dict[str, Any]:
    """What a finding is, by the status of its facts: a hint unless all are verified."""
    if all(status == "verified" for status in statuses):
        return {}
    return {"severity": Severity.INFO, "confidence": Confidence.HINT}


@cache
def _read() -> dict[str, Any]:
    return tomli.loads(FILE.read_text("utf-8"))
