"""Start the command line, so that Ctrl-C ends it in one line even while it is being imported."""

import sys


def main() -> None:
    """Run `gikqa` with the arguments of the process, and end the process."""
    try:
        from gikqa.cli import main as command_line

        command_line()
    except KeyboardInterrupt:  # before the command line was there to handle it
        sys.stderr.write("interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
