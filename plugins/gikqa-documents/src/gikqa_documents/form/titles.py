"""Titles of reports: which line is one, and which year and body it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gikqa.text import pattern
from gikqa_documents.form.characters import simplified, squeeze

_TITLE_END = pattern(
    r"(?:信息|政务)公开.{0,12}(?:报告|年报)表?(?:[（(][^（）()]*[)）])?(?:的?(?:公告|公示|通告))?$|公开年报$"
)
_NO_TITLE = pattern(
    r"[。；，|｜]|^(?:索引号|(?:信息|主题|公文)?分类|类别|栏目|主题词|关键词|当前位置)"
)
"""A sentence, a row of a table, or a field of the head of a page: 分类：信息公开年报."""
_TITLE_LONGEST = 60
_SITE = pattern(r"(?:[-_|–—]+[^-_|–—]{2,32})+$")
_SITE_MARK = pattern(r"[-_|–—]+")
_HEAD_LONGEST = 300  # characters of a <title>; the name of a site adds a few dozen to a title
_FILE = pattern(r"\.(?:docx?|pdf|wps|html?)$", re.IGNORECASE)
_YEAR = pattern(r"(?<!\d)(20\d{2})(?!\d)\s*年?度?")
_YEAR_IN_WORDS = pattern(r"二[〇○零Oo0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_DIGITS = {"〇": 0, "○": 0, "零": 0} | {word: n for n, word in enumerate("一二三四五六七八九", 1)}
_YEAR_IN_NAME = pattern(
    r"(?:(?<!\d)20\d{2}(?!\d)|二[〇○零Oo0][〇○零一二三四五六七八九]{2}(?=年))\s*年?度?"
)
_MARK = "\0"
_SUBJECT = pattern(r"(?:政府)?(?:信息|政务|政府政务|政务信息)公开.*$")
_BODY_ALONE = pattern(
    r"(?:20\d{2}年度?)?[\u4e00-\u9fff]{1,20}(?:省|市|县|区|旗|州|盟|镇|乡|街道|办事处|局|委|委员会|厅|办公室|政府)"
    r"(?:20\d{2}年度?)?"
)
_PLACE = pattern(r"[\u4e00-\u9fff]{2}(?:[省市县区旗州盟镇乡]|街道)")
_PLACE_ALONE = pattern(r"[\u4e00-\u9fff]{2,8}(?:[省市县区旗州盟镇乡]|街道)")
_REST_OF_BODY = pattern(r"人民政府|政府|办公室|办事处|委员会")


@dataclass(frozen=True, slots=True)
class Title:
    """The printed title, its lines put together; `after` is the first line below it."""

    text: str
    after: int


def find_title(lines: Sequence[str]) -> Title | None:
    """The first title in these lines: on one line, else on two, else on three."""
    for count in (1, 2, 3):
        for start in range(len(lines) - count + 1):
            text = _FILE.sub("", squeeze("".join(lines[start : start + count])))
            if not _is_title(text) or text.count("信息公开") > 1:
                continue  # entries of a menu that follow each other
            return Title(above_title(text, lines[:start]) + text, start + count)
    return None


def above_title(title: str, lines: Sequence[str]) -> str:
    """What the lines above a title say of the body that it does not name, or not in full."""
    name = name_in_title(title)
    rest = _REST_OF_BODY.fullmatch(name)
    return "" if name and not rest else body_above(lines, name)


def body_above(lines: Sequence[str], rest: str = "") -> str:
    """The body named on the line above a title that names none, or on two lines; else nothing.

    rest: the end of its name, if the title begins with it: 青山县人民 above 政府2022年….
    """
    name = squeeze(lines[-1]) if lines else ""
    if rest:
        return name if name.endswith("人民") and _BODY_ALONE.fullmatch(name + rest) else ""
    if not _BODY_ALONE.fullmatch(name):
        return ""
    place = squeeze(lines[-2]) if len(lines) > 1 else ""
    if _PLACE_ALONE.fullmatch(place) and not _PLACE.search(name):
        return place + name
    return "" if _REST_OF_BODY.match(name) else name


def _is_title(text: str) -> bool:
    return (
        len(text) <= _TITLE_LONGEST
        and _TITLE_END.search(simplified(text)) is not None
        and not _NO_TITLE.search(text)
        # 政府信息公开年报 alone is an entry of the menu.
        and (year_of(text) is not None or bool(name_in_title(text)))
    )


def title_of_head(head: str) -> str | None:
    """The title in a `<title>`, the name of the site cut off."""
    head = head[:_HEAD_LONGEST]
    for candidate in (head, _SITE.sub("", head)):
        text = _FILE.sub("", squeeze(candidate))
        if _is_title(text):
            return text
    return None


def sites_in(head: str) -> list[str]:
    """The names that follow the title of a page, the last one first."""
    return [part.strip() for part in _SITE_MARK.split(head[:_HEAD_LONGEST])[:0:-1]]


def year_of(title: str) -> int | None:
    """The report year in a title."""
    found = _YEAR.search(title)
    if found:
        return int(found[1])
    words = _YEAR_IN_WORDS.search(title)
    return 2000 + 10 * _DIGITS[words[1]] + _DIGITS[words[2]] if words else None


def name_in_title(title: str) -> str:
    """The body that a title names; empty if it names none."""
    # In 青山镇政府2022年信息公开, 政府 belongs to the body; the mark keeps the two apart.
    name = _YEAR_IN_NAME.sub(_MARK, squeeze(title), count=1)
    subject = _SUBJECT.search(simplified(name))
    name = (name[: subject.start()] if subject else name).replace(_MARK, "")
    name = re.sub(r"^【[^】]*】|^关于|(?:关于|的)$", "", name)
    # In 县人民政府信息公开, 政府 belongs to the body and to the subject.
    return f"{name}政府" if name.endswith("人民") else name
