"""What is built holds everything, and works away from the checkout."""

from __future__ import annotations

import json
import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from fresh_environment import build, fresh_environment, run

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


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
    """The Python of an environment of its own, with the wheel."""
    (wheel,) = built.glob("*.whl")
    return fresh_environment(built / "env", wheel)


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
    specs = {f"gikqa/_specs_data/{name[6:]}" for name in tree if name.startswith("specs/")}
    assert {*specs, "gikqa/py.typed"} - set(wheel_names) == set()


def test_the_wheel_holds_the_whole_package_and_nothing_of_the_workshop(tree, wheel_names):
    modules = {name.removeprefix("src/") for name in tree if name.startswith("src/")}
    assert modules - set(wheel_names) == set()
    tops = {name.partition("/")[0] for name in wheel_names}
    assert tops == {"gikqa", f"gikqa-{VERSION}.dist-info"}
    tests = re.compile(r"__pycache__|(?<!cli)/test_[^/]*\.py$")  # test-plugin is a command
    assert list(filter(tests.search, wheel_names)) == []


def test_the_sdist_holds_what_the_wheel_is_built_from(tree, sdist_names):
    papers = {"pyproject.toml", "LICENSE", "CHANGELOG.md", "PKG-INFO", "README.md", "README.zh.md"}
    assert (tree | papers) - set(sdist_names) == set()


def test_the_wheel_from_the_sdist_holds_the_same_files(built, wheel_names, tmp_path):
    build(built / "tree", tmp_path)  # without options, it builds the wheel from the sdist
    assert names(tmp_path) == wheel_names


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
