"""GIK873 contact-under-wrong-label."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_MAIL = r"[A-Za-z0-9][A-Za-z0-9._-]{1,30}@[A-Za-z0-9-]{2,20}\.[A-Za-z]{2,4}"
_TELEPHONE = r"0\d{2,3}\s?[-—－–]{1,2}\s?\d{7,8}(?![\d@])"
_SITE = r"(?:https?://|www\.)[A-Za-z0-9./-]{4,60}(?![@\w])"
_CODE = r"\d{6}(?![\d@A-Za-z._-])"

_LABELS = {
    ("邮编", "邮政编码"): ("邮政编码", f"{_MAIL}|{_TELEPHONE}|{_SITE}"),
    ("邮箱", "电子邮箱", "电子信箱", "电子邮件", "E-mail", "Email"): (
        "电子邮箱",
        f"{_CODE}|{_TELEPHONE}",
    ),
    ("电话", "传真号码"): ("电话号码", _MAIL),
    ("网址", "网站地址"): ("网址", f"{_MAIL}|{_TELEPHONE}|{_CODE}"),
}
"""Labels → what has to follow them, and what may stand there by mistake.

A mailbox may be a page on which one writes, and a fax may come by mail.
"""
_ONE_LABEL = r"(?:^|[，。；;,：:（(\s\d]|[0-9A-Za-z]、)[^，。；;,：:（(\s\d、/／及和与或]{0,6}"
"""Before a label: no other one that shares what follows, as in 电话、邮箱：."""
_ENDS = r"(?=\s?(?:[，。；、,;）)\n]|$))"


def _phrases(labels: tuple[str, ...]) -> list[str]:
    return ["".join(pair) for pair in product(labels, "：:")]


@rule(
    **described("GIK873"),
    needs=("sections",),
    find=either(
        *(
            phrases(partial(_phrases, labels))
            .after(_ONE_LABEL)
            .then(rf"\s?(?P<other>{other}){_ENDS}")
            for labels, (_, other) in _LABELS.items()
        )
    ),
)
def contact_under_wrong_label(report: Report) -> Iterator[Finding]:
    meant = {label: kind for labels, (kind, _) in _LABELS.items() for label in labels}
    for near in report.found:
        start, end = near.after.span("other")
        yield finding(near.section, start, end, expected=meant[near.hit.phrase[:-1]])
