"""A new plugin: the files of `project`, filled with the name and the prefix of its author."""

import re
from pathlib import Path
from string import Template

_PROJECT = Path(__file__).with_name("project")
_SUFFIX = ".tmpl"


def package_of(name: str) -> str:
    """The package of a distribution: `gikqa-team` has `gikqa_team`."""
    return re.sub(r"[-_.]+", "_", name).lower()


def write_project(folder: Path, name: str, prefix: str, version: str) -> list[Path]:
    """Write the files of a new plugin into a folder that is not there yet; returns their paths.

    version: that of gikqa, from which the plugin's bounds follow. Raises OSError.
    """
    words = {
        "name": name,
        "package": package_of(name),
        "prefix": prefix,
        "lower": prefix.lower(),
        "bounds": _bounds(version),
        "dot": ".",  # a file whose own name begins with a dot is easily left out of a wheel
    }
    folder.mkdir(parents=True)
    written = []
    for template in sorted(path for path in _PROJECT.rglob(f"*{_SUFFIX}")):
        inside = template.relative_to(_PROJECT).as_posix().removesuffix(_SUFFIX)
        path = folder / Template(inside).substitute(words)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template(template.read_text("utf-8")).substitute(words)
        path.write_text(text, "utf-8", newline="\n")
        written.append(path)
    return written


def _bounds(version: str) -> str:
    """Versions of gikqa with the same interface: of 0.1.0 those from 0.1 up to 0.2."""
    major, minor = map(int, version.split(".")[:2])
    below = f"{major + 1}" if major else f"0.{minor + 1}"
    return f">={major}.{minor},<{below}"
