"""Spreadsheets come out cell by cell, with prose and tables told apart."""

import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from reportkit.errors import ReadError
from reportkit.read import office
from reportkit.read.document import Grid, Paragraph
from reportkit.read.sheet import read_sheet


def stored(book: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(rows: list[list[object]], *merged: str, title: str = "表") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return stored(book)


def ods(styles: str, cells: str) -> bytes:
    """An .ods file of one row."""
    names = ("office", "style", "text", "table")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:automatic-styles>{styles}</office:automatic-styles><office:body>'
        f'<office:spreadsheet><table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
    return file.getvalue()


def converted(folder: Path, ending: str) -> bytes:
    """The file a.xlsx of a folder as LibreOffice saves it in another format."""
    command = [office.program(), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", ending,
               "--outdir", str(folder), str(folder / "a.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"a.{ending}").read_bytes()


def blocks(rows: list[list[object]], *merged: str) -> list[object]:
    """Paragraphs as text, grids as lists of rows."""
    return [plain(block) for block in read_sheet(workbook(rows, *merged), "a.xlsx").blocks]


def plain(block: Paragraph | Grid) -> object:
    return block.text if isinstance(block, Paragraph) else [[c.text if c else None for c in row] for row in block.rows]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_random_merged_sheet_comes_back_cell_by_cell(data):
    rows, columns = data.draw(st.integers(3, 8)), data.draw(st.integers(3, 8))
    top, left = data.draw(st.integers(1, rows - 1)), data.draw(st.integers(1, columns - 1))
    bottom, right = data.draw(st.integers(top, rows - 1)), data.draw(st.integers(left, columns - 1))
    book = openpyxl.Workbook()
    sheet = book.active
    expected = {}
    for r in range(rows):
        for c in range(columns):
            value = f"头{r}.{c}" if not r or not c else data.draw(st.sampled_from([None, 0, 7, 1234, 25.1, "/", "无", date(2024, 5, 1)]))
            sheet.cell(r + 3, c + 2).value = value
            expected[r, c] = ("" if value is None else str(value), r, c)
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top + 3, start_column=left + 2, end_row=bottom + 3, end_column=right + 2)
        expected |= {(r, c): expected[top, left] for r in range(top, bottom + 1) for c in range(left, right + 1)}
    (grid,) = read_sheet(stored(book), "a.xlsx").blocks
    assert {(r, c): (cell.text, cell.row, cell.column) for r, row in enumerate(grid.rows) for c, cell in enumerate(row)} == expected
    for row in grid.rows:
        for cell in row:
            assert cell.where == f"sheet Sheet, cell {openpyxl.utils.get_column_letter(cell.column + 2)}{cell.row + 3}"


def test_headings_prose_and_tables_are_told_apart():
    rows = [
        ["云水镇2024年度报告"], ["一、总体情况"], ["全年公开信息12条。"], [],
        ["二、主动公开情况"], ["第一项"], ["信息内容", "制发"], ["规章", 0], ["第二项"], ["信息内容", "数量"], ["许可", 3], [],
        ["三、其他"], ["无"],
    ]  # fmt: skip
    table = [["第一项", "第一项"], ["信息内容", "制发"], ["规章", "0"], ["第二项", "第二项"], ["信息内容", "数量"], ["许可", "3"]]
    merged = ["A1:B1", "A2:B2", "A5:B5", "A6:B6", "A9:B9"]
    assert blocks(rows, *merged) == ["云水镇2024年度报告", "一、总体情况", "全年公开信息12条。", "二、主动公开情况", table, "三、其他", "无"]


def test_a_merged_heading_between_two_tables_parts_them():
    rows = [["信息", "数量"], ["规章", 0], ["三、收到申请情况"], ["项目", "自然人"], ["一、新收", 2], ["二、结转", None]]
    assert blocks(rows, "A3:B3") == [
        [["信息", "数量"], ["规章", "0"]], "三、收到申请情况", [["项目", "自然人"], ["一、新收", "2"], ["二、结转", ""]],
    ]  # fmt: skip


def test_a_heading_right_before_prose_is_none_of_the_table_above():
    rows = [["项目", "数"], ["一、新收", 2], ["二、结转", None], ["三、问题"], ["公开不够及时。"]]
    assert blocks(rows) == [[["项目", "数"], ["一、新收", "2"], ["二、结转", ""]], "三、问题", "公开不够及时。"]


def test_a_single_empty_row_does_not_part_a_table():
    assert blocks([["项目", "数"], ["甲", 1], [], ["乙", 2]]) == [[["项目", "数"], ["甲", "1"], ["乙", "2"]]]
    assert blocks([["项目", "数"], ["甲", 1], [], [], ["乙", 2]]) == [[["项目", "数"], ["甲", "1"]], [["乙", "2"]]]
    assert blocks([["项目", "数"], ["甲", 1], [], ["项", "数", "计"]]) == [[["项目", "数"], ["甲", "1"]], [["项", "数", "计"]]]


def test_blank_rows_of_a_form_stay_in_their_table():
    rows = [["项目", "自然人", "总计"], ["一、新收"], ["二、结转"], ["三、办结", 1, 1], ["四、结转下年"]]
    (grid,) = blocks(rows)
    assert [row[0] for row in grid] == ["项目", "一、新收", "二、结转", "三、办结", "四、结转下年"]
    assert grid[-1] == ["四、结转下年", "", ""]


def test_an_empty_row_drawn_with_lines_belongs_to_its_table():
    book = openpyxl.Workbook()
    book.active.append(["行政复议", "行政诉讼"])
    line = openpyxl.styles.Side(style="thin")
    for column in (1, 2):
        book.active.cell(2, column).border = openpyxl.styles.Border(line, line, line, line)
    (grid,) = read_sheet(stored(book), "a.xlsx").blocks
    assert plain(grid) == [["行政复议", "行政诉讼"], ["", ""]]
    assert grid.rows[1][1].where == "sheet Sheet, cell B2"


def test_marks_and_their_text_are_lines_of_prose():
    rows = [["发布日期：", date(2025, 1, 20)], ["（一）", "主动公开"], ["1.", "公开不及时"], ["2.", None], ["地址：", None]]
    found = read_sheet(workbook(rows), "a.xlsx").blocks
    assert [(b.text, b.where) for b in found] == [
        ("发布日期：2025-01-20", "sheet 表, cell B1"), ("（一）主动公开", "sheet 表, cell B2"), ("1.公开不及时", "sheet 表, cell B3"),
        ("地址：", "sheet 表, cell A5"),
    ]  # fmt: skip
    assert blocks([["甲", "乙"], ["合计：", 12]]) == [[["甲", "乙"], ["合计：", "12"]]]


def test_lines_in_a_cell_are_paragraphs():
    assert blocks([["一是公开不及时。\n二是内容不全。"]]) == ["一是公开不及时。", "二是内容不全。"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [(3.0, "3"), (7730.28, "7730.28"), (0.1 + 0.2, "0.3"), (1e15, "1000000000000000"), (-7, "-7"), (True, "TRUE"), (date(2024, 1, 31), "2024-01-31")],
)
def test_values_as_printed(value, printed):
    assert blocks([["甲", "乙"], ["丙", value]])[0][1][1] == printed


def test_formulas_without_a_result_and_errors_are_never_blanks():
    document = read_sheet(workbook([["甲", "乙", "丙"], ["数", "=1+1", "#DIV/0!"], [], ["=A1&A2"]]), "a.xlsx")
    grid = document.blocks[0]
    assert [(c.text, c.trusted) for c in grid.rows[1]] == [("数", True), ("=1+1", False), ("#DIV/0!", False)]
    assert "2 formulas stored without a result (B2, A4)" in document.notices[0]


def test_a_formula_on_a_line_of_its_own_is_no_prose():
    assert blocks([["=1+1"], [], [], ["正文"]]) == ["正文"]


def dressed() -> bytes:
    """A workbook with struck-out and raised runs, a struck-out number and plain cells."""
    struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙", "丙", "丁"])
    book.active.append([CellRichText(TextBlock(struck, "12"), "15"), CellRichText("22", TextBlock(raised, "1")), 88, CellRichText("3", TextBlock(InlineFont(b=True), "4"))])
    book.active["C2"].font = Font(strike=True)
    return stored(book)


DRESSED = [["甲", "乙", "丙", "丁"], ["15", "22¹", "", "34"]]


def test_struck_out_and_raised_digits_join_no_number():
    assert plain(read_sheet(dressed(), "a.xlsx").blocks[0]) == DRESSED


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_struck_out_and_raised_digits_of_ods(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(dressed())
    assert plain(read_sheet(converted(tmp_path, "ods"), "a.ods").blocks[0]) == DRESSED


def test_struck_out_and_raised_digits_of_ods_as_written():
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    cells = (
        '<table:table-cell office:value-type="string"><text:p><text:span text:style-name="T1">12</text:span>15</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>22<text:span text:style-name="T2">1</text:span></text:p></table:table-cell>'
    )
    assert plain(read_sheet(ods(styles, cells), "a.ods").blocks[0]) == [["15", "22¹"]]


def test_hidden_sheets_are_left_out_and_named():
    book = openpyxl.Workbook()
    book.active.append(["正文"])
    book.create_sheet("底稿").append(["数", 1])
    book["底稿"].sheet_state = "hidden"
    document = read_sheet(stored(book), "a.xlsx")
    assert [block.text for block in document.blocks] == ["正文"]
    assert document.notices == ("sheet 底稿 is hidden and was not read",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_keeps_line_numbers(encoding):
    text = '信息内容,本年制发件数\n规章,0\n"行政规范性\n文件",3\n行政许可,"1,234"\n'
    document = read_sheet(text.encode(encoding), "甲.csv")
    (grid,) = document.blocks
    assert plain(grid) == [["信息内容", "本年制发件数"], ["规章", "0"], ["行政规范性\n文件", "3"], ["行政许可", "1,234"]]
    assert grid.rows[3][1].where == "line 5, column 2"
    assert document.media_type == "text/csv"


def test_a_stray_cell_far_below_costs_nothing():
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙", "丙"])
    book.active.append(["数", 1, 2])
    book.active.cell(50_000, 2).value = "注"
    grid, stray = read_sheet(stored(book), "a.xlsx").blocks
    assert (plain(grid), stray.where) == ([["甲", "乙", "丙"], ["数", "1", "2"]], "sheet Sheet, cell B50000")


@pytest.mark.parametrize("data", [b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0" + bytes(600), workbook([["甲"]])[:3000]])
def test_damaged_files_are_said_to_be(data):
    with pytest.raises(ReadError, match=r"坏.xlsx: no spreadsheet that can be read.*save it as .xlsx"):
        read_sheet(data, "坏.xlsx")


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_merged_cells_in_other_formats(tmp_path, ending):
    source = tmp_path / "a.xlsx"
    source.write_bytes(workbook([["项目", None, "数"], ["甲", "乙", 1], [None, "丙", 2.5], ["=1+1", "丁", date(2024, 1, 31)]], "A1:B1", "A2:A3"))
    document = read_sheet(converted(tmp_path, ending), f"a.{ending}")
    (grid,) = document.blocks
    assert plain(grid) == [["项目", "项目", "数"], ["甲", "乙", "1"], ["甲", "丙", "2.5"], ["2", "丁", "2024-01-31"]]
    assert grid.rows[1][0] is grid.rows[2][0]
    assert document.notices == ()
