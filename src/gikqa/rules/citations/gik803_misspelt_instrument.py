"""GIK803 misspelt-instrument."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gikqa import Confidence, Finding, Hit, Report, Section, Severity, rule
from gikqa.editions import load_editions
from gikqa.rules.citations.notices import form_notices
from gikqa.rules.citations.orders import FIRST_YEAR_OF_NEW, NEW, OLD
from gikqa.rules.shared.text_around import (
    finding,
    has_any,
    sentence_around,
    without_blanks,
)
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, pattern, phrases
from gikqa.text.citations import (
    CLOSING,
    LAND,
    OPENING,
    CitedTitle,
    CitedTitles,
    Document,
    Misprint,
    document_of,
    document_of_number,
    misprint_of,
    number_after,
)

_NAME = "国办公开办函"
_AFTER_LAW = ("国务院", "中华", "国令", "以下", "下称", "简称", "修订", "主席", "第", "20")
_YEARS = range(2018, 2027)
_ITEMS = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    *(f"十{n}" for n in ("", *"一二三四五")),
)
_NUMBER = pattern(r"(20\d\d)\s?年?(.)\s?第?(\d{1,3})\s?号")
_REGULATION_BEFORE = pattern(r"政府信息公开条例[》>]?[（(，,]?(?:中华人民共和国)?$")
_IS_COMPILED = pattern(
    r"[）)]?[^，。；《]{0,10}(?:编制|编写|撰写)(?:[。，]|$|本|年度报告|政府信息公开|20\d\d)"
)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Phrase → what kind of slip it may be."""
    listed = words("citations", "GIK803")
    brackets = list(zip(OPENING, CLOSING, strict=True))
    misspelt = words("citations", "notices")["misspelt"]
    kinds = {f"{name}{opening}": "name" for name in misspelt for opening, _ in brackets}
    for opening, closing in brackets:
        for year, number in form_notices():
            kinds |= {
                f"{name}{opening}{year}{closing}{number}号": "sender"
                for name in listed["other_senders"]
            }
            for other in _YEARS:
                if (other, number) not in form_notices():
                    kinds[f"{_NAME}{opening}{other}{closing}{number}号"] = "crossed"
    kinds |= {f"国务院令第{number}号": "order" for number in listed["orders_misprinted"]}
    return kinds | dict.fromkeys(_replaced(), "phrase")


@lru_cache(maxsize=1)
def _replaced() -> dict[str, str]:
    """Phrase → what has to stand there.

    Items are numbered in brackets and paragraphs are not: 第二十条第（六）项 (the rules of the
    Standing Committee on the wording of laws).
    """
    found = dict(words("citations", "GIK803")["replaced"])
    for number in _ITEMS:
        for opening, closing in ("（）", "()"):
            item = f"第{opening}{number}{closing}"
            found[f"条{item}款"] = f"条{item}项"
    for order in (OLD, NEW):
        right = f"国务院令第{order}号"
        found |= {f"国务院第{order}令": right, f"国务院{order}令": right}
    return found


def _misprint(title: str) -> Misprint | None:
    found = misprint_of(title)
    # GIK812 says it of the Regulation, and of a country that is misspelt.
    if found is None or found.meant.is_regulation:
        return None
    return None if found.meant.is_law and not title.startswith(LAND) else found


def _of_number(title: str) -> Document | None:
    """The document of a title, if it has a number or is a law."""
    misprint = misprint_of(title)
    document = misprint.meant if misprint else document_of(title)
    if document is None or not (document.number or document.is_regulation or document.is_law):
        return None
    return document


def _crossed(document: Document, after: str) -> tuple[Document, str, int] | None:
    """The document, the number after its title that is another one's, and where that ends.

    It is another one's if that is listed, or if it has the letters of the issuing body: a title
    has one number. A law is promulgated by an order: the number of a letter belongs to another
    document, whose title is lost.
    """
    # Nearly every report cites the Regulation, with its order or a short name after it.
    if not document.number and (after[:1] not in "（(" or after.startswith(_AFTER_LAW, 1)):
        return None
    printed = number_after(after)
    if printed is None or printed[0] == document.number:
        return None
    letters = printed[0].partition("〔")[0]
    if not document.number:
        return None if letters.endswith(("令", "公告", "主席")) else (document, *printed)
    other = document_of_number(printed[0])
    issuer = document.number.partition("〔")[0]
    is_misread = letters != issuer and set(letters) >= set(issuer)
    same = document.is_named and (letters == issuer or is_misread)
    return (document, *printed) if other or same else None


@rule(
    **described("GIK803"),
    needs=("sections", "year"),
    find=either(phrases(_kinds), CitedTitles(_misprint), CitedTitles(_of_number, _crossed)),
)
def misspelt_instrument(report: Report) -> Iterator[Finding]:
    for found in report.found:
        if isinstance(found, CitedTitle):
            yield _of_title(found, report)
            continue
        section, hit = found.section, found.hit
        checked = _checked(_kinds()[hit.phrase], section, hit, report)
        if checked is not None:
            start, end, expected = checked
            yield finding(section, start, end, expected=expected)


def _of_title(cited: CitedTitle, report: Report) -> Finding:
    verdict = cited.verdict
    if isinstance(verdict, Misprint):
        is_sure = verdict.is_certain
        return finding(
            cited.section,
            cited.start,
            cited.end,
            expected=f"《{verdict.meant.title}》",
            severity=None if is_sure else Severity.INFO,
            confidence=None if is_sure else Confidence.HINT,
        )
    document, printed, length = verdict
    if not document.number:
        return finding(
            cited.section, cited.start, cited.end + length, expected=f"《{document.title}》"
        )
    edition = load_editions().get(report.edition or "")
    other = document_of_number(printed)
    # The number is right, and the title is that of another year.
    meant = other if edition and other and printed == edition.instrument else document
    return finding(
        cited.section,
        cited.start,
        cited.end + length,
        expected=f"《{meant.title}》（{meant.number}）",
    )


def _checked(kind: str, section: Section, hit: Hit, report: Report) -> tuple[int, int, str] | None:
    """Start and end of the slip and what should stand there; None if it is none."""
    text = section.text
    if kind == "phrase":
        return hit.start, hit.end, _replaced()[hit.phrase]
    if kind == "name":
        return _name(text, hit)
    if kind == "order":
        before = without_blanks(text[max(0, hit.start - 40) : hit.start])
        right = NEW if report.year >= FIRST_YEAR_OF_NEW else OLD
        adjacent = _REGULATION_BEFORE.search(before)
        return (hit.start, hit.end, f"国务院令第{right}号") if adjacent else None
    number = _NUMBER.search(hit.phrase)
    edition = load_editions().get(report.edition or "")  # a form of a plugin has other notices
    if number is None or edition is None or edition.instrument not in form_notices().values():
        return None
    around = sentence_around(text, hit.start, hit.end)
    told = has_any(words("citations", "GIK803")["of_the_form"], *around)
    told = told or _IS_COMPILED.match(text[hit.end : hit.end + 30]) is not None
    if kind == "sender":
        meant = form_notices()[int(number[1]), int(number[3])]
    else:
        meant = edition.instrument
    return (hit.start, hit.end, meant) if told else None


def _name(text: str, hit: Hit) -> tuple[int, int, str] | None:
    number = _NUMBER.match(text, hit.end)
    known = {
        *form_notices(),
        *((y, n) for y, n in words("citations", "notices")["others_of_the_office"]),
    }
    if number is None or number[2] not in CLOSING or (int(number[1]), int(number[3])) not in known:
        return None
    return hit.start, number.end(), f"{_NAME}〔{number[1]}〕{number[3]}号"
