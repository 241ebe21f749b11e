"""The command line. Commands are imported when they are called, so that `--help` is quick."""

import errno
import gc
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from gettext import gettext
from importlib import import_module
from typing import Any

import click

from gikqa import __version__
from gikqa._model.plugin import COMMANDS
from gikqa.cli.help_texts import HELP, fill_in, line_of, speaking
from gikqa.cli.memory import is_lack_of_memory, refuse_little_memory
from gikqa.cli.problems import say_error
from gikqa.errors import GikqaError, OutputError


class _Group(click.Group):
    """A group that lists its commands from `COMMANDS` and imports one when it is called.

    Plugins are looked at for help, and for a name that is none of these.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        refuse_little_memory()
        command: click.Command = import_module(f"gikqa.cli.{cmd_name.replace('-', '_')}").command
        fill_in(command, cmd_name, _language(ctx))
        if ctx.resilient_parsing:  # a shell completes a word
            from gikqa.cli.completing import offer

            offer(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = _language(ctx)
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, line_of(name, lang)) for name in COMMANDS])
        from gikqa.cli.commands_of_plugins import add_to_help

        add_to_help(ctx, formatter, lang)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option, made to wait for `--plugin-off`, wherever that stands."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.is_eager = False
        return option

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from gikqa.cli.commands_of_plugins import command_of_plugin

            return args[0], command_of_plugin(ctx, args[0], _language(ctx)), args[1:]
        return super().resolve_command(ctx, args)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        lang = language_asked(args)
        fill_in(self, None, lang)
        with _reader_may_leave():
            return super().make_context(info_name, args, parent, obj=lang, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_may_leave():
            try:
                answer = super().invoke(ctx)
            except Exception as error:
                if ctx.invoked_subcommand in (None, *COMMANDS):
                    raise
                from gikqa.cli.commands_of_plugins import named_failure

                named = named_failure(ctx, error)
                if named is None:
                    raise
                raise named from error
        # What a command of a plugin returns would be taken for the exit code.
        return answer if ctx.invoked_subcommand in COMMANDS else None


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """End with 0 if the reader of the output has ended (`| head`), where Click ends with 1."""
    try:
        yield
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": HELP})
@click.version_option(__version__, package_name="gikqa", message="gikqa %(version)s")
@click.option("--plugin-off", multiple=True, metavar="NAME", is_eager=True)
@click.option("--lang", type=click.Choice(("zh", "en")))
@click.pass_context
def group(ctx: click.Context, plugin_off: tuple[str, ...], lang: str | None) -> None:
    """Lint the yearly reports on government information disclosure."""
    if plugin_off and ctx.invoked_subcommand in COMMANDS:
        said = GikqaError.worded("option before command", command=ctx.invoked_subcommand)
        ctx.fail(said.in_language(_language(ctx)))
    if (
        lang is not None and ctx.invoked_subcommand
    ):  # of every command that has the option, unless it says otherwise
        ctx.default_map = {ctx.invoked_subcommand: {"lang": lang}}


def _language(ctx: click.Context) -> str:
    """The language that the arguments of the command line ask for."""
    return ctx.obj if ctx.obj in ("zh", "en") else user_language()


def user_language() -> str:
    """`zh` where the locale is Chinese, else `en`."""
    variable = variable_of_language()
    return "zh" if variable and os.environ[variable].lower().startswith("zh") else "en"


def variable_of_language() -> str | None:
    """The variable of the environment that states the language; None if none does."""
    known = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((name for name in known if os.environ.get(name)), None)


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
    lang = language_asked(given)
    try:
        with speaking(lang):
            sys.exit(group.main(args=given, prog_name="gikqa", standalone_mode=False))
    except GikqaError as error:
        say_error(error.in_language(lang), lang)
        if isinstance(error, OutputError):
            _drop_output()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        with speaking(lang):
            error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt) as stopped:
        known = stopped.__cause__ if isinstance(stopped, click.Abort) else stopped
        click.echo(interrupted(lang, getattr(known, "args", ())), err=True)
        sys.exit(130)
    except Exception as failed:
        if isinstance(failed, OSError) and failed.errno in _FULL:
            lost = OutputError.worded("output incomplete", name="stdout", reason=failed.strerror)
            say_error(lost.in_language(lang), lang)
            _drop_output()
            sys.exit(lost.exit_code)
        if is_lack_of_memory(failed):
            short = OutputError.worded("out of memory")
            say_error(short.in_language(lang), lang)
            sys.exit(short.exit_code)
        # Python would exit with 1, which a script would take for findings.
        from traceback import format_exc

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
