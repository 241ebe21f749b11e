"""GIK109 parts-claimed-differ-from-listed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from gikqa import Finding, Report, rule
from gikqa.rules.structure.chapters import NUMERALS
from gikqa.rules.texts import described
from gikqa.text import PhraseInSentence

_WORDS = tomllib.loads(Path(__file__).with_name("parts.toml").read_text("utf-8"))
_NUMBERS = {NUMERALS[n]: n for n in range(2, 11)} | {str(n): n for n in range(2, 13)}
_CLAIMS = {
    f"{number}{measure}{noun}": value
    for number, value in _NUMBERS.items()
    for measure in ("个", "大", "")
    for noun in ("部分", "方面")
}
_OF_ANOTHER_NUMBER = tuple(f"0123456789{NUMERALS}第")
_COMMA = re.compile("[、，,；;]")
_ITEM_NUMBER = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)、.．]?(?:是|为)?")
_NUMBER_MARK = re.compile(r"([一二三四五六七八九十]|\d)[、.．]")
_QUOTED = re.compile('[“"「]([^“”"「」]+)[”"」]')
_LAST = re.compile("(?:以及|及|和)(?=其他|其它)")
_JOINT = re.compile(
    "(?:情况|事项|措施|概述|问题|公开|诉讼|复议)(?:以及|及|和|与)(?!改进|整改|改善)"
)


def claims() -> list[str]:
    """六个部分, 6个方面 and the like."""
    return list(_CLAIMS)


def _listed_otherwise(claim: str, before: str, after: str) -> tuple[int, int] | None:
    """Least and greatest number of parts that the sentence lists, if the claim is none of them."""
    if before.endswith(_OF_ANOTHER_NUMBER):
        return None
    counted = _count(before, after)
    if counted is None:
        return None
    least, most, is_open = counted
    claimed = _CLAIMS[claim]
    return (least, most) if claimed < least or (claimed > most and not is_open) else None


@rule(**described("GIK109"), needs=("sections",), find=PhraseInSentence(claims, _listed_otherwise))
def parts_claimed_differ_from_listed(report: Report) -> Iterator[Finding]:
    for claim in report.found:
        if claim.section.number > 1:
            continue
        hit, (least, most) = claim.hit, claim.verdict
        yield Finding(
            section=claim.section.number,
            start=hit.start,
            end=hit.end,
            quote=claim.section.text[hit.start : hit.end],
            observed=str(_CLAIMS[hit.phrase]),
            expected=str(least) if least == most else f"{least} – {most}",
            params={"place": hit.phrase},
        )


# Bodies take the sentence over from a template, so that many reports have the same.
@lru_cache(maxsize=4096)
def _count(before: str, after: str) -> tuple[int, int, bool] | None:
    """Least and greatest number of parts listed, and whether the list is open; None if unsure."""
    cues = [sum(cue in side for cue in _WORDS["cues"]) for side in (before, after)]
    if max(cues) < _WORDS["least_cues"] or min(cues) > 0:
        return None
    is_open = any(word in before[-3:] for word in ("等",)) or any(
        word in before + after for word in _WORDS["open_list"][1:]
    )
    listed = before if cues[0] else after
    if cues[0]:
        opener = max((listed.rfind(word) + len(word), word) for word in _WORDS["openers"])
        listed = listed[opener[0] :] if opener[1] in listed else listed
        listed = re.sub("等?(?:共|共计|合计)?等?$", "", listed.strip("，, "))
    else:
        is_open = is_open or bool(re.search("等[）)]?$", listed))
        listed = re.sub("等[）)]?$", "", re.split("[:：]|分别(?:是|为)|即", listed, maxsplit=1)[-1])
    return _items(listed, is_open)


def _items(listed: str, is_open: bool) -> tuple[int, int, bool] | None:
    quoted = _QUOTED.findall(listed)
    if quoted:
        rest = _QUOTED.sub("", listed)
        if re.search("[\u4e00-\u9fff]", re.sub("以及|及|和|与", "", rest)):
            return None
        items, doubtful = quoted, 0
    else:
        doubtful = 0
        listed = _NUMBER_MARK.sub(r"\1", listed)
        for compound in sorted(_WORDS["compounds"], key=len, reverse=True):
            doubtful += listed.count(compound)
            listed = listed.replace(compound, _COMMA.sub("", compound))
        listed = _LAST.sub("、", listed)
        items = [item.strip() for item in _COMMA.split(listed) if item.strip()]
        items = [_ITEM_NUMBER.sub("", item) for item in items]
        doubtful += sum(len(_JOINT.findall(item)) for item in items)
    if not items or not all(item.endswith(tuple(_WORDS["ends"])) for item in items):
        return None
    annexes = sum(item.endswith(tuple(_WORDS["annexes"])) for item in items)
    return len(items) - annexes, len(items) + doubtful, is_open
