"""What is built of the tree, once for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_BUILT = {"tests", "plugins", "benchmarks", "dist"}


def not_built(folder: str, names: list[str]) -> set[str]:
    """What is not copied: hidden files anywhere, and these folders of the tree itself."""
    hidden = {name for name in names if name.startswith(".") or name == "__pycache__"}
    return hidden | (NOT_BUILT if Path(folder) == ROOT else set())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist and a wheel of the tree, which is copied to `tree` in it.

    Built from a copy, so that nothing is left in the checkout.
    """
    for needed in ("build", "hatchling", "uv"):
        pytest.importorskip(needed, reason=f"{needed} is not installed; it comes with `make test`")
    from fresh_environment import build

    work = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, work / "tree", ignore=not_built)
    build(work / "tree", work, "--sdist", "--wheel")
    return work
