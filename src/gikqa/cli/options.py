"""Options that several commands have."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from gikqa._config import SEVERITIES

Command = TypeVar("Command", bound=Callable[..., Any])

LANG = click.option("--lang", type=click.Choice(("zh", "en")))
OUTPUT = click.option("-o", "--output", default="-", metavar="FILE")
SELECT = click.option("--select", multiple=True, metavar="RULES")
IGNORE = click.option("--ignore", multiple=True, metavar="RULES")
EXTEND_SELECT = click.option("--extend-select", multiple=True, metavar="RULES")
PROFILE = click.option("--profile", metavar="NAME")
CONFIG = click.option("--config", metavar="FILE")
ROSTER = click.option("--roster", metavar="FILE")
BASELINE = click.option("--baseline", multiple=True, metavar="FILE")
AS_OF = click.option("--as-of", metavar="DATE")
MAX_REPORTS = click.option("--max-reports", type=int, metavar="N")
TIMEOUT = click.option("--timeout", type=float, metavar="SECONDS")
PLUGIN_TIMEOUT = click.option("--plugin-timeout", type=float, metavar="SECONDS")
NO_PROGRESS = click.option("--no-progress", is_flag=True)
QUIET = click.option("--quiet", is_flag=True)
TEXT_OR_JSON = click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text"
)
_OF_LINT = (
    click.option("--fail-on", type=click.Choice(SEVERITIES)),
    click.option("--fail-on-skipped", is_flag=True),
    click.option("--max-findings-per-rule", type=int, metavar="N"),
    BASELINE,
    AS_OF,
    click.option("--engine", type=click.Choice(("local", "spark"))),
)


def lint_options(command: Command) -> Command:
    """Add the options of `gikqa lint` that others which judge do not have."""
    for option in reversed(_OF_LINT):
        command = option(command)
    return command
