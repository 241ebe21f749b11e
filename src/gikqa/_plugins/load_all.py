"""Load all plugins: those of this project here, those of third parties in another process."""

from collections.abc import Collection, Sequence
from typing import Any

from gikqa._plugins.check_plugin import HOOKS
from gikqa._plugins.choice import Choice
from gikqa._plugins.find_plugins import candidates, load_these, refuse_unknown_names
from gikqa._plugins.installed import Plugins
from gikqa._processes import can_start
from gikqa.errors import PluginError


def load_plugins(
    extra: Sequence[tuple[str, str, Any]] = (),
    *,
    hooks: Collection[str] = HOOKS,
    choice: Choice | None = None,
    apart: bool = True,
    seconds: float | None = None,
) -> Plugins:
    """Load the built-in rules and the plugins chosen, ours first, others in the order of names.

    extra: (distribution, version, plugin) of plugins that are not installed.
    hooks: those to call; a process that only reads documents needs no rules.
    choice: by default every plugin that is installed. apart: whether plugins of third parties are
    loaded in a process of their own. seconds: most time for one thing that such a plugin does.
    Raises UsageError if a plugin that `choice` requires is not there.
    """
    choice = choice or Choice()
    found = candidates(extra, choice)
    named = {one.name: one.version for one in found}
    choice.refuse_missing(named)
    others = [one for one in found if one.of_others]
    if not (apart and others and can_start()):
        plugins = load_these(found, hooks, choice)
    else:
        # Imported late: a run without plugins of others starts no process.
        from gikqa._plugins.apart import SECONDS, Apart

        plugins = load_these([one for one in found if not one.of_others], hooks, choice)
        plugins.roots |= {one.name: root for one in others if (root := one.root()) is not None}
        Apart(hooks, choice, seconds or SECONDS).load_into(plugins)
    plugins.candidates = named | plugins.candidates
    if "gikqa_rules" in hooks:
        refuse_unknown_names(plugins)
        if any(plugins.editions[key].identities for key in plugins.edition_owner):
            # Imported late: few plugins bring equations.
            from gikqa._plugins.contradictions import refuse_contradictions

            refuse_contradictions(plugins)
        _refuse_orphans(plugins)
        _refuse_idle(plugins)
    plugins.found = None if extra else (dict(plugins.rules), dict(plugins.editions))
    return plugins


def _refuse_orphans(plugins: Plugins) -> None:
    """Name rules that an edition names and no plugin brings; its equations would not be judged."""
    for key, owner in plugins.edition_owner.items():
        edition = plugins.editions[key]
        named = [table.domain_rule for table in edition.tables]
        named += [identity.rule for identity in edition.identities]
        for code in dict.fromkeys(named):
            with plugins.failing_alone(owner, plugins.versions[owner], "gikqa_editions"):
                if code not in plugins.rules:
                    raise PluginError.worded("edition without rule", key=key, code=code)


def _refuse_idle(plugins: Plugins) -> None:
    """Drop rules without a function, of plugins that bring no edition with equations for them."""
    for code, rule in list(plugins.rules.items()):
        owner = plugins.owner[code]
        judged = rule.check or rule.across or rule.whole or rule.with_deadlines
        # Some rules of gikqa are over the export itself.
        if not judged and owner != "gikqa" and "gikqa_editions" not in plugins.hooks[owner]:
            with plugins.failing_alone(owner, plugins.versions[owner], "gikqa_rules"):
                raise PluginError.worded("rule without function", code=code, module=code.lower())
            del plugins.rules[code], plugins.owner[code]
