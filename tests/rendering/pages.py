"""Stories as HTML pages, as the many site systems write them."""

from collections.abc import Callable, Sequence
from html import escape

from .layout import Box, Table
from .story import Block

Inner = Callable[[str], str]
Show = Callable[[Table], str]
FURNITURE = (
    '<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a></div><table><tr><td>索引号</td><td>SL-2022-00017</td><td>发布机构</td>'
    "<td>示例县</td></tr></table><div>浏览次数：1024 字号：[大 中 小]</div>"
)
FOOT = "<div>主办：示例县 备案号：示例备00000000号</div>"


def text(inner: str) -> str:
    """The text of a cell as it is, its line feeds as <br>."""
    return escape(inner).replace("\n", "<br>")


def paragraphs(inner: str) -> str:
    """Each line of a cell in a paragraph with the looks that Word leaves, a blank as &nbsp;."""
    lines = inner.split("\n") if inner else [""]
    return "".join(f'<p style="text-align:center"><span lang="EN-US">{escape(line) or "&nbsp;"}</span></p>' for line in lines)


def halves(inner: str) -> str:
    """A text cut into two runs in the middle, as editors leave it."""
    return f"<span>{escape(inner[: len(inner) // 2])}</span><span>{escape(inner[len(inner) // 2 :])}</span>"


def table(rows: Table, inner: Inner = text, attributes: str = ' border="1"') -> str:
    """A table with its spans."""
    return f"<table{attributes}>\n" + "\n".join(f"<tr>{''.join(cell(box, inner) for box in row)}</tr>" for row in rows) + "\n</table>"


def cell(box: Box, inner: Inner = text) -> str:
    """A cell with its spans."""
    across = f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    down = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return f"<td{across}{down}>{inner(box.text)}</td>"


def page(blocks: Sequence[Block], inner: Inner = text, frame: str = "{}", charset: str = "utf-8", show: Show | None = None) -> str:
    """A page; frame: what stands around the story; show: how tables are written, if not as `table` does with `inner`."""
    body = "\n".join(f"<p>{escape(b)}</p>" if isinstance(b, str) else show(b) if show else table(b, inner) for b in blocks)
    return f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{escape(str(blocks[0]))}</title></head>\n<body>\n{frame.format(body)}\n</body></html>'


LAYOUT_TABLE = (
    '<table width="1000"><tr><td width="200"><ul><li><a href="#">概况</a></li><li><a href="#">公开指南</a></li></ul></td>'
    "<td><table><tr><td>{}</td></tr></table></td></tr></table>"
)
SITE = FURNITURE + '<div id="zoom">{}</div>' + FOOT


def one_table(blocks: Sequence[Block]) -> str:
    """The whole report as the rows of a single table."""
    rows: Table = []
    for block in blocks:
        rows += [[Box(block, 15)]] if isinstance(block, str) else block
    return page([str(blocks[0]), rows])


def tags_left_open(blocks: Sequence[Block]) -> str:
    """A page without any closing tag in its tables."""
    whole = page(blocks)
    for tag in ("</td>", "</tr>", "</p>"):
        whole = whole.replace(tag, "")
    return whole
