"""Pictures of pages: what goes into the picture comes out, what cannot be told is marked."""

import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw
from rendering.layout import Box
from scans import Print, Wear, encoded, pages, worn

from reportkit.errors import MissingExtra, ReadError
from reportkit.read import read
from reportkit.read.document import Grid, Paragraph

try:
    import rapidocr
except ModuleNotFoundError:
    rapidocr = None
recognition = pytest.mark.skipif(rapidocr is None, reason='the extra "ocr" is not installed')

TABLE = [
    [Box("情况", 1, 2), Box("件数", 3)],
    [Box("上年"), Box("本年"), Box("总计")],
    [Box("收到的申请"), Box("0"), Box("7"), Box("1024")],
    [Box("当年办结的"), Box("—"), Box(""), Box("/")],
    [Box("收费（万元）"), Box("25.1"), Box("1"), Box("0")],
]
TEXTS = [
    ["情况", "件数", "件数", "件数"],
    ["情况", "上年", "本年", "总计"],
    ["收到的申请", "0", "7", "1024"],
    ["当年办结的", "—", "", "/"],
    ["收费（万元）", "25.1", "1", "0"],
]
CLEAN, STYLE = Wear(), Print(figures="times")
STORY = ["云水镇的说明", "云水镇全年公开信息128条。", TABLE, "以上没有其他需要说明的事项。"]


def page(wear: Wear = CLEAN, rubbed: float = 0.0) -> Image.Image:
    return worn(pages(STORY, STYLE, seed=5, rubbed=rubbed)[0].crop((0, 0, 1654, 800)), wear)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text.replace("(", "（").replace(")", "）") for cell in row] for row in grid.rows]


@recognition
def test_a_clean_page_comes_out_in_order_with_its_places():
    document = read(encoded(page()), "page.png")
    title, prose, grid, last = document.blocks
    assert (title.text, prose.text, last.text) == tuple(STORY[:2] + STORY[3:])
    assert (prose.where, last.where) == ("page 1, line 2", "page 1, line 3")
    assert texts(grid) == TEXTS
    assert grid.rows[0][0] is grid.rows[1][0] and grid.rows[0][1] is grid.rows[0][3], "merged cells are one cell"
    assert grid.rows[2][3].where == "page 1, table 1, row 3, column 4"
    assert all(cell.trusted for row in grid.rows[2:] for cell in row[1:])
    assert document.recognised and document.media_type == "image/png"


@recognition
@pytest.mark.parametrize(
    ("wear", "rubbed"),
    [
        (Wear(skew=2.4, noise=6, quality=60), 0.0),
        (Wear(skew=-1.1, blur=0.8, grey=90, quality=50), 0.5),
        (Wear(turns=1, noise=4), 0.0),
        (Wear(turns=2), 0.0),
    ],
    ids=["skewed and noisy", "blurred, grey, with holes in its rules", "on its side", "upside down"],
)
def test_what_scanners_do_to_a_page(wear, rubbed):
    grid = next(block for block in read(encoded(page(wear, rubbed)), "page.png").blocks if isinstance(block, Grid))
    assert [row[1:] for row in texts(grid)] == [row[1:] for row in TEXTS]


@recognition
def test_ink_that_cannot_be_read_is_neither_blank_nor_a_number():
    picture = page()
    x, y = 1045, 487
    assert np.asarray(picture)[y - 12 : y + 12, x - 40 : x + 40].min() > 200, "the blank cell is there"
    draw = ImageDraw.Draw(picture)
    for n in range(9):
        draw.line((x - 20 + 5 * n, y - 12, x - 25 + 7 * n % 60, y + 12), 0, 2)
    grid = next(block for block in read(encoded(picture), "page.png").blocks if isinstance(block, Grid))
    cell = grid.rows[3][2]
    assert cell.text and not cell.trusted


@recognition
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "BMP", "WEBP"])
def test_kinds_of_pictures(kind):
    small = Image.new("RGB", (420, 90), "white")
    ImageDraw.Draw(small).text((20, 20), "云水镇说明", "black", Print().face("字", 40))
    options = {"save_all": True, "append_images": [small]} if kind == "TIFF" else {}
    blocks = read(encoded(small, kind, **options), f"small.{kind.lower()}").blocks
    assert [block.text for block in blocks] == ["云水镇说明"] * (2 if kind == "TIFF" else 1)
    assert blocks[-1].where.startswith("page 2" if kind == "TIFF" else "page 1")


@recognition
def test_a_scanned_page_in_a_pdf():
    document = read(encoded(page(), "PDF", resolution=200), "page.pdf")
    assert document.recognised
    assert [type(block) for block in document.blocks] == [Paragraph, Paragraph, Grid, Paragraph]
    assert texts(document.blocks[2]) == TEXTS
    assert document.blocks[2].rows[2][1].where == "page 1, table 1, row 3, column 2"


@recognition
def test_pictures_without_text_and_damaged_ones():
    empty = read(encoded(Image.new("L", (300, 400), 255)), "empty.png")
    assert empty.blocks == () and "no text" in empty.notices[0]
    with pytest.raises(ReadError, match=r"cut\.png: the picture is damaged"):
        read(encoded(page())[:900], "cut.png")
    with pytest.raises(ReadError, match=r"wide\.png: .* pixels"):
        read(encoded(Image.new("1", (200_000, 1000))), "wide.png")


@recognition
def test_small_type_in_a_long_picture():
    long = Image.new("L", (1654, 3200), 255)
    for n in range(4):
        long.paste(page(), (0, 800 * n))
    blocks = read(encoded(long.resize((827, 1600))), "long.png").blocks
    assert [texts(block) for block in blocks if isinstance(block, Grid)] == [TEXTS] * 4


@recognition
def test_single_figures_outside_of_tables_are_not_lost():
    picture = Image.new("L", (1200, 300), 255)
    draw = ImageDraw.Draw(picture)
    rows = [["行政许可", "—", "0", "12"], ["行政处罚", "0", "7", "0"]]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            draw.text((100 + 300 * c, 80 + 60 * r), text, 0, STYLE.face(text))
    (grid,) = read(encoded(picture), "page.png").blocks
    assert [[cell.text for cell in row] for row in grid.rows] == rows
    assert grid.rows[1][2].where == "page 1, unruled table 1, row 2, column 3"
    assert all(cell.trusted and cell.certainty < 0.95 for row in grid.rows for cell in row), "a sum that fails makes them doubtful"


@recognition
def test_numerals_that_are_not_certain_enough_are_masked():
    from reportkit.read.pictures.recognition import read_lines

    picture = Image.new("L", (260, 60), 255)
    ImageDraw.Draw(picture).text((20, 15), "共有12条。", 0, STYLE.face("字"))
    line = np.asarray(picture)
    assert [reading.text for reading in (*read_lines([line]), *read_lines([line], least=1.1))] == ["共有12条。", "共有\ufffd\ufffd条。"]


@recognition
def test_nothing_is_fetched(monkeypatch):
    from reportkit.read.pictures import recognition as seam

    def refuse(*_: object) -> None:
        raise AssertionError("the net was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    seam._engine.cache_clear()
    assert seam.read_lines([np.full((40, 60), 255, dtype=np.uint8)])[0].text == ""


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    for module in ("scan", "recognition"):
        monkeypatch.delitem(sys.modules, f"reportkit.read.pictures.{module}", raising=False)
    for kind in ("PNG", "PDF"):
        with pytest.raises(MissingExtra, match=r'pip install "reportkit\[ocr\]"'):
            read(encoded(Image.new("L", (30, 40), 255), kind), f"page.{kind.lower()}")
