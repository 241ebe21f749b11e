"""Who reports: read from the title, the preamble, the page, the signature and the opening."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gikqa.text import pattern
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.titles import name_in_title
from gikqa_documents.prose.body_names import (
    body_at,
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
# the name, and 《 》 enclose it all. A title without name or year may stand above, without a stop.
_PRESENTED_NAME = r"(?:(?!报告|现将)[\u4e00-\u9fff]){2,30}?"
_PRESENTED = pattern(
    r"(?:现将|公布|发布|公开|编制|编写|形成)(?:了|形成)?《?(?:20\d{2}年度?)?"
    rf"({_PRESENTED_NAME}){_REMARK}(?:关于)?(?:20\d{{2}}年度?)?"
    r"(?:政府|政务)?信息公开(?:工作)?(?:重点工作)?(?:年度|年)?(?:工作)?(?:情况)?(?:的)?报告"
)
# 青山县林业局现将2022年政府信息公开工作年度报告公布如下
_PRESENTS = pattern(rf"(?:^|[。，,；])({_PRESENTED_NAME}){_REMARK}现将(?=[^，,。；]{{0,40}}报告)")
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
_SIGNED_ON = pattern(
    r"(?:(?P<name>.+?)\s+)?(?:20\d{2}|二[〇○零Oo0][〇○零一二三四五六七八九]{2})\s?年"
    r"\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
_NO_SIGNER = pattern(r"联系|咨询|抄送|监督|编辑|承办|主办")
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
    that the page gives to its site. Whom to contact may be another body, or a part of the one that
    reports: it spells out the name in a title, and is never the publisher by itself.
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
    places.append(_sites(sites))
    return next((found for place in places for found in place), (None, ""))


def _presented(flat: str) -> Iterator[Found]:
    """Whose report the preamble presents."""
    for match in (*_PRESENTED.finditer(flat), *_PRESENTS.finditer(flat)):
        if is_name(match[1]) and has_place(match[1]):
            yield match[1], "preamble"


def _compiled(flat: str) -> Iterator[Found]:
    """Who compiled the report."""
    for match in _COMPILED.finditer(flat):
        name = own_body(body_at(match[1]) or "")
        if name:
            yield name, "preamble"


def _contacts(flat: str) -> Iterator[Found]:
    """Whom to contact: the full name of the body in the title, if it is the same."""
    for match in _CONTACT.finditer(flat):
        name = body_at(match[1] or match[2])
        if name:
            yield name, "contact"


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
    """Who signed: above the date that ends the report, or before it on its line."""
    text = texts.get(max(texts, default=0), "")
    *_, above, last = ["", "", *filter(None, (line.strip() for line in text.split("\n")))]
    signed = _SIGNED_ON.fullmatch(last)
    name = re.sub(rf"{_REMARK}$", "", squeeze((signed["name"] or above) if signed else ""))
    if is_name(name) and not _NO_SIGNER.search(name):
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
