"""Read the facts of an export, batch by batch, in this process or in others."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

import pyarrow as pa

from gikqa._engine.feed import begun_ahead
from gikqa._engine.run import Progress, open_first
from gikqa._export.export_schema import all_cells
from gikqa._export.layout import Layout, find_layout
from gikqa._export.limits import Limits, refuse_columns
from gikqa._export.read_errors import OwnOutput
from gikqa._export.sources import Source, open_sources
from gikqa._export.text_bombs import written_out
from gikqa._facts.facts_of_batch import COLUMNS, facts_of_batch
from gikqa._processes import WorkerError, Workers, can_start
from gikqa._serve import Answer
from gikqa.editions import Edition
from gikqa.errors import InputError

_ROWS = 256
"""Reports in a batch: they have 20,000 facts, which take 10 MB."""
_MANY = 1_024
"""From this many reports on worker processes pay: they take 1 s to start, a report takes 5 ms."""

Piece: TypeAlias = tuple[pa.RecordBatch, Layout]
Refuse = Callable[[InputError], None]
"""Called with the error of a source that cannot be read; may raise it."""


def read_facts(
    data: Any,
    editions: Mapping[str, Edition],
    refuse: Refuse,
    *,
    jobs: int | None = None,
    max_reports: int | None = None,
    progress: Progress | None = None,
) -> Iterator[pa.RecordBatch]:
    """The facts, with `FACTS_SCHEMA`, in the order of the reports.

    data: what `open_sources` opens. jobs: processes for many reports, by default one a processor.
    Raises InputError at the end if no report was read.
    """
    jobs = jobs or os.cpu_count() or 1
    sources = open_sources(data, all_cells(editions.values()))
    opened, known = open_first(sources)
    expected = None if None in known else sum(rows or 0 for rows in known)
    refused: list[InputError] = []

    def keep(error: InputError) -> None:
        refused.append(error)
        if not isinstance(error, OwnOutput):  # left in the folder by an earlier run
            refuse(error)

    done = 0
    with ExitStack() as stack:
        pieces = _pieces(chain(opened, sources), keep, Limits(max_reports))
        started = _started(pieces, jobs, expected or 0, stack)
        for reports, facts in begun_ahead(started, jobs):
            yield facts()
            done += reports
            if progress is not None:
                progress(done, expected)
    if not done:
        errors = refused or [InputError.worded("no reports")]
        en, zh = ("\n".join(one.in_language(lang) for one in errors) for lang in ("en", "zh"))
        raise InputError(en, zh)


def _pieces(
    sources: Iterable[Source | InputError], refuse: Refuse, limits: Limits
) -> Iterator[Piece]:
    """Every batch of every source with its layout; a source that cannot be read is refused."""
    for source in sources:
        if isinstance(source, InputError):
            refuse(source)
            continue
        try:
            layout = _layout_of(source)
            limits.begin(source.name, source.rows, source.stored)
            batches = source.batches(layout.to_read, _ROWS)
            counted, packed = source.rows is not None, source.stored is not None
            for batch, _ in limits.within(source.name, batches, counted=counted, packed=packed):
                yield written_out(batch), layout
        except InputError as error:
            refuse(error)
            if limits.reached:
                return


def _layout_of(source: Source) -> Layout:
    schema = source.schema
    refuse_columns(source.name, len(schema))
    layout = find_layout(schema, COLUMNS, {}, source.name)
    if "sections" in layout.wrong:
        seen, expected = layout.wrong["sections"]
        raise InputError.worded(
            "wrong type", source=source.name, name="sections", kind=seen, expected=expected
        )
    if "sections" not in layout.places:
        raise InputError.worded("no narratives", source=source.name)
    return layout


def _started(
    pieces: Iterator[Piece], jobs: int, expected: int, stack: ExitStack
) -> Iterator[tuple[int, Callable[[], pa.RecordBatch]]]:
    """For each piece its reports and a function that returns their facts.

    In processes, which are started once there are many reports, the work begins at once.
    """
    workers: Workers | None = None
    seen = 0
    for batch, layout in pieces:
        seen += batch.num_rows
        if workers is None and jobs > 1 and max(seen, expected) > _MANY and can_start():
            workers = stack.enter_context(Workers((__name__, "reading"), None, jobs))
            pool = stack.enter_context(ThreadPoolExecutor(jobs))
        if workers is None:
            yield batch.num_rows, partial(facts_of_batch, batch, layout)
        else:
            yield batch.num_rows, pool.submit(_ask, workers, batch, layout).result


def _ask(workers: Workers, batch: pa.RecordBatch, layout: Layout) -> pa.RecordBatch:
    # A pickled slice would hold all that it was cut from.
    alone = pa.ipc.read_record_batch(batch.serialize(), batch.schema)
    try:
        facts: pa.RecordBatch = workers.ask((alone, layout))
    except WorkerError:  # ended from outside: nothing of third parties runs in it
        return facts_of_batch(batch, layout)
    return facts


def reading(_: None) -> Answer:
    """Make the function that reads facts in a worker process."""
    return lambda question, _: facts_of_batch(*question)
