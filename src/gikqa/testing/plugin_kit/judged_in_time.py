"""The plugin as users have it: loaded and judged in processes that are watched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gikqa._lint import lint
from gikqa._plugins import Plugins, load_plugins
from gikqa.testing.plugin_kit.breach import Breach
from gikqa.testing.plugin_kit.failures_as_breaches import breaches_of
from gikqa.testing.plugin_kit.subject import Subject, own_rules
from gikqa.testing.plugin_kit.verdicts_of_rules import Export


def loaded_apart(subject: Subject, seconds: float) -> tuple[Plugins, list[Breach]]:
    """The plugins with all functions of the subject brought, and what failed by then."""
    plugins = load_plugins(choice=subject.choice, seconds=seconds)
    plugins.in_full(own_rules(plugins, subject.name))
    return plugins, list(breaches_of(plugins.failures, subject.name))


def judged_apart(plugins: Plugins, subject: Subject, exports: Sequence[Export]) -> Iterator[Breach]:
    """What fails when the reports are judged, each rule within the seconds that it has."""
    for export in exports:
        own = own_rules(plugins, subject.name, subject.left_out)
        codes = [code for code, rule in own.items() if export.roster or not rule.roster]
        if codes:  # none would mean all
            result = lint(
                export.table,
                select=codes,
                plugins=plugins,
                roster=export.roster,
                lang="en",
                jobs=1,
            )
            found = [one for one in result.failures if one not in plugins.failures]
            yield from breaches_of(found, subject.name)


def without(subject: Subject, breaches: Sequence[Breach]) -> Subject:
    """The subject without the rules that failed."""
    return replace(subject, left_out=subject.left_out | {one.rule for one in breaches})
