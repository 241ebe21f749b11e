"""GIK151 street-with-government."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.structure.levels import STREET, listed
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_ORGAN = f"(?!{'|'.join(listed('not_the_organ'))})"


def _party() -> Iterable[str]:
    return [f"街道{committee}" for committee in ("党委", "党工委", "工委", "党委会")]


def _governments() -> Iterable[str]:
    return ["街道政府", "街道人民政府", "街道办政府", "街道办事处政府"]


@rule(
    **described("GIK151"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(STREET),
    find=either(
        phrases(_party).then(rf"[、和及与]?(?:人民)?政府{_ORGAN}"),
        phrases(_governments).then(_ORGAN),
    ),
)
def street_with_government(report: Report) -> Iterator[Finding]:
    for near in report.found:
        # 镇（街道）党委、政府 names towns as well.
        if near.section.text[max(0, near.hit.start - 1) : near.hit.start] not in ("镇", "乡", "、"):
            yield finding(near.section, near.start, near.end, expected="街道办事处")
