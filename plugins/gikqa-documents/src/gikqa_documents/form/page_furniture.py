"""What a web page prints around a report."""

from __future__ import annotations

from gikqa.text import pattern
from gikqa_documents.form.characters import squeeze

BETWEEN_MARKS = pattern(r"[-‐‑–—―─－~·•]+\s?\d{1,3}\s?[-‐‑–—―─－~·•]+")
"""A page number, — 4 —; more than one blank is the gap between cells: `-  4  -` is a row."""

_ANYWHERE = pattern(
    r"^(?:第\d{1,3}页(?:[,，（(]?共\d{1,3}页[)）]?)?"
    r"|(?:【?字体】?[:：]?|字号[:：]?)?[\[【（(]?大中小[\]】）)]?"
    r"|[\[【（(]?(?:字体|字号|字体大小)[】）)]?[:：].{0,30}"
    r"|\{\{.*\}\}"
    r"|(?:[【\[]?(?:打印|关闭|返回|收藏|分享|纠错)(?:此页|本页|页面|窗口|顶部|首页|上一页|本站)?[】\]]?[|｜/]?)+"
    r"|(?:上|下)一(?:篇|条)[:：]?.*"
    r"|请输入.{0,20}"
    r"|(?:您)?(?:现在|当前)?(?:的)?(?:位置|所在位置)[:：].*"
    r"|首页[>＞»/].*)$"
)
_AT_TOP = pattern(
    r"^(?:(?:发布|发文|生成|成文|公开|更新|信息)?(?:日期|时间)[:：].*"
    r"|(?:来源|信息来源|稿件来源|文章来源|作者|责任编辑|编辑|浏览次数|浏览量|点击数|阅读次数|点击量)[:：].*"
    r"|(?:索引号|信息索引号|发布机构|发布单位|发文机关|发文单位|公开机构|公开主体|公开责任部门|名称|标题"
    r"|文号|发文字号|文件编号|主题分类|组配分类|服务对象|体裁|公开方式|公开形式|公开范围|公开时限|效力状态"
    r"|有效性|语种|关键词|主题词|内容概述|信息分类|信息类别|分享到)[:：].*"
    r"|[\[【（(]?\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?[\]】）)]?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?:.{0,40}(?:来源|作者|字体|字号|浏览|点击|阅读|打印).*)?"
    r"|首页|无障碍|长者模式|搜索|登录|注册|繁体|简体|English)$"
)
_END = pattern(
    r"ICP备|公网安备|版权所有|网站标识码|^(?:主办单位|主办|承办单位|承办)[:：]|^网站地图|^扫一扫|^分享到"
    r"|^相关(?:链接|文章|信息|附件|阅读|文档|新闻|推荐|内容)[:：]?$|^友情链接|^历年(?:年度)?(?:年报|报告)[:：]?$"
    r"|^(?:网站首页|关于我们|联系我们|网站声明|法律声明|隐私声明|免责声明|使用帮助)"
    r"|^技术支持[:：]|^(?:推荐|延伸)阅读[:：]?$|^Copyright|^©"
)


def is_furniture(line: str, *, inside: bool) -> bool:
    """Whether a line belongs to the web page and not to the report.

    inside: the line is in a chapter, where only lines that no report prints are left out.
    """
    if BETWEEN_MARKS.fullmatch(line.strip()):
        return True
    text = squeeze(line)
    return bool(_ANYWHERE.match(text)) or (not inside and bool(_AT_TOP.match(text)))


def ends_report(line: str) -> bool:
    """Whether the foot of the page begins with this line."""
    return len(line) < 120 and not line.endswith("。") and bool(_END.search(squeeze(line)))
