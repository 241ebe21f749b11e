"""GIK129 publisher-without-place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa import Finding, Report, column, rule
from gikqa.rules.texts import described

_FIELDS = tomli.loads(Path(__file__).with_name("departments.toml").read_text("utf-8"))["fields"]
_BARE = "^(?:省|县|区|我[省市县区乡镇局委办]|市)"
_FIELD_FIRST = (
    # 财政部 and the like are of the whole country.
    rf"^(?:{'|'.join(_FIELDS)})(?:[^部省市县旗州盟][^省市县旗州盟]*)?"
    "(?:局|厅|委员会|办公室|管理中心|支队|大队)$"
    "|^(?:人民政府|政府)?(?:办公[室厅]|办事处)$|^管理委员会$|^人民政府$"
)
_PLACES = "^市(?:中|南|北)区"
"""Districts of 济南, 枣庄, 青岛, 乐山 and 内江 whose names begin like that."""

_publisher = column("publisher")
_IS_NAMELESS = _publisher.matches(_FIELD_FIRST) | (
    _publisher.matches(_BARE) & ~_publisher.matches(_PLACES)
)


@rule(**described("GIK129"), needs=("publisher",), where=_IS_NAMELESS)
def publisher_without_place(report: Report) -> Iterator[Finding]:
    yield Finding(observed=report.publisher)
