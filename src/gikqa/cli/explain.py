"""`gikqa explain`."""

from __future__ import annotations

import inspect

import click

from gikqa._model import Rule
from gikqa.cli import user_language

_WORDS = {
    "zh": ("严重程度", "把握", "适用版本", "依据", "提供者", "所有年份"),
    "en": ("severity", "confidence", "editions", "source", "from", "every year"),
}


_TRIAL = {"zh": "（试行）", "en": " (trial)"}


@click.command("explain", short_help="Explain a rule: what it says, why it matters, how to mend.")
@click.argument("rule", metavar="CODE")
@click.option("--lang", type=click.Choice(("zh", "en")), help="[default: by locale]")
def command(rule: str, lang: str | None) -> None:
    """Explain a rule, named by its code (GIK302) or its name (unbalanced-requests)."""
    from gikqa._plugins import load_plugins
    from gikqa._select import find_rule
    from gikqa.cli.problems import say_failures

    plugins = load_plugins()
    say_failures(plugins.failures, lang or user_language())
    found = find_rule(plugins.rules, rule)
    click.echo(explanation(found, plugins.owner[found.code], lang or user_language()))


def explanation(rule: Rule, owner: str, lang: str) -> str:
    """The page about a rule, as Markdown."""
    severity, confidence, editions, source, brought_by, every = _WORDS[lang]
    facts = {
        severity: str(rule.severity) + (_TRIAL[lang] if rule.trial else ""),
        confidence: str(rule.confidence),
        editions: ", ".join(rule.editions) or every,
        source: rule.source,
        brought_by: owner,
    }
    head = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    body = rule.explanation.get(lang) or inspect.getdoc(rule.check) or ""
    return f"# {rule.code} {rule.name}\n\n{rule.title[lang]}\n\n{head}\n\n{body}".rstrip()
