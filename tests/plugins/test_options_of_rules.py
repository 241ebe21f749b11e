"""Options of rules: values that users set, which rules read wherever they are judged."""

from __future__ import annotations

import json
from io import BytesIO

import numpy as np
import pytest

import gikqa
from gikqa import Across, Compared, Failure, Finding, Option, UsageError
from gikqa._render import writer
from gikqa.testing import export_table
from three_reports import ROWS

MOST = Option(2, zh="多于此数才提示", en="more than this are reported")
SHARE = Option(0.5, zh="比例", en="the share")
WORDS = Option(("结转",), zh="词语", en="the words")
STRICT = Option(False, zh="严格", en="whether to be strict")
LABEL = Option("x", zh="标签", en="the label")
ALL = {"most": MOST, "share": SHARE, "words": WORDS, "strict": STRICT, "label": LABEL}


def say_all(report):
    yield Finding(observed=repr(dict(report.options)))


@pytest.fixture
def judge(load, plugin, made_rule):
    """Lint with a rule that says what its options are."""

    def judge(options=None, check=say_all, declared=ALL, **fields):
        rule = made_rule(check=check, options=declared, **fields)
        plugins = load(plugin(rules=[rule, made_rule("XA102")]))
        assert plugins.failures == []
        table = export_table(ROWS[:1])
        return gikqa.lint(table, select=["XA"], lang="en", options=options, plugins=plugins)

    return judge


def observed(result):
    return [row["observed"] for row in result.findings.to_pylist() if row["rule"] == "XA101"]


def test_a_rule_reads_the_values_that_it_declares(judge):
    result = judge()
    assert observed(result) == [
        "{'most': 2, 'share': 0.5, 'words': ('结转',), 'strict': False, 'label': 'x'}"
    ]


def test_a_rule_reads_the_values_that_a_user_sets(judge):
    given = {"most": 7, "share": 1, "words": ["待办", "积压"], "strict": True, "label": "y"}
    result = judge({"XA101": given})
    said = {"most": 7, "share": 1.0, "words": ("待办", "积压"), "strict": True, "label": "y"}
    assert observed(result) == [repr(said)]
    assert result.options == {"XA101": said}


def test_a_rule_can_be_named_by_its_name(judge):
    assert "'most': 9" in observed(judge({"made-for-XA101": {"most": 9}}))[0]


def test_values_for_a_rule_that_is_not_chosen_change_nothing(judge):
    assert observed(judge({"GIK302": {"any": 1}})) == observed(judge())


def test_an_option_changes_no_fingerprint(judge):
    def same(report):
        yield Finding(observed="same")

    first, second = (judge(options, check=same) for options in (None, {"XA101": {"most": 9}}))
    assert first.findings.equals(second.findings)


def test_options_cannot_be_changed_by_a_rule(judge):
    def change(report):
        report.options["most"] = 9
        yield Finding(observed="changed")

    (failure,) = judge(check=change).failures
    assert failure.problem == (
        "TypeError: 'mappingproxy' object does not support item assignment (1×)"
    )


def test_a_rule_across_reports_reads_its_options(judge):
    def compare(ledger):
        every = np.ones(ledger.reports.num_rows, bool)
        return Compared(every, [(0, Finding(observed=str(ledger.options["most"])))])

    fields = {"check": None, "across": Across(compare)}
    assert observed(judge({"XA101": {"most": 5}}, **fields)) == ["5"]


def test_every_output_says_what_it_was_made_with(judge):
    result = judge({"XA101": {"most": 7}}, declared={"most": MOST, "words": WORDS})
    stream = BytesIO()
    writer("json").write(result, stream)
    assert json.loads(stream.getvalue())["options"] == {"XA101": {"most": 7, "words": ["结转"]}}
    stream = BytesIO()
    writer("csv").write(result, stream)
    options = [line for line in stream.getvalue().decode().splitlines() if "option" in line]
    assert [line.rstrip(",") for line in options] == [
        '#,option,XA101,,most,7', '#,option,XA101,,words,"[""结转""]"',
    ]  # fmt: skip


def test_a_result_without_options_says_nothing_of_them(judge):
    stream = BytesIO()
    writer("json").write(judge(declared={}), stream)
    assert "options" not in json.loads(stream.getvalue())


@pytest.mark.parametrize(
    ("options", "en", "zh"),
    [
        (
            {"XA101": {"mots": 3}},
            "rule XA101 has no option 'mots'; did you mean 'most'?",
            "规则 XA101 没有选项 'mots'；是否要写 'most'？",
        ),
        ({"XA102": {"most": 3}}, "rule XA102 has no option 'most'", "规则 XA102 没有选项 'most'"),
        (
            {"XA111": {"most": 3}},
            "no rule has the code or name 'XA111'; did you mean 'XA101'?",
            "没有代码或名称为 'XA111' 的规则；是否要写 'XA101'？",
        ),
        (
            {"XA101": 3},
            "rule XA101: the options are 3, expected a mapping of names to values",
            "规则 XA101：选项为 3，应为名称到值的映射",
        ),
    ],
)
def test_what_no_rule_has_is_refused_with_the_nearest_name(judge, options, en, zh):
    with pytest.raises(UsageError) as refused:
        judge(options)
    assert (str(refused.value), refused.value.in_language("zh")) == (en, zh)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("most", "3", "a whole number"),
        ("most", 3.0, "a whole number"),
        ("most", True, "a whole number"),
        ("share", "0.1", "a number"),
        ("share", float("nan"), "a number"),
        ("share", False, "a number"),
        ("strict", 1, "true or false"),
        ("label", 3, "a text"),
        ("words", "待办", "a list of texts"),
        ("words", [1], "a list of texts"),
    ],
)
def test_a_value_of_another_type_is_refused(judge, name, value, expected):
    with pytest.raises(UsageError) as refused:
        judge({"XA101": {name: value}})
    assert str(refused.value) == f"rule XA101: option {name} is {value!r}, expected {expected}"


NO_OPTIONS = [
    1,
    Option(None, "z", "e"),
    Option([1], "z", "e"),
    Option((1,), "z", "e"),
    Option(1, "", "e"),
    Option(1, "z", 2),
]


@pytest.mark.parametrize("option", NO_OPTIONS)
def test_an_option_that_is_none_is_refused_at_load(load, plugin, made_rule, option):
    plugins = load(plugin(rules=[made_rule(options={"most": option})]))
    problem = (
        f'rule XA101: option \'most\' is {option!r}, expected gikqa.Option(10, zh="…", en="…") '
        "with a number, a text, True, False or a tuple of texts"
    )
    assert plugins.failures == [Failure("gikqa-x", "1.0", "gikqa_rules", problem)]


def test_options_that_are_no_mapping_are_refused_at_load(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule(options=["most"])]))
    problem = (
        "rule XA101: options is ['most'], expected a mapping "
        '{"most": gikqa.Option(10, zh="…", en="…")}'
    )
    assert plugins.failures == [Failure("gikqa-x", "1.0", "gikqa_rules", problem)]
