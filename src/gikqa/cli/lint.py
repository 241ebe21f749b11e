"""`gikqa lint`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from gikqa._config import read_config
from gikqa.cli import user_language
from gikqa.cli.extract import check_limits, read_with_bar
from gikqa.cli.options import LANG, NO_PROGRESS, QUIET, TIMEOUT
from gikqa.cli.output import check_output, open_output
from gikqa.cli.problems import say_error, say_failures
from gikqa.errors import GikqaError, PluginError, UsageError

if TYPE_CHECKING:
    from gikqa._documents.find_inputs import Found
    from gikqa._documents.inputs import Inputs
    from gikqa._documents.read_documents import Outcome
    from gikqa._model.plugin import Renderer
    from gikqa._model.result import Result
    from gikqa._plugins import Plugins
    from gikqa._processes import Workers

SEVERITIES = ("error", "warning", "info", "never")


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
    "format_",
    metavar="FORMAT",
    help="text (default), jsonl, json, csv, "
    "parquet, sarif, junit, github, or one that a plugin brings.",
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - is stdout.")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="Exit with 1 if a finding is at least this severe.  [default: error]",
)
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
@click.option(
    "--jobs",
    type=int,
    metavar="N",
    help="Threads, or processes for many narratives.  [default: one a processor]",
)
@TIMEOUT
@NO_PROGRESS
@QUIET
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Judge exports and list what is wrong with their reports.

    PATH is a Parquet or Arrow file, a folder of them (Hive partitions too), a folder of tables
    (reports.parquet, requests.parquet, ...), or a glob. It may also be a document (.txt, .md,
    .html, .docx, .pdf) or a folder of documents without Parquet, which are read first.
    """
    settings = read_config(options["config"], Path.cwd())
    lang = options["lang"] or settings.get("lang") or user_language()
    fail_on = options["fail_on"] or settings.get("fail-on", "error")
    if fail_on not in SEVERITIES:
        raise UsageError.worded("not one of", name="fail-on", value=repr(fail_on), known=SEVERITIES)
    check_output(options["output"])
    started = _start_readers(paths, options["jobs"])
    from gikqa._documents.find_inputs import find_inputs
    from gikqa._engine.run import run
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._lint import check_settings, plan_of
    from gikqa._plugins import load_plugins
    from gikqa._render import writer
    from gikqa._select import choose
    from gikqa.cli.overwriting import refuse_overwriting

    spare_pandas()
    plugins = load_plugins()
    found = find_inputs(paths, plugins.readers)
    refuse_overwriting(options["output"], found.files())
    renderer = writer(
        options["format_"] or settings.get("format", "text"), plugins.renderers.values()
    )
    if renderer.binary and options["output"] == "-" and sys.stdout.isatty():
        raise UsageError.worded("not for a terminal", format=renderer.name)
    hidden = options["no_progress"] or options["quiet"]
    jobs = _first(options["jobs"], settings.get("jobs"))
    most = _first(options["max_findings_per_rule"], settings.get("max-findings-per-rule"))
    check_settings(lang, {"jobs": jobs, "max_findings_per_rule": most}, {})
    selections = (
        _either(options, settings, name) for name in ("select", "ignore", "extend-select")
    )
    chosen = choose(plugins.rules, *selections)
    plan = cache(lambda: plan_of(plugins, chosen, lang))
    inputs = _read_documents(
        found, plugins, options, lang, lambda: plan().finder, started, hidden=hidden
    )
    with _progress(lang, hidden=hidden) as progress:
        result = run(
            inputs.data,
            plan(),
            jobs=jobs or os.cpu_count() or 1,
            apart=plugins.as_installed,
            failures=(*plugins.failures, *inputs.failures),
            max_findings_per_rule=most,
            progress=progress,
        )
    with open_output(options["output"]) as stream:
        _write(renderer, plugins, result, stream)
    _say_problems(result, lang)
    sys.exit(exit_code(result, fail_on))


def _write(renderer: Renderer, plugins: Plugins, result: Result, stream: BinaryIO) -> None:
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


def _start_readers(paths: Sequence[str], jobs: int | None) -> Workers | None:
    """Start reading processes for documents before anything else is imported, if all are named.

    Whether some reader takes a file is known only later; if none does, the processes end unused.
    """
    if (jobs or 1) < 1 or not all(
        Path(path).is_file() and not path.endswith(".parquet") for path in paths
    ):
        return None
    from gikqa._documents.workers import start_readers

    started = start_readers(min(jobs or os.cpu_count() or 1, len(paths)))
    return click.get_current_context().with_resource(started)


def _read_documents(
    found: Found,
    plugins: Plugins,
    options: dict[str, Any],
    lang: str,
    prepare: Callable[[], object],
    started: Workers | None,
    *,
    hidden: bool,
) -> Inputs:
    """Read the documents in processes and print the notes of their readers to stderr.

    prepare: is called in this process at the same time.
    """
    from gikqa._documents.inputs import with_documents
    from gikqa._render._escape import visible

    jobs, timeout = options["jobs"], options["timeout"]
    check_limits(jobs, timeout)

    def read(files: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
        with ThreadPoolExecutor(1) as helper:
            helper.submit(prepare)  # if it fails, it fails again when its result is needed
            yield from read_with_bar(files, jobs, timeout, lang, hidden=hidden, started=started)

    inputs = with_documents(found, plugins, read, lang)
    if not options["quiet"]:
        word = "说明" if lang == "zh" else "note"
        for path, note in inputs.notes:
            click.echo(visible(f"{path}: {word}: {note}"), err=True)
    return inputs


def _either(options: dict[str, Any], settings: dict[str, Any], name: str) -> list[str]:
    """The option if it was given, else the setting of the same name."""
    given = list(options[name.replace("-", "_")])
    return given or list(settings.get(name, []))


def _first(option: int | None, setting: int | None) -> int | None:
    """The option if it was given (0 too, which is refused later), else the setting."""
    return setting if option is None else option


def exit_code(result: Any, fail_on: str) -> int:
    """4 and 3 come before 1: an incomplete answer must not pass for a complete one."""
    judged = {"passed", "violated", "suppressed"}
    statuses = result.statuses().values()
    if result.problems or not any(judged & set(of_rule) for of_rule in statuses):
        return 4
    if result.failures:
        return 3
    if fail_on == "never":
        return 0
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return 1 if any(severity in bad for severity in result.counts()) else 0


def _say_problems(result: Any, lang: str) -> None:
    """Print problems and failures to stderr: some output formats do not show them."""
    for problem in result.problems:
        say_error(problem.problem, lang)
    say_failures(result.failures, lang)


@contextmanager
def _progress(lang: str, *, hidden: bool) -> Iterator[Callable[[int, int | None], None] | None]:
    """A bar on stderr, if that is a terminal."""
    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        "{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("检查报告" if lang == "zh" else "judging reports", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
