"""Options that several commands have."""

import click

LANG = click.option(
    "--lang", type=click.Choice(("zh", "en")), help="Language of messages.  [default: by locale]"
)
OUTPUT = click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; - is stdout."
)
SELECT = click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Judge only these rules: codes, prefixes or names, with commas between; repeatable.",
)
IGNORE = click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
EXTEND_SELECT = click.option(
    "--extend-select",
    multiple=True,
    metavar="RULES",
    help="Judge these as well: rules in preview, which are off by default.",
)
CONFIG = click.option(
    "--config",
    metavar="FILE",
    help="Settings.  [default: gikqa.toml, or [tool.gikqa] of pyproject.toml, in this folder]",
)
ROSTER = click.option(
    "--roster",
    metavar="FILE",
    help="The bodies that have to file, as CSV or Parquet: finds the missing ones, and others.",
)
BASELINE = click.option(
    "--baseline",
    multiple=True,
    metavar="FILE",
    help="Rows about old findings, which are reported no more; repeatable.",
)
AS_OF = click.option(
    "--as-of",
    metavar="DATE",
    help="The day that counts as today for the baseline: 2027-01-31.  [default: today]",
)
MAX_REPORTS = click.option(
    "--max-reports",
    type=int,
    metavar="N",
    help="Refuse what holds more reports.  [default: 10,000,000]",
)
TIMEOUT = click.option(
    "--timeout",
    type=float,
    metavar="SECONDS",
    help="Most time for reading one document.  [default: 60]",
)
PLUGIN_TIMEOUT = click.option(
    "--plugin-timeout",
    type=float,
    metavar="SECONDS",
    help="Most time for one thing that a plugin of others does: an import, a hook, a format, "
    "a rule on a batch of reports.  [default: 60]",
)
NO_PROGRESS = click.option("--no-progress", is_flag=True, help="No progress bar.")
QUIET = click.option("--quiet", is_flag=True, help="Nothing on stderr but errors.")
TEXT_OR_JSON = click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text"
)
