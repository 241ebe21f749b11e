"""Which body a sentence counts for: a government, or an office of it."""

from __future__ import annotations

import re

from gikqa import Report

_OFFICE = re.compile("我办|本办|办公[室厅]|本级|机关本部")


def is_of_an_office(report: Report, text: str) -> bool:
    """Whether the words name an office, and the table counts for its whole government."""
    return report.publisher.endswith("人民政府") and _OFFICE.search(text) is not None
