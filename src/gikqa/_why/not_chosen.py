"""Why a rule is not among those that a run judges."""

from collections.abc import Sequence

from gikqa._model.rule import Rule
from gikqa._select import fits


def why_not_chosen(
    rule: Rule,
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    *,
    roster: bool,
) -> tuple[str, Sequence[str]] | None:
    """The key of a sentence of `words.toml`, and the entries to name in it; None if it runs."""

    def named(entries: Sequence[str]) -> bool:
        return fits(rule.code, rule.name, entries)

    if not named(extend_select):
        if select and not named(select):
            return "not among", select
        if rule.preview and not select:
            return "off by default", ()
    if named(ignore):
        return "ignored", ignore
    if rule.roster and not roster:
        return "needs a roster", ()
    return None
