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
            yield {
                "edition": key,
                "equation": one.name,
                "rule": one.rule,
                "place": names.of(one.place, edition.first_year),
                "basis": one.basis,
                "plugin": owner,
                **_apart(found[one.name]),
            }
        for code, equation in plugins.equations.items():
            rule, said = plugins.rules[code], statement_of_equation(equation, edition.cells)
            if said is not None and key in (rule.editions or [key]):
                yield {
                    "edition": key,
                    "equation": rule.name,
                    "rule": code,
                    "place": rule.title[names.lang],
                    "basis": rule.source,
                    "plugin": plugins.owner[code],
                    **_apart(witness_of(whole, said)),
                }


def _apart(found: Cells | tuple[str, ...]) -> dict[str, Any]:
    if isinstance(found, tuple):
        return {"witness": None, "implied_by": list(found)}
    cells = {path: str(value) for path, value in found.items() if value}
    return {"witness": cells, "implied_by": None}


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
        said = words["witness" if cells else "zeros"]
        return str(said).format(cells=words["comma"].join(cells))
    if not entry["implied_by"]:
        return str(words["never"])
    return str(words["implied"]).format(names=words["comma"].join(entry["implied_by"]))
