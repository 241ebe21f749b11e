"""GIK157 words-of-another-kind-of-body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding, sentence_around
from gikqa.rules.structure.levels import LOWEST, fields, kind_of_body, listed, organs
from gikqa.rules.texts import described
from gikqa.text import either, phrases


def _organs() -> Iterable[str]:
    return [name for names in organs().values() for name in names]


_DUTY = "依法"
"""The duty of a field, which may stand beside duties of all: 依法行政、依法治教."""


def _of_fields() -> Iterable[str]:
    return [name for field in fields().values() for name in field["words"]]


def _duties() -> Iterable[str]:
    return [name for name in _of_fields() if name.startswith(_DUTY)]


def _disclosed() -> Iterable[str]:
    return [name for name in _of_fields() if not name.startswith(_DUTY)]


@rule(
    **described("GIK157"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(f"{LOWEST}|局$"),
    find=either(
        phrases(_organs).after(rf"(?:^|[\s{listed('before_an_organ')}])"),
        phrases(_duties),
        phrases(_disclosed).then("(?!、)").after("(?:^|[^、])"),
    ),
)
def words_of_another_kind_of_body(report: Report) -> Iterator[Finding]:
    publisher = report.publisher
    own = kind_of_body(publisher)
    for near in report.found:
        phrase, text = near.hit.phrase, near.section.text
        kind = next((one for one, names in organs().items() if phrase in names), None)
        if kind is None:
            around = "".join(sentence_around(text, near.hit.start, near.hit.end))
            is_other = not _is_of_field(phrase, publisher, around)
        else:
            is_other = kind != own
        if is_other:
            yield finding(near.section, near.hit.start, near.hit.end, expected=publisher)


def _is_of_field(phrase: str, publisher: str, around: str) -> bool:
    """Whether the publisher is of the field of a phrase, or the sentence names who is."""
    field = next(each for each in fields().values() if phrase in each["words"])
    named = any(f"{part}{unit}" in around for part in field["of"] for unit in ("局", "办"))
    return named or "重点领域" in around or any(part in publisher for part in field["of"])
