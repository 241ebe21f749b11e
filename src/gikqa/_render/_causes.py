"""Sentences about what explains findings: each repair once for all of its findings."""

from collections.abc import Iterable, Iterator

from gikqa._render._rows import Row
from gikqa._render._say import Voice
from gikqa._repairs.cause_text import Changes, Explanation, explanation_of
from gikqa.editions import PrintedNames
from gikqa.editions.printed_names import CROSS

CHANGES = 12
"""Changes that a sentence names, of all repairs together."""

Explained = tuple[Explanation, str, list[int]]
"""A cause, the same as a sentence without its beginning, and the places of its findings."""


def said_causes(found: Iterable[Row], names: PrintedNames, speak: Voice) -> Iterator[Explained]:
    """Each cause of arithmetic, in the order of its first finding, and where its findings are.

    A sentence has the gap `{which}`, for the words by which a format names the findings.
    """
    explained: dict[tuple[str, str], tuple[Explanation, Row, list[int]]] = {}
    for place, row in enumerate(found):
        if cause := explanation_of(row["cause"]):
            key = (row["report_id"], row["cause"])
            explained.setdefault(key, (cause, row, []))[2].append(place)
    for cause, row, places in explained.values():
        yield cause, _sentence(cause, row, names, speak), places


def is_arithmetic(row: Row) -> bool:
    """Whether the cause of a finding is said once for all findings that it explains."""
    return explanation_of(row["cause"]) is not None


def follows_from(row: Row) -> str:
    """The code of the rule from whose finding this one follows; empty if from none."""
    code = (row["cause"] or "").partition("rule:")[2]
    return "" if code == row["rule"] else code


def _sentence(cause: Explanation, row: Row, names: PrintedNames, speak: Voice) -> str:
    if not cause.repairs:
        key = "gave up" if cause.gave_up else "not located"
        return speak.say(key, cells=cause.least, which="{which}")
    shown = cause.repairs[: max(1, CHANGES // cause.cells)]
    left = len(cause.repairs) - len(shown) + cause.more

    told = [
        speak.say("one way", changes=speak.word("and changes").join(_said(each, row, names, speak)))
        for each in shown
    ]
    if cause.told:
        told[0] += speak.word("as told")
    rest = [speak.say("more repairs", n=left)] if left else []
    changes = speak.word("or change").join([*told, *rest]).replace("{", "{{").replace("}", "}}")
    if len(cause.repairs) == 1:
        key = "only repair"
    else:
        key = "one of the cells" if cause.cells == 1 else "several cells"
    return speak.say(key, changes=changes, cells=cause.cells, which="{which}")


def _said(changes: Changes, row: Row, names: PrintedNames, speak: Voice) -> Iterator[str]:
    """The changes of one repair; a row whose columns change alike is named once."""
    columns: dict[tuple[str, str, str | None], list[str]] = {}
    for change in changes:
        place = names.of(change.cell, row["year"], row["region_code"])
        line, _, column = place.rpartition(CROSS)
        columns.setdefault((line, change.written, change.right), []).append(column)
    for (line, written, right), crossed in columns.items():
        cell = (f"{line}{CROSS}" if line else "") + speak.word("series").join(crossed)
        key = "change open" if right is None else "change"
        yield speak.say(key, cell=cell, written=written, right=right or "")
