"""Start the command line, so that Ctrl-C ends it in one line even while it is being imported."""

import os
import sys


def main() -> None:
    """Run `gikqa` with the arguments of the process, and end the process."""
    try:
        from gikqa.cli import main as command_line

        command_line()
    except KeyboardInterrupt:  # before the command line was there to handle it
        known = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        chinese = next(filter(None, known), "").lower().startswith("zh")
        sys.stderr.write("已中断\n" if chinese else "interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
