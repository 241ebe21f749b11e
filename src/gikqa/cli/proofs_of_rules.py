"""What `gikqa rules --proofs` prints: for each equation a report that breaks it alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from gikqa._plugins import Plugins
from gikqa._plugins.contradictions import statement_of_equation
from gikqa._proofs.edition_analysis import Cells, with_base, witness_of, witnesses
from gikqa.cli.help_texts import words_of
from gikqa.editions import Edition, PrintedNames


def proofs(plugins: Plugins, lang: str) -> list[dict[str, Any]]:
    """For each equation of each edition, and of a rule file: what breaks it alone, or implies it.

    `witness`: the cells of such a report that are not 0; `implied_by`: names of equations of the
    same edition, or of the one that it extends. One of the two is null.
    """
    return list(_entries(plugins, PrintedNames(plugins.editions, lang)))


def _entries(plugins: Plugins, names: PrintedNames) -> Iterator[dict[str, Any]]:
    for key, edition in plugins.editions.items():
        whole, owner = with_base(edition), plugins.edition_owner.get(key, "gikqa")
        own = [one.name for one in edition.identities]
        found = witnesses(whole, own) if own else {}
        for one in edition.identities:
            place = names.of(one.place, edition.first_year)
            yield _entry(key, one.name, one.rule, place, one.basis, owner, *_apart(found[one.name]))
        for code, equation in plugins.equations.items():
            rule, said = plugins.rules.get(code), statement_of_equation(equation, edition.cells)
            if rule is not None and said is not None and key in (rule.editions or [key]):
                words = (rule.name, code, rule.title[names.lang], rule.source, plugins.owner[code])
                yield _entry(key, *words, *_apart(witness_of(whole, said)))


_KEYS = ("edition", "equation", "rule", "place", "basis", "plugin", "witness", "implied_by")


def _entry(*values: Any) -> dict[str, Any]:
    return dict(zip(_KEYS, values, strict=True))


def _apart(found: Cells | tuple[str, ...]) -> tuple[dict[str, str] | None, list[str] | None]:
    if isinstance(found, tuple):
        return None, list(found)
    return {path: str(value) for path, value in found.items() if value}, None


def print_proofs(
    entries: Sequence[Mapping[str, Any]], editions: Mapping[str, Edition], lang: str
) -> None:
    """Print the entries, edition by edition, in the words of the forms."""
    names = PrintedNames(editions, lang)
    for key, edition in editions.items():
        of_edition = [entry for entry in entries if entry["edition"] == key]
        if of_edition:
            click.echo(f"{key} {edition.title[lang]}")
        for entry in of_edition:
            click.echo(f"  {entry['rule']} {entry['equation']}  {entry['place']}")
            click.echo(f"    {_in_words(entry, names, edition, lang)}")


def _in_words(entry: Mapping[str, Any], names: PrintedNames, edition: Edition, lang: str) -> str:
    words = words_of(lang, "proofs")
    if entry["witness"] is not None:
        cells = [
            f"{names.of(path, edition.first_year)} = {value}"
            for path, value in entry["witness"].items()
        ]
        return str(words["witness"]).format(cells=words["comma"].join(cells))
    if not entry["implied_by"]:
        return str(words["never"])
    return str(words["implied"]).format(names=words["comma"].join(entry["implied_by"]))
