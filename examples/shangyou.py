"""The report of 上犹县人民政府办公室 for 2019 as a row of an export.

Names and figures are those that the office published, slips included; the sentences are ours.
What is wrong with it: the results for natural persons are 7 + 2, their total says 10, and 7 + 0
came in; 6 answered and 1 waiting is neither; a county of another province runs its list of
powers; 结果维护 stands for 结果维持, 截止 for 截至; the note on getting the report stands twice.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from gikqa.editions import load_editions

_REQUESTS = {
    "new_received": 7,
    "granted": 7,
    "unable_not_held": 2,
    "total_concluded": 10,
}
_DISCLOSURE: dict[str, int | Decimal] = {
    "disclosure.normative_documents.newly_made": 3,
    "disclosure.normative_documents.newly_disclosed": 3,
    "disclosure.normative_documents.disclosed_total": 75,
    "disclosure.centralized_procurement.projects": 1,
    "disclosure.centralized_procurement.amount": Decimal("16.31"),
}
_SECTIONS = (
    (
        "",
        "上犹县人民政府办公室按《中华人民共和国政府信息公开条例》（国务院令第711号）和"
        "国办公开办函〔2019〕60号文件写成这份报告，数字取自2019年1月1日至2019年12月31日。"
        "报告的电子版挂在县政府网站上。读者如有疑问，可拨0797-8542306，或寄信到上犹县犹江大道16号，邮编341200。",
    ),
    (
        "总体情况",
        "截止2019年12月底，出自本办并登上县政府门户网站的信息有650条，其中概况类120条，"
        "政务动态类460条，规划计划类63条，财经类7条。"
        "社会公益方面全县共公开信息889条，其中脱贫161条，社会救助和福利122条，教育118条，"
        "医疗卫生105条，环保106条，灾害事故80条，公共文化98条，公共交通99条。"
        "权责清单由柳林县政务清单管理系统维护，每项职权都写清了依据、材料和时限。"
        "2019年，本办受理政府信息公开申请7件，全是书面提出的，已答复6件，待答复1件。",
    ),
    ("主动公开政府信息情况", "本办这一年的文件和采购数量列在表中。"),
    ("收到和处理政府信息公开申请情况", "申请来自谁、结果如何，见表。"),
    ("政府信息公开行政复议、行政诉讼情况", "没有人因为信息公开申请复议或者起诉。"),
    (
        "存在的主要问题及改进情况",
        "公开得不够深，解读的花样也少；今后会把更新抓得更紧，并给查阅点配齐设备。",
    ),
    ("其他需要报告的事项。", "本办没有别的事要说。报告的电子版请到县政府网站下载。"),
)


def shangyou() -> dict[str, Any]:
    """The row; every cell of edition 2019 is filled."""
    cells: dict[str, int | Decimal] = dict.fromkeys(load_editions()["2019"].cells, 0)
    cells |= _DISCLOSURE
    for row, count in _REQUESTS.items():
        cells[f"requests.{row}.natural_person"] = count
        cells[f"requests.{row}.total"] = count
    return {
        "report_id": "shangyou-2019",
        "publisher": "上犹县人民政府办公室",
        "year": 2019,
        "level": "office",
        "region_code": "360724",
        "edition": "2019",
        "title": "上犹县政府办2019年政府信息公开工作年度报告",
        "period_start": date(2019, 1, 1),
        "period_end": date(2019, 12, 31),
        "sections": [
            {"number": number, "heading": heading, "text": text}
            for number, (heading, text) in enumerate(_SECTIONS)
        ],
        **cells,
        "raw_cells": {"disclosure.centralized_procurement.amount": "16.31万元"},
        "printed_labels": {"disputes.upheld": "结果维护"},
        "extraction": {"tool": "make_sample", "version": "1", "notes": []},
    }
