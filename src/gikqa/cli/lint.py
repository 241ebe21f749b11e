"""`gikqa lint`."""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from gikqa._config import SEVERITIES, check_settings, read_config
from gikqa._export.suffixes import is_export
from gikqa._model.plugin import Renderer
from gikqa._render.output_file import check_output, open_output
from gikqa.cli import search_for_garbage, user_language
from gikqa.cli.bars import read_with_bar, report_bar
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.options import (
    LANG,
    MAX_REPORTS,
    NO_PROGRESS,
    OUTPUT,
    PLUGIN_TIMEOUT,
    QUIET,
    TIMEOUT,
)
from gikqa.cli.problems import say_error, say_failures, say_hint, say_note
from gikqa.errors import GikqaError, PluginError, UsageError

if TYPE_CHECKING:
    from gikqa._documents.read_documents import Outcome
    from gikqa._model.result import Result
    from gikqa._plugins import Choice, Plugins
    from gikqa._processes import Workers


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Judge only these rules: codes, prefixes or names, with commas between; repeatable.",
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option(
    "--extend-select",
    multiple=True,
    metavar="RULES",
    help="Judge these as well: rules in preview, which are off by default.",
)
@click.option(
    "--format",
    metavar="FORMAT",
    help="text, jsonl, json, csv, parquet, sarif, junit, github, html, verdicts, or one that a "
    "plugin brings.  [default: after the suffix of the output, else text]",
)
@OUTPUT
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Exit with 1 if a finding is at least this severe.  [default: error]",
)
@click.option(
    "--fail-on-skipped",
    is_flag=True,
    help="Exit with 4 if a rule was skipped, for instance because a column is missing.",
)
@click.option("--no-totals", is_flag=True, help="No totals among the rows of jsonl and csv.")
@LANG
@click.option(
    "--config",
    metavar="FILE",
    help="Settings.  [default: gikqa.toml, or [tool.gikqa] of pyproject.toml, in this folder]",
)
@click.option(
    "--max-findings-per-rule",
    type=int,
    metavar="N",
    help="Show no more of each rule; all are counted.",
)
@MAX_REPORTS
@click.option(
    "--roster",
    metavar="FILE",
    help="The bodies that have to file, as CSV or Parquet: finds the missing ones, and others.",
)
@click.option(
    "--jobs",
    type=int,
    metavar="N",
    help="Threads, or processes for many narratives.  [default: one a processor]",
)
@click.option(
    "--engine",
    type=click.Choice(("local", "spark")),
    default="local",
    help="Where batches are judged: here, or on the workers of Apache Spark.  [default: local]",
)
@plugin_options
@TIMEOUT
@PLUGIN_TIMEOUT
@NO_PROGRESS
@QUIET
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Judge exports and list what is wrong with their reports.

    PATH is a Parquet or Arrow file, a folder of them (Hive partitions too), a folder of tables
    (reports.parquet, requests.parquet, ...), or a glob. It may also be a document (.txt, .md,
    .html, .docx, .pdf) or a folder of documents without Parquet, which are read first.
    """
    given = {name: value for name, value in options.items() if value not in (None, (), False)}
    defaults = {"lang": user_language(), "fail_on": "error"}
    settings = read_config(options["config"], Path.cwd())
    asked = options | defaults | settings | given
    names = ("lang", "fail_on", "timeout", "jobs", "max_findings_per_rule", "max_reports")
    check_settings(**{name: asked[name] for name in (*names, "plugin_timeout")})
    lang, output = asked["lang"], asked["output"]
    check_output(output)
    choice = chosen_plugins(options, settings)
    started = _start_readers(paths, asked["jobs"], choice)
    from gikqa._documents.inputs import find_inputs, with_documents
    from gikqa._engine.run import run
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._lint import plan_of
    from gikqa._plugins import load_plugins
    from gikqa._render import format_for, writer
    from gikqa._render.output_file import refuse_overwriting
    from gikqa._select import choose

    spare_pandas()
    spark = asked["engine"] == "spark"  # its workers load plugins themselves
    plugins = load_plugins(choice=choice, apart=not spark, seconds=asked["plugin_timeout"])
    found = find_inputs(paths, plugins.readers)
    roster = asked["roster"]
    refuse_overwriting(output, chain(found.files(), [Path(roster)] if roster else []))
    name = format_for(asked["format"], output, "text")
    renderer = writer(name, plugins.renderers.values(), totals=not asked["no_totals"])
    if renderer.binary and output == "-" and sys.stdout.isatty():
        raise UsageError.worded("not for a terminal", format=renderer.name)
    entries = [asked[key] for key in ("select", "ignore", "extend_select")]
    chosen = choose(plugins.rules, *entries, roster=roster is not None)
    plan = cache(lambda: plan_of(plugins, chosen, lang, asked.get("rules"), roster))
    if roster is not None or asked.get("rules"):
        plan()  # a wrong roster or option is refused before documents are read: they take hours
    shown = sys.stderr.isatty() and not (asked["no_progress"] or asked["quiet"])

    def read(files: Sequence[Path]) -> "Iterator[tuple[Path, Outcome]]":
        with ThreadPoolExecutor(1) as helper:  # it prepares the search for phrases meanwhile
            helper.submit(lambda: plan().finder)  # if this fails, it fails again when it is needed
            how: dict[str, Any] = {"shown": shown, "started": started, "choice": choice}
            yield from read_with_bar(files, asked, lang, **how)

    inputs = with_documents(found, plugins, read, lang)
    for path, note in () if asked["quiet"] else inputs.notes:
        say_note(path, note, lang)
    with report_bar(_JUDGING[lang], shown=shown) as progress:
        jobs, planned = asked["jobs"] or os.cpu_count() or 1, plan()
        search_for_garbage()
        bounds = {name: asked[name] for name in ("max_findings_per_rule", "max_reports")}
        bounds["failures"] = (*plugins.failures_in(lang), *inputs.failures)
        if spark:
            from gikqa.spark.driver import active_session, run_on_spark

            result = run_on_spark(active_session(jobs), inputs.data, planned, **bounds)
        else:
            bounds |= {"as_installed": plugins.as_installed, "apart": plugins.apart}
            result = run(inputs.data, planned, jobs=jobs, progress=progress, **bounds)
    with open_output(output) as stream:
        _write(renderer, plugins, result, stream)
    for problem in result.problems:  # some output formats do not show them
        say_error(problem.problem, lang)
    say_failures(result.failures, lang)
    for hint in () if asked["quiet"] else result.hints:
        say_hint(hint, lang)
    skipped = asked["fail_on_skipped"]
    code = result.exit_code_at(asked["fail_on"], fail_on_skipped=skipped)
    if skipped and code != result.exit_code_at(asked["fail_on"]):
        say_error(_SKIPPED[lang], lang)
    sys.exit(code)


_JUDGING = {"zh": "检查报告", "en": "judging reports"}
_SKIPPED = {
    "zh": "有规则被跳过（--fail-on-skipped）；原因见输出",
    "en": "rules were skipped (--fail-on-skipped); the output says why",
}


def _write(renderer: Renderer, plugins: "Plugins", result: "Result", stream: BinaryIO) -> None:
    """Write the result. Raises PluginError with the distribution if a plugin's format fails."""
    try:
        renderer.write(result, stream)
    except (OSError, GikqaError):
        raise
    except (Exception, SystemExit) as error:
        if plugins.renderers.get(renderer.name) is not renderer:
            raise
        owner = plugins.renderer_owner[renderer.name]
        who = f"{owner} {plugins.versions[owner]}"
        problem = f"{type(error).__name__}: {error}"
        raise PluginError.worded(
            "format failed", who=who, format=renderer.name, problem=problem
        ) from error


def _start_readers(
    paths: Sequence[str], jobs: int | None, choice: "Choice | None"
) -> "Workers | None":
    """Start reading processes for documents before anything else is imported, if all are named.

    Whether some reader takes a file is known only later; if none does, the processes end unused.
    """
    if not all(Path(path).is_file() and not is_export(path) for path in paths):
        return None
    from gikqa._documents.read_documents import start_readers

    started = start_readers(min(jobs or os.cpu_count() or 1, len(paths)), choice)
    return click.get_current_context().with_resource(started)
