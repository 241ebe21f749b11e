"""Who reports: read from the title, the preamble, the page, the opening and the contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gikqa.text import pattern
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.titles import name_in_title
from gikqa_documents.prose.body_names import (
    body_at,
    government_of,
    has_place,
    is_name,
    is_same_body,
    kind_of,
    own_body,
)

_NAME = r"[\u4e00-\u9fff]{2,30}?"
_REMARK = r"(?:[（(][^（）()]{2,20}[)）])?"
_CONTACT = pattern(rf"请(?:直接|及时)?(?:与|向|同|和)({_NAME})联系|请联系({_NAME})[，,。：:（(]")
_COMPILED = pattern(r"(?:^|[，,。]|由)((?:(?!由)[\u4e00-\u9fff]){2,30}?)(?:组织)?(?:编制|编写)")
# 现将青山县人民政府2024年政府信息公开工作年度报告予以公布; the year may come first, brackets follow
# the name, and 《 》 enclose it all.
_PRESENTED = pattern(
    r"(?:现将|公布|发布|公开|编制|编写|形成)(?:了|形成)?《?(?:20\d{2}年度?)?"
    rf"({_NAME}){_REMARK}(?:关于)?(?:20\d{{2}}年度?)?"
    r"(?:政府|政务)?信息公开(?:工作)?(?:重点工作)?(?:年度|年)?(?:工作)?(?:情况)?(?:的)?报告"
)
_ISSUER = pattern(
    r"(?:^(?:发布机构|发布单位|发文机关|编制单位|公开机构|公开主体|(?:信息)?来源)[:：]?"
    r"|[\s\xa0\u3000](?:发布机构|发布单位|发文机关|(?:信息|文章|稿件)?来源)[:：])"
    r"\s*([\u4e00-\u9fff]{2,30})(?=\s|$)"
)
# The sentence that opens a report, or a part of its first chapter, says who acted, and how:
# 2023年，青山县教育局认真落实…
_MANNER = (
    r"坚持|认真|严格|深入|全面|积极|高度|以习|以《|按照|紧紧|始终|持续|贯彻|围绕|切实|不断|进一步"
    r"|扎实|政府信息公开|政务公开|共?主动公开|共?公开|共?收到|共?发布|通过"
    r"|在(?:党|[省市州县区旗乡镇][委政党]|街道|上级)"
)
_ACTED = pattern(
    rf"(?:在?20\d{{2}}年度?(?:以来)?[，,]?)?(?:在[^，,。；]{{2,40}}下[，,])?({_NAME}){_REMARK}(?={_MANNER})"
)
_ACTED_IN_YEAR = pattern(rf"20\d{{2}}年度?(?:以来)?[，,]?({_NAME}){_REMARK}(?={_MANNER})")
_WE_ARE_A_PLACE = pattern(r"(?:我|全)[省市州县区旗盟]")
_SIGNED_ON = pattern(r"20\d{2}年\d{1,2}月\d{1,2}日")
_SITE_WORDS = pattern(r"(?:政务|政府|官方)?(?:门户)?网站?$")
_LINES_UNDER_TITLE = 2
_OPENING = 400  # characters of the first chapter that may hold what a preamble does

Found = tuple[str, str]  # the name, and where it was read


def publisher_of(
    title: str | None,
    texts: Mapping[int, str],
    fields: Iterable[str] = (),
    sites: Iterable[str] = (),
) -> tuple[str | None, str]:
    """The body that reports, and where its name was read.

    texts: chapter → its text. fields: lines in which the page describes the report. sites: names
    that the page gives to its site. A body that is only to be contacted comes last, and an office
    stands for the body that it belongs to.
    """
    short = name_in_title(title) if title else ""
    first = texts.get(1, "")[:_OPENING]
    edges = squeeze("\n".join((texts.get(0, ""), first, texts.get(6, ""))))
    named = [*_compiled(edges), *_issuers(fields)]
    if short:
        written = [*_contacts(edges), *named]
        full = {name: where for name, where in written if is_same_body(short, name)}
        name = max(full, key=len, default=short)
        if not has_place(name):
            named = [found for found in (*_presented(edges), *named) if has_place(found[0])]
            same_kind = (found for found in named if kind_of(found[0]) == kind_of(short))
            return next(same_kind, (name, full.get(name, "title") if name != short else "title"))
        return name, full[name] if name != short else "title"
    places = [_presented(edges), named, _under_title(texts), _signers(texts), _actors(texts)]
    places += [_sites(sites), _reached(edges)]
    return next((found for place in places for found in place), (None, ""))


def _presented(flat: str) -> Iterator[Found]:
    """Whose report the preamble presents."""
    for match in _PRESENTED.finditer(flat):
        if is_name(match[1]) and has_place(match[1]):
            yield match[1], "preamble"


def _compiled(flat: str) -> Iterator[Found]:
    """Who compiled the report."""
    for match in _COMPILED.finditer(flat):
        name = own_body(body_at(match[1]) or "")
        if name:
            yield name, "preamble"


def _contacts(flat: str) -> Iterator[Found]:
    """Whom to contact."""
    for match in _CONTACT.finditer(flat):
        name = body_at(match[1] or match[2])
        if name:
            yield name, "contact"


def _reached(flat: str) -> Iterator[Found]:
    """The bodies to which those belong who are to be contacted."""
    for name, where in _contacts(flat):
        government = government_of(name)
        if government and not _WE_ARE_A_PLACE.search(flat):
            continue  # a report of the government, or of its office
        body = government or own_body(name)
        if body and has_place(body):
            yield body, where


def _issuers(fields: Iterable[str]) -> Iterator[Found]:
    for line in fields:
        match = _ISSUER.search(line.strip())
        if match and is_name(match[1]):
            yield match[1], "page"


def _under_title(texts: Mapping[int, str]) -> Iterator[Found]:
    """Who is named on a line of its own below the title."""
    for line in texts.get(0, "").split("\n")[:_LINES_UNDER_TITLE]:
        name = re.sub(rf"{_REMARK}$", "", squeeze(line))
        if is_name(name) and has_place(name):
            yield name, "line below the title"


def _signers(texts: Mapping[int, str]) -> Iterator[Found]:
    """Who signed: the line above the date that ends the report."""
    lines = [squeeze(line) for line in texts.get(max(texts, default=0), "").split("\n")]
    *_, name, day = ["", "", *filter(None, lines)]
    if _SIGNED_ON.fullmatch(day) and is_name(name):
        yield name, "signature"


def _actors(texts: Mapping[int, str]) -> Iterator[Found]:
    """Who acted in a sentence that opens the report or its first chapter, with the place."""
    for number in (0, 1):
        flat = squeeze(texts.get(number, ""))
        matches = (_ACTED.match(flat[:200]), *_ACTED_IN_YEAR.finditer(flat))
        for match in matches:
            if match and is_name(match[1]) and has_place(match[1]):
                yield match[1], "opening" if match.start() == 0 else "first chapter"


def _sites(sites: Iterable[str]) -> Iterator[Found]:
    """The body whose site it is; the portal of a government shows the reports of many."""
    for site in sites:
        name = _SITE_WORDS.sub("", squeeze(site))
        if is_name(name) and has_place(name) and not name.endswith(("政府", *"省市县区旗州盟")):
            yield name, "name of the site"
