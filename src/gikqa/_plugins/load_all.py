"""Load all plugins: those of this project here, those of third parties in another process."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from gikqa._model.status import Failure
from gikqa._plugins.find_plugins import HOOKS, candidates, load_these
from gikqa._plugins.installed import OURS, Plugins
from gikqa._processes import can_start


def load_plugins(
    extra: Sequence[tuple[str, str, Any]] = (),
    *,
    hooks: Collection[str] = HOOKS,
    apart: bool = True,
    seconds: float | None = None,
) -> Plugins:
    """Load the built-in rules and every installed plugin, in the order of their names.

    extra: (distribution, version, plugin) of plugins that are not installed, as tests need them.
    hooks: those to call; a process that only reads documents needs no rules. apart: whether plugins
    of third parties are loaded in a process of their own. seconds: most time for one thing that
    such a plugin does.
    """
    found = candidates(extra)
    others = [one for one in found if one.module is not None and one.name not in OURS]
    if not (apart and others and can_start()):
        plugins = load_these(found, hooks)
    else:
        # Imported late: a run without plugins of others starts no process.
        from gikqa._plugins.apart import SECONDS, Apart

        plugins = load_these([one for one in found if one not in others], hooks)
        plugins.roots |= {one.name: root for one in others if (root := one.root()) is not None}
        Apart(hooks, seconds or SECONDS).load_into(plugins)
    if "gikqa_rules" in hooks:
        plugins.failures.extend(_orphans(plugins))
    plugins.found = None if extra else (dict(plugins.rules), dict(plugins.editions))
    return plugins


def _orphans(plugins: Plugins) -> Iterable[Failure]:
    """Rules that an edition names and no plugin brings; its equations would not be judged."""
    for key, owner in plugins.edition_owner.items():
        edition = plugins.editions[key]
        named = [table.domain_rule for table in edition.tables]
        named += [identity.rule for identity in edition.identities]
        for code in dict.fromkeys(named):
            if code not in plugins.rules:
                problem = f"edition {key!r} names the rule {code}, which no plugin brings"
                yield Failure(owner, plugins.versions[owner], "gikqa_editions", problem)
