"""`gikqa triage`."""

import json
import os
from typing import Any

import click

from gikqa._render.output_file import check_output, open_output
from gikqa.cli import user_language
from gikqa.cli.help_texts import aligned, words_of
from gikqa.cli.options import LANG, OUTPUT, TEXT_OR_JSON
from gikqa.errors import UsageError


@click.command("triage")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@OUTPUT
@click.option("--precision", is_flag=True)
@TEXT_OR_JSON
@LANG
def command(
    files: tuple[str, ...], output: str, precision: bool, format_: str, lang: str | None
) -> None:
    """Read lists in which people have noted what they think of findings, and join them."""
    lang = lang or user_language()
    check_output(output)
    from gikqa._baseline.read_baseline import read_kept
    from gikqa._render._escape import encode
    from gikqa._triage.join_lists import joined_lists
    from gikqa._triage.precision import precision as precision_of
    from gikqa._triage.write_kept import write_kept

    there = output != "-" and os.path.isfile(output)
    named = [
        one for one in files if there and os.path.exists(one) and os.path.samefile(one, output)
    ]
    if there and (precision or not named or named[0].lower().endswith(".xlsx")):
        raise UsageError.worded("triage over file", file=output)
    kept = joined_lists([read_kept(one) for one in files])
    with open_output(output) as stream:
        if not precision:
            write_kept(kept.rows, stream)
        elif format_ == "json":
            lines = json.dumps(precision_of(kept), ensure_ascii=False, indent=2)
            stream.write(encode(lines + "\n"))
        else:
            stream.write(encode(_as_text(precision_of(kept), lang)))


def _as_text(lines: list[dict[str, Any]], lang: str) -> str:
    head = tuple(words_of(lang, "triage")["head"])
    return "".join(f"{line}\n" for line in aligned([head, *map(_cells, lines)]))


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    counts = (str(line[name]) for name in ("confirmed", "dismissed", "other"))
    if line["precision"] is None:
        return (line["rule"] or "?", *counts, "–", "–")
    low, high = (f"{100 * line[name]:.1f}" for name in ("low", "high"))
    return (line["rule"] or "?", *counts, f"{100 * line['precision']:.1f} %", f"{low}–{high} %")
