"""Find the specification: inside the installed package, or next to `src` in a checkout."""

from functools import cache
from pathlib import Path

from gikqa.errors import SpecError


@cache
def specs_folder() -> Path:
    """The folder that holds `editions/` and `rules/`."""
    package = Path(__file__).parent
    for folder in (package / "_specs_data", package.parents[1] / "specs"):
        if (folder / "editions").is_dir():
            return folder
    raise SpecError(str(package), "specs", "the folder is missing: the installation is incomplete")
