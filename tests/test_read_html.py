"""HTML: what a page shows comes out, cell by cell, in reading order and with its place."""

import email.mime.image
import email.mime.multipart
import email.mime.text
import html
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.errors import ReadError
from reportkit.read import Document, Grid, Paragraph, Picture, read

PROSE = "云水镇人民政府认真贯彻落实政府信息公开各项要求，及时发布群众关心的信息，回应群众的关切，不断完善公开制度。" * 4
TAGS = (
    "table", "tr", "td", "th", "tbody", "p", "div", "ol", "ul", "li", "br", "pre", "span", "font", "title", "caption", "form", "body",
    "html", "textarea", "select", "svg", "iframe", "img", "input",
)
SHAPES = (
    "<p>{}</p>", "<p>\n\n  <b>{}</b>\n</p>", "<p>一\n二\n{}", "<br>\n{}", "<script>\n\n</script>\n<p>{}</p>", "<div\n class=x>\n<span>\n{}</span></div>",
    "<ul>\n<li>{}</ul>", "<div><p>一</p>\n<span>二</span>\n{}\n</div>", "<table>\n<tr><td>\n<tr><td>一<td></table><p>{}</p>",
)  # fmt: skip
WORDS = st.text("云水镇青禾乡明溪街道第一二三项0123456789()（）.,/—&<>'\"", min_size=1, max_size=9)


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode(), "page.html")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def shown(grid: Grid) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


@st.composite
def tiled(draw: st.DrawFn) -> tuple[list[list[int]], dict[int, str]]:
    """A rectangle tiled by cells (the cell's number at each place) under a row of headings, and the cells' texts."""
    width, height = draw(st.integers(2, 7)), draw(st.integers(2, 7))
    places = [list(range(width))] + [[-1] * width for _ in range(height - 1)]
    number = width
    for row in range(1, height):
        for column in range(width):
            if places[row][column] >= 0:
                continue
            free = next((c for c in range(column, width) if places[row][c] >= 0), width) - column
            right = column + draw(st.integers(1, free))
            bottom = row + draw(st.integers(1, height - row))
            for line in places[row:bottom]:
                line[column:right] = [number] * (right - column)
            number += 1
    return places, {cell: draw(WORDS) for cell in range(number)}


def rendered(places: list[list[int]], words: dict[int, str], dressed: bool) -> str:
    """The table in HTML; dressed: with the wrappings of a page saved from Word."""
    lines, seen = [], set()
    for row, line in enumerate(places):
        cells = []
        for cell in dict.fromkeys(line):
            if cell in seen:
                continue
            seen.add(cell)
            colspan, rowspan = line.count(cell), sum(cell in other for other in places[row:])
            spans = (f' colspan="{colspan}"' if colspan > 1 else "") + (f" rowspan={rowspan}" if rowspan > 1 else "")
            text = html.escape(words[cell])
            inner = f'<p class=MsoNormal align=center><span lang=EN-US>\n {text}</span><o:p></o:p></p>' if dressed else text
            cells.append(f"<td{spans}>{inner}</td>" if dressed else f"<td{spans}>{inner}")
        lines.append("<tr>" + "\n".join(cells) + ("</tr>\n" if dressed else ""))
    return f"<table border=1><tbody>{''.join(lines)}</table>"


@given(tiled(), st.booleans())
def test_any_mixture_of_spans_comes_back_place_by_place(table, dressed):
    places, words = table
    document = page(rendered(places, words, dressed))
    (grid,) = document.blocks
    assert shown(grid) == [[words[cell] for cell in line] for line in places]
    assert grid.aligned
    for line, row in zip(places, grid.rows, strict=True):
        for other, twin in zip(places, grid.rows, strict=True):
            for a, cell in zip(line, row, strict=True):
                for b, same in zip(other, twin, strict=True):
                    assert (a == b) == (cell is same)
    for row, line in enumerate(grid.rows):
        for column, cell in enumerate(line):
            if (cell.row, cell.column) == (row, column):
                assert cell.where == f"table 1, row {row + 1}, column {column + 1}"


@given(tiled(), st.integers(1, 4), st.sampled_from(["<div>{}</div>", "<td>", "<td width=10>&nbsp;<td>"]))
def test_layout_tables_around_a_table_leave_no_trace(table, depth, kind):
    places, words = table
    body = f"<p>{PROSE}</p>{rendered(places, words, True)}<p>{PROSE}</p><p>完</p>"
    for _ in range(depth):
        body = kind.format(body) if "{}" in kind else f"<table><tr>{kind}{body}</table>"
    blocks = page(body).blocks
    assert [type(block) for block in blocks if not isinstance(block, Paragraph) or block.text] == [Paragraph, Grid, Paragraph, Paragraph]
    assert shown(blocks[1]) == [[words[cell] for cell in line] for line in places]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('<tr><td colspan="2;">a<td>b<tr><td>1<td>2<td>3', [["a", "a", "b"], ["1", "2", "3"]]),
        ("<tr><td colspan=0>a<td colspan=x>b<tr><td colspan=-1>1<td colspan=''>2", [["a", "b"], ["1", "2"]]),
        ("<tr><td rowspan=9>a<td>b<tr><td>2", [["a", "b"], ["a", "2"]]),
        ("<tbody><tr><td rowspan=9>a<td>b</tbody><tbody><tr><td>1<td>2</tbody>", [["a", "b"], ["1", "2"]]),
        ("<tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>1<td>2", [["a", "b"], ["a", "c"], ["1", "2"]]),
        ("<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=2>1<td>3", [["a", "b", "c"], ["1", "b", "3"]]),
        ("<tr><td colspan=1000>a<tr><td>1<td>2", [["a", "a"], ["1", "2"]]),
        ("<tr><td>a<td>b<tr><td>1", [["a", "b"], ["1", None]]),
        ("<td>a<td>b<tr><td>1<td>2", [["a", "b"], ["1", "2"]]),
        ("<tr><td>a<td style='display: none'>x<td>b<tr style='DISPLAY:none'><td>y<td>z<tr><td>1<td>2", [["a", "b"], ["1", "2"]]),
        ("<tr><td>a<td>b<tr><tr><td>1<td>2", [["a", "b"], [None, None], ["1", "2"]]),
    ],
)
def test_odd_spans(table, expected):
    (grid,) = grids(page(f"<table>{table}</table>"))
    assert [[cell if cell != "" else None for cell in row] for row in shown(grid)] == expected


def test_a_cell_joins_its_lines_but_not_its_inline_elements():
    table = "<tr><td><p>结果</p><p>维持</p><td>总<b>计</b><td>22<br>（其中修订<span>16</span>件）<td>&nbsp;<td>１,２ 件"
    (grid,) = grids(page(f"<table>{table}<tr><td>0<td>0<td>0<td>0<td>0</table>"))
    assert shown(grid)[0] == ["结果\n维持", "总计", "22\n（其中修订16件）", "", "１,２ 件"]


def test_a_small_table_in_a_data_cell_is_its_words():
    inner = "<table><tr><td>3<td>件</table>"
    (grid,) = grids(page(f"<table><tr><td>a<td>b<td>c<td>d<td>e<tr><td>1<td>{inner}<td>2<td>4<td>5</table>"))
    assert shown(grid)[1] == ["1", "3 件", "2", "4", "5"]


def test_tables_are_counted_in_the_source_with_the_hidden_ones():
    hidden = "<div style='display:none'><table><tr><td>x<td>y</table></div>"
    document = page(f"{hidden}<table><tr><td><p>{PROSE}</p><table><tr><td>甲<td>乙<tr><td>1<td>2</table></table>")
    (grid,) = grids(document)
    assert grid.where == "table 3"
    assert grid.rows[1][1].where == "table 3, row 2, column 2"


def test_prose_rows_cut_a_table_of_the_whole_report():
    rows = f"<tr><td colspan=3>{PROSE}<tr><td>规章<td>0<td>1<tr><td>其他<td>2<td>3<tr><td colspan=3><p>{PROSE}</p><p>完</p>"
    document = page(f"<table>{rows}</table>")
    assert [type(block) for block in document.blocks] == [Paragraph, Grid, Paragraph, Paragraph]
    (grid,) = grids(document)
    assert shown(grid) == [["规章", "0", "1"], ["其他", "2", "3"]]
    assert grid.where == "table 1, rows 2-3"
    assert (grid.rows[1][2].row, grid.rows[1][2].where) == (1, "table 1, row 3, column 3")


def test_a_single_column_is_text():
    assert texts(page("<table><tr><td>云水镇人民政府<tr><td>2021年报告</table>")) == ["云水镇人民政府", "2021年报告"]


def test_paragraphs_as_a_browser_shows_them():
    body = "<h1>题目</h1><p>　　一是政\n 府<b>信息</b> 2020\n年</p>段<br>行<div>块<p>内</div>尾<script>var x</script><!-- 注 -->"
    assert texts(page(body)) == ["题目", "一是政府信息 2020 年", "段", "行", "块", "内", "尾"]


@given(st.lists(st.tuples(st.sampled_from(SHAPES), st.integers(0, 3)), min_size=1, max_size=12))
def test_a_paragraph_tells_its_lines(shapes):
    body = "\n".join("\n" * gap + shape.format(f"甲{number}乙") for number, (shape, gap) in enumerate(shapes))
    lines = body.split("\n")
    lines[0] = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{lines[0]}"
    document = read("\n".join(lines).encode(), "x.html")
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph) and "甲" in block.text]
    assert len(paragraphs) == len(shapes)
    for number, block in enumerate(paragraphs):
        first, last = (int(n) for n in (re.findall(r"\d+", block.where) * 2)[:2])
        assert f"甲{number}乙" in "\n".join(lines[first - 1 : last])


def test_the_numbers_of_lists_are_restored():
    body = "<ol><li>甲<li value=5><p>乙</p><li>丙</ol><ol type=A start=3><li>丁</ol>"
    body += "<ol style='list-style-type:cjk-ideographic' start=21><li>戊</ol><ol style='list-style:none'><li>己</ol><ol><li>（一）庚</ol><ul><li>辛</ul><ol type=i start=4><li>壬</ol>"
    assert texts(page(body)) == ["1. 甲", "5. 乙", "6. 丙", "C. 丁", "二十一、戊", "己", "（一）庚", "辛", "iv. 壬"]


def test_a_page_filled_by_a_script_says_so():
    document = page("<div id=app></div><script>load()</script>")
    assert not document.blocks
    assert "shows no text of its own" in document.notices[0]


def test_preformatted_text_is_read_as_text():
    (grid,) = grids(page("<pre>\n规章\t0\t1\n其他\t2\t3\n</pre>"))
    assert shown(grid) == [["规章", "0", "1"], ["其他", "2", "3"]]


def test_pictures_are_named_and_icons_are_not():
    body = "<img src=/t2.png><img src=i.gif width=16><img src=j.gif style='height:12px'>"
    body += "<img src='data:image/gif;base64,R0'><img data-src=lazy.jpg>"
    assert [block.address for block in page(body).blocks if isinstance(block, Picture)] == ["/t2.png", "lazy.jpg"]


def test_what_stands_elsewhere_is_named():
    notices = page("<iframe src='/r/2021.pdf'></iframe><a href='附件.docx?x=1'>附件</a><a href=/index.html>首页</a>").notices
    assert len(notices) == 2
    assert "/r/2021.pdf" in notices[0]
    assert "附件.docx" in notices[1]


def test_the_page_tells_of_itself():
    head = '<title>网站 - 报告</title><meta name="ArticleTitle" content="云水镇报告"><meta name="PubDate" content="2022-1-7 09:30">'
    document = page("<p>x</p>", head + '<link rel="canonical" href="https://example.org/a.html">')
    assert (document.title, document.published, document.url) == ("云水镇报告", "2022-01-07", "https://example.org/a.html")
    assert page("<p>x</p>", "<title> 报\n告 </title><meta name=PubDate content=2022-13-40>").title == "报告"


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "big5", "iso-8859-1", "nonsense", None])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_wrong_declaration_is_seen_through(declared, encoding):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    document = read(f"<html><head>{meta}</head><body><p>{PROSE}</p></body></html>".encode(encoding), "x.html")
    assert texts(document) == [PROSE]


@given(st.integers(0, 2**32))
def test_malformed_markup_never_fails(seed):
    pick = random.Random(seed)
    parts = [f"<{pick.choice(('', '/'))}{pick.choice(TAGS)} {pick.choice(('', 'colspan=3', 'rowspan=2', 'value=3'))}>字" for _ in range(60)]
    assert isinstance(page("".join(parts)), Document)


def test_markup_nested_without_end():
    assert texts(page("<font size=3>" * 3000 + "深")) == ["深"]
    with pytest.raises(ReadError, match=r"page\.html: .*nested too deep"):
        page("<table><tr><td>" * 3000 + "深")


def test_a_saved_page_is_read_from_its_html_part():
    message = email.mime.multipart.MIMEMultipart("related")
    message["Snapshot-Content-Location"] = "http://example.org/2021.html"
    body = f"<html><head><meta charset=utf-8></head><body><p>{PROSE}</p><img src=cid:t2></body></html>"
    message.attach(email.mime.text.MIMEText(body, "html", "gb2312"))
    message.attach(email.mime.image.MIMEImage(b"\x89PNG\r\n\x1a\n" + bytes(50), "png"))
    data = message.as_bytes()
    for name in ("x.mht", "x.mhtml", "x.doc"):
        document = read(data, name)
        assert texts(document) == [PROSE]
        assert (document.media_type, document.url) == ("multipart/related", "http://example.org/2021.html")
        assert [block.address for block in document.blocks if isinstance(block, Picture)] == ["cid:t2"]


def test_a_saved_page_without_html():
    with pytest.raises(ReadError, match="holds no HTML part"):
        read(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "x.mht")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<s>9</s>12", "12"),
        ("<del>9</del>12", "12"),
        ("<p><strike>9</strike>12</p>", "12"),
        ("<span style='text-decoration: line-through'>9</span>12", "12"),
        ("<span hidden>1</span>2", "2"),
        ("<span style='visibility: hidden'>1</span>2", "2"),
        ("<span style='color:red;font-size:0'>1</span>2", "2"),
        ("<span style='FONT-SIZE: 0px; color: red'>1</span>2", "2"),
        ("<span style='font-size:0.5em'>1</span>2", "12"),
        ("<span style='font-size:0'><span style='font-size:14px'>1</span></span>2", "12"),
        ("<div style='visibility:hidden'><b class=shown>1</b>2</div>", "12"),
        ("<span hidden style='display:inline'>1</span>2", "12"),
        ("<span style='text-decoration:none'>1</span>2", "12"),
        ("5<sup>2</sup>", "5²"),
        ("<sup>1</sup>5", "¹5"),
        ("5<sub><b>1</b>0</sub>7", "5₁₀7"),
        ("5<span style='vertical-align: super'>2</span>", "5²"),
        ("<span style='vertical-align:super'>2</span>", "²"),
        ("12<sup>①</sup>", "12①"),
    ],
)
def test_struck_unseen_and_raised_digits_join_no_number(cell, expected):
    (grid,) = grids(page(f"<table><tr><td>甲<td>乙<td>丙<tr><td>1<td>{cell}<td>3</table>"))
    assert shown(grid)[1] == ["1", expected, "3"]


@pytest.mark.parametrize("style", ["visibility:hidden", "font-size:0", "text-decoration:line-through"])
def test_an_unseen_cell_keeps_its_place(style):
    (grid,) = grids(page(f"<table><tr><td>甲<td>乙<td>丙<tr><td>1<td style='{style}'>2<td>3</table>"))
    assert shown(grid)[1] == ["1", "", "3"]
    (grid,) = grids(page("<table><tr><td>甲<td>乙<td hidden>丙<tr><td>1<td>2</table>"))
    assert shown(grid) == [["甲", "乙"], ["1", "2"]]


def test_a_mark_never_closed_ends_with_its_cell():
    (grid,) = grids(page("<table><tr><td>甲<td>乙<td>丙<tr><td>1<s>9<td>12<td>3<tr><td>4<sup>5<td>6<td>7</table>"))
    assert shown(grid)[1:] == [["1", "12", "3"], ["4⁵", "6", "7"]]
    assert texts(page("<p>甲<s>旧</p><p>公开12条</p>")) == ["甲", "公开12条"]
    assert not page("<p>甲</p><del><table><tr><td>甲<td>乙<tr><td>1<td>2</table></del>").blocks[1:]


def test_raised_marks_do_no_harm_in_prose():
    assert texts(page("<p>面积30m<sup>2</sup>，公开信息12条<sup>[1]</sup>。</p>")) == ["面积30m²，公开信息12条[¹]。"]
