"""Web pages: tables with merged cells, and what sites put around a report."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.paper import Heading, Paper
from gikqa.testing.documents.styles import Page, Style

ABOVE = """\
<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/hd/">互动交流</a></li><li><a href="/fw/">办事服务</a></li></ul>
<form action="/search"><input type="text" name="q" placeholder="请输入关键字"/>
<input type="submit" value="搜索"/></form></div>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/nb/">政府信息公开年报</a></div>
"""
BELOW = """\
<div class="tools"><a href="javascript:window.print()">打印本页</a>
<a href="javascript:window.close()">关闭窗口</a></div>
<div class="foot"><p>主办单位：{publisher}</p><p>网站标识码：0000000000</p>
<p><a href="/map/">网站地图</a></p></div>
"""
SIZES = "<p>字体：[<a href='#'>大</a> <a href='#'>中</a> <a href='#'>小</a>]</p>\n"

_SHORTEST_BROKEN = 5  # labels of fewer characters stay in one line


def render(paper: Paper, style: Style, look: Page) -> bytes:
    """The report as a web page."""
    content = "".join(_content(paper, look))
    for _ in range(look.nested):
        content = (
            f"<table width='100%' border='0'><tr><td>&nbsp;</td>\n<td>{content}</td></tr></table>\n"
        )
    above = ABOVE if look.furniture else ""
    below = BELOW.format(publisher=escape(paper.publisher)) if look.furniture else ""
    page = (
        f"<!DOCTYPE html>\n<html>\n<head>\n{_meta(paper, look)}"
        f"<title>{escape(paper.title)}</title>\n</head>\n<body>\n"
        f"{above}<div id='zoom'>\n{content}</div>\n{below}</body>\n</html>\n"
    )
    # A character that the encoding lacks (a rare one in a name, in GBK) becomes a reference.
    return page.encode(style.encoding, errors="xmlcharrefreplace")


def _meta(paper: Paper, look: Page) -> str:
    # Old pages declare their encoding in the long way, and a smaller one than they use.
    if look.charset == "gb2312":
        content = f"text/html; charset={look.charset}"
        declared = f"<meta http-equiv='Content-Type' content='{content}'/>\n"
    else:
        declared = f"<meta charset='{look.charset}'/>\n"
    if look.metadata and paper.published_on:
        declared += f"<meta name='PubDate' content='{paper.published_on}'/>\n"
    return declared


def _content(paper: Paper, look: Page) -> Iterator[str]:
    if look.metadata:
        yield _metadata(paper)
    lines = "<br/>".join(escape(line) for line in paper.title_lines)
    yield f"<h1>{lines}</h1>\n" if look.heading == "h2" else f"<p align='center'>{lines}</p>\n"
    if paper.published_on:
        yield f"<p align='center'>发布日期：{paper.published_on}</p>\n"
    if look.furniture:
        yield SIZES
    for part in paper.parts:
        if isinstance(part, Grid):
            yield _table(part, look)
        elif isinstance(part, Heading):
            yield _heading(escape(part.printed), look)
        else:
            indent = "&nbsp;&nbsp;&nbsp;&nbsp;" if look.paragraphs else "\u3000\u3000"
            yield f"<p>{indent}{escape(part)}</p>\n"


def _heading(text: str, look: Page) -> str:
    if look.heading == "strong":
        return f"<p><strong>{text}</strong></p>\n"
    return f"<{look.heading}>{text}</{look.heading}>\n"


def _metadata(paper: Paper) -> str:
    entries = [
        ("索引号", "000000000/2020-00000"),
        ("发布机构", paper.publisher),
        ("主题分类", "政府信息公开年报"),
        ("发布日期", str(paper.published_on or "")),
    ]
    cells = [f"<td>{name}：</td><td>{escape(value)}</td>" for name, value in entries]
    rows = "".join(f"<tr>{''.join(cells[at : at + 2])}</tr>\n" for at in (0, 2))
    return f"<table class='meta'>\n{rows}</table>\n"


def _table(grid: Grid, look: Page) -> str:
    rows = ["".join(_cell(cell, look) for cell in cells) for cells in grid.own]
    heads = "".join(f"<tr>{row}</tr>\n" for row in rows[: grid.heads])
    body = "".join(f"<tr>{row}</tr>\n" for row in rows[grid.heads :])
    if heads and not look.paragraphs:  # office programs write no <thead>
        heads = f"<thead>\n{heads}</thead>\n"
        body = f"<tbody>\n{body}</tbody>\n"
    return f"<table border='1'>\n{heads}{body}</table>\n"


def _cell(cell: GridCell, look: Page) -> str:
    text = cell.text
    broken = look.broken_labels and cell.path is None and len(text) >= _SHORTEST_BROKEN
    middle = len(text) // 2
    halves = [text[:middle], text[middle:]] if broken else [text]
    content = "<br/>".join(escape(half) for half in halves).replace("\xa0", "&nbsp;")
    if look.paragraphs:
        content = f"<p>{content}</p>"
    spans = [("colspan", cell.width), ("rowspan", cell.height)]
    attributes = "".join(f" {name}='{count}'" for name, count in spans if count > 1)
    return f"<td{attributes}>{content}</td>"
