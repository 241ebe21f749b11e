"""`gikqa baseline`."""

import os
import sys
from typing import Any

import click

from gikqa._config import baseline_files
from gikqa._render.output_file import check_output, open_output
from gikqa.cli.judging import judge_paths, judging_options, settings_of
from gikqa.cli.options import AS_OF, BASELINE
from gikqa.cli.problems import say_about, say_hint
from gikqa.errors import GikqaError


@click.command("baseline")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="FILE")
@BASELINE
@AS_OF
@click.option("--prune", is_flag=True)
@click.option("--reason", default="baseline", metavar="TEXT")
@click.option("--author", metavar="NAME")
@click.option("--until", metavar="DATE")
@judging_options
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Accept the findings of today: write a row for each."""
    asked, choice = settings_of(options, {})
    asked["max_findings_per_rule"] = None  # a setting for listings must leave out no finding
    lang, output = asked["lang"], asked["output"]
    check_output(output)
    from gikqa._baseline.read_baseline import day_of, read_baseline
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._triage.renew import renewed
    from gikqa._triage.write_kept import write_kept

    spare_pandas()
    files, own = baseline_files(asked), os.path.isfile(output)
    if own:  # its rows are kept even if nobody says so
        others = [
            one for one in files if not (os.path.exists(one) and os.path.samefile(one, output))
        ]
        files = [output, *others]
    today, until = day_of(asked["as_of"]), asked["until"] and day_of(asked["until"])
    baseline = read_baseline(files, today)
    result = judge_paths(paths, asked, choice, baseline)
    marks = {
        "state": "accepted",
        "reason": asked["reason"],
        "author": asked["author"] or "",
        "until": until.isoformat() if until else "",
        "when": today.isoformat(),
    }
    made = renewed(baseline, result, marks, prune=asked["prune"])
    if not own or made.new or made.taken_out or len(files) > 1:  # else the bytes stay as they are
        with open_output(output) as stream:
            write_kept(made.rows, stream)
    say_about(result, lang, quiet=asked["quiet"])
    if not asked["quiet"]:
        kept = made.rows.num_rows - made.new
        numbers = {"kept": kept, "new": made.new, "out": made.taken_out}
        written = GikqaError.worded("baseline written", file=output, **numbers)
        say_hint(written.in_language(lang), lang)
        if made.reported:
            still = GikqaError.worded("baseline reports", count=made.reported)
            say_hint(still.in_language(lang), lang)
    sys.exit(result.exit_code_at("never"))
