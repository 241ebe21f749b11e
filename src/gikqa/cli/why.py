"""`gikqa why`."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gikqa._render._escape import visible
from gikqa.cli.judging import judge, judging_options, leave_out_others, read_inputs, settings_of
from gikqa.cli.problems import say_about, say_failures
from gikqa.errors import UsageError

if TYPE_CHECKING:
    from gikqa._plugins import Plugins


@click.command("why")
@click.argument("fingerprint", metavar="FINGERPRINT")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@judging_options
def command(fingerprint: str, paths: tuple[str, ...], **options: Any) -> None:
    """Show how a finding came about: operands, sums, difference, passage, basis."""
    asked, choice = settings_of(options, {})
    asked["max_findings_per_rule"] = None  # a setting for listings must hide no finding
    lang = asked["lang"]
    from gikqa._documents.inputs import Found, find_inputs
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._plugins import load_plugins
    from gikqa._render._rows import rows
    from gikqa._select import did_you_mean
    from gikqa._why.find_finding import findings_in, is_findings, the_finding

    spare_pandas()
    files = [path for path in paths if is_findings(Path(path))]
    exports = [path for path in paths if path not in files]
    known = [row for file in files for row in findings_in(Path(file))]
    row = the_finding(known, fingerprint)
    if row is None and exports:
        plugins = load_plugins(choice=choice, seconds=asked["plugin_timeout"])
        inputs = read_inputs(find_inputs(exports, plugins.readers), plugins, asked, choice)
        result = judge(Found(exports=inputs.data), plugins, asked, choice)
        say_about(result, lang, quiet=True)
        known += rows(result.findings)
        row, data = the_finding(known, fingerprint), inputs.data
    else:
        plugins = load_plugins(choice=choice, apart=False, seconds=asked["plugin_timeout"])
        say_failures(plugins.failures_in(lang), lang)
        data = None
        if row is not None and exports:
            found = find_inputs(exports, plugins.readers)
            leave_out_others(found, row["report_id"])
            data = read_inputs(found, plugins, asked, choice).data
    if row is None:
        hint = did_you_mean(fingerprint, (one["fingerprint"] for one in known[:20_000]))
        raise UsageError.worded("no such finding", fingerprint=fingerprint, hint=hint)
    _print_steps(row, plugins, data, asked)


def _print_steps(
    row: dict[str, Any], plugins: "Plugins", data: Any, asked: Mapping[str, Any]
) -> None:
    from gikqa._lint import plan_of
    from gikqa._why.one_report import find_report
    from gikqa._why.sentences import words_for
    from gikqa._why.steps import steps_of

    lang, code = asked["lang"], row["rule"]
    words = words_for(lang, plugins.editions, row["year"], row["region_code"])
    chosen = {code: plugins.rules[code]} if code in plugins.rules else {}
    plan = plan_of(plugins, chosen, lang, asked.get("rules"), asked["roster"])
    batch = None
    if data is not None and row["report_id"]:
        found = find_report(data, plan, row["report_id"])
        batch = found[0].batch(plan) if len(found) == 1 else None  # else it may be another one
    for line in steps_of(row, plan.rules.get(code), plan, batch, words):
        click.echo(visible(line))
    if data is None:
        click.echo(words.say("give the export", fingerprint=row["fingerprint"][:8]))
