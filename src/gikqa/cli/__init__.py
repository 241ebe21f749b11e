"""The command line. Commands are imported when they are called, so that `--help` is quick."""

import errno
import gc
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from gikqa import __version__
from gikqa.cli.memory import is_lack_of_memory, refuse_little_memory
from gikqa.cli.problems import say_error
from gikqa.errors import GikqaError, OutputError

COMMANDS = {
    "lint": "Judge exports and list what is wrong with their reports.",
    "letters": "Write each body a letter that asks it to verify the findings.",
    "annotate": "Put the findings into a copy of a report, as comments.",
    "extract": "Turn documents (HTML, DOCX, PDF, text) into an export.",
    "facts": "List what narratives say: numbers, lists, years, citations.",
    "impact": "Compare the findings of two versions of gikqa or of a plugin.",
    "rules": "List the rules.",
    "explain": "Explain a rule: what it says, why it matters, how to mend.",
    "plugins": "List what is installed, and what could not be loaded.",
    "schema": "Print what an export looks like.",
}


class _Group(click.Group):
    """A group that lists its commands from `COMMANDS` and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        refuse_little_memory()
        command: click.Command = import_module(f"gikqa.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from gikqa._select import did_you_mean

            guess = did_you_mean(args[0], COMMANDS)["en"]
            ctx.fail(f"there is no command {args[0]!r}{guess}")
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _reader_may_leave():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_may_leave():
            return super().invoke(ctx)


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """End with 0 if the reader of the output has ended (`| head`), where Click ends with 1."""
    try:
        yield
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="gikqa", message="gikqa %(version)s")
def group() -> None:
    """Lint the yearly reports on government information disclosure (政府信息公开工作年度报告).

    \b
    gikqa lint exports/                    findings, as text
    gikqa lint exports/ --format jsonl     one finding a line
    gikqa extract reports/ -o out.parquet  documents into an export
    gikqa facts exports/ -o facts.parquet  what narratives say, one fact a row
    gikqa explain GIK302                   what a rule says, and why

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 something of gikqa
    or a plugin failed (what was found is still written), 4 input unreadable or nothing judged.
    """


def user_language() -> str:
    """`zh` where the locale is Chinese, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    return "en"


def language_asked(args: list[str]) -> str:
    """The language of messages, known before the options are parsed."""
    found = re.search(r"(?:^|\n)--lang[=\n](zh|en)(?:\n|$)", "\n".join(args))
    return found[1] if found else user_language()


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No room for output: on the disk, for the user, in the file."""


_AT_START = 250_000, 50, 50


def search_for_garbage() -> None:
    """Search for garbage as Python does, but not in what the start of the command has loaded.

    pyarrow holds the footer of each Parquet file, 0.5 MB, in a cycle of references.
    """
    if gc.get_threshold() == _AT_START:
        gc.freeze()
        gc.set_threshold(700, 10, 10)


def _drop_output() -> None:
    # Imported late: it imports modules of Python that help does not need.
    from gikqa._render.output_file import drop_stdout

    drop_stdout()


def _open_closed_streams() -> None:
    """Open the null device for each stream that the shell has closed (`>&-`).

    Otherwise the next file that is opened gets the number of the stream, and messages of libraries
    are written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 - as long as gikqa
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


def interrupted(lang: str, running: Sequence[str]) -> str:
    """The sentence for Ctrl-C, with what plugins of third parties were doing."""
    if lang == "zh":
        return "已中断" + (f"；正在运行：{'、'.join(running)}" if running else "")
    return "interrupted" + (f" while this ran: {', '.join(running)}" if running else "")


def main(args: list[str] | None = None) -> Any:
    """Run the command line; ends the process with the exit code."""
    given = sys.argv[1:] if args is None else args
    _open_closed_streams()
    if args is None:
        # What is loaded at the start is never garbage: searching it again and again costs 50 ms.
        gc.set_threshold(*_AT_START)
    try:
        sys.exit(group.main(args=given, prog_name="gikqa", standalone_mode=False))
    except GikqaError as error:
        lang = language_asked(given)
        say_error(error.in_language(lang), lang)
        if isinstance(error, OutputError):
            _drop_output()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt) as stopped:
        lang = language_asked(given)
        known = stopped.__cause__ if isinstance(stopped, click.Abort) else stopped
        click.echo(interrupted(lang, getattr(known, "args", ())), err=True)
        sys.exit(130)
    except Exception as failed:
        if isinstance(failed, OSError) and failed.errno in _FULL:
            lang = language_asked(given)
            lost = OutputError.worded("output incomplete", name="stdout", reason=failed.strerror)
            say_error(lost.in_language(lang), lang)
            _drop_output()
            sys.exit(lost.exit_code)
        if is_lack_of_memory(failed):
            lang = language_asked(given)
            short = OutputError.worded("out of memory")
            say_error(short.in_language(lang), lang)
            sys.exit(short.exit_code)
        # Python would exit with 1, which a script would take for findings.
        from traceback import format_exc

        lang = language_asked(given)
        click.echo(format_exc(), err=True, nl=False)
        text = {
            "zh": "gikqa 自身出错，没有得出完整结果",
            "en": "gikqa itself failed; the answer is incomplete",
        }
        say_error(text[lang], lang)
        sys.exit(3)
    finally:
        if args is None:
            # The process ends: to search everything for garbage once more would cost 90 ms.
            gc.freeze()
