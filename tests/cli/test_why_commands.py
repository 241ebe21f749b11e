"""`gikqa why-not` for every status, `gikqa why` for findings of all kinds, and `--show-skipped`."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from types import ModuleType

import pyarrow.parquet as pq
import pytest

from gikqa._export.export_schema import flat_schema
from gikqa._lint import plan_of
from gikqa._plugins import load_plugins
from gikqa._why import sentences
from gikqa._why.one_verdict import why_not as judge_one
from gikqa.errors import texts_beside
from gikqa.testing import export_table

CASES = """
import gikqa
from gikqa.errors import Undetermined
from gikqa.editions import load_editions

GIKQA_API = 1
GIKQA_PREFIXES = ("XW",)
GRANTED = "requests.granted.natural_person"
CARRIED = "requests.carried_in.natural_person"
FOREIGN = "requests.carried_out.natural_person"


def silent(report):
    return iter(())


def open_ended(report):
    raise Undetermined
    yield


def raising(report):
    raise ZeroDivisionError("divides by zero")
    yield


def made(code, check, **more):
    words = {"zh": "规则" + code, "en": "rule " + code}
    return gikqa.Rule(
        code=code, name="rule-" + code.lower(), severity=gikqa.Severity.ERROR, source="none",
        title=words, message=words, check=check, **more,
    )


@gikqa.hookimpl
def gikqa_rules():
    both = (gikqa.cell(GRANTED) > 0) & (gikqa.cell(CARRIED) > 2)
    return [
        made("XW101", silent),
        made("XW102", silent, where=both),
        made("XW103", silent, needs=(CARRIED,)),
        made("XW104", open_ended),
        made("XW105", raising),
        made("XW106", silent, preview=True),
        made("XW107", silent, editions=("2021",)),
        made("XW108", silent, phrases=lambda: ["甲", "乙"]),
        made("XW109", silent, only_where="printed_labels"),
        made("XW111", silent, concerns=gikqa.cell(GRANTED) > 5),
        made("XW112", silent, concerns=both & (gikqa.cell(FOREIGN) > 0)),
        made("XW110", silent, roster=True),
    ]
"""
GRANTED, CARRIED = "requests.granted.natural_person", "requests.carried_in.natural_person"
RECEIVED = "requests.new_received.natural_person"
PLACE = "表三 · 二、上年结转政府信息公开申请数量 × 自然人"
PLACE_EN = "table 3 · carried in × natural person"
PREVIEW = "默认关闭：这条规则仍在预览，只有写明时才运行；要运行，请加 --extend-select XW106"


@pytest.fixture(scope="module")
def plugins():
    """The plugins of this project, and one with a rule for each status."""
    module = ModuleType("gikqa_cases")
    exec(CASES, module.__dict__)
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(sys.modules, "gikqa_cases", module)
        yield load_plugins([("gikqa-cases", "1.0", module)], apart=False)


@pytest.fixture(scope="module")
def reports(report, unbalanced):
    """Five reports, each with something to say about it."""
    return [
        report("r1", **{GRANTED: 3}),
        report("r2", **unbalanced),
        report("r3", **{RECEIVED: None, CARRIED: None, GRANTED: 3}),
        report("r4", year=2019, **{"requests.carried_in.total": 4}),
        report("r5", year=1),
    ]


@pytest.fixture
def answer(plugins, reports):
    """What comes of one rule on one report."""

    def answer(code, report_id, lang="zh", rows=reports):
        plan = plan_of(plugins, {code: plugins.rules[code]}, lang)
        found = judge_one(export_table(rows), plan, plan.rules[code], report_id, jobs=1)
        return found.status, list(found.lines)

    return answer


@pytest.fixture
def why_not(gikqa, install, export, reports):
    """The exit code and the lines that `gikqa why-not` prints."""
    install("gikqa-cases", CASES)
    table = export(*reports)

    def why_not(code, report_id, *options, lang="zh", path=table):
        outcome = gikqa("why-not", code, report_id, path, "--lang", lang, *options)
        return outcome.code, outcome.stdout.splitlines() or outcome.stderr.splitlines()

    return why_not


@pytest.mark.parametrize(
    ("code", "report_id", "lang", "line"),
    [
        ("XW101", "r1", "zh", "通过：规则查过这份报告，没有发现问题"),
        ("XW101", "r1", "en", "passed: the rule has judged the report and found nothing wrong"),
        ("XW102", "r1", "zh", f"通过：规则的前提不成立：{PLACE} = 0"),
        ("XW102", "r3", "zh", f"无法判定：规则的前提无法判断：{PLACE} = 空"),
        ("XW102", "r2", "en", f"passed: the rule's condition is false: {PLACE_EN} = 0"),
        ("XW103", "r3", "zh", f"无法判定：{PLACE} 为空"),
        ("XW103", "r3", "en", f"undetermined: blank: {PLACE_EN}"),
        ("XW104", "r1", "zh", "无法判定：规则查过这份报告，没有找到可以据以判断的内容"),
        ("XW107", "r4", "zh", "不适用：本规则只用于2021版表格，这份报告的年度为2019（适用2019版）"),
        (
            "XW107",
            "r4",
            "en",
            "not applicable: the rule is only for the form of 2021, and the year of this report is "
            "2019 (it follows the form of 2019)",
        ),
        (
            "XW111",
            "r1",
            "en",
            "not applicable: the rule does not concern this report, because a condition for it is "
            "false: table 3 · granted × natural person = 3",
        ),
        ("XW112", "r3", "zh", "不适用：规则不涉及这份报告，它的适用条件不成立："
         "表三 · 四、结转下年度继续办理 × 自然人 = 0"),
        ("XW107", "r5", "zh", "跳过：报告年度缺失或不合理：1"),
        ("XW108", "r1", "zh", "通过：正文中没有规则要找的词：甲、乙"),
        ("XW109", "r1", "zh", "通过：与格式不同的栏目名称 为空，没有要查的内容"),
        ("GIK302", "r3", "zh", "无法判定：表三 · 一、本年新收政府信息公开申请数量 × 自然人、"
         "表三 · 二、上年结转政府信息公开申请数量 × 自然人 为空"),
        ("GIK302", "r5", "zh", "跳过：报告年度缺失或不合理：1"),
        ("GIK302", "r1", "zh", "通过：7 个等式都成立"),
        ("GIK701", "r1", "zh", "不适用：数据中没有可以与之比较的报告"),
        ("GIK003", "r5", "zh", "不符：1 个问题"),
    ],
)  # fmt: skip
def test_each_status_comes_with_the_first_condition(answer, code, report_id, lang, line):
    _, lines = answer(code, report_id, lang)
    assert lines[1] == line
    assert lines[0].startswith(f"{code} · ")
    assert lines[0].endswith(f" · {report_id}")


def test_each_equation_that_holds_is_written_out(answer, report):
    cells = {"new_received": 4, "carried_in": 3, "granted": 7, "total_concluded": 7}
    row = {f"requests.{n}.{c}": v for n, v in cells.items() for c in ("natural_person", "total")}
    _, lines = answer("GIK302", "r1", rows=[report(**row)])
    kinds = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    assert lines[1:] == [
        "通过：7 个等式都成立",
        "  自然人: 7+0=4+3",
        *(f"  {kind}: 0+0=0+0" for kind in kinds),
        "  总计: 7+0=4+3",
    ]
    _, lines = answer("GIK303", "r1", rows=[report(**row)])
    assert lines[2] == "  自然人: 7=7"


def test_a_failed_rule_is_named_with_its_place(answer):
    status, lines = answer("XW105", "r1")
    assert status == "failed"
    assert lines[1].startswith("规则出错：gikqa-cases 1.0: rule XW105: ZeroDivisionError: divides")


@pytest.mark.parametrize(
    ("code", "options", "line"),
    [
        ("XW106", (), PREVIEW),
        ("XW110", (), "未选用：这条规则需要应报送单位名册；请用 --roster FILE 给出"),
        ("XW101", ("--ignore", "XW1"), "未选用：--ignore 或设置中的 ignore（XW1）排除了这条规则"),
        (
            "XW101",
            ("--select", "GIK3"),
            "未选用：--select 或设置中的 select（GIK3）不包含这条规则",
        ),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_run_says_by_which_option(why_not, code, options, line):
    assert why_not(code, "r1", *options) == (0, [line])


def test_a_rule_in_preview_is_judged_where_it_is_named(why_not):
    outcome, lines = why_not("rule-xw106", "r1", "--extend-select", "XW106", lang="en")
    assert (outcome, lines[0].split(" · ")[0]) == (0, "XW106")
    assert lines[1] == "passed: the rule has judged the report and found nothing wrong"


def test_columns_have_names_in_chinese(why_not, export, report):
    day = date(2024, 1, 20)
    path = export(report(published_on=day, level="county"), name="dated.parquet")
    _, lines = why_not("GIK114", "r1", path=path)
    assert lines[1] == "通过：规则的前提不成立：公布日期 = 2024-01-20、年度 = 2023、层级 = 县级"
    _, lines = why_not("GIK114", "r1", path=path, lang="en")
    assert lines[1].endswith("date of publication = 2024-01-20, year = 2023, level = county")
    told = texts_beside(sentences.__file__, "words.toml").keys()
    assert {f"column {name}" for name in flat_schema([]).names} <= told


@pytest.mark.parametrize(
    ("code", "report_id", "line"),
    [
        ("GIK320", "r1", "错误：没有代码或名称为 'GIK320' 的规则；是否要写 'GIK312'？"),
        ("GIK302", "r11", "错误：没有 report_id 为 'r11' 的报告；是否要写 'r1'？"),
    ],
)
def test_a_misspelt_name_comes_back_with_the_nearest(why_not, code, report_id, line):
    assert why_not(code, report_id) == (2, [line])


def test_a_missing_and_a_mistyped_column_are_named(why_not, clean, folder):
    whole = pq.read_table(clean)
    pq.write_table(whole.drop_columns([RECEIVED]), folder / "lacks.parquet")
    place = whole.schema.get_field_index(RECEIVED)
    texts = whole.column(RECEIVED).cast("string")
    pq.write_table(whole.set_column(place, RECEIVED, texts), folder / "texts.parquet")
    for code in ("GIK302", "GIK301"):
        _, lines = why_not(code, "r1", path="lacks.parquet")
        assert lines[1] == f"跳过：导出文件没有列 {RECEIVED}"
    _, lines = why_not("GIK302", "r1", path="texts.parquet")
    assert lines[1] == f"跳过：列 {RECEIVED} 的类型是 string，应为 int64"


def test_two_reports_of_one_id_make_one_sentence(why_not, export, report):
    path = export(report(), report(), name="twice.parquet")
    assert why_not("GIK302", "r1", path=path, lang="en") == (
        4,
        [
            f"error: 2 reports have the report_id 'r1', in: {path}; give one a report_id of its "
            "own, or name only the file that holds the one you mean"
        ],
    )
    assert why_not("GIK002", "r1", path=path)[1][1] == "不符：1 个问题"


def test_an_export_that_is_none_is_refused_in_one_sentence(why_not, folder):
    (folder / "no.parquet").write_text("hello", "utf-8")
    for path in ("nowhere.parquet", "no.parquet"):
        outcome, lines = why_not("GIK302", "r1", path=path)
        assert outcome == 4
        assert len(lines) == 1
        assert path in lines[0]


def test_other_parts_of_the_file_are_not_read(why_not, report, folder):
    """The report is found although the cells and the texts of other reports are damaged."""
    rows = [report(f"r{n}", **{RECEIVED: n, "title": "n" * 50}) for n in range(1, 5)]
    path = folder / "large.parquet"
    options = {"row_group_size": 2, "compression": "none", "use_dictionary": False}
    pq.write_table(export_table(rows), path, **options)
    last = pq.read_metadata(path).row_group(1)
    names = [last.column(place).path_in_schema for place in range(last.num_columns)]
    content = bytearray(path.read_bytes())
    for name in (RECEIVED, "title"):
        start = last.column(names.index(name)).data_page_offset
        content[start : start + 20] = b"\xff" * 20
    path.write_bytes(content)
    _, lines = why_not("GIK302", "r1", path=path)
    assert lines[1] == "不符：1 个问题"
    outcome, lines = why_not("GIK302", "r4", path=path)
    assert (outcome, len(lines)) == (4, 2)


def test_a_suppressed_finding_names_its_row(why_not, gikqa, faulty):
    marks = ("--select", "GIK105", "--reason", "checked", "--author", "Li")
    gikqa("baseline", faulty, "-o", "b.csv", *marks)
    _, lines = why_not("GIK105", "r1", "--baseline", "b.csv", path=faulty, lang="en")
    assert lines[1] == "suppressed: listed in the baseline"
    assert lines[2].startswith("the baseline b.csv lists the fingerprint ")
    assert lines[2].endswith(": accepted checked Li")


STEPS = [
    "左边：",
    "  表三 · 三、本年度办理结果 · （七）总计 × 自然人: 3",
    "  表三 · 四、结转下年度继续办理 × 自然人: 0",
    "  合计：3+0 = 3",
    "右边：",
    "  表三 · 一、本年新收政府信息公开申请数量 × 自然人: 4",
    "  表三 · 二、上年结转政府信息公开申请数量 × 自然人: 0",
    "  合计：4+0 = 4",
    "差：3 − 4 = -1（应为 0）",
]


def fingerprint_of(gikqa, path, code):
    outcome = gikqa("lint", path, "--format", "jsonl", "--no-totals", "--select", code)
    return json.loads(outcome.stdout.splitlines()[0])["fingerprint"]


def test_why_writes_out_the_arithmetic(gikqa, answer, faulty, report, unbalanced):
    known = fingerprint_of(gikqa, faulty, "GIK302")
    printed = gikqa(
        "why", known[:9], faulty, "--lang", "zh", "--select", "GIK302"
    ).stdout.splitlines()
    assert printed[2:-3] == STEPS
    assert printed[-1] == f"指纹：{known}"
    _, lines = answer("GIK302", "r1", rows=[report(**unbalanced)])
    assert lines[3 : 3 + len(printed)] == printed


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["granted"], "由 1 改为 0，这一问题即全部相符"),
        (
            ["granted", "granted_in_part", "unable_not_held", "unable_unclear", "other_misc"],
            "全表至少有 5 格有误",
        ),
    ],
)
def test_why_says_the_cause(gikqa, folder, report, rows, said):
    cells = {f"requests.{row}.natural_person": 1 for row in rows}
    pq.write_table(export_table([report("r", **cells)]), folder / "one.parquet")
    gikqa("lint", "one.parquet", "--select", "GIK304", "-o", "f.json")
    known = json.loads((folder / "f.json").read_text("utf-8"))["findings"][0]["fingerprint"]
    shown = gikqa("why", known, "one.parquet", "--lang", "zh").stdout
    assert said in shown


def test_why_is_the_same_from_every_file_of_findings(gikqa, faulty):
    known = fingerprint_of(gikqa, faulty, "GIK302")
    gikqa("lint", faulty, "--select", "GIK302", "-o", "f.json", "--lang", "zh")
    first = gikqa("why", known, "f.json", "--lang", "zh")
    assert first.code == 0
    assert "算式：3+0 与 4+0" in first.stdout
    for suffix in ("jsonl", "csv", "parquet"):
        gikqa("lint", faulty, "--select", "GIK302", "-o", f"f.{suffix}", "--lang", "zh")
        assert gikqa("why", known, f"f.{suffix}", "--lang", "zh") == first
    both = gikqa("why", known, "f.csv", faulty, "--lang", "zh").stdout.splitlines()
    assert both[2:-3] == STEPS


def test_why_takes_the_reference_that_a_letter_prints(gikqa, faulty, folder):
    gikqa("letters", faulty, "-o", "out", "--format", "html", "--lang", "zh", "--select", "GIK3")
    (letter,) = (folder / "out").iterdir()
    reference = re.search(r"GIK302-[0-9a-f]{8}", letter.read_text("utf-8"))[0]
    known = reference.removeprefix("GIK302-")
    options = (faulty, "--lang", "zh", "--select", "GIK302")
    asked = gikqa("why", reference, *options)
    assert (asked.code, asked.stdout) == (0, gikqa("why", known, *options).stdout)
    assert STEPS[0] in asked.stdout
    assert gikqa("why", reference.lower(), *options) == asked
    other = gikqa("why", f"GIK303-{known}", *options)
    assert (other.code, other.stdout) == (2, "")
    assert f"GIK303-{known}" in other.stderr


def test_why_names_the_preamble_from_every_file_of_findings(gikqa, export, report):
    sections = [{"number": 0, "heading": "", "text": "截止2023年12月31日，共收到申请4件。"}]
    path = export(report(sections=sections))
    known = fingerprint_of(gikqa, path, "GIK810")
    for suffix in ("jsonl", "csv", "parquet"):
        gikqa("lint", path, "--select", "GIK810", "-o", f"f.{suffix}")
        printed = gikqa("why", known, f"f.{suffix}", "--lang", "zh").stdout
        assert "（第 0 部分，第 0–13 字）" in printed


def test_what_a_report_prints_cannot_command_the_terminal(gikqa, export, report):
    text = "\x1b[31m截止2023年12月31日，共收到申请4件。"
    sections = [{"number": 0, "heading": "", "text": text}]
    path = export(report(publisher="青桐县\x1b[2J", sections=sections))
    for asked in (("why-not", "GIK810", "r1"), ("why", fingerprint_of(gikqa, path, "GIK810"))):
        printed = gikqa(*asked, path, "--select", "GIK810").stdout
        assert "\\x1b[31m【截止2023年12月31日】" in printed
        assert "\x1b" not in printed


def test_why_of_an_id_that_two_reports_have_needs_neither(gikqa, export, report):
    path = export(report(), report(), name="twice.parquet")
    known = fingerprint_of(gikqa, path, "GIK002")
    outcome = gikqa("why", known, path, "--lang", "en", "--select", "GIK002")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.splitlines()[-1] == f"fingerprint: {known}"


def test_why_shows_the_passage_and_what_was_looked_for(gikqa, export, report):
    text = "截止2023年12月31日，共收到申请4件。"
    path = export(report(sections=[{"number": 0, "heading": "", "text": text}]))
    known = fingerprint_of(gikqa, path, "GIK810")
    printed = gikqa("why", known, path, "--lang", "zh", "--select", "GIK810").stdout.splitlines()
    assert printed[2] == ("原文（第 0 部分，第 0–13 字）：【截止2023年12月31日】，共收到申请4件。")
    assert printed[3] == "查找的内容：“截至”误作“截止”"
    assert printed[4].startswith("查找的词：截止20、")
    assert printed[5:8] == [
        "实际：截止2023年12月31日",
        "应为：截至2023年12月31日",
        "依据：《现代汉语词典》：截止、截至",
    ]


FOUND = json.dumps(
    {
        "fingerprint": "aab1",
        "rule": "XX101",
        "severity": "error",
        "confidence": "likely",
        "message": "said",
    }
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("f.jsonl", "[1, 2]", "expected an object for each finding, seen [1, 2]"),
        ("f.json", '"text"', "expected a list of findings"),
        ("f.json", "[[]]", "expected an object for each finding, seen []"),
        ("f.json", '{"findings": {}}', "expected a list of findings"),
        ("f.json", "{}", "expected a list of findings"),
        ("f.jsonl", '{"fingerprint": "aab1"}', "finding 1: rule is None, expected string"),
        ("rule", 3, "finding 1: rule is 3, expected string"),
        ("fingerprint", 3, "finding 1: fingerprint is 3, expected string"),
        ("severity", "fatal", "finding 1: severity is 'fatal', expected error, warning, info"),
        ("confidence", ["hint"], "confidence is ['hint'], expected proved, likely, hint"),
        ("year", "soon", "finding 1: year is 'soon', expected int32"),
        ("start", {"a": 1}, "finding 1: start is {'a': 1}, expected int32"),
        ("end", 10**12, "finding 1: end is 1000000000000, expected int32"),
        ("cells", {"a": 1}, "finding 1: cells is {'a': 1}, expected list<item: string>"),
        ("cells", [3], "finding 1: cells is [3], expected list<item: string>"),
        ("params", ["a"], "finding 1: params is ['a'], expected map<string, string>"),
        ("params", {"left": 3}, "finding 1: params is {'left': 3}, expected map<string, string>"),
        ("quote", ["a"], "finding 1: quote is ['a'], expected string"),
    ],
)
def test_why_says_what_is_wrong_with_a_file_of_findings(gikqa, folder, name, content, said):
    if not name.startswith("f."):
        name, content = "f.jsonl", json.dumps(json.loads(FOUND) | {name: content})
    (folder / name).write_text(content, "utf-8")
    outcome = gikqa("why", "aab1", name, "--lang", "en")
    assert (outcome.code, outcome.stdout) == (4, "")
    start = f"error: {name} cannot be read as findings of `gikqa lint`: "
    assert outcome.stderr.startswith(start)
    assert outcome.stderr.removesuffix("\n").endswith(said)
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "fingerprint", "message"),
    [
        (f"{FOUND}\n{FOUND.replace('aab1', 'aac1')}", "aa", "several findings have a "),
        (FOUND, "ac", "no finding has the fingerprint 'ac'"),
        ("nothing", "aa", "f.jsonl cannot be read as findings of `gikqa lint`: Expecting value"),
    ],
)
def test_why_refuses_in_one_sentence(gikqa, folder, content, fingerprint, message):
    (folder / "f.jsonl").write_text(content, "utf-8")
    outcome = gikqa("why", fingerprint, "f.jsonl", "--lang", "en")
    assert outcome.code in (2, 4)
    assert outcome.stderr.startswith(f"error: {message}")
    assert outcome.stderr.count("\n") == 1


def test_show_skipped_lists_rules_with_reports_and_reasons(gikqa, clean, folder):
    whole = pq.read_table(clean)
    pq.write_table(whole.drop_columns([RECEIVED]), folder / "lacks.parquet")
    options = ("lint", "lacks.parquet", "--select", "GIK302,GIK303,GIK701", "--lang", "en")
    listed = gikqa(*options, "--show-skipped")
    lines = [" ".join(line.split()) for line in listed.stdout.splitlines()]
    start = lines.index("Not judged, and why")
    assert lines[start + 1 : start + 4] == [
        "Status Rule Reports Reason",
        f"skipped GIK302 1 column missing: {RECEIVED}",
        "not applicable GIK701 1 the export has nothing to compare the report with",
    ]
    assert lines.count("Not judged, and why") == 1
    as_rows = gikqa(*options, "--show-skipped", "--format", "jsonl")
    assert as_rows.stdout == gikqa(*options, "--format", "jsonl").stdout
    assert "GIK701" in as_rows.stderr


def test_why_not_refuses_an_entry_that_fits_no_rule(gikqa, clean):
    outcome = gikqa("why-not", "GIK303", "r1", clean, "--ignore", "GIK3O2", "--lang", "en")
    assert outcome.code == 2
    assert (
        outcome.stderr
        == "error: no rule has the code, prefix or name 'GIK3O2'; did you mean 'GIK302'?\n"
    )
