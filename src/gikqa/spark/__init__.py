"""Judge exports with Apache Spark (`pip install gikqa[spark]`): `gikqa.spark.lint(…)`.

Importing this package imports neither pyspark nor pyarrow's reader of Parquet; calling it does.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from gikqa._baseline.read_baseline import read_baseline
from gikqa._config import check_settings
from gikqa._lint import as_list, plan_of
from gikqa._model.result import Result
from gikqa._plugins import choose_plugins, load_plugins
from gikqa._select import choose


@dataclass(frozen=True)
class SparkResult:
    """What `gikqa.spark.lint` found: tables of Spark, and the result that they are made from."""

    result: Result
    session: Any

    @cached_property
    def findings(self) -> Any:
        """The findings as a Spark DataFrame, in the order of `Result.findings`."""
        return self.session.createDataFrame(self.result.findings)

    @cached_property
    def coverage(self) -> Any:
        """How many reports each rule passed, violated, skipped …, as a Spark DataFrame."""
        return self.session.createDataFrame(self.result.coverage)


def lint(
    data: Any,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    lang: str = "zh",
    max_findings_per_rule: int | None = None,
    max_reports: int | None = None,
    roster: Any = None,
    baseline: Any = None,
    as_of: date | str | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    plugins: Iterable[str | os.PathLike[str]] = (),
    session: Any = None,
) -> SparkResult:
    """Judge exports on the workers of Spark; the findings are those of `gikqa.lint`.

    data: a Spark DataFrame with one row a report; or paths and URLs that every worker can open, and
    then the workers read the files themselves. Other inputs are judged in this process.
    plugins: paths of Python files; workers get their content.
    session: by default the active one, else a new one on this machine. The other arguments and the
    errors are those of `gikqa.lint`; PluginError if Spark gives up.
    """
    from gikqa.spark.driver import active_session, run_on_spark

    check_settings(lang=lang, max_findings_per_rule=max_findings_per_rule, max_reports=max_reports)
    lists = {"select": select, "ignore": ignore, "extend_select": extend_select}
    entries = [as_list(name, given) for name, given in lists.items()]
    choice = choose_plugins([os.fspath(path) for path in plugins])
    host = load_plugins(choice=choice, apart=False)  # the workers of Spark load plugins themselves
    chosen = choose(host.rules, *entries, roster=roster is not None)
    kept = None if baseline is None else read_baseline(baseline, as_of)
    plan = plan_of(host, chosen, lang, options, roster, kept)
    if session is None:
        session = active_session(os.cpu_count() or 1)
    result = run_on_spark(
        session,
        data,
        plan,
        failures=host.failures_in(lang),
        max_findings_per_rule=max_findings_per_rule,
        max_reports=max_reports,
    )
    return SparkResult(result, session)
