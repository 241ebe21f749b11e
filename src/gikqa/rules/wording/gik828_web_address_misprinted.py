"""GIK828 web-address-misprinted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_MAILBOX = r"[A-Za-z0-9_.-]{2,30}@"


def _listed(name: str) -> Iterable[str]:
    phrases: Iterable[str] = words("wording", "GIK828")[name]
    return phrases


@rule(
    **described("GIK828"),
    needs=("sections",),
    find=either(
        # .gov.cms is another name and no misprint of .gov.cn.
        phrases(lambda: _listed("misprints")).then("(?![A-Za-z0-9])"),
        phrases(lambda: _listed("begun")).then("[A-Za-z0-9]"),
        phrases(lambda: _listed("mail_labels")).then(_MAILBOX),
        phrases(lambda: _listed("number_hosts")).after(r"(?<![\w.@/-])\d{5,11}"),
        phrases(lambda: _listed("mail_hosts")).after(r"邮箱[：:]\s?[A-Za-z0-9_]{4,20}"),
        phrases(lambda: _listed("site_labels")).then("/[A-Za-z]"),
    ),
)
def web_address_misprinted(report: Report) -> Iterator[Finding]:
    listed = words("wording", "GIK828")
    right = listed["misprints"] | listed["begun"]
    for near in report.found:
        phrase = near.hit.phrase
        if phrase in right:
            yield finding(near.section, near.hit.start, near.hit.end, expected=right[phrase])
            continue
        if near.before is not None:
            expected = near.quote.removesuffix(phrase) + f"@{phrase}"
        elif near.quote.endswith("@"):
            expected = f"{phrase}：{near.after[0]}"
        else:
            expected = f"{phrase}http://…{near.after[0]}"
        yield finding(near.section, near.start, near.end, expected=expected)
