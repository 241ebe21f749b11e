"""GIK853 number-missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any, one_for_many, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, phrases

_LISTED = words("wording", "GIK853")
_COUNT = pattern(r"\d\s?[条件篇个份项期次]")
_MARKS = "，。；、,;"


def _counted() -> Iterable[str]:
    return [f"{end}条{mark}" for end, mark in product(_LISTED["ends"], _MARKS)]


def _with_a_blank() -> Iterable[str]:
    blanks = (" ", "  ", "   ", "\u3000")
    return ["".join(each) for each in product(_LISTED["nouns"], blanks, "条件项篇份期")]


def _ranks() -> Iterable[str]:
    return [f"{verb}第{mark}" for verb, mark in product(_LISTED["ranks"], _MARKS)]


def _periods() -> Iterable[str]:
    return ["".join(each) for each in product(_LISTED["periods"], "为是自从由", "至到")]


def _beginnings() -> Iterable[str]:
    verbs = ("自", "从", "为", "是", "起自", "为自", "是自", "是从")
    return ["".join(each) for each in product(_LISTED["periods"], verbs)]


def _parts() -> Iterable[str]:
    return [f"个{part}" for part in ("部分", "方面", "章节")]


def _before_share() -> Iterable[str]:
    return [f"{noun}{mark}占" for noun in ("信息", "类", "文件", "公告") for mark in "，,"]


def _days() -> Iterable[str]:
    return [f"{digit}月日" for digit in range(10)]


@rule(
    **described("GIK853"),
    needs=("sections",),
    find=either(
        phrases(_counted),
        phrases(_with_a_blank).then("(?=[，。；、,;])"),
        phrases(_ranks),
        phrases(_periods).then(rf"(?=\s*(?:[{_MARKS}）)]|\n|\Z))"),
        phrases(_beginnings).then("\\s*(?=。|\\Z|\\n\\s*[一二三]、)"),
        # The parts before it and after it have a number.
        phrases(_before_share)
        .after(r"\d[条件篇个份][，,]占[^，。；;\n]{2,14}[；;，、](?!其中)[\u4e00-\u9fff]{0,10}")
        .then(
            r"(?!比)[^，。；;\n]{2,14}[；;，、][\u4e00-\u9fff]{2,12}\d{1,7}[条件篇个份][，,]占",
            within=40,
        ),
        phrases(_parts).after(f"[{_LISTED['before_a_measure']}]"),
        phrases(_days).after("[年自至从到]1?").then("(?=[至到起止开，。、）)—-])"),
        phrases(["自年月日", "从年月日", "至年月日", "到年月日"]),
    ),
)
def number_missing(report: Report) -> Iterator[Finding]:
    return one_for_many(_findings(report))


def _findings(report: Report) -> Iterator[Finding]:
    for near in report.found:
        if near.hit.phrase[-1] == "占":
            yield finding(near.section, near.hit.start, near.hit.end)
            continue
        start, end = near.start, near.end
        if near.hit.phrase in _counted() and not _is_counted(near):
            continue
        quote = near.section.text[start:end]
        kept = quote.rstrip(_MARKS + " \n")
        yield finding(near.section, start, start + len(kept))


def _is_counted(near: Near) -> bool:
    """Whether the sentence counts, and the strip of a page that is called so is not meant."""
    before, after = sentence_around(near.section.text, near.start, near.end)
    counts = _COUNT.search(before + after) or has_any(("共", "累计", "全年"), before)
    return bool(counts) and not has_any(_LISTED["lines"], before + near.quote)
