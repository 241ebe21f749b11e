"""The work of the rules grows with the length of a text and not faster, whatever is repeated in it.

Counted are the calls of functions, Python's own included, and the characters that operations on a
text look at. What goes on inside a regular expression is not seen; for this there is
`tests/guards/test_patterns_are_unambiguous.py`.
"""

from __future__ import annotations

import cProfile
from concurrent.futures import Executor, Future

import pytest

from counting_text import Text
from gikqa import Section

PIECES = [
    # marks
    "、", "，", "；", "。", "：", "《", "》", "《》", "《甲办法》", "（", "）", "（1）", "(",
    "〔", "“", "“甲”",
    "_", "|", "<td>", "<!--", "{{", ".", "-",
    # blanks
    " ", "\u3000", "\u200b", "\t", "\n", "\r\n", "\n ", "年\u3000月\u3000日",
    # numbers
    "1", "１", "一", "二十三", "1,", "1.", "1%", "2021年", "1月1日至12月31日",
    "1万2千", "0797-8541", "100件", "文件1条、", "分别为1、2、",
    # items and headings
    "一、", "1、", "（一）", "一是", "一是甲。二是乙。", "第", "第一条", "一、总体情况\n",
    # phrases of rules
    "其中", "其中：主动公开1条，", "为", "和", "比上年增加1件", "收到申请1件", "截止2019年12月底",
    "从", "转结", "不予公开", "行政复议1件", "全县行政复议11件。", "收取费用0元", "办结率101%",
    "国务院令第711号",
    "国办发〔2021〕1号", "第五十条第（六）款", "中华人民共和国政府信息公开条例", "（一号",
    "公开为例外",
    "http://www.a.gov.cn/", "a@", "XX", "的的", "柳林县", "山西省吕梁市柳林县", "柳溪镇",
    "本局", "資",
    "共收到政府信息公开申请10件，其中自然人7件、法人3件，予以公开5件，不予公开2件，结转下年度1件。",
]  # fmt: skip


class Here(Executor):
    """Runs everything at once in the thread that submits it, so that its calls are counted."""

    def __init__(self, *_):
        pass

    def submit(self, function, *args, **kwargs):
        done = Future()
        done.set_result(function(*args, **kwargs))
        return done


@pytest.fixture
def work(lint, export, report, monkeypatch):
    """How much work all rules are on chapters."""
    monkeypatch.setattr("gikqa._engine.run.ThreadPoolExecutor", Here)
    monkeypatch.setattr(
        "gikqa.text.narratives.Section",
        lambda number, heading, text: Section(number, heading, Text(text)),
    )

    def work(chapters):
        table = export(
            report("2021", publisher="青桐县人民政府", region_code="360724", sections=chapters)
        )
        Text.looked_at = 0
        profile = cProfile.Profile()
        result = profile.runcall(lint, table)
        assert result.failures == ()
        return sum(entry.callcount for entry in profile.getstats()) + Text.looked_at

    return work


def one(piece, times):
    return [{"number": 1, "heading": "一、总体情况", "text": piece * times}]


def many(piece, times):
    names = ("一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题及改进情况")
    numbers = (1, 2, 5)
    return [
        {"number": numbers[place % 3], "heading": names[place % 3], "text": f"{place}{piece * 5}"}
        for place in range(times // 5)
    ]


@pytest.mark.parametrize(
    ("chapters", "piece"),
    [*((one, piece) for piece in PIECES), *((many, piece) for piece in PIECES[::6])],
)
def test_further_pieces_are_the_same_work_however_many_there_are(work, chapters, piece):
    work(chapters(piece, 10))  # words are loaded once
    # More than 64 sentences: of fewer, all are found among those that were read last.
    few, more, most = (work(chapters(piece, times)) for times in (400, 700, 1000))
    # Arrays are searched in another way from some lengths on, which is up to 20,000 once.
    assert most - more <= 1.2 * max(0, more - few) + 20_000


def test_work_that_grows_with_the_square_of_the_length_is_noticed(work, monkeypatch):
    monkeypatch.setattr(
        "gikqa.rules.citations.gik816_title_mark_mismatch._opened",
        lambda text, end: "《" not in text[:end],
    )
    few, more, most = (work(one("甲》《", times)) for times in (400, 700, 1000))
    assert most - more > 1.2 * (more - few) + 20_000
