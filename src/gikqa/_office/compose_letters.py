"""What a letter of verification (核实函) says: the findings on one body's report, as questions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.finding import Confidence, Severity
from gikqa._model.reading_note import READING
from gikqa._model.result import Result
from gikqa._model.standing import DEFECTIVE
from gikqa._render._in_office_words import OfficeWords, shown
from gikqa._render._rows import Row, rows
from gikqa.errors import texts_beside

ASKED = (Severity.ERROR, Severity.WARNING)
"""Findings that letters ask about; an info is advice and needs no answer."""
MISREAD, NOBODY = "misread", "unaddressed"
"""Why a letter does not ask about such a finding."""
_SHORT = 8
"""Characters of a fingerprint in a reference: enough to tell the findings of a report apart."""


@dataclass(frozen=True)
class Sender:
    """Who writes; what is None is left as a gap to fill in."""

    name: str | None = None
    contact: str | None = None
    reply_by: date | None = None


@dataclass(frozen=True)
class Question:
    """One finding as a question, with label and text of each fact about it."""

    ask: str
    facts: Sequence[tuple[str, str]]
    reference: str


@dataclass(frozen=True)
class Letter:
    """The text of one letter; every text is free of controls.

    slip: the reply slip, its heading, its first and its last line, and the head of its table.
    """

    lang: str
    publisher: str
    year: int | None
    title: str
    opening: Sequence[str]
    causes: Sequence[str]
    questions: Sequence[Question]
    closing: Sequence[str]
    slip: tuple[str, str, str]
    slip_columns: Sequence[str]
    answers: str


def letters(result: Result, sender: Sender) -> Iterator[Letter]:
    """A letter for each body and year with findings to verify, by name and year.

    A report without a publisher gets a letter of its own. Findings on the export as a whole, of
    which nobody is the addressee, are in no letter: see `left_out`.
    """
    office = OfficeWords(result)
    words = texts_beside(__file__, "letters.toml")[office.speak.lang]
    asked = _asked(result.findings)
    keys = [("publisher", "ascending"), ("year", "ascending")]
    in_order = asked.take(pc.sort_indices(asked, sort_keys=keys))  # stable
    for _, group in groupby(rows(in_order), key=_addressee):
        yield _letter([*group], office, words, sender)


def left_out(result: Result) -> dict[str, int]:
    """Why letters leave out errors and warnings → how many.

    A body cannot answer for what the reader of its document probably misread.
    """
    severe = _severe(result.findings)
    misread = pc.sum(_is_misread(severe)).as_py() or 0
    left = severe.num_rows - _asked(result.findings).num_rows
    return {MISREAD: misread, NOBODY: left - misread}


def reports_without(result: Result) -> Counter[str]:
    """Why reports are in no letter → how many: the verdict on them, or their worst finding."""
    verdicts = result.verdicts
    asked = _asked(result.findings)["report_id"].combine_chunks()
    rest = verdicts.filter(pc.invert(pc.is_in(verdicts["report_id"], asked)))
    return Counter(
        (MISREAD if severity in ASKED else severity) if verdict == DEFECTIVE else verdict
        for verdict, severity in zip(
            rest["verdict"].to_pylist(), rest["severity"].to_pylist(), strict=True
        )
    )


def _severe(findings: pa.Table) -> pa.Table:
    return findings.filter(pc.is_in(findings["severity"], pa.array([*ASKED])))


def _is_misread(findings: pa.Table) -> pa.ChunkedArray:
    return pc.fill_null(pc.equal(findings["cause"], READING), False)


def _asked(findings: pa.Table) -> pa.Table:
    severe = _severe(findings)
    of_nobody = pc.and_(pc.equal(severe["report_id"], ""), pc.is_null(severe["publisher"]))
    return severe.filter(pc.invert(pc.or_(of_nobody, _is_misread(severe))))


def _addressee(row: Row) -> tuple[Any, ...]:
    known = row["publisher"]
    return (known, row["year"]) if known else (None, row["year"], row["report_id"])


def _letter(
    findings: Sequence[Row], office: OfficeWords, words: dict[str, Any], sender: Sender
) -> Letter:
    first = findings[0]
    year, day = first["year"], sender.reply_by
    publisher = shown(first["publisher"] or "") or words["no publisher"]
    several = len({row["report_id"] for row in findings}) > 1
    intro = words["intro"].format(
        n=len(findings),
        year=words["no year" if year is None else "year"].format(year=year),
        reply_by=words["reply by" if day else "no reply by"].format(date=day),
    )
    contact = shown(sender.contact or "") or words["no contact"]
    return Letter(
        lang=office.speak.lang,
        publisher=shown(first["publisher"] or first["report_id"]),
        year=year,
        title=words["title"],
        opening=[words["addressee"].format(publisher=publisher), intro, words["caution"]],
        causes=[words["cause"].format(cause=cause) for cause in office.causes(findings)],
        questions=[_question(row, office, words, named=several) for row in findings],
        closing=[
            words["contact"].format(contact=contact),
            shown(sender.name or "") or words["no sender"],
            words["day"],
        ],
        slip=(words["slip"], words["slip line"].format(publisher=publisher), words["slip end"]),
        slip_columns=words["slip columns"],
        answers=words["answers"],
    )


def _question(row: Row, office: OfficeWords, words: dict[str, Any], *, named: bool) -> Question:
    severity = office.speak.word(row["severity"])
    proved = row["confidence"] == Confidence.PROVED
    in_text = row["section"] is not None
    quote = office.quoted(row)
    reference = shown(f"{row['rule']}-{row['fingerprint'][:_SHORT]}")
    facts = {
        "report": shown(row["report_id"]) if named else "",
        "place": office.chapter(row) if in_text else office.place(row),
        "quote": quote,
        # What was observed in a passage is often the passage.
        "observed": "" if row["observed"] == row["quote"] else office.value(row["observed"], row),
        "expected": office.value(row["expected"], row),
        "basis": shown(row["basis"]),
        "nature": words["proved"].format(severity=severity) if proved else words["doubt"],
        "reference": reference,
    }
    return Question(
        ask=words["ask"].format(message=office.message(row)),
        facts=[(words[name], text) for name, text in facts.items() if text],
        reference=reference,
    )
