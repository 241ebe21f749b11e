"""The forms that a report follows together: the one that governs it, and what extends that one."""

from collections.abc import Iterator

import numpy as np

from gikqa._engine.batch import Batch
from gikqa._engine.plan import Plan
from gikqa.editions import Edition


def forms_together(plan: Plan, batch: Batch) -> Iterator[tuple[tuple[Edition, ...], np.ndarray]]:
    """Each form with those of its extensions that some reports follow, and the mask of these."""
    for key, form in plan.editions.items():
        if form.base is not None or not batch.edition_rows[key].any():
            continue
        parts: list[tuple[tuple[Edition, ...], np.ndarray]] = [((form,), batch.edition_rows[key])]
        for other in plan.editions.values():
            if other.base is not None and other.base.key == key and other.identities:
                mask = batch.edition_rows[other.key]
                parts = [(forms, rows & ~mask) for forms, rows in parts] + [
                    ((*forms, other), rows & mask) for forms, rows in parts
                ]
        yield from (part for part in parts if part[1].any())
