"""What a Python worker of Spark does: read parts of files, or take rows, and judge them."""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from gikqa._engine.feed import Feed
from gikqa._engine.judge import judge_piece
from gikqa._engine.judge_in_processes import plan_of_process
from gikqa._engine.plan import Options, Plan
from gikqa._export.file import local
from gikqa._export.handed_over import is_url
from gikqa._export.limits import Limits
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.sources import Source
from gikqa._export.stream_source import StreamSource
from gikqa._plugins import Choice
from gikqa.errors import InputError, PluginError

TASKS = "task binary"
OUTCOMES = "place bigint, outcome binary"
_OUTCOMES = pa.schema([("place", pa.int64()), ("outcome", pa.binary())])

Judging: TypeAlias = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""A function for `DataFrame.mapInArrow`."""


@dataclass(frozen=True)
class Setup:
    """What a worker must know to judge as the driver would; it loads the plugins itself."""

    codes: tuple[str, ...]
    lang: str
    versions: tuple[tuple[str, str], ...]
    options: Options = ()
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True)
class Task:
    """Row groups of one file. place: its number among all tasks; number: that of the source."""

    place: int
    number: int
    name: str
    path: str
    keys: Mapping[str, pa.Scalar]
    groups: Sequence[int]


@lru_cache(1)
def plan_of_worker(setup: Setup) -> Plan:
    """The plan, made once in each Python worker, which Spark uses for many tasks.

    Raises PluginError if other versions are installed here, because the findings could differ.
    """
    plan = plan_of_process(setup.codes, setup.lang, setup.options, setup.choice)
    here = tuple(sorted(plan.origin.versions.items()))
    if here != setup.versions:
        driver, worker = (
            [" ".join(one) for one in versions] for versions in (setup.versions, here)
        )
        raise PluginError.worded("spark versions", driver=driver, worker=worker)
    return plan


def judging_files(setup: Setup) -> Judging:
    """The function that judges the tasks in the rows of a frame."""

    def judge(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = chain.from_iterable(batch.column(0).to_pylist() for batch in batches)
        tasks = [pickle.loads(row) for row in rows]
        if tasks:
            tasks.sort(key=lambda task: task.place)
            numbers, places = zip(*((task.number, task.place) for task in tasks), strict=True)
            yield from _judge(setup, _opened(tasks), numbers, places)

    return judge


def judging_rows(setup: Setup, name: str) -> Judging:
    """The function that judges the reports in the rows of a frame, each of which is one struct."""

    def judge(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        reports = (pa.RecordBatch.from_struct_array(batch.column(0)) for batch in batches)
        first = next(reports, None)
        if first is not None:
            reader = pa.RecordBatchReader.from_batches(first.schema, chain([first], reports))
            yield from _judge(setup, iter([StreamSource(reader, name)]), [0], [0])

    return judge


def _opened(tasks: Sequence[Task]) -> Iterator[Source | InputError]:
    last = None
    for task in tasks:
        try:
            if is_url(task.name):
                # Imported late: pyarrow's file systems take 20 ms.
                from gikqa._export.remote_files import find_remote

                (file,) = find_remote(task.name)
            else:
                file = replace(local(Path(task.path)), name=task.name)
            last = ParquetSource(file, task.keys, last, task.groups)
            yield last
        except InputError as error:
            yield error


def _judge(
    setup: Setup,
    sources: Iterator[Source | InputError],
    numbers: Sequence[int],
    places: Sequence[int],
) -> Iterator[pa.RecordBatch]:
    """One row for each piece: (judged, errors), pickled; errors are (source's number, name, why).

    numbers, places: those of the task of each source; by its place a piece is put in order.

    The driver has counted the reports of files, so that no number of them is too large here.
    """
    plan = plan_of_worker(setup)
    errors: list[tuple[int, str, InputError]] = []

    def refuse(number: int, name: str, error: InputError) -> None:
        errors.append((numbers[min(number, len(numbers) - 1)], name, error))

    def row(judged: Any, source: int) -> pa.RecordBatch:
        place = places[min(source, len(places) - 1)]
        outcome = pickle.dumps((judged, errors.copy()), pickle.HIGHEST_PROTOCOL)
        errors.clear()
        return pa.record_batch([[place], [outcome]], schema=_OUTCOMES)

    with ThreadPoolExecutor(1) as pool:
        feed = Feed(plan, lambda *_: None, refuse, pool, Limits(_ANY), split=False)
        for number, name, *piece in feed.pieces(sources):
            judged, error = judge_piece(plan, *piece)
            if error is not None:
                refuse(number, name, error)
            yield row(judged, number)
    if errors:
        yield row([], 0)


_ANY = 1 << 62
