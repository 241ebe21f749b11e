"""GIK711 on exports of any order and division, what is kept of a report, and places of bodies."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gikqa
from gikqa import Status
from gikqa.rules.across import passages_with_a_name
from gikqa.rules.across.marks import keep_marks
from gikqa.rules.across.masked_texts import MOST_FIGURES, MOST_MARKS, MOST_NAMES, PLACE_BITS
from gikqa.rules.across.places_of_bodies import place_of
from gikqa.testing import export_table
from gikqa.text.traditional import simple_forms

SYLLABLES = "青白桐榆松柏梅兰竹菊荷莲桂枫杉槐柳杨桃李"
COPIED = (
    "{place}办公室把历年的会议纪要逐份翻检，凡是涉及居民出行和就医的内容都摘录成卡片，共{a}张。"
    "卡片按街坊分盒存放，由两位退休职工轮流值守，全年接待{b}人，借出{c}册。"
    "有人反映字迹太小，便换成大号字重新誊写，并在盒盖上注明誊写的日期与姓名。"
    "{place}还请放学后的孩子试读，读不通的句子当场改掉，改过的地方用红笔标出以便核查。"
)


def place(number):
    return SYLLABLES[number // 20] + SYLLABLES[number % 20] + "县"


def invented_text(rng, characters=900):
    """Characters at random: no two reports share a sentence."""
    letters = rng.integers(0x4E00, 0x9000, characters)
    marked = "".join("。" if n % 31 == 30 else chr(code) for n, code in enumerate(letters))
    return marked.translate({ord(area): "某" for area in "县市区旗州盟镇乡"})


def report(number, rng, text=None, year=2022):
    return {
        "report_id": f"r{number:03d}",
        "publisher": f"{place(number)}人民政府",
        "region_code": f"{11 + number:02d}0121",
        "year": year,
        "edition": "2021",
        "sections": [
            {"number": 0, "heading": "", "text": f"本报告由{place(number)}编制。"},
            {"number": 1, "heading": "总体情况", "text": text or invented_text(rng)},
        ],
    }


def with_a_copy(rng, reports=12, copied=COPIED):
    """Reports of which the last one has a passage, and the first one a copy with its name left."""
    rows = [report(number, rng) for number in range(reports)]
    source = place(reports - 1)
    for row, figures in ((rows[-1], (31, 742, 86)), (rows[0], (27, 518, 64))):
        told = copied.format(place=source, **dict(zip("abc", figures, strict=True)))
        rows[rows.index(row)]["sections"][1]["text"] = (
            invented_text(rng, 120) + "。" + told + invented_text(rng, 120)
        )
    return rows


def judge(table, built_in, **options):
    return gikqa.lint(table, select=["GIK711"], plugins=built_in, lang="en", **options)


def kept(*texts):
    sections = [[{"number": 1, "heading": "", "text": text}] for text in texts]
    kind = pa.list_(
        pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
    )
    return keep_marks(pa.RecordBatch.from_pydict({"sections": pa.array(sections, kind)}))


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32 - 1), reports=st.integers(1, 30))
def test_independent_reports_are_silent(built_in, seed, reports):
    rng = np.random.default_rng(seed)
    result = judge(export_table([report(n, rng) for n in range(reports)]), built_in, jobs=1)
    assert result.findings.num_rows == 0
    judged = Status.PASSED if reports > 1 else Status.NOT_APPLICABLE
    assert result.statuses()["GIK711"][judged] == reports


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32 - 1))
def test_places_named_in_the_same_words_as_by_a_third_body_are_silent(built_in, seed):
    """Both name a third place, which has other words: nothing shows who wrote them."""
    rng = np.random.default_rng(seed)
    rows = with_a_copy(rng)
    third = place(5)
    for row in (rows[0], rows[-1]):
        section = row["sections"][1]
        section["text"] = section["text"].replace(place(11), third)
    assert judge(export_table(rows), built_in, jobs=1).findings.num_rows == 0


@pytest.mark.parametrize("names", [("财政局", "水利局"), (None, "白榆县水利局")])
def test_bodies_without_a_place_are_not_compared(built_in, names):
    rng = np.random.default_rng(3)
    text = COPIED.format(place="该", a=31, b=742, c=86) * 2
    rows = [report(n, rng, text) | {"publisher": name} for n, name in enumerate(names)]
    result = judge(export_table(rows), built_in, jobs=1)
    assert (result.findings.num_rows, result.failures) == (0, ())
    assert result.statuses()["GIK711"].get(Status.PASSED, 0) == 0


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_copy_is_found_with_its_source_in_any_order(built_in, seed):
    rng = np.random.default_rng(seed)
    rows = with_a_copy(rng, copied=COPIED * 2)
    sorted_rows = judge(export_table(rows), built_in, jobs=1).findings
    rng.shuffle(rows)
    (found,) = judge(export_table(rows), built_in, jobs=1).findings.to_pylist()
    assert [found] == sorted_rows.to_pylist()
    params = dict(found["params"])
    shown = {name: found[name] for name in ("report_id", "severity", "observed", "section")}
    assert shown == {
        "report_id": "r000",
        "severity": "warning",
        "observed": place(11),
        "section": 1,
    }
    assert params["other_report"] == "r011"
    text = next(row for row in rows if row["report_id"] == "r000")["sections"][1]["text"]
    assert place(11) in text[found["start"] : found["end"]]
    assert int(params["count"]) == found["end"] - found["start"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("size", [1, 5, 100])
def test_batches_and_processes_make_no_difference(built_in, tmp_path, jobs, size):
    table = export_table(with_a_copy(np.random.default_rng(4), copied=COPIED * 2))
    whole = judge(table, built_in, jobs=1)
    pieces = pa.Table.from_batches(table.combine_chunks().to_batches(max_chunksize=size))
    divided = judge(pieces, built_in, jobs=jobs)
    assert whole.findings.num_rows == 1
    assert divided.findings.equals(whole.findings)
    assert divided.coverage.equals(whole.coverage)


def with_a_form(rng, bodies, naming):
    """Bodies of one place that share a form, and bodies of other places that took it over."""
    form = COPIED.format(place=place(399), a=31, b=742, c=86) * 2
    rows = [report(399, rng, form) | {"publisher": f"{place(399)}{n}局"} for n in range(bodies)]
    rows += [report(n, rng, form) for n in range(naming)]
    return [row | {"report_id": f"r{n:03d}"} for n, row in enumerate(rows)]


@pytest.fixture
def compared(monkeypatch, built_in):
    """The findings in an export, and how many stretches were compared at a time."""
    sizes = []
    clusters = passages_with_a_name._clusters
    monkeypatch.setattr(
        passages_with_a_name,
        "_clusters",
        lambda matches, least: sizes.append(len(matches.names)) or clusters(matches, least),
    )

    def compared(rows):
        sizes.clear()
        result = judge(export_table(rows), built_in, jobs=1)
        assert result.failures == ()
        return result.findings.to_pylist(), list(sizes)

    return compared


def test_of_a_form_of_many_bodies_only_the_latest_reports_are_compared(compared, monkeypatch):
    monkeypatch.setattr(passages_with_a_name, "MOST_CARRIERS", 8)
    monkeypatch.setattr(passages_with_a_name, "_MATCHES_AT_A_TIME", 64)
    rng = np.random.default_rng(5)
    found, few = compared(with_a_form(rng, bodies=20, naming=6))
    assert [(line["report_id"], dict(line["params"])["other_report"]) for line in found] == [
        (f"r{number:03d}", "r000") for number in range(20, 26)
    ]
    _, more = compared(with_a_form(rng, bodies=80, naming=6))
    assert sum(more) == sum(few) > 0
    _, most = compared(with_a_form(rng, bodies=80, naming=24))
    assert sum(most) == 4 * sum(few)
    assert max(most) == max(few) < sum(few)


def test_a_form_of_nearly_all_reports_is_not_compared(compared, monkeypatch):
    monkeypatch.setattr("gikqa.rules.across.kept_marks._UNSEEN", 0)
    found, sizes = compared(with_a_form(np.random.default_rng(5), bodies=40, naming=6))
    assert (found, sizes) == ([], [])


def test_a_place_whose_reports_have_no_text_is_no_source(compared, monkeypatch):
    monkeypatch.setattr(passages_with_a_name, "_MARKS_AT_A_TIME", 1)
    rows = with_a_form(np.random.default_rng(5), bodies=2, naming=1)
    for row in rows[:2]:
        row["sections"] = []
    assert compared(rows) == ([], [])


TEXTS = st.text(st.sampled_from("白榆县，。 \n１2九共有市区的件\U00020000"), max_size=400)


@settings(max_examples=60)
@given(texts=st.lists(TEXTS, max_size=6))
def test_what_is_kept_of_a_report_does_not_depend_on_its_neighbours(texts):
    together = kept(*texts).to_pylist()
    assert together == [row for text in texts for row in kept(text).to_pylist()]


@settings(max_examples=60)
@given(text=TEXTS, before=st.text(st.sampled_from("某甲乙丙，"), min_size=20, max_size=40))
def test_stretches_are_the_same_wherever_they_are(text, before):
    """Names of places reach two characters back, so the text follows after a mark."""
    moved = kept(f"{before}。。{text}").to_pylist()[0]["marks"]
    own = kept(f"。。{text}").to_pylist()[0]["marks"]
    shift = len(before)
    hashes = {(mark >> PLACE_BITS, mark % (1 << PLACE_BITS)) for mark in moved}
    assert {(mark >> PLACE_BITS, mark % (1 << PLACE_BITS) + shift) for mark in own} <= hashes


def test_other_names_and_figures_leave_the_stretches_as_they_are():
    figures = {"a": 12, "b": 345, "c": 6}
    own = kept(COPIED.format(place="青桐县", **figures) * 8).to_pylist()[0]["marks"]
    other = kept(COPIED.format(place="白榆县", a=9, b=80, c=1234) * 8).to_pylist()[0]["marks"]
    assert own == other != []


def test_a_report_of_any_length_takes_a_bounded_space():
    rng = np.random.default_rng(1)
    letters = "".join(map(chr, rng.integers(0x4E00, 0x9000, 300_000)))
    row = kept(letters + "我们的白榆县共有一件，又有12件；" * 3_000).to_pylist()[0]
    assert len(row["marks"]) == len(row["origins"]) == MOST_MARKS
    assert len(row["names"]) == MOST_NAMES
    assert len(row["figures"]) == MOST_FIGURES


def test_blanks_among_the_sections_are_no_text():
    blanks = [None, [], [None, {"number": None, "heading": None, "text": None}]]
    kind = pa.list_(
        pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
    )
    made = keep_marks(pa.RecordBatch.from_pydict({"sections": pa.array(blanks, kind)}))
    assert [each["marks"] for each in made.to_pylist()] == [[], [], []]


@pytest.mark.parametrize("sections", [[], None])
def test_an_export_without_any_text_is_silent(built_in, sections):
    rows = [report(number, np.random.default_rng(1)) for number in range(3)]
    result = judge(export_table([row | {"sections": sections} for row in rows]), built_in)
    assert (result.findings.num_rows, result.failures) == (0, ())


@pytest.mark.parametrize(
    ("publisher", "place"),
    [
        ("赣州市上犹县人民政府办公室", "上犹县"),
        ("上犹县住房和城乡建设局", "上犹县"),
        ("上犹县市场监督管理局", "上犹县"),
        ("上犹县乡村振兴局", "上犹县"),
        ("盐城市城市管理局", "盐城市"),
        ("景德镇市珠山区教育局", "珠山区"),
        ("五峰土家族自治县水利局", "五峰土家族自治县"),
        ("北京市朝阳区建国门街道办事处", "建国门街道"),
        ("国家税务总局上犹县税务局", "上犹县"),
        ("应县人民政府", ""),
        ("财政局", ""),
        ("", ""),
    ],
)
def test_the_place_of_a_body_is_the_last_one_at_the_start_of_its_name(publisher, place):
    assert place_of(publisher) == place


@pytest.mark.parametrize("traditional", [[0], [-1], [0, -1]])
def test_traditional_characters_are_read_as_simplified(built_in, traditional):
    """The copy, its source or both are in the characters of some mirrors of sites."""
    forms = {ord(simple): chr(other) for other, simple in simple_forms().items()}
    rows = with_a_copy(np.random.default_rng(4), copied=COPIED * 2)
    usual = judge(export_table(rows), built_in, jobs=1).findings.to_pylist()
    for number in traditional:
        rows[number]["publisher"] = rows[number]["publisher"].translate(forms)
        section = rows[number]["sections"][1]
        section["text"] = section["text"].translate(forms)
        assert "縣" in section["text"]
    (found,) = judge(export_table(rows), built_in, jobs=1).findings.to_pylist()
    shown = ("report_id", "section", "start", "end", "observed", "expected", "severity")
    assert [{name: line[name] for name in shown} for line in usual] == [
        {name: found[name] for name in shown}
    ]
    assert dict(found["params"])["other_report"] == "r011"
