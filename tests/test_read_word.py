"""Word files come out as printed: every merged cell, number and accepted change in its place."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.errors import MissingExtra, ReadError
from reportkit.read import office
from reportkit.read.document import Grid, Paragraph, Picture
from reportkit.read.word import read_word
from reportkit.read.word.numbering import spell

SHARED = Path(__file__).parents[2] / "shared"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' + " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def package(body: str, **parts: str) -> bytes:
    """A .docx with this body; further parts by name: styles, numbering."""
    relations = "".join(f'<Relationship Id="{name}" Type="http://x/{name}" Target="{name}.xml"/>' for name in parts)
    relations += '<Relationship Id="rId9" Type="http://x/image" Target="media/image1.png"/>'
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{xml}</w:{name}>")
    return file.getvalue()


def p(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def blocks(body: str, **parts: str) -> list[Paragraph | Grid | Picture]:
    return list(read_word(package(body, **parts), "a.docx").blocks)


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks(body, **parts)]


def matrix(grid: Grid) -> list[list[str | None]]:
    return [[c.text if c else None for c in row] for row in grid.rows]


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """Rows, columns, and rectangles (top, left, bottom, right) that do not overlap."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    rectangles = []
    for _ in range(draw(st.integers(0, 5))):
        top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        bottom, right = draw(st.integers(top, rows - 1)), draw(st.integers(left, columns - 1))
        places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(places) > 1 and not places & taken and len(places) < rows * columns and not (left == 0 and right == columns - 1):
            taken |= places
            rectangles.append((top, left, bottom, right))
    return rows, columns, rectangles


@settings(max_examples=60, deadline=None)
@given(merged_grids(), st.randoms(use_true_random=False))
def test_random_merged_table_comes_back_cell_by_cell(shape, random):
    rows, columns, rectangles = shape
    written = docx.Document()
    grid = written.add_table(rows, columns)
    expected = {(r, c): (r, c) for r in range(rows) for c in range(columns)}
    for top, left, bottom, right in rectangles:
        grid.cell(top, left).merge(grid.cell(bottom, right))
        expected |= {(r, c): (top, left) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    words = {place: random.choice(["", "0", f"{place[0]}行{place[1]}列", "1,234"]) for place in expected.values()}
    for place, word in words.items():
        grid.cell(*place).text = word
    file = BytesIO()
    written.save(file)
    (read,) = [b for b in read_word(file.getvalue(), "a.docx").blocks if isinstance(b, Grid)]
    assert (len(read.rows), len(read.rows[0])) == (rows, columns)
    for (r, c), origin in expected.items():
        found = read.rows[r][c]
        assert (found.text, found.row, found.column) == (words[origin], *origin)
        assert found is read.rows[origin[0]][origin[1]]
        assert found.where == f"table 1, row {origin[0] + 1}, column {origin[1] + 1}"


def test_paragraphs_and_tables_keep_their_order_and_places():
    body = p("一、总体情况") + p() + table(cell("甲") + cell("1"), cell("乙") + cell("2")) + p("云水镇人民政府")
    first, grid, last = blocks(body)
    assert (first.text, first.where) == ("一、总体情况", "paragraph 1")
    assert (grid.where, grid.rows[1][1].where, grid.aligned) == ("table 1", "table 1, row 2, column 2", True)
    assert (last.text, last.where) == ("云水镇人民政府", "paragraph 3")


def test_skipped_grid_places_are_none_and_lost_restarts_are_mended():
    body = table(
        cell("甲") + cell("乙") + cell("丙"),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("丁", "<w:vMerge/>") + cell("戊"),
        cell("己") + cell("藏", "<w:vMerge/>") + cell("庚"),
    )
    (grid,) = blocks(body)
    assert matrix(grid) == [["甲", "乙", "丙"], [None, "丁", "戊"], ["己", "丁", "庚"]]
    (grid,) = blocks(table(cell("甲", "<w:hMerge w:val='restart'/>") + cell("", "<w:hMerge/>"), cell("1") + cell("2")))
    assert matrix(grid) == [["甲", "甲"], ["1", "2"]]


def test_a_row_without_spans_is_laid_out_by_its_widths():
    columns = "<w:tblGrid>" + '<w:gridCol w:w="1000"/>' * 4 + "</w:tblGrid>"
    wide = '<w:tcW w:w="{}" w:type="dxa"/>'.format
    narrow = "".join(cell(text, wide(1000)) for text in "甲乙丙丁")
    body = "<w:tbl>" + columns + f"<w:tr>{narrow}</w:tr><w:tr>{cell('戊', wide(990))}{cell('12', wide(3010))}</w:tr>"
    (grid,) = blocks(body + f"<w:tr>{cell('己', wide(1500))}{cell('3', wide(2500))}</w:tr></w:tbl>")
    assert matrix(grid) == [["甲", "乙", "丙", "丁"], ["戊", "12", "12", "12"], ["己", "3", None, None]]


def test_numbers_that_are_none_in_the_file_do_no_harm():
    (grid,) = blocks(table(cell("甲", '<w:gridSpan w:val="zwei"/>') + cell("乙", '<w:gridSpan w:val="0"/>'), cell("1") + cell("2")))
    assert matrix(grid) == [["甲", "乙"], ["1", "2"]]
    assert texts(p("正文", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'), numbering=LISTS) == ["一、正文"]


def embedding(part: str, data: bytes) -> bytes:
    """A .docx with nothing but a whole file put into it."""
    file = BytesIO(package('<w:altChunk r:id="rId9"/>'))
    with ZipFile(file) as old, ZipFile(new := BytesIO(), "w") as archive:
        for name in old.namelist():
            archive.writestr(name, old.read(name).replace(b"media/image1.png", part.encode()))
        archive.writestr(f"word/{part}", data)
    return new.getvalue()


def test_a_file_put_into_the_document_is_read_and_named():
    inner = package(p("一、总体情况") + table(cell("甲") + cell("1"), cell("乙") + cell("2")))
    document = read_word(embedding("afchunk.docx", inner), "a.docx")
    assert document.blocks[0].text == "一、总体情况"
    assert matrix(document.blocks[1])[1] == ["乙", "2"]
    assert "embedded file word/afchunk.docx" in document.notices[0]
    document = read_word(embedding("afchunk.docx", inner[:300]), "a.docx")
    assert (document.blocks, document.notices[0].startswith("the embedded file word/afchunk.docx was not read")) == ((), True)


def test_tracked_changes_are_taken_as_accepted():
    gone, come = "<w:del><w:r><w:delText>12</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>21</w:t></w:r></w:ins>"
    assert texts(f"<w:p>{gone}{come}<w:r><w:t>件</w:t></w:r></w:p>") == ["21件"]
    moved = "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>"
    assert texts(f"<w:p>{moved}</w:p>") == ["新"]
    assert texts(p("公开信息", "<w:rPr><w:del/></w:rPr>") + p("12条")) == ["公开信息12条"]
    rows = table(cell("甲") + cell("1"), "<w:trPr><w:del/></w:trPr>" + cell("旧") + cell("9"), cell("乙") + cell("9", "<w:cellDel/>") + cell("2"))
    assert matrix(blocks(rows)[0]) == [["甲", "1"], ["乙", "2"]]


def test_fields_give_their_results_only():
    def field(instruction: str, result: str) -> str:
        turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
        return turn("begin") + instruction + turn("separate") + f"<w:r><w:t>{result}</w:t></w:r>" + turn("end")

    inner = field("<w:r><w:instrText>REF 1</w:instrText></w:r>", "藏")
    assert texts(f"<w:p>{field('<w:r><w:instrText>SUM</w:instrText></w:r>' + inner, '30')}<w:r><w:t>件</w:t></w:r></w:p>") == ["30件"]
    assert texts('<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>2024年</w:t></w:r></w:fldSimple></w:p>') == ["2024年"]


def test_wrappers_breaks_symbols_and_hidden_text():
    run = "<w:r><w:t>{}</w:t></w:r>".format
    wrapped = f"<w:sdt><w:sdtContent><w:p><w:hyperlink>{run('青禾')}</w:hyperlink><w:smartTag>{run('乡')}</w:smartTag></w:p></w:sdtContent></w:sdt>"
    assert texts(wrapped) == ["青禾乡"]
    assert texts("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:noBreakHyphen/><w:cr/></w:r></w:p>") == ["一 二\n三-"]
    assert texts('<w:p><w:r><w:sym w:font="Wingdings" w:char="F082"/><w:t>条</w:t></w:r></w:p>') == ["②条"]
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>见</w:t></w:r></w:p>"
    assert texts(hidden) == ["见"]
    style = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert texts("<w:p><w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>藏</w:t></w:r>" + run("见") + "</w:p>", styles=style) == ["见"]
    ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    assert texts(ruby) == ["云"]
    assert texts(f"<w:p>{run('共')}<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>{run('件')}</w:p>") == ["共12件"]


@pytest.mark.parametrize(("look", "expected"), [
    ("<w:strike/>", "12"), ("<w:dstrike w:val='true'/>", "12"), ("<w:strike w:val='0'/>", "912"), ("<w:rStyle w:val='gone'/>", "12"),
    ("<w:rStyle w:val='gone'/><w:strike w:val='false'/>", "912"), ("<w:vertAlign w:val='superscript'/>", "⁹12"), ("<w:rStyle w:val='low'/>", "₉12"),
    ("<w:vertAlign w:val='baseline'/><w:rStyle w:val='low'/>", "912"),
])  # fmt: skip
def test_struck_and_raised_digits_join_no_number(look, expected):
    style = '<w:style w:type="character" w:styleId="{}"><w:rPr>{}</w:rPr></w:style>'.format
    styles = style("gone", "<w:strike/>") + style("low", "<w:vertAlign w:val='subscript'/>")
    text = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>9</w:t></w:r><w:r><w:t>12</w:t></w:r></w:p>"
    assert texts(text, styles=styles) == [expected]
    assert matrix(blocks(table(cell("甲") + cell("乙"), cell("1") + cell(text)), styles=styles)[0])[1] == ["1", expected]


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{p('第二十条')}{table(cell('甲') + cell('1'), cell('乙') + cell('2'))}</w:txbxContent>"
    new = f"<w:drawing><a:graphic><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphic></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice Requires='wps'>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    for drawn in (both, old):
        text, inside, grid = blocks(f"<w:p><w:r><w:t>前文</w:t>{drawn}</w:r></w:p>")
        assert (text.text, inside.text, inside.where) == ("前文", "第二十条", "paragraph 1, text box, paragraph 1")
        assert grid.rows[1][1].where == "paragraph 1, text box, table 1, row 2, column 2"


def test_pictures_keep_their_address_also_in_cells():
    picture = '<w:p><w:r><w:drawing><a:graphic><a:blip r:embed="rId9"/></a:graphic></w:drawing></w:r></w:p>'
    assert blocks(picture) == [Picture("word/media/image1.png", "paragraph 1")]
    old = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r></w:p>'
    grid, found = blocks(table(cell("甲") + cell(old), cell("乙") + cell("2")))
    assert grid.rows[0][1].text == ""
    assert found == Picture("word/media/image1.png", "table 1, row 1, column 2, paragraph 1")


def test_a_page_laid_out_with_a_table_comes_apart():
    data = table(cell("规章") + cell("0"), cell("行政规范性文件") + cell("3"))
    heading, grid, end = blocks(table(cell(p("二、主动公开") + data + p()), cell("三、收到申请")))
    assert (heading.text, end.text) == ("二、主动公开", "三、收到申请")
    assert heading.where == "table 1, row 1, column 1, paragraph 1"
    assert grid.rows[1][1].where == "table 1, row 1, column 1, table 1, row 2, column 2"


def test_a_small_table_in_a_cell_is_that_cells_text():
    (grid,) = blocks(table(cell("甲") + cell(table(cell("12"))), cell("乙") + cell(p("共") + table(cell("3") + cell("件")))))
    assert matrix(grid) == [["甲", "12"], ["乙", "共\n3 件"]]


def test_a_table_within_a_larger_one_becomes_a_grid_after_it():
    inner = table(cell("a") + cell("b"), cell("c") + cell("d"))
    outer, found = blocks(table(*[cell(f"行{i}") + cell(inner if i == 2 else str(i)) for i in range(5)]))
    assert (len(outer.rows), outer.rows[2][1].text, matrix(found)) == (5, "", [["a", "b"], ["c", "d"]])


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def item(text: str, list_id: int = 1, depth: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


LEVELS = level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）") + level(2, "decimal", "%3.") + level(3, "decimal", "%3.%4")
LISTS = f"""<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def test_words_own_numbers_are_counted_out():
    body = item("总体情况") + item("主动公开", depth=1) + item("制度", depth=2) + item("平台", depth=2) + item("细目", depth=3)
    body += item("依申请公开", depth=1) + item("培训", depth=2) + item("主动公开政府信息情况") + item("重起", list_id=2) + p("不编号", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(body, numbering=LISTS) == [
        "一、总体情况", "（一）主动公开", "1. 制度", "2. 平台", "2.1 细目", "（二）依申请公开", "1. 培训", "二、主动公开政府信息情况", "一、重起", "不编号",
    ]  # fmt: skip


def test_numbers_come_through_styles_and_into_cells():
    styles = """<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="sub"><w:basedOn w:val="base"/></w:style>"""
    linked = LISTS.replace('<w:lvlText w:val="（%2）"/>', '<w:lvlText w:val="（%2）"/><w:pStyle w:val="sub"/>')
    body = p("总体情况", '<w:pStyle w:val="base"/>') + p("主动公开", '<w:pStyle w:val="sub"/>')
    assert texts(body, styles=styles, numbering=linked) == ["一、总体情况", "（一）主动公开"]
    (grid,) = blocks(table(cell(item("甲", depth=2)) + cell("1"), cell(item("", depth=2)) + cell("2")), numbering=LISTS)
    assert matrix(grid) == [["1. 甲", "1"], ["2.", "2"]]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (10, "chineseCounting", "十"), (12, "japaneseCounting", "十二"), (20, "chineseCountingThousand", "二十"), (105, "chineseCountingThousand", "一百零五"),
        (12, "ideographDigital", "一二"), (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "㉑"), (2, "decimalEnclosedParen", "⑵"),
        (4, "lowerLetter", "d"), (9, "upperRoman", "IX"), (7, "decimalZero", "07"), (2, "ideographTraditional", "乙"), (5, "thaiNumbers", "5"),
    ],
)  # fmt: skip
def test_number_formats(number, form, printed):
    assert spell(number, form) == printed


@settings(deadline=None)
@given(st.integers(1, 9999))
def test_chinese_numbers_agree_with_cn2an(number):
    cn2an = pytest.importorskip("cn2an")
    assert cn2an.cn2an(spell(number, "chineseCounting"), "normal") == number


def test_title_comes_from_the_properties():
    written = docx.Document()
    written.core_properties.title = "云水镇年度报告"
    file = BytesIO()
    written.save(file)
    document = read_word(file.getvalue(), "a.docx")
    assert (document.title, document.blocks) == ("云水镇年度报告", ())


def test_headers_footers_and_footnotes_stay_out():
    written = docx.Document()
    written.sections[0].header.paragraphs[0].text = "页眉 5"
    written.add_paragraph("正文").add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    file = BytesIO()
    written.save(file)
    assert [b.text for b in read_word(file.getvalue(), "a.docx").blocks] == ["正文"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (package(p("正文"))[:200], "damaged"),
        (b"PK\x05\x06" + bytes(18), "no Word text inside"),
        (package("<w:p>"), "word/document.xml is damaged"),
        (b"%PDF-1.7", "no Word file inside"),
        (office.OLE2 + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    ],
)
def test_what_cannot_be_read_is_said(data, message):
    with pytest.raises(ReadError, match=f"青禾乡.docx.*{message}"):
        read_word(data, "青禾乡.docx")


def test_without_libreoffice_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(MissingExtra, match=r"旧.doc: a .doc file needs LibreOffice.*apt install.*brew.*Windows"):
        read_word(office.OLE2 + "WordDocument".encode("utf-16-le"), "旧.doc")


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_old_formats_come_back_through_libreoffice(tmp_path, ending):
    written = docx.Document()
    written.add_paragraph("一、总体情况")
    grid = written.add_table(3, 3)
    grid.style = "Table Grid"
    for i in range(9):
        grid.cell(i // 3, i % 3).text = str(i)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "合并"
    written.add_paragraph("云水镇")
    source = tmp_path / "source.docx"
    written.save(source)
    command = [office.program(), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", ending,
               "--outdir", str(tmp_path), str(source)]  # fmt: skip
    office.subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = read_word((tmp_path / f"source.{ending}").read_bytes(), f"旧.{ending}")
    text, found, _ = document.blocks
    assert text.text == "一、总体情况"
    assert matrix(found) == [["合并", "合并", "2"], ["3", "4", "5"], ["6", "7", "8"]]
    assert "LibreOffice" in document.notices[0]


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_a_damaged_old_file_is_refused_and_not_read_as_signs():
    with pytest.raises(ReadError, match="坏.doc: LibreOffice could not read it .*save it as .docx"):
        read_word(office.OLE2 + bytes(3000) + "WordDocument 12".encode("utf-16-le") + b"0" * 3000, "坏.doc")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
def test_the_blank_official_form_is_three_exact_blank_grids():
    document = read_word((SHARED / "real/form-2021-blank.docx").read_bytes(), "form.docx")
    first, second, third = (block for block in document.blocks if isinstance(block, Grid))
    assert [(len(g.rows), len(g.rows[0])) for g in (first, second, third)] == [(14, 4), (28, 10), (4, 15)]
    entries = [first.rows[r][c] for r in (2, 3) for c in (1, 2, 3)] + [first.rows[r][1] for r in (6, 9, 10, 13)]
    entries += [c for row in second.rows[3:] for c in row[3:]] + list(third.rows[3])
    assert len({id(c) for c in entries}) == 6 + 4 + 25 * 7 + 15
    assert {c.text for c in entries} == {""}
    assert second.rows[5][0] is second.rows[26][0]
    assert re.sub(r"\s", "", second.rows[26][0].text) == "三、本年度办理结果"
    assert second.rows[12][1].text == "（三）不予公开"
