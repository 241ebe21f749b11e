"""GIK161 own-name-without-kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, column, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import pattern, phrases

_GOVERNMENT = "人民政府"
_KINDS = "县市区旗镇乡"
_OF_A_PLACE = pattern(
    f"([\u4e00-\u9fff]{{2,8}}?)([{_KINDS}])(?={_GOVERNMENT}|[^{_KINDS}]+[镇乡]{_GOVERNMENT})"
)
_ABOVE = pattern("[省州盟县市区旗]")
_SITE = '网|官|信息网|政务|发布|门户|公众|微|客户端|公报|论坛|”|"|＂|」'


def _phrases() -> Iterable[str]:
    return [_GOVERNMENT]


@rule(
    **described("GIK161"),
    needs=("sections", "publisher"),
    where=column("publisher").matches(f"[{_KINDS}]{_GOVERNMENT}(?:办公[室厅])?$"),
    find=phrases(_phrases).after(f"[^省州盟{_KINDS}级各我本该]").then(f"(?!{_SITE})"),
)
def own_name_without_kind(report: Report) -> Iterator[Finding]:
    found = _OF_A_PLACE.findall(report.publisher)
    # 章贡 of 赣州市章贡区; one character is no name: 市中区.
    names = [(_ABOVE.split(name)[-1], kind) for name, kind in found]
    for near in report.found:
        text, place = near.section.text, near.hit.start
        for name, kind in names:
            start = place - len(name)
            if (
                len(name) > 1
                and start >= 0
                and text.startswith(name, start)
                and not _is_title(text, start)
            ):
                right = name + kind + _GOVERNMENT
                yield finding(near.section, start, near.hit.end, expected=right)
                break


def _is_title(text: str, start: int) -> bool:
    """Whether the name begins that of an account: “青桐人民政府发布”."""
    return text[max(0, start - 1) : start] in ("“", "「", '"', "《", "【")
