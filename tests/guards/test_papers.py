"""What the papers promise is there: versions, commands, options, targets."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

import gikqa
from gikqa.cli import COMMANDS, group

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")


def read(name):
    return (ROOT / name).read_text("utf-8")


def command_lines(text):
    """Lines of fenced blocks and pieces of code, without prompt and comment."""
    found = []
    for block in re.findall(r"```[a-z]*\n(.*?)```", text, re.S):
        found += block.replace("\\\n", " ").splitlines()
    found += re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S))
    return [re.sub(r"^\s*\$ +", "", line).strip() for line in found]


def words(line):
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        return line.split()


def called(text, program):
    """Every call of a program: the words behind it, up to a pipe or `&&`."""
    for line in command_lines(text):
        for part in re.split(r"\||&&|;", line):
            given = words(part)
            if given and given[0].rpartition("/")[2] == program:
                yield given[1:]


def test_the_version_of_the_package_is_that_of_the_project():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["version"] == gikqa.__version__


def test_the_changelog_has_an_entry_for_this_version():
    headings = re.findall(r"^## +\[?v?(\d+\.\d+\.\d+)", read("CHANGELOG.md"), re.M)
    assert gikqa.__version__ in headings, (
        f"CHANGELOG.md: add `## {gikqa.__version__}` with what changed for users"
    )


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize(
    "command", ["make -C gikqa install", "make demo", "make test", "gikqa lint"]
)
def test_the_readme_names_what_to_do_first(name, command):
    assert command in read(name), f"{name} does not say `{command}`"


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_in_the_readme_exists(name):
    for given in called(read(name), "gikqa"):
        line = f"{name}: gikqa {' '.join(given)}"
        if not given or given[0].startswith("-"):
            continue
        assert given[0] in COMMANDS, f"{line}: there is no such command"
        command = group.get_command(click.Context(group), given[0])
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts}
        for word in given[1:]:
            if word.startswith("-") and word != "-":
                option = word.partition("=")[0]
                assert option in known | {"--help", "-h"}, f"{line}: there is no option {option}"


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_in_the_readme_exists(name):
    targets = set(re.findall(r"^([a-z][\w-]*):", read("Makefile"), re.M))
    for given in called(read(name), "make"):
        for before, word in zip(["make", *given], given, strict=False):
            if before != "-C" and re.fullmatch(r"[a-z][\w-]*", word):
                assert word in targets, f"{name}: the Makefile has no target {word!r}"


@pytest.mark.parametrize("name", READMES)
def test_every_link_of_the_readme_to_a_file_leads_somewhere(name):
    for target in re.findall(r"\]\(([^)#\s]+)", read(name)):
        if not re.match(r"[a-z]+:", target):
            assert (ROOT / target).exists(), f"{name}: {target} is not there"


def outline(text):
    """The levels of its headings, its code without comments, and the first cells of its tables."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$|((?:^    [^\n]*\n)+)", text, re.M | re.S)
    code = [
        re.sub(r"(^|\s)#.*| --lang \w+", "", line).strip()
        for b in blocks
        for line in "".join(b).split("\n")
    ]
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    rows = [set(re.findall(r"`[^`]+`", row)) for row in re.findall(r"^\|(.+?)\|", bare, re.M)]
    return [len(marks) for marks in re.findall(r"^(#+) ", bare, re.M)], [*filter(None, code)], rows


@pytest.mark.parametrize("name", ["facts", "impact", "serve", "start"])
def test_a_page_in_chinese_says_what_its_twin_says(name):
    chinese, english = (read(f"docs/{name}{end}") for end in (".zh.md", ".md"))
    assert outline(chinese) == outline(english)
    assert f"[English]({name}.md)" in chinese
    assert f"[中文]({name}.zh.md)" in english


@pytest.mark.parametrize(("name", "lang"), [*zip(READMES, ("en", "zh"), strict=True)])
def test_the_readme_shows_what_the_linter_prints(name, lang):
    result = gikqa.lint(ROOT / "examples/sample.parquet", lang=lang)
    printed = [
        (row["rule"], "".join(row["message"].split()))
        for row in result.findings.to_pylist()
        if row["report_id"] == "shangyou-2019"
    ]
    (block,) = (one for one in re.findall(r"```text\n(.*?)```", read(name), re.S) if "2019" in one)
    shown = re.findall(r"([A-Z]+\d+)  (.*?)(?=\n  \S|\Z)", block, re.S)
    assert [(rule, "".join(said.split())) for rule, said in shown] == printed


def test_the_makefile_says_how_to_demonstrate_and_to_test():
    targets = set(re.findall(r"^([a-z][\w-]*):", read("Makefile"), re.M))
    assert {"demo", "test", "bench"} <= targets


def test_test_files_have_names_of_their_own():
    """The test runner would take two files of one name for one."""
    seen = {}
    for path in [*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("plugins/*/tests/**/test_*.py")]:
        seen.setdefault(path.name, []).append(path.relative_to(ROOT).as_posix())
    # With importlib mode two are allowed; in one distribution they would only confuse.
    ours = {name: places for name, places in seen.items() if len(places) > 1}
    doubled = {
        name: places
        for name, places in ours.items()
        if len({place.split("/tests/")[0] for place in places}) < len(places)
    }
    assert not doubled, f"rename one of each: {doubled}"
