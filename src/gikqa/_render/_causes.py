"""Sentences about the repairs that explain findings: each repair once for all of its findings."""

from collections.abc import Iterable, Iterator, Sequence

from gikqa._render._rows import Row
from gikqa._render._say import Voice
from gikqa._repairs.cause_text import Changes, repairs_of
from gikqa.editions import PrintedNames

CHANGES = 12
"""Changes that a sentence names, of all repairs together."""

_CROSSING = " × "
"""Between the row and the column of a printed place."""

Explained = tuple[str, list[int]]
"""A cause as a sentence without its beginning, and the places of its findings."""


def said_causes(found: Iterable[Row], names: PrintedNames, speak: Voice) -> Iterator[Explained]:
    """Each cause that is a repair, in the order of its first finding, and where its findings are.

    A sentence has the gap `{which}`, for the words by which a format names the findings.
    """
    places: dict[tuple[str, str], list[int]] = {}
    first: dict[tuple[str, str], Row] = {}
    for place, row in enumerate(found):
        if has_repair(row):
            key = (row["report_id"], row["cause"])
            first.setdefault(key, row)
            places.setdefault(key, []).append(place)
    for key, at in places.items():
        row = first[key]
        repairs, more = repairs_of(row["cause"])
        yield _sentence(repairs, more, row, names, speak), at


def has_repair(row: Row) -> bool:
    """Whether the cause of a finding is a repair, whose values are said once for all findings."""
    return bool(repairs_of(row["cause"])[0])


def _sentence(
    repairs: Sequence[Changes], more: int, row: Row, names: PrintedNames, speak: Voice
) -> str:
    cells = len(repairs[0])
    shown = repairs[: max(1, CHANGES // cells)]
    left = len(repairs) - len(shown) + more

    told = [
        speak.say("one way", changes=speak.word("and changes").join(_said(each, row, names, speak)))
        for each in shown
    ]
    rest = [speak.say("more repairs", n=left)] if left else []
    changes = speak.word("or change").join([*told, *rest]).replace("{", "{{").replace("}", "}}")
    if len(repairs) == 1:
        key = "only repair"
    else:
        key = "one of the cells" if cells == 1 else "several cells"
    return speak.say(key, changes=changes, cells=cells, which="{which}")


def _said(changes: Changes, row: Row, names: PrintedNames, speak: Voice) -> Iterator[str]:
    """The changes of one repair; a row whose columns change alike is named once."""
    columns: dict[tuple[str, str, str | None], list[str]] = {}
    for change in changes:
        place = names.of(change.cell, row["year"], row["region_code"])
        line, _, column = place.rpartition(_CROSSING)
        columns.setdefault((line, change.written, change.right), []).append(column)
    for (line, written, right), crossed in columns.items():
        cell = (f"{line}{_CROSSING}" if line else "") + speak.word("series").join(crossed)
        key = "change open" if right is None else "change"
        yield speak.say(key, cell=cell, written=written, right=right or "")
