"""Options that several commands have."""

import click

LANG = click.option(
    "--lang", type=click.Choice(("zh", "en")), help="Language of messages.  [default: by locale]"
)
OUTPUT = click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; - is stdout."
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
