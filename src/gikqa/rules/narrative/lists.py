"""The totals with their parts, of the sections that open a list."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from gikqa import Finding, Hit, Report, Section
from gikqa.text.characters import BLANKS, Flags, flags_of
from gikqa.text.counts import Counts, counts_behind, vague_words, with_look_alikes
from gikqa.text.plain_lists import settled_lists
from gikqa.text.quantities import (
    BEFORE,
    BEHIND,
    Enumeration,
    is_settled,
    read_narrative,
    sentences_around,
)
from gikqa.text.rule_batch import RuleBatch

_REACH = 12
"""A total stands so close in front of what opens its list, or it may be another's."""

_SHARE_REACH = 16
_MARKS = "：（"
"""An opener that ends with one of them holds the measure of the total in front of it."""


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """What words.toml says."""
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


def openers() -> Iterable[str]:
    """What a list of parts begins with."""
    found: list[str] = words()["lists"]["openers"]
    return found


def sections_with_hits(report: Report) -> Iterator[Section]:
    """The sections in which the rule's phrases stand, in reading order."""
    for index in sorted({hit.index for hit in report.hits}):
        yield report.sections[index]


def lists_of(report: Report) -> Iterator[tuple[Section, Enumeration]]:
    """The lists of the paragraphs in which some list has to be read, each with its section."""
    read = set()
    for hit in report.hits:
        section = report.sections[hit.index]
        if hit.phrase not in openers() or _is_settled(section.text, hit):
            continue
        stretch = sentences_around(section.text, hit.start)
        if (hit.index, stretch.start) not in read:
            read.add((hit.index, stretch.start))
            for found in read_narrative(section.text, report.year, stretch).enumerations:
                yield section, found


def lists_to_read(batch: RuleBatch) -> Flags:
    """The hits of openers behind which a list has to be read."""
    hits, narratives = batch.found, batch.narratives
    # Several rules ask about the same places.
    known = batch.fact(_lists_seen)
    asked = hits.are(frozenset(openers()))
    new = asked & [end not in known for end in hits.ends.tolist()]
    with_measure = hits.told(lambda phrase: phrase[-1] in _MARKS) > 0
    cuts, ends = np.where(with_measure, hits.ends, hits.starts)[new], hits.ends[new]
    settled = settled_lists(narratives, cuts, ends, hits.sections[new])
    known.update(dict.fromkeys(ends[settled].tolist(), False))
    for cut, end in zip(cuts[~settled].tolist(), ends[~settled].tolist(), strict=True):
        known[end] = not is_settled(*narratives.around(cut, end, BEFORE, BEHIND))
    asked[asked] = [known[end] for end in hits.ends[asked].tolist()]
    return asked


def _lists_seen(_: RuleBatch) -> dict[int, bool]:
    """The end of an opener → whether its list has to be read; filled by the rules over lists."""
    return {}


def shares_behind(batch: RuleBatch) -> tuple[Flags, Counts]:
    """The hits of 占 behind which a percentage may stand, and what stands there."""
    text = batch.narratives.text
    between = "".join([*words()["shares"]["whole"], *vague_words()]).replace("占", "")
    passed = flags_of([*between, *"，,、（(", *BLANKS])
    counts = counts_behind(text, batch.found.ends, passed, _SHARE_REACH)
    other = (counts.values >= 0) & ~with_look_alikes("%")[counts.after]
    return (counts.unsure | (counts.values >= 0)) & ~other, counts


def _is_settled(text: str, hit: Hit) -> bool:
    cut = hit.end if hit.phrase[-1] in _MARKS else hit.start
    return is_settled(text[max(0, cut - BEFORE) : cut], text[hit.end : hit.end + BEHIND])


def is_near(section: Section, found: Enumeration) -> bool:
    """Whether the list follows its total at once, in the same sentence."""
    between = section.text[found.total.end : found.parts[0].start].partition(found.marker)[0]
    return len(between) <= _REACH and not any(mark in between for mark in "。；;！？\n")


def exceeding(found: Enumeration) -> Iterator[int]:
    """The places of the parts that alone are more than the total."""
    most = found.total.bounds[1]
    for place, part in enumerate(found.parts):
        least = part.bounds[0]
        if most is not None and least is not None and least > most and part.unit:
            yield place


def list_finding(
    section: Section, start: int, end: int, *, observed: str, expected: str | None = None
) -> Finding:
    """A finding that quotes the text from `start` to `end`."""
    quote = section.text[start:end]
    return Finding(
        section=section.number,
        start=start,
        end=end,
        quote=quote,
        observed=observed,
        expected=expected,
    )
