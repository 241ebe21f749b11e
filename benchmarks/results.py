"""Each benchmark writes its own part of RESULTS.md, between marks, and leaves the others alone."""

from __future__ import annotations

from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def write_part(name: str, lines: str, path: Path = RESULTS) -> None:
    """Put `lines` in the place of the part with this name, or behind all others if it is new."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    part = f"{begin}{lines.rstrip()}\n{end}"
    whole = path.read_text("utf-8") if path.exists() else ""
    before, found, rest = whole.partition(begin)
    if found:
        part = before + part + rest.partition(end)[2]
    else:
        part = f"{whole.rstrip()}\n\n{part}" if whole.strip() else part
    path.write_text(part, "utf-8")
