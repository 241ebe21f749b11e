"""Characters that differ between copies of one text: radicals, traditional ones, blanks."""

from __future__ import annotations

import unicodedata

from gikqa.text import pattern

# NFKC repairs the Kangxi radicals of U+2F00 but leaves these of the CJK supplement alone.
_SUPPLEMENT = {0x2EA0: "民", 0x2EC5: "见", 0x2ED3: "长", 0x2ED4: "门"}
_RADICALS = _SUPPLEMENT | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}

# Characters of the forms, as mirrors in traditional characters print them (製 for 制 as well):
# those of the editions for which the table of OpenCC has another one. The last line is for words
# with which names of places and bodies end.
_TRADITIONAL = (
    "專業個為爲舉於從眾衆會傳體決況減別辦務動區單參發後員圍國處復複備審對屬佈廢開強當徑態總執護報"
    "據無時機權構條標濟點熱現稱穩類糾納線組織經結絡統繼續維編繳網罰職輿範獲補規計認訓議許訟設訪訴"
    "詢請讀談負責購費轉輯過這進採錯門問聞閱隱項題額駁萬製確關與併證資數"
    "係俬傢內噹埰寀應捲査欄沒眞祕穫箇綫繫華蔘號衕註試誌踰迴錶閤閲隻髮麪麫麵齣"
    "縣鎮鄉廳黨灣島嶺"
)
_SIMPLIFIED = (
    "专业个为为举于从众众会传体决况减别办务动区单参发后员围国处复复备审对属布废开强当径态总执护报"
    "据无时机权构条标济点热现称稳类纠纳线组织经结络统继续维编缴网罚职舆范获补规计认训议许讼设访诉"
    "询请读谈负责购费转辑过这进采错门问闻阅隐项题额驳万制确关与并证资数"
    "系私家内当采采应卷查栏没真秘获个线系华参号同注试志逾回表合阅只发面面面出"
    "县镇乡厅党湾岛岭"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)

_RADICAL = pattern("[\u2ea0-\u2fd5]")

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FOOTNOTE_MARKS = "*＊※†‡⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩"
"""Marks that refer to a note below a table; folded, some of them would be digits of the number."""

_BLANKS = pattern(r"[\s\u200b\ufeff]+")


def repair_radicals(text: str) -> str:
    """The text with radicals, which some PDF tools write, replaced by the usual characters."""
    # Hardly any text has one, and a search takes a twentieth of the time of a replacement.
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def raised(text: str) -> str:
    """The text with its digits above the line, as a document prints the number of a note."""
    return text.translate(_RAISED)


def simplified(text: str) -> str:
    """The text with traditional characters of the forms replaced by simplified ones."""
    return text.translate(_TO_SIMPLIFIED)


def squeeze(text: str) -> str:
    """The text without any blanks."""
    return _BLANKS.sub("", text)
