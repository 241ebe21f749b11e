"""A run: judges every source, batch by batch, and makes one result."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import Any

from gikqa._engine.feed import Feed, begun_ahead
from gikqa._engine.judge import Read, judge_piece
from gikqa._engine.outcome.record import Judged
from gikqa._engine.plan import Plan
from gikqa._engine.total import Total
from gikqa._export.limits import Limits
from gikqa._export.parquet_source import FEW_ROWS
from gikqa._export.sources import Source, open_sources
from gikqa._model.result import Result
from gikqa._model.status import Failure
from gikqa._plugins.installed import Elsewhere
from gikqa._processes import can_start
from gikqa.errors import InputError

Progress = Callable[[int, int | None], None]
"""Called with the number of reports judged so far, and of all reports or None."""

_MANY = 8_192
"""From this many narratives on, worker processes pay: 0.5 ms saved a report, 1 s to start."""
_SMALL_FILES = 16
"""Files of few reports that may be open before one of them is read."""


def run(
    data: Any,
    plan: Plan,
    *,
    jobs: int,
    as_installed: bool = False,
    apart: Elsewhere | None = None,
    failures: tuple[Failure, ...] = (),
    max_findings_per_rule: int | None = None,
    max_reports: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Judge everything in `data`. Raises InputError if none of it could be read.

    jobs: how many threads; or processes, for many narratives or for rules of third parties.
    as_installed: whether processes may judge, because each gets the same rules of gikqa. apart: the
    processes that have the rules of third parties.
    """
    sources = open_sources(data, plan.cells)
    opened, known = open_first(sources)
    expected = None if None in known else sum(rows or 0 for rows in known)
    many = jobs > 1 and plan.over_text and (expected or 0) >= _MANY
    sources = chain(opened, sources)
    in_processes = as_installed and many and can_start()
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        total, ours = Total(plan, pool), plan
        if apart is not None and plan.elsewhere:
            # Imported late: a run without plugins of others does not need it.
            from gikqa._engine.third_parties import ThirdParties

            theirs = stack.enter_context(ThirdParties(plan, apart, jobs))
            total = Total(plan, pool, theirs.compare)
            ours = theirs.others
        judge: Callable[..., Read] = partial(judge_piece, ours)
        if in_processes:
            from gikqa._engine.judge_in_processes import Processes

            judge = stack.enter_context(Processes(ours, jobs)).judge
        if ours is not plan:
            judge = theirs.beside(judge)
        feed = Feed(
            plan,
            total.begun,
            total.could_not_read,
            pool,
            Limits(max_reports),
            split=not in_processes and ours is plan,
        )
        for judged in _judge_all(feed.pieces(sources), total, judge, pool, ahead=jobs):
            total.add(judged)
            if progress is not None:
                progress(total.reports, expected)
        total.refuse_if_nothing_was_read()
        return total.result(failures, max_findings_per_rule)


def open_first(
    sources: Iterator[Source | InputError],
) -> tuple[list[Source | InputError], list[int | None]]:
    """Open sources until some of them hold few reports; the reports of each, None if not known.

    A file of few reports stays open until it is read, and its footer takes 0.5 MB.
    """
    opened: list[Source | InputError] = []
    known: list[int | None] = []
    small = 0
    for source in sources:
        opened.append(source)
        if isinstance(source, InputError):
            continue
        known.append(source.rows)
        small += source.rows is not None and source.rows <= FEW_ROWS
        if small == _SMALL_FILES:
            return opened, [*known, None]
    return opened, known


def _judge_all(
    pieces: Iterator[Any], total: Total, judge: Callable[..., Read], pool: Executor, *, ahead: int
) -> Iterator[Judged]:
    """Submit pieces of the input to `judge`; yields their outcomes in the order of the input.

    judge: takes batches, layout and defects. ahead: how many pieces are judged while one more
    waits.
    """
    submitted = ((number, name, pool.submit(judge, *work)) for number, name, *work in pieces)
    for number, name, future in begun_ahead(submitted, ahead):
        judged, error = future.result()
        del future  # and with it the outcome, before the next one is waited for
        yield from judged
        if error is not None:
            total.could_not_read(number, name, error)
