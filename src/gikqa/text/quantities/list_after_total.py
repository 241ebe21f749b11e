"""Lists of parts after their total, as in 收到12件，其中甲7件、乙5件.

Most lists of most reports are plain and their parts make the total. A check with regular
expressions finds that out a hundred times faster than the parser, which reads the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gikqa._model.report import Report, Section
from gikqa.text.characters import Flags
from gikqa.text.patterns import pattern
from gikqa.text.quantities.numerals import CHINESE
from gikqa.text.quantities.plain_list import (
    CARRIED,
    NAME,
    NOT_BEFORE_NUMBERS,
    TAILS,
    UNITS,
    after_a_numeral,
    has_telling_word,
    is_plain_and_sound,
)
from gikqa.text.quantities.quantity import Enumeration
from gikqa.text.quantities.read import read_narrative
from gikqa.text.quantities.spans import sentences_around
from gikqa.text.quantities.vocabulary import vocabulary
from gikqa.text.rule_batch import RuleBatch

_BEFORE, _AFTER = 60, 300
"""Characters that the fast check sees before and after an opener."""
_WITH_MEASURE = "：:（("
"""An opener that ends with one of them begins with the measure of the total: 件：, 件（."""


@dataclass(frozen=True, slots=True)
class ListInSection:
    """A total with its parts, and the section that they are printed in."""

    section: Section
    list: Enumeration
    place: tuple[int, int]
    """The index of the section, and where the total begins."""


@dataclass(frozen=True)
class ListAfterTotal:
    """Looks for lists that have to be judged; made by `lists(openers)`.

    `read` gives the lists around every opener at which the fast check does not exclude that the
    parts differ from the total, that one part is more than it, or that a name comes twice.
    """

    openers: Callable[[], Iterable[str]]
    reads: tuple[str, ...] = ("year",)

    def phrases(self) -> Iterable[str]:
        """The words and marks that open a list."""
        return self.openers()

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with a list that has to be read."""
        hits, data = batch.found, batch.narratives.data
        of_openers = hits.are(frozenset(self.openers()))
        with_measure = hits.told(lambda phrase: phrase[-1] in _WITH_MEASURE) > 0
        cuts = np.where(with_measure, hits.ends, hits.starts)[of_openers].tolist()
        verdicts = batch.fact(_verdicts)  # several rules look at the same places
        chosen = []
        for cut, end in zip(cuts, hits.ends[of_openers].tolist(), strict=True):
            if end not in verdicts:
                verdicts[end] = not (
                    is_plain_and_sound(data, cut, end) or _is_fine(*_windows(data, cut, end))
                )
            chosen.append(verdicts[end])
        of_openers[of_openers] = chosen
        return batch.rows_of(of_openers)

    def read(self, report: Report) -> Sequence[ListInSection]:
        """The lists of the sentences in which one has to be read, and of the sentences before.

        Each list is given once.
        """
        openers = frozenset(self.openers())
        found: dict[tuple[int, int, int], ListInSection] = {}
        known = set()
        for hit in report.hits:
            section = report.sections[hit.index]
            text = section.text
            cut = hit.end if hit.phrase[-1] in _WITH_MEASURE else hit.start
            if hit.phrase not in openers or _is_fine(
                text[max(0, cut - _BEFORE) : cut], text[hit.end : hit.end + _AFTER]
            ):
                continue
            stretch = sentences_around(text, hit.start)
            if (hit.index, stretch.end) not in known:
                known.add((hit.index, stretch.end))
                lists = read_narrative(text, report.year, stretch).enumerations
                for one in lists:
                    # The next stretch begins with the same sentence and knows less of it.
                    place = hit.index, one.start
                    found.setdefault(
                        (*place, one.parts[0].start), ListInSection(section, one, place)
                    )
        return list(found.values())


def lists(openers: Callable[[], Iterable[str]]) -> ListAfterTotal:
    """A finder of lists whose parts may differ from their total, or bear a name twice.

    openers: a function that returns the words and marks that open a list.
    """
    return ListAfterTotal(openers)


def _verdicts(_: RuleBatch) -> dict[int, bool]:
    """The end of an opener → whether its list has to be read; filled by `scan`."""
    return {}


def _windows(data: bytes, cut: int, end: int) -> tuple[str, str]:
    """The text before and after an opener, as far as the fast check needs it.

    `Narratives.around` would cost as much as the check: it decodes more than a sentence.
    """
    # No character takes more than four bytes, and a NUL follows each section.
    left = max(0, cut - 4 * _BEFORE)
    left = max(left, data.rfind(b"\0", left, cut) + 1)
    right = data.find(_STOP_BYTES, end, end + 4 * _AFTER) + len(_STOP_BYTES)
    if right < end:
        right = end + 4 * _AFTER
    border = data.find(b"\0", end, right)
    after = data[end : right if border < 0 else border].decode(errors="ignore")
    return data[left:cut].decode(errors="ignore")[-_BEFORE:], after[:_AFTER]


_MARKS = "，,。；;：:！？!?、（()）\n"
_QUOTES = r"《》“”‘’「」『』〔〕\[\]【】"
_STOP = "。"
_STOP_BYTES = _STOP.encode()
_BRACKETS = frozenset("（(")
_REVERSED_TOTAL = pattern(
    rf"\n?(?P<mark>[。，,；;：:（(]?)(?P<unit>[{UNITS}])(?P<total>\d{{0,6}}[1-9]|0)"
    rf"(?P<clause>[\u4e00-\u9fff][^{_MARKS}\d]*)(?:[{_MARKS}]|$)"
)
"""A total with its clause, in a text that is reversed, so that the match begins at its end."""
_REMARK = pattern(
    rf"(?<=[{UNITS}])[，,][^。；;，,\d]{{0,16}}(?:\d{{1,3}}(?:\.\d+)?[%％])?。\n?在?(?:主动)?$"
)
"""What may be printed between a total and a list in the next sentence."""
_LEAD = pattern("(?:其中)?[，,：:]?")
_PART = pattern(
    rf"(?P<label>[^{_MARKS}\d\s{_QUOTES}]{{0,24}}[\u4e00-\u9fff])"
    rf"(?P<count>[1-9]\d{{0,6}}|0)(?P<unit>[{UNITS}])(?P<mark>[、，,；]|$)"
)
_NEAR, _FEW = 24, 3


def _is_fine(before: str, after: str) -> bool:
    """Whether the parser certainly finds nothing wrong with the list at an opener.

    before: up to `_BEFORE` characters, with the measure and the mark that belong to the opener;
    after: up to `_AFTER` characters, or up to the end of the list. Wrong are: parts of a total
    directly before that do not make it or are more than it, and a name that three or more parts
    have twice.
    """
    zone = _zone(after, in_bracket=before[-1:] in _BRACKETS)
    if zone is None:
        return False
    zone = vocabulary().fold(zone)
    if _number_like().search(zone) is None:
        return True
    total = _REVERSED_TOTAL.match(_REMARK.sub("。", before)[::-1])
    if total is None or (total["mark"] == _STOP and _is_carried(total["clause"][::-1])):
        near = vocabulary().fold(re.split("[。；;！？\n]", before)[-1][-_NEAR:])
        if _number_like().search(near) is not None:
            return False
        return len(_number_like().findall(zone)) < _FEW or _sum(zone, None) is not None
    clause = total["clause"][::-1]
    is_cut_off = total.end("clause") == len(before) >= _BEFORE
    if is_cut_off or clause[-1] in NOT_BEFORE_NUMBERS:
        return False
    summed = _sum(zone, total["unit"], clause)
    if summed is None:
        return False
    value, (parts, many) = int(total["total"][::-1]), summed
    return parts <= value if many == 1 else parts == value


def _is_carried(clause: str) -> bool:
    return any(word in clause for word in CARRIED)


def _zone(after: str, *, in_bracket: bool) -> str | None:
    """The text up to where the list has to end; None if the end cannot be seen."""
    if in_bracket:
        end = re.search("[)）]", after)
        inside = after[: end.start()] if end else None
        return None if inside is None or _BRACKETS & set(inside) else inside
    sentence, stop, _ = after.partition(_STOP)
    return sentence if stop or len(after) < _AFTER else None


def _sum(zone: str, unit: str | None, clause: str = "") -> tuple[int, int] | None:
    """The sum of plain parts and how many there are; None if there is anything else to read.

    clause: the words before the total, which may say that the list is another one, too.
    """
    begin = end = _LEAD.match(zone).end()  # type: ignore[union-attr]
    names: list[str] = []
    summed, ended = 0, False
    for label, count, of_part, mark in _PART.findall(zone, begin):
        part = f"{label}{count}{of_part}{mark}"
        if ended or not zone.startswith(part, end):
            break
        unit = unit or of_part
        if of_part != unit or label[-1] in NOT_BEFORE_NUMBERS:
            return None
        names.append(label.rstrip(TAILS)[-NAME:])
        summed, end = summed + int(count), end + len(part)
        # What follows a stronger mark than the one between the parts is no part.
        ended = mark == "；" and len(names) > 1
    if not ended and end < len(zone) and _number_like().search(zone, end):
        return None
    is_no_plain_list = not names or len(set(names)) < len(names)
    if is_no_plain_list or has_telling_word(f"{clause}\n{zone[begin:end]}"):
        return None
    return summed, len(names)


@lru_cache(maxsize=1)
def _number_like() -> re.Pattern[str]:
    # The first character is consumed before the branches, so that the search can leap to it.
    # Years, months and days are never quantities.
    return re.compile(
        rf"[\d{CHINESE}](?:(?<=\d)\d*(?![\d年月日])|(?<=[{CHINESE}]){after_a_numeral()})"
    )
