"""Options that several commands have."""

import click

LANG = click.option("--lang", type=click.Choice(("zh", "en")))
OUTPUT = click.option("-o", "--output", default="-", metavar="FILE")
SELECT = click.option("--select", multiple=True, metavar="RULES")
IGNORE = click.option("--ignore", multiple=True, metavar="RULES")
EXTEND_SELECT = click.option("--extend-select", multiple=True, metavar="RULES")
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
