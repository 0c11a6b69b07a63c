"""PDFs written here are read back: the text and the place of every cell, the paragraphs, and what cannot be read is said."""

import io
import json
import sys
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pypdfium2
import pytest
from fpdf.enums import AccessPermission
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import BOTTOM, LEADING, LEFT, SIZE, STYLES, TOP, Box, bare_pdf, blank_pdf, draw_box, draw_lines, draw_rule, draw_table, draw_text
from PIL import Image

import reportkit.read
from reportkit.cells import read_cell
from reportkit.errors import ReadError
from reportkit.read.document import Document, Grid, Paragraph
from reportkit.read.pdf import read_pdf
from reportkit.read.pdf.paths import page_strokes

SHARED = Path(__file__).parents[2] / "shared"
LABELS = ["规章", "行政许可", "其他处理", "示例县明溪街道办理结果", "属于行政机关内部事务信息的情形", "区分处理的只计这一情形不计其他情形"]


def read(pdf) -> Document:
    return read_pdf(bytes(pdf.output()), "report.pdf")


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else None for cell in row] for row in grid.rows]


def expected_texts(boxes: list[Box], rows: int, columns: int) -> list[list[str]]:
    places = np.empty((rows, columns), dtype=object)
    for box in boxes:
        places[box.row : box.row + box.height, box.column : box.column + box.width] = box.text
    return places.tolist()


def whole_grid(table: list[list[str]]) -> list[Box]:
    return [Box(row, column, 1, 1, text) for row, line in enumerate(table) for column, text in enumerate(line)]


@st.composite
def tables(draw):
    """Boxes that fill a grid, with merged cells anywhere; figures, blanks and words; each edge between rows and columns in use."""
    rows, columns = draw(st.integers(2, 8)), draw(st.integers(2, 6))
    free = np.ones((rows, columns), dtype=bool)
    boxes = []
    for row, column in np.ndindex(rows, columns):
        if not free[row, column]:
            continue
        height = draw(st.integers(1, min(3, rows - row))) if draw(st.integers(0, 4)) == 0 else 1
        width = draw(st.integers(1, min(3, columns - column))) if draw(st.integers(0, 4)) == 0 else 1
        if not free[row : row + height, column : column + width].all():
            height = width = 1
        free[row : row + height, column : column + width] = False
        words = column == 0 or height > 1
        text = (
            f"{row + 1}、{draw(st.sampled_from(LABELS))}" if words else draw(st.sampled_from(["0", "12", "7730.28", "", "/", "—", *LABELS]))
        )
        boxes.append(Box(row, column, height, width, text))
    starts = {box.row for box in boxes} | {box.row + box.height for box in boxes}
    sides = {box.column for box in boxes} | {box.column + box.width for box in boxes}
    if len(starts) <= rows or len(sides) <= columns:
        boxes = [Box(row, column, 1, 1, f"{row + 1}、规章") for row, column in np.ndindex(rows, columns)]
    return boxes, rows, columns


def can_break(boxes: list[Box], row: int, before: int) -> bool:
    """A page may end before this row: the merged cells it cuts are tall enough below, or stand first in their row, to be known again;
    and no blank cell beside them begins there, which could be the rest of the label above it."""
    cut = [box for box in boxes if box.row < row < box.row + box.height]
    blank = any(box.row == row and not box.text for box in boxes)
    known = all(box.height > 2 and box.row >= before and (box.column == 0 or box.row + box.height > row + 1) for box in cut)
    return known and not (cut and blank)


def shows_every_column(boxes: list[Box], first: int, last: int, columns: int) -> bool:
    """Does every column edge appear in these rows? Parts of a table with unlike edges are taken for two tables."""
    shown = [box for box in boxes if box.row < last and box.row + box.height > first]
    return len({box.column for box in shown} | {box.column + box.width for box in shown}) == columns + 1


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(STYLES), st.lists(st.sampled_from([48, 63, 80]), min_size=6, max_size=6), st.data())
def test_a_ruled_table_comes_back_cell_by_cell(table, style, widths, data):
    boxes, rows, columns = table
    breaks = [0]
    for row in sorted(data.draw(st.sets(st.integers(1, rows - 1), max_size=2))):
        breaks += [row] * can_break(boxes, row, breaks[-1])
    parts = pairwise([*breaks, rows])
    breaks = tuple(breaks[1:]) if all(shows_every_column(boxes, first, last, columns) for first, last in parts) else ()
    pdf = blank_pdf()
    draw_table(pdf, boxes, widths[:columns], rows, style, breaks)
    (grid,) = grids(read(pdf))
    assert texts(grid) == expected_texts(boxes, rows, columns)
    for box in boxes:
        cell = grid.rows[box.row][box.column]
        assert (cell.row, cell.column) == (box.row, box.column)
        page = 1 + sum(row <= box.row for row in breaks)
        first = max([row for row in breaks if row <= box.row], default=0)
        assert cell.where == f"page {page}, table 1, row {box.row - first + 1}, column {box.column + 1}"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["0", "3", "120", "7730.28", "", "-"]), min_size=5, max_size=5), min_size=3, max_size=9),
    st.booleans(),
)
def test_a_table_without_rules_keeps_its_columns(figures, wrap):
    figures = [["1", "2", "30", "4", "5"], *(["5", *row[1:]] for row in figures)]
    pdf = blank_pdf()
    y = draw_lines(pdf, ["二、示例县主动公开情况", "本年信息内容如下。"], TOP) + 10
    for number, row in enumerate(figures):
        label = f"{number + 1}、行政许可"
        pdf.text(LEFT, y, label)
        for column, text in enumerate(row):
            pdf.text(LEFT + 200 + 50 * column - pdf.get_string_width(text) / 2, y, text)
        if wrap:
            pdf.text(LEFT, y + 12, "以及其他")
        y += 30
    document = read(pdf)
    (grid,) = grids(document)
    assert grid.aligned
    assert texts(grid) == [[f"{number + 1}、行政许可" + "以及其他" * wrap, *row] for number, row in enumerate(figures)]
    assert paragraphs(document)[:2] == ["二、示例县主动公开情况", "本年信息内容如下。"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(turn):
    boxes = whole_grid([["一、规章", "1", "2"], ["二、许可", "", "40"]])
    pdf = blank_pdf()
    draw_lines(pdf, ["示例市青禾乡的说明"], TOP)
    draw_table(pdf, boxes, [80, 60, 60], 2, top=100)
    opened = pypdfium2.PdfDocument(bytes(pdf.output()))
    opened[0].set_rotation(turn)
    turned = io.BytesIO()
    opened.save(turned)
    document = read_pdf(turned.getvalue(), "turned.pdf")
    assert paragraphs(document) == ["示例市青禾乡的说明"]
    assert texts(grids(document)[0]) == [["一、规章", "1", "2"], ["二、许可", "", "40"]]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_written_sideways(turn):
    boxes = whole_grid([["一、规章", "1", "2"], ["二、许可", "", "40"]])
    pdf = blank_pdf()
    with pdf.rotation(turn, 300, 300):
        draw_lines(pdf, ["示例市青禾乡的说明"], 200)
        draw_table(pdf, boxes, [80, 60, 60], 2, top=240)
    document = read(pdf)
    assert paragraphs(document) == ["示例市青禾乡的说明"]
    assert texts(grids(document)[0]) == [["一、规章", "1", "2"], ["二、许可", "", "40"]]


def test_vertical_writing_in_a_tall_cell():
    pdf = blank_pdf()
    label = "三、本年度办理结果"
    draw_box(pdf, "strokes", LEFT, TOP, LEFT + 24, TOP + 160)
    for index, character in enumerate(label):
        pdf.text(LEFT + 7, TOP + 18 + 15 * index, character)
    for row in range(4):
        draw_box(pdf, "strokes", LEFT + 24, TOP + 40 * row, LEFT + 100, TOP + 40 * row + 40)
        draw_text(pdf, [str(row)], LEFT + 24, TOP + 40 * row, LEFT + 100, TOP + 40 * row + 40)
    (grid,) = grids(read(pdf))
    assert texts(grid) == [[label, str(row)] for row in range(4)]


@pytest.mark.parametrize("missing", ["t", "b", "l", "r", "lr"])
def test_an_open_side_is_closed(missing):
    table = [["信息内容", "制发", "废止"], ["规章", "1", "2"], ["规范性文件", "3", "14"]]
    pdf = blank_pdf()
    edges = {"l": 0, "r": 3, "t": 0, "b": 3}
    for line in range(4):
        if not any(edges[side] == line for side in missing if side in "tb"):
            draw_rule(pdf, "strokes", LEFT, TOP + 30 * line, LEFT + 240, TOP + 30 * line)
        if not any(edges[side] == line for side in missing if side in "lr"):
            draw_rule(pdf, "strokes", LEFT + 80 * line, TOP, LEFT + 80 * line, TOP + 90)
    for box in whole_grid(table):
        x, y = LEFT + 80 * box.column, TOP + 30 * box.row
        draw_text(pdf, [box.text], x, y, x + 80, y + 30)
    (grid,) = grids(read(pdf))
    assert texts(grid) == table


@pytest.mark.parametrize("cut", ["drawn", "open", "figures below"])
def test_a_row_cut_by_the_end_of_the_page_is_one_row_again(cut):
    """The label goes on below; programs draw the rules along the cut or leave them open, and put the figures on either part."""
    pdf = blank_pdf()
    above, below = ("ltr", "lrb") if cut == "open" else ("ltrb", "ltrb")
    y = BOTTOM - 60
    halves = (["", ""], ["8", "9"]) if cut == "figures below" else (["8", "9"], ["", ""])
    for x, text in zip((LEFT, LEFT + 130, LEFT + 180), ("1.属于国家秘密", "3", "4"), strict=True):
        width = 130 if x == LEFT else 50
        draw_box(pdf, "strokes", x, y, x + width, y + 25)
        draw_text(pdf, [text], x, y, x + width, y + 25)
    for x, text in zip((LEFT, LEFT + 130, LEFT + 180), ("5.要求行政机关确认或重新", *halves[0]), strict=True):
        width = 130 if x == LEFT else 50
        draw_box(pdf, "strokes", x, y + 25, x + width, y + 50, above)
        draw_text(pdf, [text], x, y + 25, x + width, y + 50)
    pdf.add_page()
    for x, text in zip((LEFT, LEFT + 130, LEFT + 180), ("出具已获取信息", *halves[1]), strict=True):
        width = 130 if x == LEFT else 50
        draw_box(pdf, "strokes", x, TOP, x + width, TOP + 25, below)
        draw_text(pdf, [text], x, TOP, x + width, TOP + 25)
    for x, text in zip((LEFT, LEFT + 130, LEFT + 180), ("（六）其他", "0", "0"), strict=True):
        width = 130 if x == LEFT else 50
        draw_box(pdf, "strokes", x, TOP + 25, x + width, TOP + 50)
        draw_text(pdf, [text], x, TOP + 25, x + width, TOP + 50)
    (grid,) = grids(read(pdf))
    assert texts(grid) == [["1.属于国家秘密", "3", "4"], ["5.要求行政机关确认或重新出具已获取信息", "8", "9"], ["（六）其他", "0", "0"]]


def test_two_rows_with_figures_are_never_joined():
    pdf = blank_pdf()
    draw_table(pdf, whole_grid([["规章", "1"], ["许可", "2"], ["处罚", ""], ["强制", "3"]]), [80, 60], 4, breaks=(1, 3))
    assert texts(grids(read(pdf))[0]) == [["规章", "1"], ["许可", "2"], ["处罚", ""], ["强制", "3"]]


def test_tables_of_other_columns_stay_apart():
    pdf = blank_pdf()
    end = draw_table(pdf, whole_grid([["规章", "1"], ["许可", "2"]]), [80, 60], 2)
    end = draw_table(pdf, whole_grid([["维持", "1", "3"], ["纠正", "2", "4"]]), [50, 50, 70], 2, top=end + 40)
    pdf.add_page()
    draw_table(pdf, whole_grid([["其他", "1", "3", "5"]]), [90, 50, 70, 40], 1)
    assert [len(grid.rows[0]) for grid in grids(read(pdf))] == [2, 3, 4]


def test_running_heads_and_page_numbers_are_no_text():
    pdf = blank_pdf()
    for page in range(1, 4):
        if page > 1:
            pdf.add_page()
        pdf.text(LEFT, 30, "示例市云水镇人民政府")
        pdf.text(280, 820, f"- {page} -" if page < 3 else "第 3 页 共 3 页")
        boxes = [Box(row, column, 1, 1, f"{page}、内容" if column == 0 else "7") for row in range(33) for column in range(2)]
        draw_table(pdf, boxes, [120, 60], 33)
    document = read(pdf)
    assert paragraphs(document) == []
    (grid,) = grids(document)
    assert len(grid.rows) == 99


def test_a_page_number_between_the_rules_is_no_row():
    pdf = blank_pdf()
    boxes = [Box(row, column, 1, 1, f"{row + 1}、规章" if column == 0 else "7") for row in range(4) for column in range(2)]
    end = draw_table(pdf, boxes, [120, 60], 4, top=720)
    draw_box(pdf, "strokes", LEFT, end, LEFT + 180, 838)
    pdf.text(LEFT + 80, 825, "- 1 -")
    pdf.add_page()
    draw_table(pdf, boxes, [120, 60], 4)
    (grid,) = grids(read(pdf))
    assert [row[1].text for row in grid.rows] == ["7"] * 8


def test_columns_ruled_but_not_rows():
    pdf = blank_pdf()
    for y in (TOP, TOP + 22, TOP + 88):
        draw_rule(pdf, "strokes", LEFT, y, LEFT + 240, y)
    for x in (0, 120, 180, 240):
        draw_rule(pdf, "strokes", LEFT + x, TOP, LEFT + x, TOP + 88)
    table = [["内容", "制发", "废止"], ["规章", "1", "12"], ["行政许可", "", "5"], ["其他处理", "2", "0"]]
    for row, texts_ in enumerate(table):
        for x, text in zip((5, 140, 200), texts_, strict=True):
            pdf.text(LEFT + x, TOP + 15 + 22 * row, text)
    (grid,) = grids(read(pdf))
    assert texts(grid) == table


def test_rules_across_only():
    pdf = blank_pdf()
    table = [["内容", "制发", "废止"], ["规章", "1", "12"], ["行政许可", "", "5"]]
    for row, texts_ in enumerate(table):
        draw_rule(pdf, "strokes", LEFT, TOP + 22 * row, LEFT + 240, TOP + 22 * row)
        for x, text in zip((5, 140, 200), texts_, strict=True):
            pdf.text(LEFT + x, TOP + 15 + 22 * row, text)
    (grid,) = grids(read(pdf))
    assert texts(grid) == table


def test_characters_without_meaning_are_never_taken_for_figures():
    pdf = blank_pdf()
    pdf.set_compression(False)
    draw_table(pdf, whole_grid([["规章", "12"], ["许可", "3"]]), [80, 60], 2)
    document = read_pdf(bytes(pdf.output()).replace(b"/ToUnicode", b"/NoUnicode"), "report.pdf")
    assert texts(grids(document)[0]) == [["\ufffd" * 2, "\ufffd" * 2], ["\ufffd" * 2, "\ufffd"]]
    assert document.notices == ("page 1: 7 characters have no meaning in the file's fonts; they stand as \ufffd",)


def test_bare_page_numbers_go_but_a_figure_in_the_text_stays():
    pdf = blank_pdf()
    draw_lines(pdf, ["全年收到申请", "12"], 400)
    pdf.text(300, 820, "7")
    pdf.add_page()
    draw_lines(pdf, ["另有说明。"], 400)
    pdf.text(300, 820, "8")
    assert paragraphs(read(pdf)) == ["全年收到申请", "12", "另有说明。"]


def test_paragraphs_are_joined_over_lines_and_pages():
    full = "云水镇人民政府坚持公开为常态不公开为例外的原则持续推进各项公开工作取得了新的进展"[:40]
    pdf = blank_pdf()
    y = draw_lines(pdf, ["一、总体情况"], TOP, indent=2 * SIZE)
    y = draw_lines(pdf, [full[:38], full, "本段到此结束。"], y, indent=2 * SIZE)
    draw_lines(pdf, [full[:38], full], y, indent=2 * SIZE)
    pdf.add_page()
    y = draw_lines(pdf, [full, "全年公开12条。"], TOP)
    draw_lines(pdf, ["二、存在的问题"], y, indent=2 * SIZE)
    document = read(pdf)
    assert paragraphs(document) == [
        "一、总体情况",
        full[:38] + full + "本段到此结束。",
        full[:38] + full + full + "全年公开12条。",
        "二、存在的问题",
    ]
    assert [block.where for block in document.blocks] == ["page 1, line 1", "page 1, line 2", "page 1, line 5", "page 2, line 3"]


def test_fake_bold_is_read_once_and_a_watermark_is_left_out():
    pdf = blank_pdf()
    for shift in (0, 0.3):
        pdf.text(LEFT + shift, 100, "三、收到和处理申请11件情况")
    with pdf.rotation(45, 300, 500):
        pdf.text(300, 500, "内部资料")
    document = read(pdf)
    assert paragraphs(document) == ["三、收到和处理申请11件情况"]
    assert document.notices == ("page 1: 4 characters written aslant (a watermark) are left out",)


def scanned_between_pages() -> Document:
    pdf = blank_pdf()
    draw_lines(pdf, ["青禾乡的说明"], TOP)
    pdf.add_page()
    pdf.image(Image.new("RGB", (60, 80), "grey"), x=0, y=0, w=595, h=842)
    pdf.add_page()
    draw_lines(pdf, ["说明到此结束"], TOP)
    return reportkit.read.read(bytes(pdf.output()), "report.pdf")


def test_a_page_without_text_is_recognised_in_its_place(monkeypatch):
    def recognise(image, where):
        assert image.dtype == np.uint8 and abs(image.shape[0] - 842 * 200 / 72) < 3
        return (Paragraph("云水镇", f"{where}, line 1"),)

    monkeypatch.setitem(sys.modules, "reportkit.read.pictures.scan", SimpleNamespace(recognise=recognise))
    document = scanned_between_pages()
    assert [(block.text, block.where) for block in document.blocks][1] == ("云水镇", "page 2, line 1")
    assert paragraphs(document) == ["青禾乡的说明", "云水镇", "说明到此结束"]
    assert document.notices == ("page 2 has no text: it is an image, which was recognised",)


def test_a_page_without_text_is_named_where_nothing_can_recognise_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "reportkit.read.pictures.scan", None)
    document = scanned_between_pages()
    assert paragraphs(document) == ["青禾乡的说明", "说明到此结束"]
    assert len(document.notices) == 1 and document.notices[0].startswith("page 2 has no text: it is an image, and was not recognised")


def test_files_that_cannot_be_opened():
    pdf = blank_pdf()
    draw_lines(pdf, ["云水镇"], TOP)
    with pytest.raises(ReadError, match=r"broken\.pdf is damaged or no PDF"):
        read_pdf(b"%PDF-1.7 nothing more", "broken.pdf")
    pdf.set_encryption(owner_password="owner", permissions=AccessPermission.none())
    assert paragraphs(read(pdf)) == ["云水镇"]
    pdf = blank_pdf()
    pdf.set_encryption(owner_password="owner", user_password="reader")
    with pytest.raises(ReadError, match=r"closed\.pdf is protected by a password"):
        read_pdf(bytes(pdf.output()), "closed.pdf")


@pytest.mark.parametrize(
    "content, strokes",
    [
        ("10 20 80 60 re S", [(10, 20, 90, 20), (90, 20, 90, 80), (90, 80, 10, 80), (10, 80, 10, 20)]),
        ("10 20 m 90 20 l 90 80 l s", [(10, 20, 90, 20), (90, 20, 90, 80), (90, 80, 10, 20)]),
        ("10 20 m 10 90 l 50 20 m 50 90 l S", [(10, 20, 10, 90), (50, 20, 50, 90)]),
        ("10 20 80 60 re f", []),
        ("10 20 80 60 re n", []),
        ("10 20 m S 30 30 m h S", []),
        ("10 20 80 1 re f", [(10, 20.5, 90, 20.5)]),
        ("2 0 0 2 5 0 cm 10 20 2 60 re 30 20 m 32 20 l 32 80 l 30 80 l h f", [(27, 40, 27, 160), (67, 40, 67, 160)]),
        ("10 20 1 60 re 30 20 40 60 re 50 50 m f", [(10.5, 20, 10.5, 80)]),
    ],
)
def test_strokes_of_paths(content, strokes):
    pdf = pypdfium2.PdfDocument(bare_pdf(content))
    assert page_strokes(pdf[0]).tolist() == [list(map(float, stroke)) for stroke in strokes]
    pdf.close()


@pytest.mark.parametrize("style", ["strokes", "boxes"])
@pytest.mark.parametrize("width, margin", [(30, 2), (36, 5.4), (40, 5.4), (48, 5.4), (60, 5.4)])
@pytest.mark.parametrize("figure", ["12345678", "1,234,567", "1234567", "20240101.55"])
def test_a_figure_wrapped_in_a_narrow_cell_is_whole_or_no_figure(figure, width, margin, style):
    per_line = max(1, int((width - 2 * margin) / (SIZE / 2)))
    lines = [figure[start : start + per_line] for start in range(0, len(figure), per_line)]
    pdf = blank_pdf()
    for row, y in enumerate((TOP, TOP + 80)):
        draw_box(pdf, style, LEFT, y, LEFT + 80, y + 80)
        draw_box(pdf, style, LEFT + 80, y, LEFT + 80 + width, y + 80)
        pdf.text(LEFT + 5, y + 40, ["规章", "许可"][row])
        for number, line in enumerate(lines if row else ["7"]):
            pdf.text(LEFT + 80 + margin, y + 20 + LEADING * number, line)
    (grid,) = grids(read(pdf))
    assert grid.rows[0][1].text == "7"
    assert read_cell(grid.rows[1][1].text).value in (float(figure.replace(",", "")), None)


def write_at(pdf, rows: list[tuple[float, list[tuple[float, str]]]]) -> None:
    for y, texts_ in rows:
        for x, text in texts_:
            pdf.text(LEFT + x, y, text)


@pytest.mark.parametrize("part", [0, 0.5, 1])
def test_wrapped_headings_and_labels_without_rules(part):
    """Headings of one and of two lines, labels above and below their figures, which stand left, in the middle or right in their cells."""
    pdf = blank_pdf()
    at = [100, 133, 166, 199]

    def figures(*row: str) -> list[tuple[float, str]]:
        return [(x + part * (24 - pdf.get_string_width(text)), text) for x, text in zip(at, row, strict=True)]

    write_at(pdf, [
        (90, [(130, "行政复议")]),
        (110, [(100, "结果"), (133, "结果"), (166, "其他")]),
        (116, [(199, "总计")]),
        (122, [(100, "维持"), (133, "纠正"), (166, "结果")]),
        (150, [(0, "1.云水镇政务服务")]),
        (156, figures("1", "12", "3", "16")),
        (162, [(0, "中心受理")]),
        (186, [(0, "2.青禾乡受理"), *figures("4", "0", "25", "129")]),
    ])  # fmt: skip
    (grid,) = grids(read(pdf))
    assert texts(grid)[1:] == [
        ["", "结果维持", "结果纠正", "其他结果", "总计"],
        ["1.云水镇政务服务中心受理", "1", "12", "3", "16"],
        ["2.青禾乡受理", "4", "0", "25", "129"],
    ]


def test_the_rest_of_a_figure_without_rules_is_no_figure():
    pdf = blank_pdf()
    write_at(pdf, [(100, [(0, "规章"), (100, "1234"), (140, "5")]), (112, [(100, "567")]), (130, [(0, "许可"), (100, "8"), (140, "9")])])
    (grid,) = grids(read(pdf))
    assert texts(grid) == [["规章", "1234\n567", "5"], ["许可", "8", "9"]]


def test_figures_below_two_headings_are_not_trusted():
    pdf = blank_pdf()
    heads = [(0, "内容"), (100, "本年制发"), (150, "本年废止"), (200, "现行有效")]
    write_at(pdf, [(100, heads), (120, [(0, "规章"), (112, "3"), (212, "14")]), (140, [(0, "许可"), (112, "15"), (212, "6")])])
    (grid,) = grids(read(pdf))
    shared = next(column for column, head in enumerate(grid.rows[0]) if "本年废止" in head.text)
    assert [row[shared].trusted for row in grid.rows[1:]] == [False, False]


def test_rows_of_figures_at_the_top_of_pages_are_no_running_heads():
    pdf = blank_pdf()
    for page in range(3):
        if page:
            pdf.add_page()
        write_at(pdf, [(60 + 20 * row, [(100, str(10 + page)), (140, str(20 + row)), (180, "3")]) for row in range(6)])
    (grid,) = grids(read(pdf))
    assert len(grid.rows) == 18


@pytest.mark.parametrize("label", ["规章", "示例县明溪街道办理"])
def test_a_wrapped_figure_cut_by_the_end_of_the_page_is_no_figure(label):
    pdf = blank_pdf()
    for page, rows in enumerate([[("许可", "7"), (label, "12345")], [("结果" if len(label) > 2 else "", "678"), ("2.其他", "9")]]):
        if page:
            pdf.add_page()
        y = 700 if page == 0 else TOP
        for number, (text, figure) in enumerate(rows):
            top = y + 22 * number
            draw_box(pdf, "strokes", LEFT, top, LEFT + 98, top + 22)
            draw_box(pdf, "strokes", LEFT + 98, top, LEFT + 134, top + 22)
            pdf.text(LEFT + 4, top + 14, text)
            pdf.text(LEFT + 103.4, top + 14, figure)
    (grid,) = grids(read(pdf))
    assert [row[1].text.replace("\n", "") for row in grid.rows] == ["7", "12345678", "9"]


def test_wrapped_figures_side_by_side_are_one_row():
    pdf = blank_pdf()
    boxes = [Box(0, 0, 1, 1, "许可许可许可许可"), Box(0, 1, 1, 1, ""), Box(0, 2, 1, 1, "")]
    draw_table(pdf, boxes, [48, 36, 36], 1)
    for x in (48, 84):
        pdf.text(LEFT + x + 5.4, TOP + 12.5, "12345")
        pdf.text(LEFT + x + 5.4, TOP + 25.5, "678")
    (grid,) = grids(read(pdf))
    assert [cell.text.replace("\n", "") for cell in grid.rows[0]] == ["许可许可许可许可", "12345678", "12345678"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
def test_a_real_report_comes_out_in_the_right_places():
    expected = json.loads((SHARED / "expected" / "hongze-2023.json").read_text("utf-8"))
    document = read_pdf((SHARED / "real" / "hongze-2023.pdf").read_bytes(), "hongze-2023.pdf")
    disclosure, applications, disputes = grids(document)
    numbers = [[float(text) for text in dict.fromkeys(row[1:]) if text.replace(".", "").isdigit()] for row in texts(disclosure)]
    assert [cell.text for cell in disclosure.rows[3]] == ["行政规范性文件", "0", "5", "5"]
    assert sorted({row[-1] for row in numbers if row}) == sorted({0.0, 5.0, 550.0, 4119.0, 195.0, 7730.28})
    figures = [int(text) for row in texts(applications)[3:] for text in row[3:]]
    assert figures == [value for *_, value in expected["applications"]]
    assert [int(text) for text in texts(disputes)[-1]] == [value for *_, value in expected["disputes"]]
    labels = [row[:3] for row in texts(applications)[3:]]
    assert labels[14][1:] == ["（四）无法提供", "3.补正后申请内容仍不明确"]
    assert labels[19] == ["三、本年度办理结果", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"]
    assert applications.rows[17][3].where == "page 4, table 1, row 1, column 4"
