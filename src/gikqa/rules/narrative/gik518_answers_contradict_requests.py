"""GIK518 answers-contradict-requests."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.shared.text_around import finding, has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, either, pattern, phrases

_RECEIVED = (
    r"(?:收到|受理|接到|接收|新收)[^。；;\d（(]{0,24}?"
    r"(?P<received>\d{1,6})\s?(?P<of>[件宗份])"
)
_ENDS = r"(?=\s?(?:[，。；、,;（）()\n]|$))"
"""Nothing else is counted than requests."""
_ANSWERED = r"(?:申请|了|共|政府信息|公开){0,3}(?P<answered>\d{1,6})\s?(?P<as>[件宗份])" + _ENDS
_OPEN = r"(?:正在办理?|尚在办理?|还在办|在办理|未办结|未答复|未到期|待办|待答复)"
_INCLUDED = (
    rf"{_ANSWERED}[，,（(](?:其中|含|包括)[，,：:]?"
    rf"(?:[^。；;，,\d]{{0,6}}(?P<open>\d{{1,6}})\s?[件宗份](?:申请|目前|仍|尚|还|的|为){{0,2}}{_OPEN}(?=中|{_ENDS})"
    rf"|(?:目前|仍|尚|还|有){{0,2}}{_OPEN}(?:的|有|为|共|申请){{0,2}}(?P<later>\d{{1,6}})\s?[件宗份]{_ENDS})"
)
_PART = r"[，,、；;](?:其中)?[^。；;，,、\d]{2,14}\d{1,6}\s?[件宗份]"
_FIRST = r"(?:的|为|共|[：:]){0,2}(?P<first>\d{1,6})\s?[件宗份]"
_PARTS = rf"{_FIRST}(?P<others>(?:{_PART}){{1,8}})[。；;]"
_LED_IN = rf"{_RECEIVED}[，,](?P<between>(?:[^。；;，,\d]{{1,24}}[，,])?)(?:其中|分别为)?[，,：:]?"
_NONE = (
    r"(?:过|任何|到|公民|群众|政府|政务|信息|依|公开|要求|的)*申请(?:事项|情况)?[，,。]"
    r"(?:(?!下|上|其[他它])[^。；;\n\d]){0,20}?(?:共|已|均)?"
    r"(?:办结|答复|办理完毕|予以公开|同意公开|部分公开|不予公开)(?:了|申请){0,2}"
    rf"(?P<answered>[1-9]\d{{0,5}})\s?[件宗份]{_ENDS}"
)
_NO_OUTCOME = pattern("公开(?!的?$|范围的?$|申请$)|更改|补[正充]|[信留提建回书]")
"""In the name of what is counted: something else than how requests ended."""
_GOES_ON = pattern(r"\s*(?:其[他它余]|另|不予|无法|部分公开|撤)")
_YEAR = pattern(r"(?<!\d)(20\d\d)年")
_COUNT = pattern(r"([^。；;，,、\d]{2,14})(\d{1,6})\s?[件宗份]")


def _answers() -> list[str]:
    listed = words("narrative", "answers")
    return [
        mark + adverb + done
        for mark in "，,"
        for adverb in listed["adverbs"]
        for done in listed["answered"]
    ]


def _outcomes() -> list[str]:
    found: list[str] = words("narrative", "answers")["outcomes"]
    return found


def _denials() -> list[str]:
    return [denial + verb for denial in ("未", "没有") for verb in ("收到", "接到", "受理", "接收")]


@rule(
    **described("GIK518"),
    needs=("sections", "year"),
    find=either(
        phrases(_answers).after(_RECEIVED).then(f"{_INCLUDED}|{_ANSWERED}"),
        phrases(_outcomes).after(_LED_IN).then(_PARTS),
        phrases(_denials).then(_NONE),
    ),
)
def answers_contradict_requests(report: Report) -> Iterator[Finding]:
    for near in report.found:
        said = None if _is_of_another_time(near, report.year) else _contradiction(near)
        if said is None:
            continue
        observed, expected, is_sure = said
        yield finding(
            near.section,
            near.start,
            near.end,
            observed=observed,
            expected=expected,
            severity=None if is_sure else Severity.INFO,
            confidence=None if is_sure else Confidence.HINT,
        )


def _contradiction(near: Near) -> tuple[str, str, bool] | None:
    """What is printed, what it should be, and whether that is sure; None if it may be right."""
    if near.hit.phrase in _denials():
        return near.after["answered"], "0", False
    return _of_outcomes(near) if near.hit.phrase in _outcomes() else _of_answers(near)


def _of_answers(near: Near) -> tuple[str, str, bool] | None:
    """Requests answered that are still open, or more answers than requests."""
    received, answered = int(near.before["received"]), int(near.after["answered"])
    if near.before["of"] != near.after["as"]:
        return None
    pending = int(near.after["open"] or near.after["later"] or 0)
    # 8件，答复7件，其中在办1件 parts all requests in two.
    if pending and answered + pending <= received:
        return None
    if pending:
        return f"{answered}（{pending}）", f"≤ {received - pending}", received == answered
    is_more = answered > received and not has_any(["含", "包括"], near.quote, _behind(near))
    return (str(answered), f"≤ {received}", False) if is_more else None


def _behind(near: Near) -> str:
    return sentence_around(near.section.text, near.start, near.end)[1]


def _of_outcomes(near: Near) -> tuple[str, str, bool] | None:
    """Outcomes that together are more, or fewer, than the requests."""
    named = _COUNT.findall(near.after["others"])
    listed = words("narrative", "answers")["kinds"]
    if not all(has_any(listed, one) and not _NO_OUTCOME.search(one) for one, _ in named):
        return None
    if any("其中" in label for label, _ in named) and near.quote.count("其中") != 1:
        return None
    received = int(near.before["received"])
    total = int(near.after["first"]) + sum(int(count) for _, count in named)
    # A list right after 其中 is for the rule over lists.
    is_list = not near.before["between"] and "其中" in near.quote
    all_told = has_any(("全部", "均", "已答复", "办结"), near.before["between"])
    left_out = not all_told or _GOES_ON.match(near.section.text, near.end)
    if total == received or is_list or (total < received and left_out):
        return None
    return str(total), str(received), total > received


def _is_of_another_time(near: Near, year: int) -> bool:
    """Whether requests of another time, or of one way only, may be among those in the sentence."""
    sentence = "".join(sentence_around(near.section.text, near.start, near.end)) + near.quote
    listed = words("narrative", "answers")
    others = listed["of_two_years"] + listed["of_a_part"]
    return has_any(others, sentence) or any(int(one) != year for one in _YEAR.findall(sentence))
