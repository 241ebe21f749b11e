"""Help and errors of usage: complete in both languages, with no word of the other one."""

from __future__ import annotations

import ast
import inspect
import re

import click
import click.core
import click.exceptions
import click.formatting
import click.parser
import click.types
import pytest
from rich.cells import cell_len

from gikqa._office import compose_letters
from gikqa.cli import COMMANDS, group
from gikqa.cli.help_texts import line_of, width_of
from gikqa.errors import texts_beside

HELP = texts_beside(inspect.getfile(line_of), "help.toml")
CLICK = texts_beside(inspect.getfile(line_of), "click.toml")
SAID = texts_beside(inspect.getfile(line_of), "said.toml")
LETTERS = texts_beside(compose_letters.__file__, "letters.toml")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
FORM = "政府信息公开工作年度报告"
PROPER_NAMES = {
    "Apache", "Arrow", "Bash", "CSV", "Ctrl", "DOCX", "Fish", "HTML", "Hive", "JSON", "PDF",
    "Parquet", "Python", "Schema", "Spark", "TOML", "Word", "XLSX", "Zsh", "gikqa", "tool",
}  # fmt: skip
LITERAL = (
    r"`[^`]+`|(?<!\w)--?[a-z][\w-]*|[\w*/-]*\.(?:\w+\.)?[a-z]{2,8}\b|\b[A-Z]{2,}\d*\b|\[[^\]]*\]"
    r"|gikqa-\w+|\d{4}-\d\d-\d\d"
)
"""Code, options, names and suffixes of files, metavars and codes, values, distributions, days."""


def english_words(text):
    bare = re.sub(LITERAL, " ", re.sub(r"\[(默认：[^\]]*)\]", r"\1", text))
    return sorted(set(re.findall(r"[A-Za-z]{2,}", bare)) - PROPER_NAMES)


def texts():
    """(where, by language) of every text of help.toml, without the examples of a command line."""

    def below(table, where):
        if "en" in table or "zh" in table:
            yield where, {lang: without_examples(text) for lang, text in table.items()}
            return
        for key, inner in table.items():
            yield from below(inner, f"{where}.{key}")

    return list(below(HELP, "help"))


def without_examples(text):
    paragraphs = text.strip("\n").split("\n\n")
    return "\n".join(
        re.sub(r"^gikqa (?:.*?  +|.*$)|gikqa-team$", "", part.lstrip("\b"), flags=re.M)
        if part.startswith("\b")
        else part
        for part in paragraphs
    )


def gaps(table, where=()):
    """Each key of a table of words, with the gaps of its texts."""
    for key, inner in table.items():
        if isinstance(inner, dict):
            yield from gaps(inner, (*where, key))
        else:
            texts = [inner] if isinstance(inner, str) else inner
            yield (*where, key), {gap for text in texts for gap in re.findall(r"{(\w+)", text)}


@pytest.mark.parametrize("words", [SAID, LETTERS], ids=["said", "letters"])
def test_what_commands_and_letters_say_has_the_same_keys_and_gaps_in_both_languages(words):
    assert dict(gaps(words["zh"])) == dict(gaps(words["en"]))


@pytest.mark.parametrize(("where", "said"), texts(), ids=[where for where, _ in texts()])
def test_a_text_of_help_is_there_in_both_languages_and_in_no_other(where, said):
    assert said.keys() == {"en", "zh"}
    assert CHINESE.search(said["zh"])
    assert english_words(said["zh"]) == []
    assert CHINESE.findall(said["en"].replace(FORM, "")) == []


def test_a_word_of_the_other_language_would_be_seen():
    assert english_words("输出 format，见 --format、`jsonl`、a.csv 与 [text|json]。") == ["format"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_its_text_and_no_text_is_left_over(gikqa, name, lang):
    outcome = gikqa("--lang", lang, name, "--help")
    assert (outcome.code, outcome.stderr) == (0, "")
    own = HELP["commands"][name]
    command = group.get_command(click.Context(group), name)
    options = {max(one.opts, key=len) for one in command.params if isinstance(one, click.Option)}
    assert own.get("options", {}).keys() <= options
    flat = "".join(outcome.stdout.split())
    for option in options:
        text = {**HELP["options"], **own.get("options", {})}[option][lang]
        assert "".join(text.split()) in flat, option
    for part in without_examples(own["help"][lang]).split("\n"):
        assert "".join(part.split()) in flat


def test_every_shared_text_is_of_an_option_that_some_command_has():
    context = click.Context(group)
    commands = [group.get_command(context, name) for name in COMMANDS]
    known = {opt for command in commands for one in command.params for opt in one.opts}
    assert HELP["options"].keys() <= known | {"--help"}
    assert HELP["commands"].keys() == set(COMMANDS)


def test_the_list_of_commands_is_in_the_language_of_the_locale(gikqa, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    outcome = gikqa("--help")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.startswith("用法: gikqa [OPTIONS] COMMAND [ARGS]...\n")
    for name in COMMANDS:
        assert re.search(rf"^  {name} +{line_of(name, 'zh')}$", outcome.stdout, re.M)
    assert gikqa("--lang", "en", "--help").stdout.startswith("Usage: gikqa")


def test_the_language_before_the_command_is_that_of_the_command(gikqa):
    outcome = gikqa("--lang", "zh", "explain", "GIK302")
    assert outcome == gikqa("explain", "GIK302", "--lang", "zh")
    assert "# GIK302" in outcome.stdout
    assert gikqa("--lang", "zh", "explain", "GIK302", "--lang", "en") == gikqa("explain", "GIK302")


@pytest.mark.parametrize("columns", [60, 80])
def test_no_line_is_wider_than_the_terminal_and_no_mark_begins_one(gikqa, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for name in COMMANDS:
        for line in gikqa("--lang", "zh", name, "--help").stdout.splitlines():
            if not line.lstrip().startswith(("gikqa ", "-")):  # examples and lists of values
                assert width_of(line) <= columns, line
                assert line.strip()[:1] not in set("，。；：、）》]"), line
                assert line[-1:] not in set("（《["), line


@pytest.mark.parametrize("text", ["", "abc", "检查", "第（1）条", "a，b。", "GIK302 规则"])
def test_the_width_is_that_of_a_terminal(text):
    assert width_of(text) == cell_len(text)


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (("lint",), "错误：缺少参数 'PATH...'.", "Error: Missing argument 'PATH...'."),
        (
            ("rules", "--nothing"),
            "错误：没有选项 '--nothing'。",
            "Error: No such option '--nothing'.",
        ),
        (
            ("lint", "x", "--jobs", "many"),
            "错误：'--jobs' 的值有误：'many' 不是有效的数。",
            "Error: Invalid value for '--jobs': 'many' is not a valid integer.",
        ),
        (
            ("lint", "x", "--fail-on", "fatal"),
            "错误：'--fail-on' 的值有误：'fatal' 应为以下之一："
            "'error', 'warning', 'info', 'never'。",
            "Error: Invalid value for '--fail-on': 'fatal' is not one of 'error', 'warning', "
            "'info', 'never'.",
        ),
        (
            ("explain", "GIK302", "GIK303"),
            "错误：多出的参数：GIK303",
            "Error: Got unexpected extra argument (GIK303)",
        ),
        (
            ("rules", "--lang"),
            "错误：选项 '--lang' 需要一个值。",
            "Error: Option '--lang' requires an argument.",
        ),
        (
            ("lnit",),
            "错误：没有命令 'lnit'；是否要写 'lint'？",
            "Error: there is no command 'lnit'; did you mean 'lint'?",
        ),
        (
            ("--plugin-off", "x", "rules"),
            "错误：--plugin-off 应写在命令之后：gikqa rules …",
            "Error: --plugin-off belongs after the command: gikqa rules ...",
        ),
    ],
)
def test_wrong_usage_is_named_in_the_language_of_the_user(gikqa, monkeypatch, args, zh, en):
    for lang, said in (("zh_CN.UTF-8", zh), ("en_US.UTF-8", en)):
        monkeypatch.setenv("LC_ALL", lang)
        outcome = gikqa(*args)
        assert (outcome.code, outcome.stdout) == (2, "")
        lines = [line for line in outcome.stderr.splitlines() if line]
        assert lines[-1] == said
        assert {bool(CHINESE.search(line)) for line in lines} == {lang == "zh_CN.UTF-8"}


NEVER_SAID = {
    "Name '{name}' defined twice",
    "Value must be an iterable.",
    "The value must be an iterable.",
    "Choice({choices})",
    "{value!r} is not a valid UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{name} {filename!r} is not executable.",
    "file",
    "directory",
    "path",
    "deprecated",
    "Invalid start character for option ({option})",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument "
    "instead? Did you mean to pass '--{name}'?",
    "Takes {nargs} values but 1 was given.",
    "Takes {nargs} values but {len} were given.",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
}
"""Sentences of Click about mistakes in a program, and about types that no option of ours has."""


@pytest.mark.parametrize("module", ["core", "exceptions", "formatting", "parser", "types"])
def test_every_sentence_of_the_installed_click_is_known_in_chinese(module):
    tree = ast.parse(inspect.getsource(getattr(click, module)))
    said = {
        argument.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert said
    assert sorted(said - CLICK.keys() - NEVER_SAID) == []


def test_click_speaks_english_again_afterwards(gikqa):
    gikqa("lint", "--lang", "zh")
    assert "Missing argument" in gikqa("lint").stderr
    assert click.Context.formatter_class is click.HelpFormatter


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (
            None,
            "无法读取 {file}：没有这个文件或文件夹",
            "{file} cannot be read: No such file or directory",
        ),
        ("folder", "无法读取 {file}：是文件夹", "{file} cannot be read: Is a directory"),
        (
            b"a = 1\nb =",
            "{file} 不是 TOML：第 2 行第 4 列有误",
            "{file} is not TOML: Invalid value (at ",
        ),
        (
            b"a = '\xff'",
            "无法读取 {file}：不是 UTF-8 文本",
            "{file} cannot be read: 'utf-8' codec can't ",
        ),
    ],
)
def test_why_a_file_is_refused_is_said_in_the_language_of_the_user(gikqa, folder, content, zh, en):
    if content == "folder":
        (folder / "mine.toml").mkdir()
    elif content is not None:
        (folder / "mine.toml").write_bytes(content)
    for lang, said, begun in (("zh", zh, "错误："), ("en", en, "error: ")):
        outcome = gikqa("config", "--config", "mine.toml", "--lang", lang)
        assert (outcome.code, outcome.stdout) == (2, "")
        assert outcome.stderr.startswith(begun + said.format(file="mine.toml"))
        assert bool(CHINESE.search(outcome.stderr)) == (lang == "zh")
