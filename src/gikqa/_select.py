"""Choose rules by code, prefix or name."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

from gikqa._model.rule import Rule
from gikqa.errors import InputError, UsageError

_ALIKE = str.maketrans("o", "0")
"""The letter that people type for a digit."""


def choose(
    rules: Mapping[str, Rule],
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    *,
    roster: bool = False,
) -> dict[str, Rule]:
    """The rules to run, by code: all, or those of `select`, with `extend_select`, less `ignore`.

    Rules in preview run only if an entry of `select` or `extend_select` fits them; rules over a
    roster only if there is one.

    Each entry is a code (GIK302), a prefix (GIK3), a name (unbalanced-requests), or several of
    them with commas between. Raises UsageError for one that fits no rule, or just a rule over a
    roster that there is not; InputError if no rule is left.
    """
    select, extend_select = list(select), list(extend_select)
    names = {code: rule.name for code, rule in rules.items()}
    usual = {code for code, rule in rules.items() if not rule.preview}
    chosen = usual if not select else matching(names, select)
    chosen |= matching(names, extend_select)
    chosen -= matching(names, ignore)
    if not roster:
        named = {*split_entries(select), *split_entries(extend_select)}
        for code in sorted(code for code in chosen if rules[code].roster):
            if not named.isdisjoint((code, rules[code].name)):
                raise UsageError.worded("needs a roster", code=code)
            chosen.remove(code)
    if not chosen:
        raise InputError.worded("no rule left")
    return {code: rules[code] for code in sorted(rules) if code in chosen}


def fits(code: str, name: str, entries: Iterable[str]) -> bool:
    """Whether one of the entries is the code, a prefix of it, or the name."""
    return any(code.startswith(entry) or name == entry for entry in split_entries(entries))


def split_entries(entries: Iterable[str]) -> list[str]:
    """Codes, prefixes and names, one by one; each entry may be several with commas between."""
    return [part.strip() for given in entries for part in given.split(",") if part.strip()]


def matching(names: Mapping[str, str], entries: Iterable[str]) -> set[str]:
    """The codes that entries fit; names: code → name. Raises UsageError if one fits none."""
    found: set[str] = set()
    for entry in split_entries(entries):
        hits = {code for code, name in names.items() if fits(code, name, [entry])}
        if not hits:
            raise _no_such_rules(entry, names)
        found |= hits
    return found


def find_rule(rules: Mapping[str, Rule], entry: str) -> Rule:
    """The rule with this code or name. Raises UsageError with the nearest one."""
    for code, rule in rules.items():
        if entry in (code, rule.name):
            return rule
    names = {code: rule.name for code, rule in rules.items()}
    raise _no_such_rules(entry, names, "no such rule")


def _no_such_rules(entry: str, names: Mapping[str, str], key: str = "no such rules") -> UsageError:
    """The error for an entry that fits no rule, with the nearest; names: code → name."""
    return UsageError.worded(key, entry=entry, hint=did_you_mean(entry, [*names, *names.values()]))


def did_you_mean(entry: str, known: Iterable[str]) -> dict[str, str]:
    """The end of an error message, by language: the nearest known name; empty if none is near."""
    by_lower = {name.lower(): name for name in known}
    by_look = {name.translate(_ALIKE): name for name in by_lower}
    # Codes of six characters are often equally near; people mistype the end rather than the start.
    close = [by_look[look]] if (look := entry.lower().translate(_ALIKE)) in by_look else []
    close = close or get_close_matches(entry.lower(), by_lower, n=20, cutoff=0.5)
    if not close:
        return {"en": "", "zh": ""}
    found = by_lower[max(close, key=lambda name: _nearness(entry.lower(), name))]
    return {"en": f"; did you mean {found!r}?", "zh": f"；是否要写 {found!r}？"}


def _nearness(entry: str, name: str) -> tuple[float, int]:
    """How alike two names are, and how many characters they have in common at the beginning."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(entry, name, strict=False))
    return SequenceMatcher(None, name, entry).ratio(), len(list(alike))
