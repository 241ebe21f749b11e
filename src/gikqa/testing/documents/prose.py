"""Invented narratives: the sentences are ours, and no body bears these names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from gikqa.editions import Edition, SectionHeading

T = TypeVar("T")

PUBLISHERS = (
    "青桐县人民政府办公室", "云栖市人民政府", "松岚区民政局", "澄溪镇人民政府",
    "望川市市场监督管理局", "石泉岭县教育局",
)  # fmt: skip
TITLES = (
    "{publisher}{year}年政府信息公开工作年度报告",
    "{year}年{publisher}政府信息公开工作年度报告",
    "{publisher}{year}年度政府信息公开工作年度报告",
    "{publisher}{year}年政府信息公开年度报告",
)
BASES = (
    "根据《中华人民共和国政府信息公开条例》和{instrument}的要求，{publisher}编制了本报告。",
    "按照{instrument}规定的格式，现公布{publisher}{year}年政府信息公开工作年度报告。",
    "本报告由{publisher}编制，包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项等六部分。",
)
PERIODS = (
    "本报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    "本报告所列数据的统计期限为{year}年1月1日至12月31日。",
    "所列数据从{year}年1月1日到{year}年12月31日止。",
)
OPENINGS = (
    "{year}年，本机关坚持以公开为常态、不公开为例外，各项工作平稳推进。",
    "{year}年以来，我们把公开贯穿决策、执行、管理、服务和结果的全过程，全年总计召开专题会议{few}次。",
)
TOPICS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")
TOPIC_FORMS = (
    ("（{numeral}）{topic}", "{text}"),
    ("（{numeral}）{topic}。{text}",),
    ("（{numeral}）{topic}情况：{text}",),
    ("（{numeral}）{topic}方面", "{text}"),
)
SENTENCES = (
    "全年发布各类信息{sum}条，其中网站{part}条、新媒体{rest}条。",
    "行政许可、行政处罚和其他对外管理服务事项的办理结果，均在专栏集中公布。",
    "编发简报{few}期，总计印发{some}份，其他材料随时补充。",
    "对规范性文件逐件开展清理，清理结果一并公开；行政事业性收费目录每季度更新1次。",
    "组织业务培训{few}次，参加{some}人次，满意率为9{digit}.5%。",
    "在窗口、阅览室等场所设置查阅点{few}处，接待群众{some}人次（含电话咨询）。",
    "申请的登记、审核、办理、答复、归档各环节责任到人，不予公开的均说明理由。",
    "对自然人、商业企业和其他组织提出的咨询，一律当日回应。",
    "专栏设一级栏目{few}个、二级栏目{some}个，栏目总计不再增加。",
    "解读材料与文件同步起草、同步审批、同步发布，其他文件视情况解读。",
    "行政复议、行政诉讼的结果用于改进办理工作。",
)
ITEMS = (
    "个别单位更新不够及时", "解读形式比较单一", "其他栏目的内容有待充实", "业务力量还需加强",
    "加大培训力度，全年不少于{few}次", "完善考核办法，结果总计入年度评价",
    "丰富解读形式，图解和视频不少于{some}件",
)  # fmt: skip
BEFORE_TABLES = ("", "", "有关情况见下表。", "本年度各项数据如下，总计栏为各栏之和：")
UNDER_TABLES = ("", "", "注：以上数据含上年度结转数量。", "（说明：其他情形已在表中列明。）")
LAST = (
    "无。", "本机关无其他需要报告的事项。", "{year}年未收取信息处理费，其他事项无需报告。",
)  # fmt: skip


class _Choice(Protocol):
    """The part of `random.Random` that is needed here."""

    def choice(self, options: Sequence[T], /) -> T: ...

    def randint(self, least: int, most: int, /) -> int: ...


class _Drawn:
    """Choices that Hypothesis draws, and shrinks towards the first option."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def choice(self, options: Sequence[T], /) -> T:
        return self._draw(st.sampled_from(options))

    def randint(self, least: int, most: int, /) -> int:
        return self._draw(st.integers(least, most))


def narrative(
    edition: Edition, source: Random | st.DrawFn, *, year: int | None = None
) -> dict[str, Any]:
    """Columns of an export row: title, publisher, year, period, day of publication, sections.

    `source` is a seeded generator or the `draw` of a composite strategy. Put the result over a
    generated report: `row | narrative(edition, rng)`. Numbers in the text agree with each other,
    and say nothing about the tables.
    """
    choose: _Choice = source if isinstance(source, Random) else _Drawn(source)
    last = edition.last_year or edition.first_year + 4
    year = choose.randint(edition.first_year, last) if year is None else year
    publisher = choose.choice(PUBLISHERS)
    fixed = {"year": year, "publisher": publisher, "instrument": edition.instrument}

    def say(form: str) -> str:
        part, rest = choose.randint(10, 900), choose.randint(10, 90)
        numbers = {"sum": part + rest, "part": part, "rest": rest, "digit": choose.randint(0, 9)}
        few, some = choose.randint(2, 9), choose.randint(11, 99)
        return form.format(**fixed, **numbers, few=few, some=some)

    preamble = say(choose.choice(BASES)) + say(choose.choice(PERIODS))
    return {
        "publisher": publisher,
        "year": year,
        "edition": edition.key,
        "level": None,
        "region_code": None,
        "title": say(choose.choice(TITLES)),
        "published_on": date(year + 1, 1, 2) + timedelta(days=choose.randint(0, 80)),
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "sections": [
            {"number": 0, "heading": "", "text": preamble},
            *(
                {
                    "number": section.number,
                    "heading": choose.choice((section.heading, *section.variants)),
                    "text": "\n".join(_chapter(section, choose, say)),
                }
                for section in edition.sections
            ),
        ],
    }


def _chapter(section: SectionHeading, choose: _Choice, say: Callable[[str], str]) -> Iterator[str]:
    if section.table is not None:
        before, under = choose.choice(BEFORE_TABLES), choose.choice(UNDER_TABLES)
        # A note alone would be printed above the table, where real reports have none.
        yield from filter(None, (before, before and under))
    elif section.number == 1:
        yield say(choose.choice(OPENINGS))
        form, left = choose.choice(TOPIC_FORMS), list(SENTENCES)
        for numeral, topic in zip("一二三四五", TOPICS, strict=True):
            picked = [_take(choose, left) for _ in range(choose.randint(1, 2))]
            text = "".join(map(say, picked))
            yield from (line.format(numeral=numeral, topic=topic, text=text) for line in form)
    elif section.number == 5:
        left = list(ITEMS)
        items = [say(_take(choose, left)) for _ in range(3)]
        named = (f"{numeral}是{item}" for numeral, item in zip("一二三", items, strict=True))
        yield from ("（一）存在的问题", f"{'；'.join(named)}。", "（二）改进措施")
        for number in range(1, choose.randint(2, 4) + 1):
            yield f"{number}.{say(_take(choose, left))}。"
    else:
        yield say(choose.choice(LAST))


def _take(choose: _Choice, left: list[str]) -> str:
    """One of the forms that are left: pdfium may take an equal string for a shadow, and drop it."""
    form = choose.choice(left)
    left.remove(form)
    return form
