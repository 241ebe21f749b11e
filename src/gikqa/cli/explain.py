"""`gikqa explain`."""

import inspect
import json
import re
from typing import Any

import click
import tomli

from gikqa import _render
from gikqa._model.rule import Rule
from gikqa._specs import specs_folder
from gikqa.cli import user_language
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.help_texts import words_of
from gikqa.cli.options import LANG
from gikqa.errors import texts_beside

_BUILT_IN = "gikqa"


@click.command("explain")
@click.argument("rule", metavar="CODE")
@LANG
@plugin_options
def command(rule: str, lang: str | None, **options: Any) -> None:
    """Explain a rule, named by its code (GIK302) or its name (unbalanced-requests)."""
    from gikqa._plugins import load_plugins
    from gikqa._select import find_rule
    from gikqa.cli.problems import say_failures

    plugins = load_plugins(choice=chosen_plugins(options))
    try:
        found = find_rule(plugins.rules, rule)
        found = plugins.in_full({found.code: found}).get(found.code, found)
    finally:  # a rule that could not be loaded is not among those that are known
        chosen = lang or user_language()
        say_failures(plugins.failures_in(chosen), chosen)
    click.echo(explanation(found, plugins.owner[found.code], chosen))


def explanation(rule: Rule, owner: str, lang: str) -> str:
    """A page on a rule as Markdown: facts, why it matters, how to correct it, worked cases."""
    words, grades = words_of(lang, "explain"), texts_beside(_render.__file__, "words.toml")[lang]
    editions = ", ".join(rule.editions) or words["every"]
    status = words_of(lang, "statuses")[status_of(rule)]
    facts = [grades[rule.severity], grades[rule.confidence], editions, status, rule.source, owner]
    facts += [", ".join(rule.implied_by)] if rule.implied_by else []
    named = zip(words["facts"], facts, strict=False)
    head = "\n".join(f"- {name}: {value}" for name, value in named)
    if rule.options:
        head += f"\n\n## {words['options']}\n"
    for name, option in rule.options.items():
        shown = list(option.value) if isinstance(option.value, tuple) else option.value
        value = json.dumps(shown, ensure_ascii=False)
        head += f"\n- `{name} = {value}`: {option.zh if lang == 'zh' else option.en}"
    body = rule.explanation.get(lang) or inspect.getdoc(rule.function) or ""
    page = f"# {rule.code} {rule.name}\n\n{rule.title[lang]}\n\n{head}\n\n{body}".rstrip()
    if owner == _BUILT_IN:
        page += f"\n\n## {words['cases']}\n\n{worked_cases(rule.code)}"
    return page


def status_of(rule: Rule) -> str:
    """Whether a rule is stable, on trial, or in preview; or runs only with a roster."""
    if rule.roster:
        return "with a roster"
    return "preview" if rule.preview else "trial" if rule.trial else "stable"


_HEADING = "\n# Worked cases\n\n"
_FENCE = re.compile(r"```toml\n(.*?)\n```", re.DOTALL)


def worked_cases(code: str) -> str:
    """The chapter on worked cases as Markdown, without its heading; empty if there is none."""
    text = (specs_folder() / "rules" / f"{code}.md").read_text("utf-8")
    return _FENCE.sub(_as_list, text.partition(_HEADING)[2]).strip()


def _as_list(block: re.Match[str]) -> str:
    lines = []
    for case in tomli.loads(block[1])["case"]:
        details = "; ".join(filter(None, map(_sides, case["finds"])))
        verdict = "found" if case["finds"] else "silent"
        lines.append(f"- {verdict}: {case['say']}" + (f" ({details})" if details else ""))
    return "\n".join(lines)


def _sides(finding: dict[str, Any]) -> str:
    """What was observed and expected; empty if the finding says neither."""
    observed, expected = finding.get("observed"), finding.get("expected")
    return ", ".join(filter(None, (observed, f"expected {expected}" if expected else None)))
