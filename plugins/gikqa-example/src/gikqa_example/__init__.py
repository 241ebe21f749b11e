"""The smallest complete plugin of gikqa: one rule over a cell, and one over the narrative."""

from collections.abc import Iterator
from pathlib import Path

from gikqa import Finding, Report, Rule, cell, hookimpl, rule
from gikqa.rule_texts import described
from gikqa.text import phrases

GIKQA_API = 1  # the version of this interface that the plugin was made for
GIKQA_PREFIXES = ("EX",)  # the code prefixes that the distribution owns

SPECS = Path(__file__).with_name("specs")  # titles, messages, reasons and worked cases
PENDING = "requests.carried_out.total"


@rule(**described(SPECS, "EX101"), needs=(PENDING,), where=cell(PENDING) > 10)
def pending_beyond_ten(report: Report) -> Iterator[Finding]:
    """More than ten requests wait for an answer at the end of the year."""
    yield Finding(cells=(PENDING,), observed=str(report.cell(PENDING)), expected="≤ 10")


@rule(
    **described(SPECS, "EX102"),
    needs=("sections",),
    find=phrases(["内部资料", "内部文件"]).then(r"[，,]?(?:不得|请勿)(?:外传|公开)"),
)
def kept_inside(report: Report) -> Iterator[Finding]:
    """A report for the public says that it must not leave the office."""
    for near in report.found:
        yield Finding(section=near.section.number, start=near.start, end=near.end, quote=near.quote)


@hookimpl
def gikqa_rules() -> list[Rule]:
    """The rules that the plugin brings."""
    return [pending_beyond_ten, kept_inside]
