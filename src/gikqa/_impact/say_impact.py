"""Sentences about a comparison, for the formats that people read."""

from collections.abc import Iterator
from typing import Any

from gikqa._impact.compare_sides import Example, Impact, NotCompared, Row
from gikqa._impact.sides import Side
from gikqa._render._escape import clip
from gikqa._render._say import Voice, voice
from gikqa.errors import texts_beside

LIMIT = 200
"""Code points of one value."""
CELLS = 3


def impact_voice(lang: str) -> Voice:
    """The words of results and those of comparisons."""
    usual = voice(lang)
    return Voice(usual.lang, {**usual.words, **_words(lang)}, usual.counted)


def obstacles(impact: Impact, lang: str) -> list[str]:
    """Why the answer is incomplete, one sentence each."""
    speak, said = impact_voice(lang), []
    for name, side in (("old", impact.old), ("new", impact.new)):
        about = side.about
        problems = [
            f"{f['plugin']} {f['version']}: {f['what']}: {f['problem']}" for f in about["failures"]
        ]
        problems += [one["problem"] for one in about["problems"]]
        said += [speak.say("failure", side=speak.word(name), problem=one) for one in problems]
        if not about["checks"]["judged"]:
            said.append(speak.say("nothing judged by", side=speak.word(name)))
    if impact.apart is not None:
        read = {"old": impact.old.about["reports"], "new": impact.new.about["reports"]}
        said.append(speak.say("other reports", **read))
    return said


def sides(impact: Impact, speak: Voice) -> Iterator[tuple[str, str]]:
    """(old or new, what it is) of both sides."""
    for name, side in (("old", impact.old), ("new", impact.new)):
        yield speak.word(name), _side(side, speak)


def total(impact: Impact, speak: Voice) -> str:
    """How many findings changed."""
    counts = {kind: impact.count(kind) for kind in ("added", "removed", "changed", "same")}
    return speak.say("total", **counts)


def apart(impact: Impact, speak: Voice) -> str | None:
    """How many findings are in reports of one side; None if both read the same reports."""
    if impact.apart is None:
        return None
    old, new = impact.apart
    return speak.say("apart", old=old, new=new)


def why(rule: NotCompared, speak: Voice) -> str:
    """Why a rule was not compared."""
    side = speak.word(rule.side)
    if rule.reports is None:
        return speak.say(rule.status, side=side)
    reports = speak.count(rule.reports, "report")
    return speak.say(f"{rule.status} on", side=side, reports=reports)


def place(row: Row, speak: Voice) -> str:
    """The report of a finding, and the place in it."""
    report = clip(row["report_id"], LIMIT) or speak.word("whole export")
    parts = [clip(cell, LIMIT) for cell in row["cells"][:CELLS]]
    if len(row["cells"]) > CELLS:
        parts.append(speak.say("more", n=len(row["cells"]) - CELLS))
    parts += speak.in_narrative(row)
    return f"{report} · {speak.listed(parts)}" if parts else report


def differences(example: Example, speak: Voice) -> list[str]:
    """The fields that differ in a changed finding, each with both values."""
    assert example.old is not None
    assert example.new is not None
    fields = _words(speak.lang)["fields"]
    return [
        speak.words["arrow"].format(
            field=fields[name],
            old=_shown(example.old[name], speak),
            new=_shown(example.new[name], speak),
        )
        for name in example.fields
    ]


def _side(side: Side, speak: Voice) -> str:
    about = side.about
    plugins = ", ".join(f"{name} {version}" for name, version in about["plugins"].items())
    return speak.say(
        "side",
        given=clip(side.given, LIMIT),
        plugins=clip(plugins or f"gikqa {about['gikqa']}", LIMIT),
        reports=speak.count(about["reports"], "report"),
        findings=speak.count(about["findings"]["total"], "finding"),
    )


def _shown(value: Any, speak: Voice) -> str:
    if value is None or value == []:
        return speak.word("no value")
    if isinstance(value, list):
        value = ", ".join(
            f"{one['cell']} = {one['value']}" if isinstance(one, dict) else one for one in value
        )
    return clip(speak.word(value) if isinstance(value, str) else str(value), LIMIT)


def _words(lang: str) -> dict[str, Any]:
    words: dict[str, Any] = texts_beside(__file__, "words.toml")["zh" if lang == "zh" else "en"]
    return words
