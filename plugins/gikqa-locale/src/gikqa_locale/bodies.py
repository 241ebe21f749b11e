"""The own bureau of a publisher, and other bureaus in its place: 财政局 in a report of 审计局."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

import tomli

from gikqa import Hit
from gikqa.text import pattern
from gikqa_locale.names_by_form import Form, OtherName, name_before, names_above
from gikqa_locale.publisher import end_of_divisions
from gikqa_locale.townships import own_township

UNIT = "局"
OWN = pattern("([\u4e00-\u9fff]{2,16})局(?:办公室)?")
# The longest: 文化广电新闻出版体育旅游局 and 人力资源和社会保障局.
LONGEST = 13
# 县财政局 begins after 县; an office that belongs to several bodies is none of its own.
REST = pattern("[^。；\n]{0,40}?(?:联系|咨询|反映|编制|编写)")
REPORT = pattern("局20[0-9]{2}年度?(?:政府)?信息公开")
# Where a township has one of these of a bureau, the report was the bureau's.
AS_AUTHOR = pattern(
    "局(?:20[0-9]{2}年度?(?:政府)?信息公开[^，。；\n]{0,8}(?:报告|情况)|(?:组织|负责|汇总)?编制)"
)
LONGEST_AUTHOR = 120  # bytes
# A bureau to which one complains, or appeals, is another one.
COMPLAINT = pattern("举报|投诉|监督|复议|诉讼|申诉|查阅|查询")
NAMES = Form(
    2,
    LONGEST,
    pattern(
        "[我本各该全某每两及与、等省县市区旗州甲乙丙]|有关|相关|上级|成员|分局|成立|设立|组建|加强|调整"
    ),
)


@lru_cache(maxsize=1)
def _words() -> Any:
    return tomli.loads((files("gikqa_locale") / "speaking.toml").read_text("utf-8"))["bureau"]


@lru_cache(maxsize=1)
def phrases() -> tuple[str, ...]:
    """What follows 局 where a bureau compiles the report or is to be asked."""
    return tuple(UNIT + behind for behind in _words()["behind"])


@lru_cache(maxsize=16_384)
def own_bureau(publisher: str, year: int) -> str | None:
    """The name of the bureau that a publisher is, without its last character: 财政 of 财政局."""
    match = OWN.fullmatch(publisher[end_of_divisions(publisher, year) :])
    return match[1] if match else None


def others_named(
    publisher: str, title: str | None, year: int, text: str, hits: Iterable[Hit]
) -> Iterator[OtherName]:
    """The other bureaus in a text that stand where the report speaks of its own body.

    In the report of a township only one that is named as the author of the report.
    """
    own = own_bureau(publisher, year)
    if own is None and own_township(publisher, year) is None:
        return
    above = (*names_above(publisher, title, year), "县", "市", "区", "旗", "州", "省")
    for hit in hits:
        if own is None and not AS_AUTHOR.match(text, hit.start):
            continue
        if own is not None and text.endswith(own, 0, hit.start):
            continue
        found = name_before(text, hit.start, hit.start + len(UNIT), above, NAMES)
        if found is None or not found[1].is_sure:
            continue
        start, slot = found
        rest = REST.match(text, hit.start)
        if slot.is_always and (rest is None or COMPLAINT.search(rest[0])):
            continue
        stem = text[start : hit.start]
        is_other = own is None or not _is_one_body(stem, own)
        if is_other and not any(word in stem for word in _words()["shared"]):
            certain = slot.is_always or REPORT.match(text, hit.start) is not None
            yield OtherName(start, hit.start + len(UNIT), stem + UNIT, certain)


def _is_one_body(one: str, other: str) -> bool:
    """True for names that one body can have: cut short, joined, or before and after a reform.

    教科局 is 教育科学技术局 and 卫健局 is 卫生健康局: short forms share a character at least.
    """
    return not set(one).isdisjoint(other) or any(
        any(word in one for word in words) and any(word in other for word in words)
        for words in _words()["reformed"]
    )
