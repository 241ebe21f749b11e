"""What the commands that judge have in common: their options, their settings, and the run."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gikqa._config import baseline_files, check_settings, read_config
from gikqa.cli import search_for_garbage, user_language
from gikqa.cli.bars import read_with_bar, report_bar
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.options import (
    CONFIG,
    EXTEND_SELECT,
    IGNORE,
    LANG,
    MAX_REPORTS,
    NO_PROGRESS,
    PLUGIN_TIMEOUT,
    PROFILE,
    QUIET,
    ROSTER,
    SELECT,
    TIMEOUT,
    Command,
)
from gikqa.cli.problems import say_note
from gikqa.cli.watching import read_changed

if TYPE_CHECKING:
    from gikqa._baseline.kept_baseline import Baseline
    from gikqa._documents.inputs import Found, Inputs
    from gikqa._documents.read_documents import Outcome
    from gikqa._model.result import Result
    from gikqa._plugins import Choice, Plugins
    from gikqa._processes import Workers

_OPTIONS = (
    SELECT,
    IGNORE,
    EXTEND_SELECT,
    LANG,
    CONFIG,
    PROFILE,
    MAX_REPORTS,
    ROSTER,
    click.option("--jobs", type=int, metavar="N"),
    plugin_options,
    TIMEOUT,
    PLUGIN_TIMEOUT,
    NO_PROGRESS,
    QUIET,
)


def judging_options(command: Command) -> Command:
    """Add the options that every command that judges has."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def settings_of(
    options: dict[str, Any], defaults: Mapping[str, Any]
) -> tuple[dict[str, Any], "Choice | None"]:
    """The options with defaults and settings of the configuration, and the chosen plugins.

    Raises UsageError for a wrong setting.
    """
    settings = read_config(options["config"], Path.cwd(), options["profile"])
    asked = {**options, "lang": user_language(), **defaults, **settings, **given_in(options)}
    names = ("lang", "fail_on", "timeout", "jobs", "max_findings_per_rule", "max_reports")
    checked = {name: asked[name] for name in (*names, "plugin_timeout") if name in asked}
    check_settings(**checked)
    return asked, chosen_plugins(options, settings)


def given_in(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that the command line names."""
    return {name: value for name, value in options.items() if value not in (None, (), False)}


def judge_paths(
    paths: Sequence[str],
    asked: Mapping[str, Any],
    choice: "Choice | None",
    baseline: "Baseline | None" = None,
) -> "Result":
    """Judge exports and documents by all rules that are chosen."""
    from gikqa._documents.inputs import find_inputs
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._plugins import load_plugins

    spare_pandas()
    plugins = load_plugins(choice=choice, seconds=asked["plugin_timeout"])
    return judge(find_inputs(paths, plugins.readers), plugins, asked, choice, baseline=baseline)


def judge(
    found: "Found",
    plugins: "Plugins",
    asked: Mapping[str, Any],
    choice: "Choice | None",
    started: "Workers | None" = None,
    baseline: "Baseline | None" = None,
    known: "dict[Path, tuple[Any, Outcome]] | None" = None,
) -> "Result":
    """Read the documents among the inputs, judge everything, and print the readers' notes.

    started: processes that read documents already. baseline: by default what `asked` names.
    known: documents that were read before; what is read now is added.
    """
    from gikqa._baseline.read_baseline import read_baseline
    from gikqa._engine.run import run
    from gikqa._lint import plan_of
    from gikqa._select import choose

    lang, roster = asked["lang"], asked["roster"]
    spark = asked.get("engine") == "spark"
    entries = [asked[key] for key in ("select", "ignore", "extend_select")]
    chosen = choose(plugins.rules, *entries, roster=roster is not None)
    files = baseline_files(asked) if "baseline" in asked else ()
    if baseline is None and files:
        baseline = read_baseline(files, asked.get("as_of"))
    plan = cache(lambda: plan_of(plugins, chosen, lang, asked.get("rules"), roster, baseline))
    if roster is not None or asked.get("rules"):
        plan()  # a wrong roster or option is refused before documents are read: they take hours
    # The search for phrases is prepared while documents are read.
    inputs = read_inputs(found, plugins, asked, choice, started, lambda: plan().finder, known)
    with report_bar(_JUDGING[lang], asked) as progress:
        jobs, planned = asked["jobs"] or os.cpu_count() or 1, plan()
        search_for_garbage()
        bounds: dict[str, Any] = {
            name: asked.get(name) for name in ("max_findings_per_rule", "max_reports")
        }
        bounds["failures"] = (*plugins.failures_in(lang), *inputs.failures)
        if spark:
            from gikqa.spark.driver import active_session, run_on_spark

            return run_on_spark(active_session(jobs), inputs.data, planned, **bounds)
        bounds |= {"as_installed": plugins.as_installed, "apart": plugins.apart}
        return run(inputs.data, planned, jobs=jobs, progress=progress, **bounds)


def read_inputs(
    found: "Found",
    plugins: "Plugins",
    asked: Mapping[str, Any],
    choice: "Choice | None",
    started: "Workers | None" = None,
    meanwhile: Callable[[], object] = lambda: None,
    known: "dict[Path, tuple[Any, Outcome]] | None" = None,
) -> "Inputs":
    """Read the documents among the inputs, and print the readers' notes.

    meanwhile: called in a thread beside; if it raises, it will raise again when it is needed.
    known: documents that were read before; what is read now is added.
    """
    from gikqa._documents.inputs import with_documents

    lang = asked["lang"]

    def read(files: Sequence[Path]) -> "Iterator[tuple[Path, Outcome]]":
        with ThreadPoolExecutor(1) as helper:
            helper.submit(meanwhile)

            def reading(some: Sequence[Path]) -> "Iterator[tuple[Path, Outcome]]":
                return read_with_bar(some, asked, lang, started=started, choice=choice)

            yield from reading(files) if known is None else read_changed(files, reading, known)

    inputs = with_documents(found, plugins, read, lang)
    for path, note in () if asked["quiet"] else inputs.notes:
        say_note(path, note, lang)
    return inputs


def leave_out_others(found: "Found", report_id: str) -> None:
    """Leave out the documents that a report with this id was not read from, if one is named so."""
    named = [path for path in found.documents if report_id.startswith(Path(path).stem)]
    found.documents = named or found.documents


_JUDGING = {"zh": "检查报告", "en": "judging reports"}
