"""`gikqa plugins`."""

import json
from typing import TYPE_CHECKING, Any

import click

from gikqa.cli import user_language
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.help_texts import words_of
from gikqa.cli.options import LANG, TEXT_OR_JSON

if TYPE_CHECKING:
    from gikqa._plugins import Plugins


@click.command("plugins")
@click.option("--check", metavar="NAME")
@TEXT_OR_JSON
@LANG
@plugin_options
def command(check: str | None, format_: str, lang: str | None, **options: Any) -> None:
    """List the plugins, what they bring, and what is wrong; exit 3 as `gikqa lint` would."""
    from gikqa._plugins import OURS, load_plugins
    from gikqa._plugins.choice import as_installed
    from gikqa.cli.problems import end_with_failures

    plugins = load_plugins(choice=chosen_plugins(options))
    named = sorted(plugins.candidates)
    if check is not None:
        check = as_installed(check, named)
        named = [check]
    # Ours are brought only where they are named: 190 modules take two seconds.
    quiet = OURS - {check}
    plugins.in_full({c: r for c, r in plugins.rules.items() if plugins.owner[c] not in quiet})
    chosen = lang or user_language()
    failures = plugins.failures_in(chosen)
    if check is not None:
        failures = tuple(failure for failure in failures if failure.plugin == check)
    entries = [
        _entry(plugins, name) | {"notes": plugins.warnings_in(chosen, name)} for name in named
    ]
    if format_ == "json":
        for entry in entries:
            entry["failures"] = [
                {"what": failure.what, "problem": failure.problem}
                for failure in failures
                if failure.plugin == entry["distribution"]
            ]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        for entry in entries:
            _print(entry, chosen)
    end_with_failures(failures, chosen)


def _entry(plugins: "Plugins", name: str) -> dict[str, Any]:
    """All that a distribution has brought."""
    from gikqa._plugins.editions_in_words import editions_in_words
    from gikqa._plugins.implied_in_words import implied_in_words

    def of(owners: dict[str, str]) -> list[str]:
        return sorted(thing for thing, owner in owners.items() if owner == name)

    editions = {key: plugins.edition_owner.get(key, "gikqa") for key in plugins.editions}
    return {
        "distribution": name,
        "version": plugins.candidates[name],
        "hooks": plugins.hooks.get(name, []),
        "rules": of(plugins.owner),
        "editions": of(editions),
        "suffixes": of(plugins.suffix_owner),
        "formats": of(plugins.renderer_owner),
        "deadlines": [
            one.in_words + ("" if one.verified else " (?)")
            for one, owner in plugins.deadlines.items()
            if owner == name
        ],
        "commands": of(plugins.command_owner),
        "changes": editions_in_words(plugins, name) + implied_in_words(plugins, name),
        "extensions": plugins.extensions.get(name, {}),
        "api": plugins.api.get(name),
        "seconds": round(plugins.seconds.get(name, 0.0), 3),
    }


def _print(entry: dict[str, Any], lang: str) -> None:
    click.echo(f"{entry['distribution']} {entry['version']}")
    for key, word in words_of(lang, "plugins").items():
        value = entry[key]
        shown = ", ".join(value) if isinstance(value, list) else value
        if isinstance(value, tuple):
            shown = ".".join(map(str, value))
        if shown or key == "hooks":
            click.echo(f"  {word}: {shown or '-'}")
    for sentence in entry["changes"]:
        click.echo(f"  {sentence[lang]}")
    for note in entry["notes"]:
        click.echo(f"  {words_of(lang, 'lines')['note']}{note}")
    for kind, names in entry["extensions"].items():
        click.echo(f"  {kind}: {', '.join(names)}")
