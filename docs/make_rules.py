"""Write `docs/rules/`: a page for each rule in both languages, and the list of them by family.

    python -m docs.make_rules

The pages are what `gikqa explain` prints. They are made of the texts of the rules, so mend those.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gikqa._model.rule import Rule
from gikqa._plugins import Plugins, load_plugins
from gikqa.cli.explain import explanation, status_of

FOLDER = Path(__file__).with_name("rules")
INDEX = "README.md"
FAMILIES = {
    "GIK0": "The export itself · 导出数据",
    "GIK1": "Structure, metadata and period · 结构、信息与期限",
    "GIK2": "Table two, proactive disclosure · 表二 主动公开",
    "GIK3": "Table three, requests · 表三 依申请公开",
    "GIK4": "Table four, reviews and lawsuits · 表四 复议诉讼",
    "GIK5": "Sums in the narrative · 正文中的合计",
    "GIK6": "The narrative against the tables · 正文与表格",
    "GIK7": "One report against another · 报告之间",
    "GIK8": "Citations and wording · 引用与文字",
    "GIK9": "The statistics table of 2014 to 2018 · 2014 至 2018 年统计表",
    "EX1": "The example of a plugin, off until chosen · 插件示例，选用才运行",
    "JX1": "Documents of Jiangxi · 江西文件",
    "JX2": "Telephone numbers of Jiangxi · 江西电话",
    "LOC1": "Places · 地名",
    "LOC2": "Telephone and postal codes · 区号与邮编",
    "US1": "United States: values of the FOIA report · 美国：报告的数值",
    "US2": "United States: requests · 美国：申请",
    "US3": "United States: appeals · 美国：申诉",
    "US4": "United States: response times · 美国：办理天数",
    "US5": "United States: expedition · 美国：加急",
    "US6": "United States: staff, costs, fees · 美国：人员、费用、收费",
    "US7": "United States: backlogs, consultations, years · 美国：积压、会商、年度",
}
_HEAD = (
    "| code | rule | | severity | confidence | editions | status |\n|---|---|---|---|---|---|---|"
)


def pages(plugins: Plugins) -> Iterator[tuple[str, str]]:
    """File name → text of every page, the list first."""
    yield INDEX, _index(plugins.rules)
    for code, rule in sorted(plugins.rules.items()):
        both = [explanation(rule, plugins.owner[code], lang) for lang in ("en", "zh")]
        yield f"{code}.md", "\n\n---\n\n".join(both) + "\n"


def _index(rules: dict[str, Rule]) -> str:
    parts = [
        "# The rules",
        "Made by `make docs` from the texts of the rules, "
        "which `gikqa explain CODE` prints as well.",
    ]
    for family in sorted({code[:-2] for code in rules}):
        lines = [_line(rule) for code, rule in sorted(rules.items()) if code[:-2] == family]
        parts.append(f"## {FAMILIES.get(family, family)}\n\n{_HEAD}\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _line(rule: Rule) -> str:
    link = f"[{rule.code}]({rule.code}.md)"
    title = f"{rule.title['en']}<br>{rule.title['zh']}".replace("|", "\\|")
    editions = ", ".join(rule.editions) or "every year"
    facts = (str(rule.severity), str(rule.confidence), editions, status_of(rule))
    return f"| {link} | {rule.name} | {title} | {' | '.join(facts)} |"


def make(folder: Path = FOLDER) -> None:
    """Write every page, and remove those of rules that are no more."""
    plugins = load_plugins()
    if plugins.failures:
        raise SystemExit(f"plugins failed, pages would be missing: {plugins.failures}")
    folder.mkdir(exist_ok=True)
    written = dict(pages(plugins))
    for stale in {path.name for path in folder.glob("*.md")} - written.keys():
        (folder / stale).unlink()
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    make()
