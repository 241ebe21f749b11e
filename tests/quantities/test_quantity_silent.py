"""What looks like a number of things and is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gikqa.text.quantities import read_enumerations, read_quantities

SILENT = {
    "a date": "本报告于2020年1月31日发布。",
    "a period": "统计期限自2019年1月1日起至2019年12月31日止。",
    "a year in Chinese numerals": "二〇二三年公开工作稳步推进。",
    "two years": "2013-2016年的申请另行公布。",
    "years in a row": "2021、2022年申请量平稳。",
    "a date without its marks": "数据截至20211230日公开。",
    "a date with points": "于2020.01.31公开。",
    "a document number": "按照国办公开办函〔2019〕60号要求公开。",
    "a document number in other brackets": "根据某政发[2021]30号和某办【2021】1号公开。",
    "an order": "依据国务院令第711号公开。",
    "an order with blanks": "依据国令第 711 号公开。",
    "an article": "依照条例第二十条公开。",
    "articles in a row": "依照条例第十九条、二十条和二十一条公开。",
    "an item of an article": "属于第二十条第（一）项的信息。",
    "an ordinal of an issue": "公报第六期、第12期已公开。",
    "a telephone number": "受理电话：0730-8123456。",
    "a telephone number without area code": "受理申请电话：5812345。",
    "a telephone number with a dash": "咨询电话0873—7231234，欢迎来电。",
    "a postal code": "受理机构邮编：341200。",
    "an address": "申请受理点在青桐大道16号行政中心3楼302室。",
    "section numbers in brackets": "（一）公开方面\n（2）受理方面",
    "section numbers with points": "1.公开更加透明。\n2、解读不断加强。",
    "enumerators": "一是公开不够，二是解读不足，三是平台分散。",
    "aspects": "一方面公开不够，另一方面解读不足。",
    "a hotline": "受理12345热线转来的诉求。",
    "a hotline in quotation marks": "“12345”热线受理诉求。",
    "a slogan with digits": "召开“1+X”发布会，推送H5作品，建设5G基站和4A景区。",
    "a slogan with numerals": "落实“五公开”和“双随机、一公开”要求。",
    "a plan": "按照十四五规划公开信息，十四五期间持续推进。",
    "words with numerals": "统一公开，进一步规范，一体化推进，三公经费公开。",
    "slogans of the time": "增强四个意识，坚定四个自信，做到两个维护。",
    "a title": "发布《关于推进三项制度和10件实事的通知》。",
    "a web address": "见http://www.example.gov.cn/2019/12条/index3.html。",
    "a host": "发布在www.example12.gov.cn。",
    "a mailbox": "申请可发至qt2019@example.cn。",
    "a time": "受理时间9:00-17:30，办公。",
    "a time in words": "上午9时30分发布。",
    "a deadline": "在20个工作日内答复，补正期限3—5个工作日。",
    "months": "公开工作连续12个月、4个季度居前。",
    "a version": "发布平台2.0版。",
    "an article of speech": "建立一个平台，进行一次通报。",
    "cells under their labels": "规章\n0\n0\n规范性文件\n3\n12\n75\n",
    "cells in a row": "行政规范性文件 109 489 597\n行政许可 1808595\n",
    "cells with tabs": "\t规章\n\t3\n\t件数\n",
    "cells glued to their labels": "行政许可000行政处罚003",
    "together": "与群众一起，公开信息。",
    "people in general": "2019人民满意，5人民代表大会。",
    "a year without its mark": "公开2025在区政府。",
    "nothing": "",
    "no numbers at all": "公开是常态，不公开是例外。",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_no_quantity_in(text):
    assert read_quantities(text, 2019) == []


NO_LIST = {
    "a remark on what was carried": "收到申请20件（上年结转3件，结转下年2件）。",
    "two totals side by side": "收到申请12件，办结12件。",
    "an amount with its explanation": "公开信息12条（详见网站）。",
    "a list without a total": "其中规章3件，文件5件。",
    "a colon without parts": "公开信息12条：成效明显。",
    "another unit in front of the marker": "新增专栏2个，其中规章3件，文件5件。",
    "one number in brackets": "收到申请12件（上年10件）。",
}


@pytest.mark.parametrize("text", NO_LIST.values(), ids=NO_LIST.keys())
def test_no_enumeration_in(text):
    assert read_enumerations(text, 2019) == []


def test_a_fraction_of_mixed_digits_is_read_or_left_and_never_fails():
    told = ["百分之2二", "百分之3.4.5", "二十分之2十"]
    assert [read_quantities(f"占{text}。", 2021) for text in told] == [[], [], []]
    assert read_quantities("占百分之三点2五。", 2021)[0].value == Decimal("3.25")
