"""Which of several repairs the narrative agrees with.

It may be wrong itself, so it only ranks repairs, and never makes one of them the only one.
"""

from collections.abc import Callable, Iterable, Sequence

from gikqa._engine.batch import Batch
from gikqa._repairs.cause_text import cause_of
from gikqa._repairs.locate import Repair
from gikqa.text.quantities.stated_cells import Stated, cells_stated, stated_cells

_TRUE, _UNKNOWN, _FALSE = range(3)

Written = Callable[[str], int | None]
"""The value of a cell as written, None if it is blank or the export lacks it."""


def cause_as_told(repairs: Sequence[Repair], batch: Batch, row: int) -> str:
    """The cause that lists these repairs, those first that the narrative does not contradict."""
    told = False
    changed = {change.cell for one in repairs for change in one.changes}
    if len(repairs) > 1 and not changed.isdisjoint(cells_stated()):
        sections, year = batch.value("sections", row) or (), batch.value("year", row)
        stated = stated_cells(sections, year)
        repairs, told = by_narrative(repairs, stated, lambda cell: batch.value(cell, row))
    return cause_of([one.changes for one in repairs], told=told)


def by_narrative(
    repairs: Sequence[Repair], stated: Iterable[Stated], written: Written
) -> tuple[list[Repair], bool]:
    """The repairs, those that agree first; whether the first is the only one that agrees.

    A repair agrees if all that is stated holds after it. What holds after each of them, or after
    none, decides nothing.
    """
    verdicts = [[_holds(one, repair, written) for repair in repairs] for one in stated]
    deciding = [each for each in verdicts if len(set(each)) > 1]
    worst = [max(each) for each in zip(*deciding, strict=True)] or [_UNKNOWN] * len(repairs)
    ranked = sorted(range(len(repairs)), key=worst.__getitem__)
    return [repairs[at] for at in ranked], worst.count(_TRUE) == 1


def _holds(stated: Stated, repair: Repair, written: Written) -> int:
    """Whether one of the sums has the value that is stated."""
    changed = {one.cell: one.right for one in repair.changes}
    verdict = _FALSE
    for cells in stated.sums:
        values = [changed[cell] if cell in changed else written(cell) for cell in cells]
        known = [int(value) for value in values if value is not None]
        if len(known) == len(values) and sum(known) == stated.value:
            return _TRUE
        if len(known) < len(values):
            verdict = _UNKNOWN
    return verdict
