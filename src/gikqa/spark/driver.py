"""Hand the parts of an input to the workers of Spark, and add up what they return."""

import os
import pickle
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa

from gikqa._engine.feed import Feed, Gathered
from gikqa._engine.judge import judge_piece
from gikqa._engine.plan import Plan
from gikqa._engine.total import Total
from gikqa._export.limits import Limits
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.sources import open_sources
from gikqa._export.stream_source import roots_of
from gikqa._model.result import Result
from gikqa._model.status import Failure
from gikqa.errors import PluginError, UsageError
from gikqa.spark.tasks import OUTCOMES, TASKS, Setup, Task, judging_files, judging_rows

_PARTITION = 16_384
"""Reports for which it pays to start a task of Spark."""
_PARTITIONS = 32
"""Partitions at least, if there are so many tasks: few files keep few cores busy."""
_ATTEMPTS = 4
"""How often Spark tries a task; on one machine its own default is once."""


def active_session(jobs: int) -> Any:
    """The active session of Spark, that of `spark-submit`, or a new one on this machine.

    Raises UsageError if pyspark or Java is missing.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError.worded("no pyspark") from error
    session = SparkSession.getActiveSession()
    if session is not None:
        return session
    # A worker must not import what lies in the current folder.
    builder = SparkSession.builder.appName("gikqa").config("spark.executorEnv.PYTHONSAFEPATH", "1")
    if not {"PYSPARK_GATEWAY_PORT", "SPARK_REMOTE", "SPARK_CONF_DIR"} & os.environ.keys():
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(f"local[{jobs},{_ATTEMPTS}]")
        quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
        for key, value in (quiet | {"spark.log.level": "ERROR"}).items():
            builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except PySparkException as error:
        raise UsageError.worded("no spark", reason=_reason(error)) from error


def run_on_spark(
    session: Any,
    data: Any,
    plan: Plan,
    *,
    failures: tuple[Failure, ...] = (),
    max_findings_per_rule: int | None = None,
    max_reports: int | None = None,
) -> Result:
    """Judge everything in `data`: Parquet files and frames of Spark on its workers, others here.

    A worker returns what a local process that judges returns, and the same `Total` adds it up. So
    everything that needs all reports at once is worked out here, from a narrow record of each.
    """
    from pyspark.sql import functions

    versions = tuple(sorted(plan.origin.versions.items()))
    setup = Setup(tuple(plan.rules), plan.origin.lang, versions, plan.options, plan.choice)
    frame = data if hasattr(data, "mapInArrow") else None
    if frame is not None:
        data = _collected(lambda: frame.limit(0).toArrow())
    with ThreadPoolExecutor(1) as pool:
        total = Total(plan, pool)
        limits = Limits(max_reports)
        feed = Feed(plan, total.begun, total.could_not_read, pool, limits, split=False)
        tasks: list[Task] = []
        reports = 0
        gathered = Gathered(plan)
        for begun in feed.begin(open_sources(data, plan.cells)):
            number, source, layout, *_ = begun
            if frame is not None:
                # Columns that are wrong or unknown go along: each batch is judged as if read here.
                read = roots_of(
                    [*layout.to_read, *layout.wrong, *layout.unknown], data.schema.names
                )
                # In one struct, because `mapInArrow` takes no columns with dots in their names.
                quoted = [functions.col(f"`{name.replace('`', '``')}`") for name in read]
                chosen = frame.select(functions.struct(*quoted).alias("report"))
                judged = chosen.mapInArrow(judging_rows(setup, source.name), OUTCOMES)
                _add(total, judged)
            elif isinstance(source, ParquetSource) and not source.file.here:
                path = os.path.abspath(source.name)
                for groups in source.parts():
                    keys = source.partitions
                    tasks.append(Task(len(tasks), number, source.name, path, keys, groups))
                reports += source.rows
            else:
                for _, name, *piece in feed.pieces_of(gathered, *begun):
                    _add_here(total, plan, number, name, piece)
        for piece in gathered.rest():
            _add_here(total, plan, 0, "", piece)
        if tasks:
            rows = pa.table({"task": [pickle.dumps(task) for task in tasks]})
            partitions = min(len(tasks), max(_PARTITIONS, reports // _PARTITION))
            handed = session.createDataFrame(rows, TASKS).repartition(partitions)
            _add(total, handed.mapInArrow(judging_files(setup), OUTCOMES))
        total.refuse_if_nothing_was_read()
        return total.result(failures, max_findings_per_rule)


def _add_here(total: Total, plan: Plan, number: int, name: str, piece: Iterable[Any]) -> None:
    judged, error = judge_piece(plan, *piece)
    for one in judged:
        total.add(one)
    if error is not None:
        total.could_not_read(number, name, error)


def _add(total: Total, outcomes: Any) -> None:
    """Add what the workers return, in the order of the input."""
    collected = _collected(outcomes.toArrow).sort_by("place")
    for outcome in collected.column("outcome"):
        judged, errors = pickle.loads(outcome.as_buffer())
        for one in judged:
            total.add(one)
        for number, name, error in errors:
            total.could_not_read(number, name, error)


def _collected(collect: Any) -> pa.Table:
    """What Spark computes. Raises PluginError if it gives up, after all attempts."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        return collect()
    except (Py4JError, PySparkException) as error:
        raise PluginError.worded("spark failed", reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    """The last line of a worker's traceback, or else the first line of what Spark says."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    ours = [line for line in lines if line.startswith("gikqa.errors.")]
    return (ours or lines or [type(error).__name__])[0]
