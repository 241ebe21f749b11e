"""What is built holds everything, and works away from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

for _needed in ("build", "hatchling", "uv"):
    pytest.importorskip(_needed, reason=f"{_needed} is not installed; it comes with `make test`")

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
NOT_BUILT = shutil.ignore_patterns(".*", "__pycache__", "tests", "plugins", "benchmarks", "dist")


def run(*command, cwd, env=None):
    return subprocess.run(
        list(map(str, command)),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        cwd=cwd,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    return tmp_path_factory.mktemp("built")


@pytest.fixture(scope="module")
def built(work):
    """An sdist and a wheel of the tree, and in `from-sdist` the wheel that the sdist gives.

    Built from a copy, so that nothing is left in the checkout.
    """
    shutil.copytree(ROOT, work / "tree", ignore=NOT_BUILT)
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir")
    for options in (
        (work, "--sdist", "--wheel", work / "tree"),
        (work / "from-sdist", work / "tree"),
    ):
        done = run(*build, *options, cwd=work)
        assert done.returncode == 0, done.stdout + done.stderr
    return work


def names(folder):
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return sorted(archive.namelist())


@pytest.fixture(scope="module")
def wheel_names(built):
    return names(built)


@pytest.fixture(scope="module")
def sdist_names(built):
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        return sorted(name.partition("/")[2] for name in archive.getnames())


@pytest.fixture(scope="module")
def fresh(built):
    """The Python of an environment of its own, with the wheel and what it depends on.

    What it depends on is borrowed from this environment, so that no network is needed.
    """
    folder = built / "env"
    uv = (sys.executable, "-m", "uv")
    done = run(*uv, "venv", "--offline", "--python", sys.executable, folder, cwd=built)
    assert done.returncode == 0, done.stderr
    python = folder / "bin/python"
    (wheel,) = built.glob("*.whl")
    install = (*uv, "pip", "install", "--offline", "--no-deps", "--python", python, wheel)
    done = run(*install, cwd=built)
    assert done.returncode == 0, done.stderr
    borrowed = built / "borrowed"
    borrowed.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        ours = "gikqa" in entry.name.lower() or entry.name.startswith("__editable__")
        if not ours and entry.suffix != ".pth":
            (borrowed / entry.name).symlink_to(entry)
    paths = run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=built)
    Path(paths.stdout.strip(), "borrowed.pth").write_text(f"{borrowed}\n", "utf-8")
    return python


@pytest.fixture(scope="module")
def tree(built):
    """The files that were there to be built: every file of the package, edition and rule."""
    folder = built / "tree"
    patterns = ("src/gikqa/**/*", "specs/editions/*", "specs/rules/*")
    files = [path for one in patterns for path in folder.glob(one) if path.is_file()]
    found = {path.relative_to(folder).as_posix() for path in files}
    assert {"src/gikqa/py.typed", "specs/editions/2021.toml", "specs/rules/GIK302.md"} <= found
    return found


def test_the_wheel_holds_every_edition_and_rule_and_says_that_it_is_typed(tree, wheel_names):
    specs = {name.replace("specs/", "gikqa/_specs_data/", 1) for name in tree if "specs/" in name}
    assert {*specs, "gikqa/py.typed"} - set(wheel_names) == set()


def test_the_wheel_holds_the_whole_package_and_nothing_of_the_workshop(tree, wheel_names):
    modules = {name.removeprefix("src/") for name in tree if name.startswith("src/")}
    assert modules - set(wheel_names) == set()
    tops = {name.partition("/")[0] for name in wheel_names}
    assert tops == {"gikqa", f"gikqa-{VERSION}.dist-info"}
    assert [name for name in wheel_names if "__pycache__" in name or "test_" in name] == []


def test_the_sdist_holds_what_the_wheel_is_built_from(tree, sdist_names):
    papers = {"pyproject.toml", "LICENSE", "CHANGELOG.md", "PKG-INFO", "README.md", "README.zh.md"}
    assert (tree | papers) - set(sdist_names) == set()


def test_the_wheel_from_the_sdist_holds_the_same_files(built, wheel_names):
    assert names(built / "from-sdist") == wheel_names


def test_the_wheel_names_its_command_its_licence_and_its_versions(built):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        info = f"gikqa-{VERSION}.dist-info"
        points = archive.read(f"{info}/entry_points.txt").decode()
        metadata = archive.read(f"{info}/METADATA").decode()
    assert "gikqa = gikqa.__main__:main" in points
    assert f"\nVersion: {VERSION}\n" in metadata
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "\nRequires-Dist: pyarrow" in metadata
    assert "\nDescription-Content-Type: text/markdown\n" in metadata


def test_the_installed_wheel_lists_its_rules_away_from_the_checkout(fresh, tree, tmp_path):
    command = fresh.parent / "gikqa"
    done = run(command, "rules", "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    codes = [rule["code"] for rule in json.loads(done.stdout)]
    assert codes == sorted(Path(name).stem for name in tree if "specs/rules/" in name)


def test_the_installed_wheel_judges_the_sample_away_from_the_checkout(fresh, tmp_path):
    where = run(fresh, "-c", "import gikqa; print(gikqa.__file__)", cwd=tmp_path).stdout
    assert Path(where.strip()).is_relative_to(fresh.parents[1]), "it is the wheel that runs"
    sample = ROOT / "examples/sample.parquet"
    options = ("--select", "GIK302", "--format", "json", "--lang", "en")
    done = run(fresh.parent / "gikqa", "lint", sample, *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    assert answer["summary"]["reports"] == 300
    assert {found["rule"] for found in answer["findings"]} == {"GIK302"}
    assert "shangyou-2019" in {found["report_id"] for found in answer["findings"]}
