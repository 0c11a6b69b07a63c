"""Pictures within documents: a table is read where it stands, all else costs nothing and stays a picture."""

import base64
import sys
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from pathlib import Path
from random import Random
from types import SimpleNamespace

import docx
import numpy as np
import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw
from rendering.images import INSIDE, judged, table_image
from rendering.invented import count, invent
from rendering.layout import Box
from scans import cut_out, encoded, pages

import reportkit as rk
from reportkit.errors import MissingExtra
from reportkit.read import Document, Grid, Paragraph, Picture, read
from reportkit.read.document import Cell

try:
    import rapidocr
except ModuleNotFoundError:
    rapidocr = None
recognition = pytest.mark.skipif(rapidocr is None, reason='the extra "ocr" is not installed')

TABLE = [[Box("情况"), Box("上年"), Box("本年")], [Box("收到"), Box("7"), Box("12")], [Box("办结"), Box("0"), Box("1024")]]
PROSE = "云水镇全年公开信息128条，及时更新公开指南，方便群众查阅。"
LONG = PROSE * 8
WHITE, SMALL = (encoded(Image.new("L", size, 255)) + bytes(3000) for size in ((640, 240), (200, 40)))


def seen(table: bool, text: bool = False) -> SimpleNamespace:
    """A recognition that takes every large picture for a table, a page or neither, and reads a 7 in it."""

    def recognise(grey: np.ndarray, where: str) -> tuple[Paragraph | Grid, ...]:
        grid = Grid(((Cell("7", 0, 0, f"{where}, table 1, row 1, column 1"),),), f"{where}, table 1")
        return (Paragraph("表" * 50, f"{where}, line 1"), *((grid,) if table else ()))

    return SimpleNamespace(recognise=recognise, shows_table=lambda grey: table, shows_text=lambda grey: text)


@pytest.fixture
def tables(monkeypatch):
    monkeypatch.setitem(sys.modules, "reportkit.read.pictures.scan", seen(True))


def inline(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


def page(*addresses: str) -> bytes:
    images = "".join(f"<p>前文</p><img src='{address}'>" for address in addresses)
    return f"<meta charset=utf-8><body>{images}<p>后文</p></body>".encode()


def kinds(document: Document) -> list[str]:
    return [type(block).__name__ for block in document.blocks]


def test_a_table_stands_where_its_picture_stood(tables):
    document = read(page(inline(SMALL), inline(WHITE)), "a.html")
    assert kinds(document) == ["Paragraph", "Picture", "Paragraph", "Paragraph", "Grid", "Paragraph"]
    cell = document.blocks[4].rows[0][0]
    assert cell.where.startswith("line 1, image data:image/png") and cell.where.endswith("…, table 1, row 1, column 1")
    assert document.recognised and len(document.notices) == 1 and "recognised in the image" in document.notices[0]


def test_pictures_beside_a_saved_page(tables, tmp_path):
    (tmp_path / "site" / "a_files").mkdir(parents=True)
    for file in ("outside.png", "site/a_files/表 2.png"):
        (tmp_path / file).write_bytes(WHITE)
    (tmp_path / "site" / "link.png").symlink_to(tmp_path / "outside.png")
    outside = ["../outside.png", "link.png", (tmp_path / "outside.png").as_uri(), str(tmp_path / "outside.png"), "http://example.org/t.png", "a_files"]
    file = tmp_path / "site" / "a.html"
    file.write_bytes(page("./a_files/%E8%A1%A8%202.png?v=3", *outside))
    document = read(file)
    assert [block.address for block in document.blocks if isinstance(block, Picture)] == outside
    assert [block.where for block in document.blocks if isinstance(block, Grid)] == ["line 1, image ./a_files/%E8%A1%A8%202.png?v=3, table 1"]
    assert all("not saved with the document" in block.unread for block in document.blocks if isinstance(block, Picture))
    assert not read(file.read_bytes(), "a.html").recognised, "bytes alone have no folder"


def test_pictures_in_a_saved_message(tables):
    message = MIMEMultipart("related")
    text = MIMEText(page("cid:t2@example", "t3.png", "/gone.png").decode(), "html", "utf-8")
    text["Content-Location"] = "http://example.org/zw/a.html"
    message.attach(text)
    for header, value in (("Content-ID", "<t2@example>"), ("Content-Location", "http://example.org/zw/t3.png")):
        image = MIMEImage(WHITE, "png")
        image[header] = value
        message.attach(image)
    document = read(message.as_bytes(), "a.mht")
    assert [getattr(block, "address", type(block).__name__) for block in document.blocks if not isinstance(block, Paragraph)] == ["Grid", "Grid", "/gone.png"]


def word(*pictures: bytes, text: str = "") -> bytes:
    file = docx.Document()
    for picture in pictures:
        file.add_picture(BytesIO(picture))
        if text:
            file.add_paragraph(text)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def test_pictures_in_word(tables):
    document = read(word(WHITE, text="前文"), "a.docx")
    assert kinds(document) == ["Paragraph", "Grid", "Paragraph"]
    assert document.blocks[1].rows[0][0].where == "paragraph 1, image word/media/image1.png, table 1, row 1, column 1"


def pdf(words_on_image: bool) -> bytes:
    file = FPDF(unit="pt", format="A4")
    file.set_font("helvetica", size=12)
    file.add_page()
    file.text(60, 60, "before the table")
    file.image(Image.new("L", (640, 240), 200), x=60, y=100, w=400, h=150)
    file.image(Image.new("L", (90, 40), 100), x=60, y=300, w=90, h=40)
    file.text(60, 150 if words_on_image else 400, "after the table")
    return bytes(file.output())


def test_images_on_a_page_with_text(tables):
    document = read(pdf(words_on_image=False), "a.pdf")
    assert kinds(document) == ["Paragraph", "Paragraph", "Grid", "Paragraph"]
    assert document.blocks[2].rows[0][0].where == "page 1, image 1, table 1, row 1, column 1"
    assert not read(pdf(words_on_image=True), "a.pdf").recognised, "text stands on the image: it is a background, or tells what is in it"


def test_the_part_of_the_page_is_drawn_that_the_image_covers(monkeypatch):
    drawn: list[np.ndarray] = []

    def recognise(grey: np.ndarray, where: str) -> tuple:
        drawn.append(grey)
        return ()

    monkeypatch.setitem(sys.modules, "reportkit.read.pictures.scan", SimpleNamespace(recognise=recognise, shows_table=lambda grey: True, shows_text=None))
    read(pdf(words_on_image=False), "a.pdf")
    assert np.abs(np.array(drawn[0].shape) - np.array([150, 400]) * 200 / 72).max() < 3
    assert (drawn[0][3:-3, 3:-3] == 200).all()


def test_text_in_pictures_is_read_only_where_the_document_would_be_without_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "reportkit.read.pictures.scan", seen(table=False, text=True))
    assert kinds(read(word(WHITE, WHITE), "a.docx")) == ["Paragraph", "Paragraph"]
    document = read(word(WHITE, text=LONG), "a.docx")
    assert kinds(document) == ["Picture", "Paragraph"] and not document.recognised


def test_a_damaged_picture_says_so(tables):
    document = read(page(inline(WHITE[:60] + bytes(3000)), "data:image/png;base64,=" + "A" * 2001), "a.html")
    assert kinds(document) == ["Paragraph", "Picture", "Paragraph", "Picture", "Paragraph"]
    assert "damaged" in document.blocks[1].unread


def test_without_the_extra_the_picture_stays_and_says_what_to_install(monkeypatch):
    for module in ("scan", "recognition"):
        monkeypatch.delitem(sys.modules, f"reportkit.read.pictures.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    document = read(word(WHITE, text="前文"), "a.docx")
    assert kinds(document) == ["Picture", "Paragraph"] and not document.recognised
    assert 'pip install "reportkit[ocr]"' in document.blocks[0].unread
    with pytest.raises(MissingExtra, match="holds no text, only images"):
        read(word(WHITE), "a.docx")
    heading = "云水镇人民政府2022年政府信息公开工作年度报告"
    body = f"<meta charset=utf-8><title>{heading}</title><p>{heading}</p><p>三、收到和处理政府信息公开申请情况</p><img src='t3.png'>"
    section = "<p>五、存在的主要问题及改进情况</p><p>存在的问题：公开内容不够全面。</p><p>一、总体情况</p><p>云水镇2022年主动公开政府信息12条。</p>"
    (notice,) = [n for n in rk.parse((body + section).encode(), "a.html").notices if n.text.startswith("table III is")]
    assert "it may be the image t3.png (it is not saved with the document)" in notice.text


@recognition
def test_a_glance_tells_tables_from_all_else():
    from reportkit.read.pictures.scan import shows_table, shows_text

    random = np.random.default_rng(1)
    coarse = Image.fromarray(random.integers(0, 255, (30, 40), np.uint8))
    photograph = np.asarray(coarse.resize((800, 600), Image.Resampling.BICUBIC))
    code = np.kron(random.integers(0, 2, (33, 33)), np.ones((12, 12))).astype(np.uint8) * 255
    table, letter = np.asarray(cut_out(TABLE)), np.asarray(pages([PROSE * 9] * 6)[0])
    frame = Image.new("L", (600, 300), 255)
    ImageDraw.Draw(frame).rectangle((20, 20, 580, 280), outline=0, width=3)
    assert [shows_table(grey) for grey in (table, photograph, code, letter, np.asarray(frame))] == [True, False, False, False, False]
    assert [shows_text(grey) for grey in (letter, photograph, code)] == [True, False, False]


@recognition
def test_a_report_whose_tables_are_images():
    report = invent(Random(7), "2021", oddity=0)
    report.figures.update({cell: count(n % 13) for n, cell in enumerate(report.figures)})
    rendered = INSIDE["image: in Word"](report)
    tally, wrong = judged(rendered.expected, rk.parse(rendered.data, rendered.name))
    assert wrong == [] and tally["right"] >= 0.99 * len(rendered.expected)


@recognition
def test_a_small_picture_of_a_table(tmp_path: Path):
    (tmp_path / "t.png").write_bytes(table_image(TABLE, width=420))
    (tmp_path / "a.html").write_bytes(page("t.png"))
    (grid,) = [block for block in read(tmp_path / "a.html").blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grid.rows] == [[box.text for box in row] for row in TABLE]
