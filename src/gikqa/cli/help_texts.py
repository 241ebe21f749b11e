"""The texts of `--help`, and what Click itself says, in the language of the user."""

import gettext
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from gikqa._render._escape import visible
from gikqa.errors import texts_beside

HELP = ["-h", "--help"]
"""The options that every command has."""

_NEVER_FIRST = "，。；：、！？）》”’」』〕】…]"
"""Marks that begin no line."""
_NEVER_LAST = "（《“‘「『〔【["
"""Marks that end no line."""


def words_of(lang: str, part: str) -> dict[str, Any]:
    """What commands print: the words of one command, or of all in `lines` and `statuses`."""
    words: dict[str, Any] = texts_beside(__file__, "said.toml")[lang][part]
    return words


def aligned(table: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table whose columns stand below each other, harmless for a terminal."""
    table = [tuple(map(visible, row)) for row in table]
    widths = [max(map(width_of, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = zip(row, widths, strict=True)
        yield "  ".join(cell + " " * (width - width_of(cell)) for cell, width in cells).rstrip()


def line_of(name: str, lang: str) -> str:
    """The line of a command in the list of commands."""
    line: str = texts_beside(__file__, "help.toml")["commands"][name]["line"][lang]
    return line


def fill_in(command: click.Command, name: str | None, lang: str) -> None:
    """Give a command and its options their texts; name: None for `gikqa` itself."""
    texts = texts_beside(__file__, "help.toml")
    own = texts["gikqa"] if name is None else texts["commands"][name]
    options: dict[str, dict[str, str]] = {**texts["options"], **own.get("options", {})}
    command.help = own["help"][lang].strip()
    shared = command.get_help_option(click.Context(command, help_option_names=HELP))
    for option in (*command.params, *([shared] if shared else ())):
        if isinstance(option, click.Option):
            option.help = options[max(option.opts, key=len)][lang]


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Let Click speak the language: it takes its sentences from `gettext`, and knows English."""
    if lang != "zh":
        yield
        return
    known = texts_beside(__file__, "click.toml")
    one, several = gettext.dgettext, gettext.dngettext

    def say(domain: str, text: str) -> str:
        return str(known.get(text) or one(domain, text))

    def say_several(domain: str, text: str, plural: str, n: int) -> str:
        return str(known.get(text if n == 1 else plural) or several(domain, text, plural, n))

    with ExitStack() as after:
        for where, what, instead in (
            (gettext, "dgettext", say),
            (gettext, "dngettext", say_several),
            (click.Context, "formatter_class", _WideFormatter),
        ):
            after.callback(setattr, where, what, getattr(where, what))
            setattr(where, what, instead)
        yield


class _WideFormatter(click.HelpFormatter):
    """Wraps lines by their width on the screen, where a Chinese character takes two places."""

    def write_text(self, text: str) -> None:
        super().write_text(_wrapped(text, self.width - self.current_indent))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        first = min(max(len(term) for term, _ in rows), col_max) + col_spacing
        width = max(self.width - first - 2, 10)
        wrapped = [(term, _wrapped(text, width)) for term, text in rows]
        super().write_dl(wrapped, col_max, col_spacing)


def _wrapped(text: str, width: int) -> str:
    """The paragraphs in lines of at most this width, marked for Click to leave them as they are."""
    paragraphs = (part.strip("\n") for part in text.split("\n\n"))
    return "\n\n".join(
        part if part.startswith("\b") else "\n".join(["\b", *_lines(part, width)])
        for part in paragraphs
    )


def _lines(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for piece in _pieces(text):
        wide = width_of(piece)
        if line and used + width_of(piece.rstrip()) > width:
            yield line.rstrip()
            line, used = "", 0
        line, used = line + piece, used + wide
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What stays together on a line: words of letters, characters with the marks beside them."""
    piece = ""
    for before, char in zip(" " + text, text, strict=False):
        apart = _is_wide(before) or _is_wide(char) or (before == " " != char)
        if piece and apart and char not in _NEVER_FIRST + " " and before not in _NEVER_LAST:
            yield piece
            piece = ""
        piece += char
    yield piece


def width_of(text: str) -> int:
    """How many places of a terminal the text takes."""
    return sum(2 if _is_wide(char) else 1 for char in text)


def _is_wide(char: str) -> bool:
    from unicodedata import east_asian_width  # English help does without

    return east_asian_width(char) in "WF"
