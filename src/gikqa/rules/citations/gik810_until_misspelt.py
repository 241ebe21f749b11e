"""GIK810 until-misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section, without_blanks
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_WRONG = ("截止", "截止到", "截止至", "截至到")
_DATE = pattern(
    r"\s?(?:20\d\d\s?年(?:年?底|末|\s?(?:1[0-2]|0?[1-9])\s?月(?:底|末|份|\s?[0-3]?\d\s?[日号])?)?"
    r"|(?:1[0-2]|[1-9])月(?:[1-3]?\d[日号]|底|末)|本?年底|今年底)"
    r"(?![\d年月度第])"
)


def _phrases() -> Iterable[str]:
    # Nearly every date of a report begins with one of these.
    begins = ("20", " 20", *"123456789", "年底", "本年", "今年")
    return [f"{until}{begin}" for until in _WRONG for begin in begins]


@rule(**described("GIK810"), needs=("sections",), phrases=_phrases)
def until_misspelt(report: Report) -> Iterator[Finding]:
    permitted = tuple(words("citations", "GIK810")["before"])
    for section, hits in hits_by_section(report):
        text = section.text
        for hit in hits:
            until = max((one for one in _WRONG if hit.phrase.startswith(one)), key=len)
            date = _DATE.match(text, hit.start + len(until))
            before = without_blanks(text[max(0, hit.start - 12) : hit.start])
            if date is not None and not before.rstrip("，,：:").endswith(permitted):
                end = date.end()
                yield finding(section, hit.start, end, expected=f"截至{date[0]}")
