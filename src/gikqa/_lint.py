"""The function `lint`: from options to a result."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from gikqa._baseline.kept_baseline import Baseline
from gikqa._baseline.read_baseline import read_baseline
from gikqa._config import check_settings
from gikqa._documents.inputs import find_inputs, with_documents
from gikqa._documents.read_documents import read_documents
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.plan import Plan, strength_of
from gikqa._engine.run import run
from gikqa._model.result import Result
from gikqa._model.rule import Rule
from gikqa._options import with_options
from gikqa._plugins import Plugins, handed_over, load_plugins
from gikqa._roster import read_roster
from gikqa._select import choose
from gikqa.errors import UsageError


def lint(
    data: Any,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    lang: str = "zh",
    jobs: int | None = None,
    max_findings_per_rule: int | None = None,
    max_reports: int | None = None,
    roster: Any = None,
    baseline: Any = None,
    as_of: date | str | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    plugins: Iterable[Any] | Plugins | None = None,
) -> Result:
    """Judge an export; returns the findings, and for each rule how many reports it judged.

    data: a path (file, folder, hive partitions, folder of tables, glob), a URL (with fsspec),
    anything with `__arrow_c_stream__` (pyarrow, polars, pandas, duckdb), a lazy frame, a dataset of
    pyarrow, a stream of bytes, a report as dict, or a list or iterator of these. A document that an
    installed reader can read, and a folder of them without exports, is read in this process.
    select, ignore, extend_select: rule codes, prefixes or names. lang: `zh` or `en`, for messages.
    jobs: threads, or processes for many narratives; by default one for each processor. Rules of
    third parties always run in processes, so that one that ends its process (`os._exit`, a crash)
    is a failure in the result; but not if `plugins` has modules, which other processes may not
    find, nor in a frozen program. A plugin that ends this process while it is imported is not
    caught.
    max_findings_per_rule: keep no more of each rule (all are counted). max_reports: judge no more
    (by default 10 million). roster: the bodies that have to file, as a path (CSV or an export's
    formats), a frame or dicts. baseline: rows that name findings which are reported no more, as a
    path, a frame, dicts, or a list of paths and frames (specs/baseline.md). as_of: the day that
    counts as today for it, by default the current one. progress: called with (reports judged,
    reports in all or None).
    options: values for options of rules, `{"HN101": {"threshold": 5}}`. plugins: further ones
    beside those that are installed: modules, or paths of Python files.

    Raises InputError if nothing could be read, nothing in it is an export, or there are no reports
    or no rules left to judge; UsageError for an unknown rule or language. Reads no configuration
    file, prints nothing, keeps no state.
    """
    check_settings(
        lang=lang, jobs=jobs, max_findings_per_rule=max_findings_per_rule, max_reports=max_reports
    )
    if progress is not None and not callable(progress):
        raise UsageError.worded("no function", name="progress", value=repr(progress))
    lists = {"select": select, "ignore": ignore, "extend_select": extend_select}
    entries = [as_list(name, given) for name, given in lists.items()]
    host = plugins if isinstance(plugins, Plugins) else load_plugins(**handed_over(plugins))
    chosen = choose(host.rules, *entries, roster=roster is not None)
    kept = None if baseline is None else read_baseline(baseline, as_of)
    plan = plan_of(host, chosen, lang, options, roster, kept)
    found = find_inputs(data, host.readers)
    inputs = with_documents(
        found, host, lambda files: read_documents(files, host.readers), lang=lang
    )
    return run(
        inputs.data,
        plan,
        jobs=jobs or os.cpu_count() or 1,
        as_installed=host.as_installed,
        apart=host.apart,
        failures=(*host.failures_in(lang), *inputs.failures),
        max_findings_per_rule=max_findings_per_rule,
        max_reports=max_reports,
        progress=progress,
    )


def as_list(name: str, given: Any) -> list[str]:
    """The entries of an option that lists rules."""
    if isinstance(given, str):
        raise UsageError.worded("text for list", name=name, entries=given)
    entries = list(given) if isinstance(given, Iterable) else [given]
    if not all(isinstance(entry, str) for entry in entries):
        value = repr(given if given is None else entries)
        raise UsageError.worded("no list of rules", name=name, value=value)
    return entries


def plan_of(
    host: Plugins,
    chosen: Mapping[str, Rule],
    lang: str,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    roster: Any = None,
    baseline: Baseline | None = None,
) -> Plan:
    """The plan for these rules; one that cannot be imported becomes a failure of `host`."""
    rules = with_options(host.in_full(chosen), host.rules, options or {})
    origin = Origin(lang, host.owner, host.versions, host.roots, host.places, host.editions)
    away = (c for c, rule in rules.items() if host.is_elsewhere(c) and (rule.check or rule.across))
    return Plan(
        rules,
        host.editions,
        origin,
        host.shortcuts,
        host.choice,
        roster=None if roster is None else read_roster(roster),
        baseline=baseline,
        deadlines=host.deadlines,
        hints=host.all_warnings_in(lang),
        strength=strength_of(host.rules),
        elsewhere=frozenset(away),
    )
