"""`gikqa lint`."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from gikqa._config import baseline_files
from gikqa._export.suffixes import is_export
from gikqa._model.plugin import Renderer
from gikqa._render.output_file import check_output, open_output
from gikqa.cli.help_texts import words_of
from gikqa.cli.judging import judge, judging_options, settings_of
from gikqa.cli.options import OUTPUT, lint_options
from gikqa.cli.problems import say_about, say_error
from gikqa.cli.watching import watch
from gikqa.errors import GikqaError, PluginError, UsageError

if TYPE_CHECKING:
    from gikqa._model.result import Result
    from gikqa._plugins import Choice, Plugins
    from gikqa._processes import Workers


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", metavar="FORMAT")
@OUTPUT
@click.option("--show-skipped", is_flag=True)
@click.option("--no-totals", is_flag=True)
@click.option("--locked", is_flag=True)
@click.option("--watch", is_flag=True)
@lint_options
@judging_options
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Judge exports and list what is wrong with their reports."""
    asked, choice = settings_of(options, {"fail_on": "error"})
    lang, output = asked["lang"], asked["output"]
    check_output(output)
    started = None if asked["watch"] else _start_readers(paths, asked["jobs"], choice)
    from gikqa._documents.inputs import find_inputs
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._plugins import load_plugins
    from gikqa._render import format_for, writer
    from gikqa._render.output_file import refuse_overwriting

    spare_pandas()
    spark = asked["engine"] == "spark"  # its workers load plugins themselves
    plugins = load_plugins(choice=choice, apart=not spark, seconds=asked["plugin_timeout"])
    if asked["locked"]:
        from gikqa._lock import LOCK, lock_of, refuse_difference

        refuse_difference(Path(LOCK), lock_of(plugins, asked))
    roster, files = asked["roster"], baseline_files(asked)
    kept = [*files, *([roster] if roster else ())]
    name = format_for(asked["format"], output, "text")
    by_rule = asked["show_skipped"]
    totals = not asked["no_totals"]
    renderer = writer(name, plugins.renderers.values(), totals=totals, by_rule=by_rule)
    if renderer.binary and output == "-" and sys.stdout.isatty():
        raise UsageError.worded("not for a terminal", format=renderer.name)

    def verdict(**how: Any) -> int:
        found = find_inputs(paths, plugins.readers)
        refuse_overwriting(output, chain(found.files(), map(Path, kept)))
        result = judge(found, plugins, asked, choice, **how)
        with open_output(output) as stream:
            _write(renderer, plugins, result, stream)
        if by_rule and name != "text":
            _list_unjudged(result)
        say_about(result, lang, quiet=asked["quiet"])
        skipped = asked["fail_on_skipped"]
        code = result.exit_code_at(asked["fail_on"], fail_on_skipped=skipped)
        if skipped and code != result.exit_code_at(asked["fail_on"]):
            say_error(words_of(lang, "lines")["skipped"], lang)
        return code

    if not asked["watch"]:
        sys.exit(verdict(started=started))
    again = partial(verdict, known={})
    sys.exit(watch([*paths, *kept], output, again, lang, quiet=asked["quiet"]))


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


def _list_unjudged(result: "Result") -> None:
    from gikqa._render._paper import Paper
    from gikqa._render._say import voice
    from gikqa._render._unjudged_rules import put_unjudged_rules

    put_unjudged_rules(result, Paper(sys.stderr.buffer), voice(result.lang))
    sys.stderr.buffer.flush()


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
