"""The narrative of a generated report: sentences of our own with seeded numbers.

What a narrative says about requests and disputes agrees with the tables of its report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle

import numpy as np

Section = dict[str, object]
Figures = Mapping[str, int]
"""`new`, `brought`, `concluded`, `waiting`, `reviews`, `lawsuits`: the totals of one report."""

NOTICES = {"2019": "国办公开办函〔2019〕60号", "2021": "国办公开办函〔2021〕30号"}

_HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)

_TOPICS = (
    "养老服务", "校车路线", "农田灌溉", "公租房分配", "菜价补贴", "河道清淤", "路灯维修",
    "疫苗接种", "食堂检查", "残疾人就业", "图书借阅", "公交改线", "垃圾分类", "森林防火",
    "种子抽检", "旧楼加梯", "停车收费", "防汛物资", "托幼点位", "医保报销", "地名标牌",
    "工伤认定", "饮水检测", "消防演练",
)  # fmt: skip
_CHANNELS = (
    "本机关网页", "办事大厅的屏幕", "公告栏", "政务新媒体", "广播喇叭", "图书馆查阅点",
    "档案室窗口",
)  # fmt: skip
_MEANS = (
    "列出清单逐项对照", "请两名科员交叉核对", "把旧稿一并归档", "给每件材料编上号",
    "先审后发并留下记录", "按月抽查一遍", "把表格换成大字版", "配上办事流程图",
    "附上承办人的分机号", "在三天内补齐缺页", "同步更新目录", "请听障居民试读",
    "为老人另备纸质版", "把术语改成家常话", "标明失效的旧文件",
)  # fmt: skip

# {p} place, {t} topic, {u} another topic, {c} channel, {m} means, {a} {b} numbers.
_WORK = (
    "围绕{t}，{p}在{c}上陆续贴出说明{a}篇，并{m}。",
    "有人问起{t}的进度，经办科室当天查明原委，随后{m}。",
    "关于{t}和{u}，全年在{c}更新条目{a}条，旧条目由专人{m}。",
    "{p}把{t}的办法摘成一页纸，放在{c}供人取阅，共取走{a}份。",
    "涉及{t}的文件起草时就写明能否公开，不能公开的要说清理由，并{m}。",
    "为弄清居民想看什么，工作人员到{p}的集市上问了{a}个人，多数人提到{t}。",
    "{c}新设{t}一栏，页面平均每天有{a}人打开，停留约{b}秒。",
    "{t}的统计口径改过一次，本机关在表下加注说明，还{m}。",
    "每逢季末，{p}请群众代表翻看{t}的台账，提出意见{a}条，采纳{b}条。",
    "遇到{t}与{u}交叉的事项，由先接手的科室答复，另一科室{m}。",
    "有关{t}的图解共画了{a}幅，最长的一幅分{b}格，读者反映比文字好懂。",
    "{p}试着用方言录制{t}的短音频{a}段，在{c}循环播放。",
    "档案员整理历年{t}材料{a}盒，凡可公开的都补录进目录，并{m}。",
    "一份{t}通知因附件打不开被退回，重新发布前科室{m}。",
    "{c}的检索框原来搜不到{u}，换用新的分词办法后，{t}也一并能查。",
    "对{t}的答复稿实行双人签字，{a}份稿子里有{b}份改过措辞。",
    "{p}给新来的同志讲了{a}堂课，用{t}作例子说明哪些内容应当公开。",
    "一年里{c}更换版面{b}次，{t}始终放在最靠前的位置。",
)
_PROBLEMS = (
    "回头看，{t}的材料发得偏晚，读者常常要等上{a}天。",
    "{c}上的{u}条目写得太专业，{p}的居民读起来吃力。",
    "个别科室把{t}当成内部事务，没有想到可以公开。",
    "人手变动后，{t}的目录有{a}处断链，过了{b}天才有人发现。",
    "{p}对{u}的解读还停留在转贴原文，缺少自己的话。",
)
_PLANS = (
    "今后凡是{t}的材料，定稿当日就要{m}。",
    "下一步请{p}的中学生试读{u}的说明，凡读不懂的地方都要重写。",
    "{c}的栏目将合并成{b}个，每栏写明由谁维护，并{m}。",
    "已为{t}定下{a}条自查要点，每月对照一次，同时{m}。",
    "{p}准备把{u}的常见疑问编成小册子，首批印{a}册。",
)


class Writer:
    """Writes the narratives of one place after another from a stream of seeded numbers."""

    def __init__(self, characters: int, rng: np.random.Generator) -> None:
        self._characters = characters
        # Drawing numbers one by one costs more than writing the sentence they go into.
        self._numbers = cycle(rng.integers(0, 1 << 20, 50_021).tolist())

    def narrative(self, place: str, year: int, edition: str, figures: Figures) -> list[Section]:
        """Preamble and six sections with about as many characters as were asked for."""
        fixed = self._fixed(place, year, edition, figures)
        room = self._characters - sum(len(text) for text in fixed)
        fixed[1] += "".join(self._until(room * 3 // 4, place, _WORK))
        fixed[5] += "".join(self._until(room // 8, place, _PROBLEMS))
        fixed[5] += "".join(self._until(room // 8, place, _PLANS))
        headings = ("", *_HEADINGS)
        return [
            {"number": number, "heading": headings[number], "text": text}
            for number, text in enumerate(fixed)
        ]

    def _until(self, characters: int, place: str, templates: tuple[str, ...]) -> Iterator[str]:
        draw = self._numbers
        while characters > 0:
            topic = next(draw)
            sentence = templates[next(draw) % len(templates)].format(
                p=place,
                t=_TOPICS[topic % 24],
                u=_TOPICS[(topic + 7) % 24],
                c=_CHANNELS[next(draw) % 7],
                m=_MEANS[next(draw) % 15],
                a=next(draw) % 90 + 10,
                b=next(draw) % 8 + 2,
            )
            characters -= len(sentence)
            yield sentence

    def _fixed(self, place: str, year: int, edition: str, figures: Figures) -> list[str]:
        news, files, guides = (next(self._numbers) % 300 + 1 for _ in range(3))
        fee = "本年度未收取信息处理费。" if edition == "2021" else ""
        return [
            f"本报告按照《中华人民共和国政府信息公开条例》（国务院令第711号）和"
            f"{NOTICES[edition]}的要求编写。所列数据的统计期限自{year}年1月1日起"
            f"至{year}年12月31日止。",
            f"（一）主动公开。{year}年，{place}的这一机关共公开信息{news + files + guides}条，"
            f"其中动态{news}条、文件{files}条、指南{guides}条。"
            f"（二）依申请公开。本年新收政府信息公开申请{figures['new']}件，"
            f"上年结转{figures['brought']}件，办结{figures['concluded']}件，"
            f"结转下年度继续办理{figures['waiting']}件。",
            "各项数据见下表。",
            "申请的数量和办理结果见下表。",
            f"因政府信息公开引起的行政复议{figures['reviews']}件，"
            f"行政诉讼{figures['lawsuits']}件。",
            f"{place}在这一年的公开工作中遇到一些难处。",
            f"{fee}除此之外，{place}没有要补充的事项。",
        ]
