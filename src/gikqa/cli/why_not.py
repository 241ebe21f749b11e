"""`gikqa why-not`."""

import os
import sys
from typing import Any

import click

from gikqa._config import baseline_files
from gikqa._render._escape import visible
from gikqa.cli.judging import judging_options, leave_out_others, read_inputs, settings_of
from gikqa.cli.options import AS_OF, BASELINE
from gikqa.cli.problems import say_failures


@click.command("why-not")
@click.argument("rule", metavar="CODE")
@click.argument("report_id", metavar="REPORT_ID")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@BASELINE
@AS_OF
@judging_options
def command(rule: str, report_id: str, paths: tuple[str, ...], **options: Any) -> None:
    """Say what a rule came to on one report, and why: the first condition that was not met."""
    asked, choice = settings_of(options, {})
    lang = asked["lang"]
    from gikqa._baseline.read_baseline import read_baseline
    from gikqa._documents.inputs import find_inputs
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._lint import plan_of
    from gikqa._plugins import load_plugins
    from gikqa._select import find_rule
    from gikqa._why.not_chosen import why_not_chosen
    from gikqa._why.one_verdict import why_not
    from gikqa._why.sentences import words_for

    spare_pandas()
    plugins = load_plugins(choice=choice, apart=False, seconds=asked["plugin_timeout"])
    try:
        wanted = find_rule(plugins.rules, rule)
    finally:  # a rule that could not be loaded is not among those that are known
        say_failures(plugins.failures_in(lang), lang)
    words = words_for(lang, plugins.editions, None, None)
    entries = [asked[key] for key in ("select", "ignore", "extend_select")]
    roster = asked["roster"]
    if reason := why_not_chosen(wanted.code, plugins.rules, *entries, roster=roster is not None):
        key, named = reason
        click.echo(words.say(key, code=wanted.code, entries=", ".join(named)))
        return
    files = baseline_files(asked)
    baseline = read_baseline(files, asked["as_of"]) if files else None
    known = len(plugins.failures)
    plan = plan_of(plugins, {wanted.code: wanted}, lang, asked.get("rules"), roster, baseline)
    if wanted.code not in plan.rules:
        problem = "; ".join(one.located for one in plugins.failures_in(lang)[known:])
        click.echo(words.say("not loaded", problem=problem))
        sys.exit(3)
    full = plan.rules[wanted.code]
    found = find_inputs(paths, plugins.readers)
    if full.across is None:
        leave_out_others(found, report_id)
    inputs = read_inputs(found, plugins, asked, choice)
    jobs = asked["jobs"] or os.cpu_count() or 1
    answer = why_not(inputs.data, plan, full, report_id, jobs=jobs)
    for line in answer.lines:
        click.echo(visible(line))
    sys.exit(3 if answer.status == "failed" else 0)
