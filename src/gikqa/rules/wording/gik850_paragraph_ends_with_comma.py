"""GIK850 paragraph-ends-with-comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.rules.wording.line_ends import has_line_ending_with, lines_ending_with

_MARKS = "，,、"
_SHOWN = 8


@rule(**described("GIK850"), needs=("sections",), where=has_line_ending_with(_MARKS))
def paragraph_ends_with_comma(report: Report) -> Iterator[Finding]:
    for line in lines_ending_with(report, _MARKS):
        # Each item of a list may end with a comma: （一）内容全面，
        if not re.search("[，,。；：:]", line.text[:-1]):
            continue
        start = max(line.start, line.end - _SHOWN)
        yield finding(line.section, start, line.end, expected="。")
