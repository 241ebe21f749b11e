"""`gikqa impact`."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from gikqa._render.output_file import check_output, open_output
from gikqa.cli import user_language
from gikqa.cli.options import LANG, OUTPUT
from gikqa.cli.problems import say_error
from gikqa.errors import UsageError


@click.command("impact")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--old", default=".", metavar="SIDE")
@click.option("--new", default=".", metavar="SIDE")
@click.option("--select", multiple=True, metavar="RULES")
@click.option("--threshold", type=click.IntRange(min=0), metavar="N")
@click.option("--examples", type=click.IntRange(min=0), default=5, metavar="N")
@click.option(
    "--format", "format_", type=click.Choice(("text", "markdown", "json")), default="text"
)
@OUTPUT
@LANG
def command(
    paths: tuple[str, ...],
    old: str,
    new: str,
    select: tuple[str, ...],
    threshold: int | None,
    examples: int,
    format_: str,
    output: str,
    lang: str | None,
) -> None:
    """Compare the findings of two versions of gikqa or of a plugin, rule by rule."""
    lang = lang or user_language()
    check_output(output)
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._impact.compare_sides import compare
    from gikqa._impact.say_impact import obstacles
    from gikqa._impact.sides import HERE, find_now, is_findings_file, read_findings
    from gikqa._impact.write_impact import write_impact

    spare_pandas()
    sides = {"old": old, "new": new}
    written = {name: given for name, given in sides.items() if is_findings_file(given)}
    if old == new == HERE:
        raise UsageError.worded("one side")
    if paths and len(written) == len(sides):
        raise UsageError.worded("path beside findings")
    if not paths and len(written) < len(sides):
        raise UsageError.worded("no path to judge")
    for given in (*written.values(), *paths):
        there = os.path.exists(output) and os.path.exists(given)
        if output != "-" and there and os.path.samefile(output, given):
            raise UsageError.worded("output over input", output=output, file=given)
    with TemporaryDirectory(prefix="gikqa-") as folder:
        found, spoken = {}, lang
        for name in sorted(sides, key=lambda name: name not in written):
            (own := Path(folder, name)).mkdir()
            if name in written:
                found[name] = read_findings(sides[name], own)
                spoken = found[name].about["lang"]
            else:
                found[name] = find_now(sides[name], paths, own, spoken, select)
        impact = compare(found["old"], found["new"], select, examples)
        with open_output(output) as stream:
            write_impact(impact, format_, lang, stream)
    for line in obstacles(impact, lang):
        say_error(line, lang)
    if impact.exit_code:
        sys.exit(impact.exit_code)
    sys.exit(int(threshold is not None and impact.total > threshold))
