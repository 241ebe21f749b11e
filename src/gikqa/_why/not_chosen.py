"""Why a rule is not among those that a run judges."""

from collections.abc import Mapping, Sequence

from gikqa._model.rule import Rule
from gikqa._select import matching


def why_not_chosen(
    code: str,
    rules: Mapping[str, Rule],
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    *,
    roster: bool,
) -> tuple[str, Sequence[str]] | None:
    """The key of a sentence of `words.toml`, and the entries to name in it; None if it runs.

    Raises UsageError for an entry that fits no rule, as a run does.
    """
    names = {one: rule.name for one, rule in rules.items()}
    among, left_out, named = (
        code in matching(names, entries) for entries in (select, ignore, extend_select)
    )
    if not named:
        if select and not among:
            return "not among", select
        if rules[code].preview and not select:
            return "off by default", ()
    if left_out:
        return "ignored", ignore
    if rules[code].roster and not roster:
        return "needs a roster", ()
    return None
