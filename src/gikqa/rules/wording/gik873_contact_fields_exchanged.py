"""GIK873 contact-fields-exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_POSTAL = tuple(map("".join, product(["邮编", "邮政编码"], ["：", ":", "为"])))
_MAIL = tuple(map("".join, product(["电子邮箱", "电子邮件", "邮箱"], ["：", ":", "为"])))
_PHONE = tuple(map("".join, product(["电话", "传真"], ["：", ":", "为"])))
_ADDRESS = r"[\w.+-]{2,40}@[\w-]{2,20}\.[a-z]{2,6}"
_NUMBER = r"0\d{2,3}[-—－–]\d{7,8}"


@rule(
    **described("GIK873"),
    needs=("sections",),
    find=either(
        phrases(_POSTAL).then(rf"\s?(?P<is>{_ADDRESS}|{_NUMBER})(?![\w@])", within=80),
        phrases(_MAIL).then(rf"\s?(?P<is>\d{{6}}|{_NUMBER})(?![\w@＠.．-])", within=24),
        phrases(_PHONE).then(rf"\s?(?P<is>{_ADDRESS})(?![\w@])", within=80),
    ),
)
def contact_fields_exchanged(report: Report) -> Iterator[Finding]:
    for near in report.found:
        start, end = near.after.span("is")
        label, observed = near.hit.phrase[:-1], near.section.text[start:end]
        yield finding(near.section, near.hit.start, end, observed=observed, expected=label)
