from __future__ import annotations

import pytest

from gikqa import Finding, Undetermined

SILENT = {
    "the own county is named": "上犹县人民政府门户网站全年发布信息。",
    "the own prefecture is named": "赣州市人民政府办公室通报了测评结果。",
    "the own province is named": "江西省人民政府部署了年度任务。",
    "a county beside the own one is named": "与崇义县、南康区相比，我县公开数量偏少。",
    "the market of a county beside the own one": "工作人员到崇义县的集市上问了61个人。",
    "a former name of a district beside the own county is used": "原赣县县级机关的文件仍有效。",
    "the capital of the province is only the place of a meeting": "南昌市有关会议精神已传达。",
    "another province is only mentioned": "浙江省的改革思路对我县有启发。",
    "a big city is named by its short form": "委托上海专业机构开展第三方评估。",
    "a study visit": "县政务服务局组织人员赴柳林县考察学习政务清单做法。",
    "a study visit in plain words": "全年两次到桐庐县学习政务公开专区建设。",
    "an example to follow": "借鉴义乌市、桐庐县的做法，完善清单。",
    "counterpart aid": "对口支援阿克陶县的项目信息全部公开。",
    "aid named behind the place": "向阿克陶县派出的援疆干部名单已公示。",
    "an agreement": "与仁化县签订政务服务跨省通办协议。",
    "a neighbour named with a service across the border": "与桂东县实现异地通办事项公开。",
    "a court": "当事人不服，向柳林县人民法院提起诉讼。",
    "a company named after a place": "由柳林县数据科技有限公司承建平台。",
    "a bank": "委托桐庐县农村商业银行代收费用。",
    "a road in an address": "（地址：滨江路桐庐路8号，邮编341200）",
    "a street that holds the short form of a city": "地址：北安街27号。",
    "the title of a document": "转发《柳林县政务公开工作要点》供参考。",
    "a newspaper": "在《安康日报》和义乌市日报刊登公告。",
    "a regional plan": "落实温州市都市圈发展规划信息公开。",
    "people from there": "一名柳林县籍申请人提出两件申请。",
    "where an applicant comes from": "申请人来自柳林县，申请公开征地信息。",
    "a course at a place of history": "组织党员赴井冈山市开展红色教育和政务公开轮训。",
    "a virtue named after a place": "弘扬井冈山精神，做好公开工作。",
    "an epidemic": "对武汉市返乡人员的防疫信息每日公开。",
    "a place before a rename": "该地块原柳林县所有，现已移交。",
    "two words read together as a county": "会同县财政局开展联合检查，新建县级平台。",
    "a phrase with a type word": "比如县政府常务会议材料，与合作市场主体座谈。",
    "words meet as a name": "部门和政府网站公开平台及时更新和完善。",
    "a city's name arises between words": "沿海城市、新兴城市、相应城市均已覆盖。",
    "a two-character county arises between words": "市和县两级、相应县级、管理县直单位。",
    "a city's name before a market": "举办大同市场主体座谈会。",
    "a place of the own town's kind": "柳林镇、柳林村公开了村务，柳林公开栏有更新。",
    "a name that is not yet valid": "向两江新区政府网站提供信息。",
}

FOUND = {
    "another county's system": ("利用柳林县政务清单系统开展工作。", "柳林县", "141125"),
    "another county's government": ("请与柳林县人民政府办公室联系。", "柳林县", "141125"),
    "another county's website": ("报告可在桐庐县政府门户网站下载。", "桐庐县", "330122"),
    "a county of another prefecture of the own province": (
        "德安县各部门共收到申请12件。",
        "德安县",
        "360426",
    ),
    "a city of another prefecture": ("义乌市共收到申请12件。", "义乌市", "330782"),
    "another prefecture's organ by its full name": ("吕梁市政府网站发布信息。", "吕梁市", "141100"),
    "another province's organ": ("山西省人民政府办公厅对我办测评。", "山西省", "140000"),
    "a prefecture's organ by its short form": ("向吕梁政务服务中心备案。", "吕梁", "141100"),
    "a county by its short form": ("桐庐各部门共收到申请12件。", "桐庐", "330122"),
    "a two-character county below its prefecture": (
        "全年有马鞍山市和县各部门公开。",
        "马鞍山市和县",
        "340523",
    ),
    "a whole chain of names is one finding": (
        "山西省吕梁市柳林县共收到申请1件。",
        "山西省吕梁市柳林县",
        "141125",
    ),
    "a name that could arise between words, after a border": (
        "全年在海珠区、在荔湾区各办一期。",
        "海珠区",
        "440105",
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_a_place_with_a_reason_is_silent(judge, text):
    assert judge(text) == []


@pytest.mark.parametrize(("text", "place", "code"), FOUND.values(), ids=FOUND.keys())
def test_a_place_without_a_reason_is_found(judge, text, place, code):
    first, *_ = judge(text)
    start = text.index(place)
    assert (first.section, first.start, first.end) == (1, start, start + len(place))
    assert first.quote == place
    assert first.params["place_code"] == code


def test_the_finding_names_both_places_with_those_above_them(judge):
    assert judge("我县利用柳林县政务清单系统。") == [
        Finding(
            section=1,
            start=4,
            end=7,
            quote="柳林县",
            observed="柳林县",
            expected="上犹县",
            params={
                "place": "柳林县",
                "place_path": "山西省吕梁市柳林县",
                "place_code": "141125",
                "home_path": "江西省赣州市上犹县",
            },
            cause="foreign-locale:141125",
        )
    ]


def test_every_mention_is_a_finding_and_all_share_one_cause(judge):
    findings = judge("柳林县收到申请3件。柳林县答复3件。")
    assert [(each.start, each.end) for each in findings] == [(0, 3), (10, 13)]
    assert {each.cause for each in findings} == {"foreign-locale:141125"}


@pytest.mark.parametrize(
    ("publisher", "code", "year", "text"),
    [
        ("武山镇人民政府", "360429", 2021, "武山县级文件已转发，武山县政务服务下沉到村。"),
        ("眉山市东坡区崇礼镇人民政府", "511402", 2020, "崇礼区域内信息公开，崇礼区级文件转发。"),
        ("龙游县横山镇人民政府", "330825", 2023, "横山区块改造信息公开，横山公开栏更新。"),
        ("赣县区人民政府", "360704", 2018, "赣县县政府文件继续有效。"),
        ("枞阳县人民政府", "340722", 2016, "安庆市人民政府的文件已移交。"),
        ("济南市莱芜区人民政府", "370116", 2019, "莱芜市政府网站已关停。"),
        ("阿拉尔市人民政府", "659002", 2022, "阿克苏市与我市共享平台，沙雅县亦同。"),
        ("江西省政务服务局", "360000", 2021, "上犹县、德安县、九江市均已接入平台。"),
        ("上海市静安区人民政府", "310106", 2019, "闸北区与静安区合并后，徐汇区亦接入平台。"),
        ("徐州市人民政府", "320300", 2023, "，鼓楼区政府网站发布信息。"),
    ],
    ids=[
        "a town with a county's name",
        "a town with a district's name",
        "a town whose name is a short form",
        "a county that became a district",
        "a county that changed its prefecture",
        "a prefecture that became a district",
        "a city of the corps inside another prefecture",
        "an office of the province",
        "a district of a municipality",
        "a shared name with a bearer in the own prefecture",
    ],
)
def test_places_with_a_tie_to_the_publisher_are_silent(judge, publisher, code, year, text):
    assert judge(text, publisher=publisher, region_code=code, year=year) == []


@pytest.mark.parametrize(
    ("publisher", "code", "title"),
    [
        ("国家税务总局", None, None),
        ("县教育局", None, "2019年政府信息公开工作年度报告"),
        ("鼓楼区人民政府", None, None),
        ("柳林县人民政府", "360724", None),
        ("某某公司", "999999", None),
    ],
    ids=["nation-wide", "no name at all", "a shared name", "code and name differ", "unknown code"],
)
def test_a_publisher_whose_home_is_unknown_is_left_undetermined(judge, publisher, code, title):
    text = "请与柳林县人民政府办公室联系。"
    with pytest.raises(Undetermined):
        judge(text, publisher=publisher, region_code=code, title=title)


def test_a_name_is_foreign_only_in_the_years_in_which_it_was_in_use(judge):
    text = "请与襄樊市人民政府办公室联系。"
    assert [each.observed for each in judge(text, year=2009)] == ["襄樊市"]
    assert judge(text, year=2014) == []


def test_the_rules_are_handed_over_by_the_hook():
    import gikqa_locale

    assert gikqa_locale.GIKQA_API == 1
    assert gikqa_locale.GIKQA_PREFIXES == ("LOC",)
    codes = [
        "LOC101",
        "LOC102",
        "LOC103",
        "LOC104",
        "LOC105",
        "LOC106",
        "LOC107",
        "LOC201",
        "LOC202",
        "LOC203",
    ]
    assert [each.code for each in gikqa_locale.gikqa_rules()] == codes
