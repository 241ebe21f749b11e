"""Write a comparison as text for a terminal, as Markdown for a pull request, or as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from html import escape
from re import findall
from typing import BinaryIO

from gikqa._impact.compare_sides import KINDS, Changes, Example, Impact
from gikqa._impact.say_impact import (
    apart,
    differences,
    impact_voice,
    obstacles,
    place,
    sides,
    total,
    why,
)
from gikqa._impact.sides import Side
from gikqa._render._escape import clip, encode
from gikqa._render._json import write_object
from gikqa._render._paper import CELL_LIMIT, Paper, grid, piece
from gikqa._render._say import Voice, number

RULES = 20
"""Rules whose examples are shown to people: the text of a pull request holds 65,536 characters."""
COUNTS = (*KINDS, "same")


def write_impact(impact: Impact, format_: str, lang: str, stream: BinaryIO) -> None:
    """Write it in `text`, `markdown` or `json`; the words of the first two are in `lang`."""
    if format_ == "json":
        _write_json(impact, stream)
    elif format_ == "markdown":
        lines = _markdown(impact, impact_voice(lang), obstacles(impact, lang))
        stream.write(encode("".join(f"{line}\n" for line in lines)))
    else:
        _write_text(impact, impact_voice(lang), obstacles(impact, lang), stream)


def _write_json(impact: Impact, stream: BinaryIO) -> None:
    members = {
        "old": _about(impact.old),
        "new": _about(impact.new),
        "complete": impact.exit_code == 0,
        **{kind: impact.count(kind) for kind in COUNTS},
        "apart": dict(zip(("old", "new"), impact.apart, strict=True)) if impact.apart else None,
        "not_compared": map(asdict, impact.not_compared),
        "rules": map(asdict, impact.rules),
    }
    write_object(stream, members)
    stream.write(b"\n")


def _about(side: Side) -> dict[str, object]:
    names = ("gikqa", "plugins", "lang", "reports", "failures", "problems")
    about = {name: side.about[name] for name in names}
    return {"given": side.given, **about, "findings": side.about["findings"]["total"]}


def _write_text(impact: Impact, speak: Voice, lacking: list[str], stream: BinaryIO) -> None:
    paper = Paper(stream)
    paper.line(speak.word("impact"), style="bold")
    for name, said in sides(impact, speak):
        paper.line(speak.words["pair"].join((name, said)))
    for line in lacking:
        paper.put(piece(f"{speak.word('incomplete')}{speak.words['pair']}{line}", style="red"))
    paper.line(total(impact, speak) if impact.total else speak.word("alike"), style="bold")
    if (said_apart := apart(impact, speak)) is not None:
        paper.line(said_apart)
    changed = [rule for rule in impact.rules if rule.total]
    if changed:
        _title("changed by rule", paper, speak)
        table = grid(*map(speak.word, ("rule", *COUNTS, "name")))
        for rule in changed:
            counts = (number(getattr(rule, kind)) for kind in COUNTS)
            table.add_row(piece(rule.rule), *counts, piece(rule.name))
        for column in table.columns[1:-1]:
            column.justify = "right"
        paper.put(table)
    for rule in changed[:RULES]:
        _put_examples(rule, paper, speak)
    if len(changed) > RULES:
        paper.line()
        paper.line(speak.say("more rules", n=len(changed) - RULES))
    if impact.not_compared:
        _title("not compared", paper, speak)
        table = grid(*map(speak.word, ("rule", "old", "new", "why")))
        for one in impact.not_compared:
            found = piece(one.rule), number(one.old), number(one.new)
            table.add_row(*found, piece(why(one, speak)))
        paper.put(table)


def _title(key: str, paper: Paper, speak: Voice) -> None:
    paper.line()
    paper.line(speak.word(key), style="bold underline")


def _put_examples(rule: Changes, paper: Paper, speak: Voice) -> None:
    if not rule.examples:
        return
    paper.line()
    paper.put(piece(f"{rule.rule} {rule.name}", style="bold"))
    table = grid("", "")
    for one in rule.examples:
        body = piece(place(_row(one), speak), style="dim")
        for line in _told(one, speak):
            body.append("\n" + line)
        table.add_row("  " + speak.word(one.kind), body)
    paper.put(table)
    left = rule.total - len(rule.examples)
    if left:
        paper.line("  " + speak.say("more of rule", n=left))


def _markdown(impact: Impact, speak: Voice, lacking: list[str]) -> Iterator[str]:
    yield f"### {speak.word('impact')}"
    yield ""
    for name, said in sides(impact, speak):
        yield f"- {name}{speak.words['pair']}{_code(said)}"
    for line in lacking:
        shown = _code(clip(line, CELL_LIMIT))
        yield f"- **{speak.word('incomplete')}**{speak.words['pair']}{shown}"
    yield ""
    yield f"**{total(impact, speak) if impact.total else speak.word('alike')}**"
    if (said_apart := apart(impact, speak)) is not None:
        yield from ("", said_apart)
    changed = [rule for rule in impact.rules if rule.total]
    if changed:
        yield ""
        yield from _table(map(speak.word, ("rule", "name", *COUNTS)), 2)
        for rule in changed:
            counts = (number(getattr(rule, kind)) for kind in COUNTS)
            yield _cells(_code(rule.rule), _code(rule.name), *counts)
    for rule in changed[:RULES]:
        if rule.examples:
            yield from _details(rule, speak)
    if len(changed) > RULES:
        yield from ("", speak.say("more rules", n=len(changed) - RULES))
    if impact.not_compared:
        yield from ("", f"#### {speak.word('not compared')}", "")
        yield from _table(map(speak.word, ("rule", "why", "old", "new")), 2)
        for one in impact.not_compared:
            yield _cells(_code(one.rule), why(one, speak), number(one.old), number(one.new))


def _details(rule: Changes, speak: Voice) -> Iterator[str]:
    summary = escape(clip(f"{rule.rule} {rule.name}", CELL_LIMIT))
    yield from ("", f"<details><summary>{summary}: {number(rule.total)}</summary>", "")
    for one in rule.examples:
        yield f"- {speak.word(one.kind)}{speak.words['pair']}{_code(place(_row(one), speak))}"
        yield from (f"  - {_code(line)}" for line in _told(one, speak))
    left = rule.total - len(rule.examples)
    if left:
        yield f"- {speak.say('more of rule', n=left)}"
    yield from ("", "</details>")


def _row(example: Example) -> dict[str, object]:
    row = example.new or example.old
    assert row is not None
    return row


def _told(example: Example, speak: Voice) -> list[str]:
    """What a finding says; of a changed one, what differs as well."""
    differ = differences(example, speak) if example.kind == "changed" else []
    return (
        differ
        if "message" in example.fields
        else [clip(str(_row(example)["message"]), CELL_LIMIT), *differ]
    )


def _table(headings: Iterator[str], texts: int) -> Iterator[str]:
    names = list(headings)
    yield _cells(*names)
    yield _cells(*("---" if at < texts else "--:" for at in range(len(names))))


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _code(text: str) -> str:
    """Text as code, in which Markdown takes no mark, link, name or number for its own."""
    fence = "`" * (max(map(len, findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"
