"""GIK834 number-cut-from-noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_COUNT = pattern(rf"\d{{1,6}}\s?[{words('wording', 'GIK834')['units']}](?=[，,。；;、）)\n]|$)")
_VERB = pattern(r"(?:公开|发布|公布|制作|上传|报送|推送|编发)[^，,。；;、：:\d]{0,12}$")


def _phrases() -> Iterable[str]:
    nouns = words("wording", "GIK834")["nouns"]
    return [f"{noun}{mark}{digit}" for noun in nouns for mark in "，," for digit in range(1, 10)]


@rule(**described("GIK834"), needs=("sections",), phrases=_phrases)
def number_cut_from_noun(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        text = section.text
        for hit in hits:
            count = _COUNT.match(text, hit.end - 1)
            mark = hit.end - 2
            if count is None or not _VERB.search(text, max(0, hit.start - 20), hit.start):
                continue
            quote = text[hit.start : count.end()]
            expected = text[hit.start : mark] + count[0]
            yield finding(section, hit.start, count.end(), observed=quote, expected=expected)
