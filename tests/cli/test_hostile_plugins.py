"""Whatever a plugin does, all other findings stay, its place is named, and the exit code is 3."""

from __future__ import annotations

import json
import os
import signal
import sys

import pytest

from gikqa import _board

GOOD = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XG",)


def check(report):
    yield gikqa.Finding(observed=report.report_id)


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "规则", "en": "rule {observed}"}
    return [
        gikqa.Rule(
            code="XG101", name="good", severity=gikqa.Severity.INFO, source="none",
            title=words, message=words, check=check,
        )
    ]
"""

BAD = """
import ctypes
import decimal
import os
import re
import sys
import threading
from pathlib import Path
import numpy as np
import gikqa
from gikqa import Finding

GIKQA_API = 1
GIKQA_PREFIXES = ("XB",)
AT_IMPORT


def forever():
    Path("hangs").touch()
    while True:
        pass


class Finds:
    reads = ("sections",)
    phrases = None

    def scan(self, batch):
        SCAN

    def read(self, report):
        return ()


def words():
    PHRASES


def shortcut(batch):
    SHORTCUT


def check(report):
    CHECK
    return
    yield


def judge(ledger):
    JUDGE


def keep(columns):
    KEEP


def write(result, stream):
    WRITE


@gikqa.hookimpl
def gikqa_shortcuts():
    return {"XB101": shortcut} if SPARED else {}


@gikqa.hookimpl
def gikqa_renderers():
    return [gikqa.Renderer("mine", write)]


@gikqa.hookimpl
def gikqa_rules():
    IN_HOOK
    texts = {"zh": "规则", "en": "rule"}
    return [
        gikqa.Rule(
            code="XB101", name="bad", severity=gikqa.Severity.INFO, source="none",
            title=texts, message=texts, check=check, FIELDS
        ),
        gikqa.Rule(
            code="XB102", name="together", severity=gikqa.Severity.INFO, source="none",
            title=texts, message=texts, across=gikqa.Across(judge, keep),
        ),
    ]
"""
USUAL = {
    "AT_IMPORT": "",
    "SCAN": "return np.ones(batch.rows, bool)",
    "PHRASES": "return ['依照']",
    "SHORTCUT": "return np.ones(batch.rows, bool)",
    "CHECK": "",
    "JUDGE": "return gikqa.Compared(np.ones(ledger.reports.num_rows, bool))",
    "KEEP": "return columns",
    "WRITE": "stream.write(b'all of it')",
    "IN_HOOK": "",
    "FIELDS": 'reads=("sections",),',
    "SPARED": "False",
}


def text_of(does):
    """The text of the plugin that does these things, and the line of the first of them."""
    text = BAD
    for place, code in (USUAL | does).items():
        text = text.replace(place, code, 1)
    first = next(iter(does))
    lines = BAD.splitlines()
    return text, next(number for number, line in enumerate(lines, 1) if line.strip() == first)


ALONE: list[bytes] = []
"""What is written without the bad plugin; every test compares with it, so it is made once."""


@pytest.fixture
def judged(gikqa, install, export, report, unbalanced):
    """Run the command line beside two plugins; gives the failures of the bad one, and the outcome.

    The findings of all others are compared byte by byte with those of a run without it.
    """
    path = export(report("r1"), report("r2", **unbalanced))
    install("gikqa-good", GOOD)
    options = ("--lang", "en", "--fail-on", "never", "--format", "jsonl")

    def findings(outcome):
        lines = outcome.data.splitlines()[:-1]
        return [line for line in lines if not json.loads(line)["rule"].startswith("XB")]

    def judged(does, *, harmless=False):
        if not ALONE:
            ALONE.extend(findings(gikqa("lint", path, "--select", "GIK302,XG", *options)))
        assert len(ALONE) == 4
        install("gikqa-bad", text_of(does)[0], version="6.6")
        has_rules = not {"AT_IMPORT", "IN_HOOK"} & does.keys() or harmless
        chosen = "GIK302,XG,XB" if has_rules else "GIK302,XG"
        outcome = gikqa("lint", path, "--select", chosen, *options)
        assert findings(outcome) == ALONE
        return json.loads(outcome.data.splitlines()[-1])["summary"]["failures"], outcome

    return judged


def failed(what, problem, line):
    place = {"file": None if line is None else "gikqa_bad.py", "line": line}
    return {"plugin": "gikqa-bad", "version": "6.6", "what": what, "problem": problem} | place


LEFT_OUT = "its reports were judged without this rule"
RULE, TOGETHER = "rule XB101", "rule XB102"
TEXT = 'yield Finding(section=0, start=START, end=END, quote="依照")'
FINDER, WORDS = "find=Finds(),", "phrases=words,"
RAISES = {
    "an error": ({"CHECK": "raise RuntimeError('boom')"}, RULE, "RuntimeError: boom (2×)"),
    "an exit": ({"CHECK": "sys.exit(0)"}, RULE, "SystemExit: 0 (2×)"),
    "Ctrl-C": ({"CHECK": "raise KeyboardInterrupt"}, RULE, "KeyboardInterrupt:  (2×)"),
    "GeneratorExit": ({"CHECK": "raise GeneratorExit"}, RULE, "GeneratorExit:  (2×)"),
    "BaseException": ({"CHECK": "raise BaseException(1)"}, RULE, "BaseException: 1 (2×)"),
    "memory": ({"CHECK": "bytes(5 << 30)"}, RULE, "MemoryError:  (2×)"),
    "words": (
        {"PHRASES": "raise ValueError('no words')", "FIELDS": WORDS},
        RULE,
        "ValueError: no words (2×)",
    ),
    "scan": (
        {"SCAN": "raise ValueError('no scan')", "FIELDS": FINDER},
        RULE,
        "ValueError: no scan (2×)",
    ),
    "a shortcut": (
        {"SHORTCUT": "raise ValueError('too short')", "SPARED": "True"},
        "shortcut of rule XB101",
        "ValueError: too short (1×)",
    ),
    "judge": ({"JUDGE": "raise ValueError('together')"}, TOGETHER, "ValueError: together (2×)"),
    "keep": ({"KEEP": "raise ValueError('kept')"}, TOGETHER, "ValueError: kept (2×)"),
    "a hook": ({"IN_HOOK": "raise ValueError('hooked')"}, "gikqa_rules", "ValueError: hooked"),
    "an exit of a hook": ({"IN_HOOK": "sys.exit(0)"}, "gikqa_rules", "SystemExit: 0"),
    "Ctrl-C of a hook": (
        {"IN_HOOK": "raise KeyboardInterrupt"},
        "gikqa_rules",
        "KeyboardInterrupt: ",
    ),
    "an import": ({"AT_IMPORT": "raise ValueError('imported')"}, "load", "ValueError: imported"),
    "an exit of an import": ({"AT_IMPORT": "sys.exit(0)"}, "load", "SystemExit: 0"),
    "GeneratorExit of an import": (
        {"AT_IMPORT": "raise GeneratorExit"},
        "load",
        "GeneratorExit: ",
    ),
}
ENDS = {
    "os._exit": (
        {"CHECK": "os._exit(0)"},
        RULE,
        f"the process that runs it ended with 0; {LEFT_OUT} (2×)",
    ),
    "a crash": (
        {"CHECK": "ctypes.string_at(0)"},
        RULE,
        f"the process that runs it ended with SIGSEGV; {LEFT_OUT} (2×)",
    ),
    "os._exit of words": (
        {"PHRASES": "os._exit(3)", "FIELDS": WORDS},
        RULE,
        f"the process that runs it ended with 3; {LEFT_OUT} (2×)",
    ),
    "os._exit of judge": (
        {"JUDGE": "os._exit(0)"},
        TOGETHER,
        "the process that runs it ended with 0 (2×)",
    ),
    "os._exit of a hook": (
        {"IN_HOOK": "os._exit(0)"},
        "gikqa_rules",
        "its process ended with 0",
    ),
    "os._exit of an import": ({"AT_IMPORT": "os._exit(0)"}, "load", "its process ended with 0"),
    "a crash of an import": (
        {"AT_IMPORT": "ctypes.string_at(0)"},
        "load",
        "its process ended with SIGSEGV",
    ),
}


@pytest.mark.parametrize("does", RAISES)
def test_a_plugin_that_raises_is_named_with_its_place(judged, does):
    doing, what, problem = RAISES[does]
    failures, outcome = judged(doing)
    assert failures == [failed(what, problem, text_of(doing)[1])]
    assert outcome.code == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
@pytest.mark.parametrize("does", ENDS)
def test_a_plugin_that_ends_its_process_is_named_with_its_place(judged, does):
    doing, what, problem = ENDS[does]
    failures, outcome = judged(doing)
    assert failures == [failed(what, problem, text_of(doing)[1])]
    assert outcome.code == 3


@pytest.fixture
def time_ends_at_a_hang(folder, monkeypatch):
    """Time is up when a plugin is known to hang, however slow the machine is."""
    usual = _board.clock

    def ticks():
        if not (folder / "hangs").exists():
            return usual()
        (folder / "hangs").unlink()
        return usual() + 1_000

    monkeypatch.setattr(_board, "clock", ticks)


LATE = "did not end within 60 seconds"
HANGS = {
    "a rule": ({"CHECK": "forever()"}, RULE, f"{LATE} and was stopped; {LEFT_OUT} (2×)"),
    "words": (
        {"PHRASES": "forever()", "FIELDS": WORDS},
        RULE,
        f"{LATE} and was stopped; {LEFT_OUT} (2×)",
    ),
    "judge": ({"JUDGE": "forever()"}, TOGETHER, f"{LATE} and was stopped; {LEFT_OUT} (2×)"),
    "a hook": ({"IN_HOOK": "forever()"}, "gikqa_rules", LATE),
    "an import": ({"AT_IMPORT": "Path('hangs').touch(); [0 for _ in iter(int, 1)]"}, "load", LATE),
    "an expression that never lets go of the interpreter": (
        {"CHECK": "Path('hangs').touch(); re.match('(a+)+b', 'a' * 64)"},
        RULE,
        f"{LATE} and was stopped; {LEFT_OUT} (2×)",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
@pytest.mark.parametrize("does", HANGS)
def test_a_plugin_that_never_ends_is_stopped_and_named_with_its_place(
    judged, time_ends_at_a_hang, does
):
    doing, what, problem = HANGS[does]
    ((found,), outcome) = judged(doing)
    in_forever = BAD.splitlines().index("        pass") + 1
    lines = (text_of(doing)[1], in_forever - 1, in_forever)
    assert found in [failed(what, problem, line) for line in lines]
    assert outcome.code == 3


BEGINS = BAD.splitlines().index("def check(report):") + 1
GIVES = {
    "a text": ("yield 'text'", "TypeError: a rule has to yield Finding, not str"),
    "a cell that is no list": (
        "yield Finding(cells='requests.total')",
        "TypeError: Finding.cells holds 'requests.total'; expected a tuple",
    ),
    "a number among params": (
        "yield Finding(params={'count': 5})",
        "TypeError: Finding.params holds 5; expected texts, such as str(5)",
    ),
    "a cell of no report": (
        "yield Finding(cells=('no.such.cell',))",
        "ValueError: Finding.cells names 'no.such.cell', which no report has",
    ),
    "a section of no report": (
        "yield Finding(section=9)",
        "ValueError: Finding.section is 9; the rule sees no such section",
    ),
    "an end before its start": (
        TEXT.replace("START", "5").replace("END", "2"),
        "ValueError: Finding is at 5 to 2 of a text of 10 characters",
    ),
    "an end after the text": (
        TEXT.replace("START", "5").replace("END", "99"),
        "ValueError: Finding is at 5 to 99 of a text of 10 characters",
    ),
    "a start without an end": (
        "yield Finding(section=0, start=1)",
        "ValueError: Finding is at 1 to None of a text of 10 characters",
    ),
    "a quote of another place": (
        TEXT.replace("START", "0").replace("END", "2"),
        "ValueError: Finding.quote is not what the text has at 0 to 2",
    ),
    "findings without end": (
        "yield from iter(Finding, None)",
        "ValueError: found more than 1000 defects in one report",
    ),
    "a very long text": (
        "yield Finding(observed='x' * 5_000_000)",
        "ValueError: the texts of a finding have more than 100000 characters",
    ),
}


@pytest.mark.parametrize("what", GIVES)
def test_what_no_rule_can_find_is_a_failure_of_that_rule(judged, what):
    code, problem = GIVES[what]
    doing = {"CHECK": code}
    failures, outcome = judged(doing)
    assert failures == [failed(RULE, f"{problem} (2×)", text_of(doing)[1])]
    assert outcome.code == 3


WRONG_SHAPES = {
    "words: None": ("PHRASES", "return None", "words, not None"),
    "words: a text": ("PHRASES", "return '依照'", "words, not '依照'"),
    "words: numbers": ("PHRASES", "return [1]", "words, not [1]"),
    "scan: None": ("SCAN", "return None", "report (2), not NoneType"),
    "scan: too long": ("SCAN", "return np.ones(3, bool)", "report (2), not 3 of bool"),
    "scan: numbers": ("SCAN", "return np.ones(2)", "report (2), not 2 of float64"),
}
EXPECTED = {
    "PHRASES": ("`phrases` has to return a list of ", WORDS),
    "SCAN": ("`scan` has to be boolean, one entry a ", FINDER),
}


@pytest.mark.parametrize("what", WRONG_SHAPES)
def test_a_wrong_shape_is_a_failure_of_that_rule(judged, what):
    function, code, seen = WRONG_SHAPES[what]
    expected, fields = EXPECTED[function]
    failures, outcome = judged({function: code, "FIELDS": fields})
    assert failures == [failed(RULE, f"TypeError: {expected}{seen} (2×)", BEGINS)]
    assert outcome.code == 3


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("return None", "NoneType"),
        ("return np.ones(3, bool)", "3 of bool"),
        ("return True", "bool"),
    ],
)
def test_after_a_shortcut_of_a_wrong_shape_the_rule_judges_every_report(judged, code, seen):
    failures, outcome = judged({"SHORTCUT": code, "SPARED": "True", "CHECK": "yield Finding()"})
    problem = f"what a shortcut returns has to be boolean, one entry a report (2), not {seen}"
    assert failures == [failed("shortcut of rule XB101", f"TypeError: {problem} (1×)", BEGINS)]
    assert outcome.code == 3
    lines = [json.loads(line) for line in outcome.data.splitlines()[:-1]]
    assert [one["report_id"] for one in lines if one["rule"] == "XB101"] == ["r1", "r2"]


READ_ONLY = "ValueError: assignment destination is read-only"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (
            "batch.columns.clear()",
            "AttributeError: 'mappingproxy' object has no attribute 'clear'",
        ),
        ("batch.years[:] = 0", READ_ONLY),
        ("batch.narratives.starts[:] = 0", READ_ONLY),
        ("batch.narratives.rows[:] = 0", READ_ONLY),
    ],
)
def test_what_a_rule_gets_cannot_be_changed(judged, code, problem):
    doing = {"SHORTCUT": code, "SPARED": "True"}
    failures, _ = judged(doing)
    line = text_of(doing)[1]
    assert failures == [failed("shortcut of rule XB101", f"{problem} (1×)", line)]


NO_HARM = {
    "prints": {
        "AT_IMPORT": "print('noise'); os.write(1, b'noise')",
        "IN_HOOK": "print('noise')",
        "CHECK": "print('noise'); os.write(1, b'noise')",
    },
    "changed classes": {"AT_IMPORT": "gikqa.Severity.ERROR._value_ = 'changed'"},
    "surroundings": {
        "CHECK": "os.chdir('/'); decimal.getcontext().prec = 2; os.environ['LANG'] = 'C'",
    },
    "a thread that stays": {"CHECK": "threading.Thread(target=threading.Event().wait).start()"},
    "a text of its own class": {"CHECK": "yield Finding(observed=type('Own', (str,), {})('a'))"},
}


@pytest.mark.parametrize("what", NO_HARM)
def test_what_does_no_harm_is_no_failure(judged, what):
    failures, outcome = judged(NO_HARM[what], harmless=True)
    assert (failures, outcome.code) == ([], 0)
    assert "noise" not in outcome.stdout


FORMATS = {
    "raises": ("raise ValueError('torn')", "ValueError: torn (gikqa_bad.py:LINE)"),
    "raises half way": (
        "stream.write(b'half'); raise ValueError('torn')",
        "ValueError: torn (gikqa_bad.py:LINE)",
    ),
    "exits": ("sys.exit(0)", "SystemExit: 0 (gikqa_bad.py:LINE)"),
    "ends its process": ("os._exit(0)", "its process ended with 0"),
    "never ends": ("forever()", LATE),
    "closes the stream": ("stream.close()", "ValueError: I/O operation on closed file."),
    "writes nothing": ("print('noise')", "it wrote nothing"),
}


@pytest.mark.parametrize("does", FORMATS)
def test_a_format_that_goes_wrong_is_named_and_leaves_nothing(
    gikqa, folder, install, export, report, time_ends_at_a_hang, does
):
    code, problem = FORMATS[does]
    text, line = text_of({"WRITE": code})
    install("gikqa-bad", text, version="6.6")
    (folder / "old").write_text("as it was", "utf-8")
    for output in ("-", "old"):
        given = ("--select", "GIK302", "--format", "mine", "-o", output, "--lang", "en")
        outcome = gikqa("lint", export(report()), *given)
        said = problem.replace("LINE", str(line))
        assert outcome.stderr == f"error: gikqa-bad 6.6: format mine: {said}\n"
        assert (outcome.code, outcome.data) == (3, b"")
    assert (folder / "old").read_text("utf-8") == "as it was"


def test_a_format_writes_all_of_it(gikqa, install, export, report):
    install("gikqa-bad", text_of({"WRITE": USUAL["WRITE"]})[0])
    outcome = gikqa("lint", export(report()), "--select", "GIK302", "--format", "mine")
    assert (outcome.code, outcome.data) == (0, b"all of it")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
@pytest.mark.parametrize(
    ("does", "chosen", "running"),
    [
        ({"CHECK": "forever()"}, "XB", "XB101"),
        ({"IN_HOOK": "forever()"}, "GIK302", "gikqa-bad 6.6 gikqa_rules"),
    ],
)
def test_ctrl_c_ends_at_once_and_names_what_ran(
    gikqa, folder, install, export, report, monkeypatch, interruptible, does, chosen, running
):
    usual = _board.clock

    def ticks():
        if (folder / "hangs").exists():
            (folder / "hangs").unlink()
            os.kill(os.getpid(), signal.SIGINT)
        return usual()

    monkeypatch.setattr(_board, "clock", ticks)
    install("gikqa-bad", text_of(does)[0], version="6.6")
    outcome = gikqa("lint", export(report()), "--select", chosen, "--lang", "en")
    assert (outcome.code, outcome.data) == (130, b"")
    assert outcome.stderr == f"\ninterrupted while this ran: {running}\n"
