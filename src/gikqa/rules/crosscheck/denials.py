"""Sentences that deny something: 未收到政府信息公开申请, 未发生行政复议."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Report
from gikqa.rules.crosscheck.bodies import is_of_an_office
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.text import Near, NearPhrase, pattern, phrases

_REACH = 60
_OF_A_MATTER = pattern(
    "(?:因|对|就|围绕)(?![^，。；]*(?:公开|信息|申请|此|上述|以上|我))[\u4e00-\u9fff]{2,12}$"
)
"""因征地未发生复议 denies those about one matter."""


def denied(kind: str, what: str) -> NearPhrase:
    """A finder of denials.

    kind: the list of phrases that deny. what: a pattern of the words that may follow such a phrase
    up to the end of its clause; there is nothing else in the clause.
    """
    listed: Iterable[str] = words("crosscheck", "denial")[kind]
    return phrases(listed).then(rf"(?:{what})*(?=[，,。；;！\n]|$)", within=_REACH)


def denials(report: Report) -> Iterator[Near]:
    """What the rule's finder found that this body denies for the whole year."""
    scope = words("crosscheck", "scope")
    silent = [*scope["others"], *words("crosscheck", "denial")["partly"]]
    for near in report.found:
        left, right = sentence_around(near.section.text, near.hit.start, near.hit.end)
        clause = re.split("[，,：:]", left)[-1]
        # After 通过网络, the denial is one of a channel only.
        if not (
            is_of_an_office(report, left)
            or has_any(silent, left + right)
            or has_any(scope["some"], clause)
            or _OF_A_MATTER.match(clause)
        ):
            yield near
