"""`gikqa new-plugin`: the project that it makes, and the names and prefixes that it refuses."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest

from gikqa._scaffold import write_project
from gikqa.testing import rule_file_cases

REFUSED = [
    (
        ("team rules", "TEAM"),
        "'team rules' is no name of a distribution: expected letters, digits and single hyphens "
        "between them, such as gikqa-team",
        "'team rules' 不是发行包的名称：应为字母、数字，中间可用连字符，例如 gikqa-team",
    ),
    (
        ("../team", "TEAM"),
        "'../team' is no name of a distribution: expected letters, digits and single hyphens "
        "between them, such as gikqa-team",
        "'../team' 不是发行包的名称：应为字母、数字，中间可用连字符，例如 gikqa-team",
    ),
    (
        ("gikqa-团队", "TEAM"),
        "'gikqa-团队' is no name of a distribution: expected letters, digits and single hyphens "
        "between them, such as gikqa-team",
        "'gikqa-团队' 不是发行包的名称：应为字母、数字，中间可用连字符，例如 gikqa-team",
    ),
    (
        ("2024-rules", "TEAM"),
        "'2024-rules' gives the module '2024_rules', which Python cannot import: choose a name "
        "such as gikqa-team",
        "'2024-rules' 对应的模块 '2024_rules' 无法在 Python 中导入：请换一个名称，例如 gikqa-team",
    ),
    (
        ("Class", "TEAM"),
        "'Class' gives the module 'class', which Python cannot import: choose a name such as "
        "gikqa-team",
        "'Class' 对应的模块 'class' 无法在 Python 中导入：请换一个名称，例如 gikqa-team",
    ),
    (
        ("gikqa", "TEAM"),
        "'gikqa' gives the module 'gikqa', and one of this name is installed: choose another name",
        "'gikqa' 对应的模块 'gikqa' 与已安装的模块同名：请换一个名称",
    ),
    (
        ("JSON", "TEAM"),
        "'JSON' gives the module 'json', and one of this name is installed: choose another name",
        "'JSON' 对应的模块 'json' 与已安装的模块同名：请换一个名称",
    ),
    (
        ("gikqa-team", "team"),
        "the prefix is 'team', expected capital letters, such as TEAM",
        "前缀为 'team'，应为大写字母，例如 TEAM",
    ),
    (
        ("gikqa-team", ""),
        "the prefix is '', expected capital letters, such as TEAM",
        "前缀为 ''，应为大写字母，例如 TEAM",
    ),
    (
        ("gikqa-team", "TEAM1"),
        "the prefix is 'TEAM1', expected capital letters, such as TEAM",
        "前缀为 'TEAM1'，应为大写字母，例如 TEAM",
    ),
    (
        ("gikqa-team", "GIK"),
        "the prefix 'GIK' overlaps 'GIK' of gikqa, and --select would choose the rules of both: "
        "choose another one",
        "前缀 'GIK' 与 gikqa 的 'GIK' 重叠，--select 会同时选中两者的规则：请换一个前缀",
    ),
    (
        ("gikqa-team", "GI"),
        "the prefix 'GI' overlaps 'GIK' of gikqa, and --select would choose the rules of both: "
        "choose another one",
        "前缀 'GI' 与 gikqa 的 'GIK' 重叠，--select 会同时选中两者的规则：请换一个前缀",
    ),
    (
        ("gikqa-team", "LOCAL"),
        "the prefix 'LOCAL' overlaps 'LOC' of gikqa-locale, and --select would choose the rules "
        "of both: choose another one",
        "前缀 'LOCAL' 与 gikqa-locale 的 'LOC' 重叠，--select 会同时选中两者的规则：请换一个前缀",
    ),
]
NAMES = [
    ("x-y", "X"),
    ("gikqa-team", "TEAM"),
    ("Gikqa.Rules_of--a.county.with-a-long-name", "ACOUNTYWITHALONGPREFIX"),
]


@pytest.mark.parametrize(("given", "english", "chinese"), REFUSED)
def test_what_cannot_be_made_is_refused_in_one_sentence(gikqa, folder, given, english, chinese):
    before = sorted(folder.iterdir())
    name, prefix = given
    for lang, said in (("en", f"error: {english}\n"), ("zh", f"错误：{chinese}\n")):
        outcome = gikqa("new-plugin", name, "--prefix", prefix, "--lang", lang)
        assert (outcome.code, outcome.stdout, outcome.stderr) == (2, "", said)
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("make", ["mkdir", "touch"])
def test_a_folder_or_file_that_is_there_is_left_alone(gikqa, folder, make):
    there = folder / "gikqa-team"
    getattr(there, make)()
    outcome = gikqa("new-plugin", "gikqa-team", "--prefix", "TEAM", "--lang", "en")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (
        2,
        "",
        "error: gikqa-team is there already: choose another name, or another folder with --into\n",
    )
    assert there.is_file() or list(there.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(gikqa, folder):
    (folder / "file").touch()
    outcome = gikqa(
        "new-plugin", "gikqa-team", "--prefix", "TEAM", "--into", "file", "--lang", "en"
    )
    assert (outcome.code, outcome.stdout) == (3, "")
    assert outcome.stderr == "error: cannot write file/gikqa-team: Not a directory\n"


def test_it_says_what_was_made_and_what_to_run_next(gikqa, folder):
    for lang, said in (("en", "13 files in"), ("zh", "中有 13 个文件")):
        outcome = gikqa(
            "new-plugin", "gikqa-team", "--prefix", "TEAM", "--into", f"new/{lang}", "--lang", lang
        )
        assert (outcome.code, outcome.stderr) == (0, "")
        first, *commands = outcome.stdout.splitlines()
        assert said in first
        assert f"new/{lang}/gikqa-team" in first
        assert commands == [
            '  python -m pip install -e ".[test]"',
            "  python -m pytest",
            "  gikqa plugins --check gikqa-team",
        ]
    files = sorted(
        path.relative_to(folder / "new/en/gikqa-team").as_posix()
        for path in (folder / "new/en/gikqa-team").rglob("*")
        if path.is_file()
    )
    assert files == [
        ".github/workflows/test.yml",
        ".gitignore",
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "src/gikqa_team/__init__.py",
        "src/gikqa_team/py.typed",
        "src/gikqa_team/rules.toml",
        "src/gikqa_team/specs/TEAM101.md",
        "src/gikqa_team/specs/TEAM102.md",
        "src/gikqa_team/team101_none_granted.py",
        "src/gikqa_team/team102_visits_not_counted.py",
        "tests/test_plugin.py",
    ]


@pytest.mark.parametrize(("name", "prefix"), NAMES)
def test_whatever_it_is_called_the_project_is_formatted_and_clean(tmp_path, name, prefix):
    write_project(tmp_path / name, name, prefix, "0.1.0")
    for check in (["format", "--check"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *check, "--no-cache", "."],
            cwd=tmp_path / name,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "prefix"), NAMES)
def test_no_placeholder_is_left_and_every_name_is_that_of_the_author(tmp_path, name, prefix):
    files = write_project(tmp_path / name, name, prefix, "0.1.0")
    texts = {path.relative_to(tmp_path).as_posix(): path.read_text("utf-8") for path in files}
    left = {
        path: found
        for path, text in texts.items()
        if (found := re.findall(r"\$\w+|(?<!\$\{)\$\{(?!\{)\w*", path + text))
    }
    assert left == {}
    project = tomllib.loads((tmp_path / name / "pyproject.toml").read_text("utf-8"))["project"]
    (package,) = project["entry-points"]["gikqa"].values()
    assert project["name"] == name
    assert f"{name}/src/{package}/__init__.py" in texts
    rules = tmp_path / name / "src" / package / "rules.toml"
    assert {case.code for case in rule_file_cases(rules)} == {f"{prefix}201"}


@pytest.mark.parametrize(
    ("version", "bounds"),
    [("0.1.0", ">=0.1,<0.2"), ("0.9.3.dev1", ">=0.9,<0.10"), ("1.4.0", ">=1.4,<2")],
)
def test_the_bounds_are_those_of_the_version_that_makes_it(tmp_path, version, bounds):
    write_project(tmp_path / "x", "gikqa-team", "TEAM", version)
    project = tomllib.loads((tmp_path / "x/pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == [f"gikqa{bounds}"]
    assert project["optional-dependencies"]["test"][0] == f"gikqa[testing]{bounds}"


def test_help_lists_the_command(gikqa):
    assert re.search(r"^  new-plugin +Make a new plugin", gikqa("--help").stdout, re.M)
