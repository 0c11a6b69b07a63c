"""Stories as pictures: pages as image files and scans, and documents of other kinds whose tables are images."""

import base64
from collections import Counter
from collections.abc import Callable, Sequence
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import partial
from html import escape
from io import BytesIO

import docx
from fpdf import FPDF
from PIL import Image
from scans import HEIGHT, Print, Wear, cut_out, encoded, pages, worn

from reportkit import form
from reportkit.report import Report

from .invented import Cell, Figure, short
from .layout import Table
from .layouts import Layout, layout
from .pdf import FONT
from .story import Block
from .variations import VARIATIONS

Drawn = Callable[[Table], bytes]
ABSENT = Figure("", None, "absent")
STYLE, CLEAN = Print(figures="times"), Wear()


def judged(expected: dict[Cell, Figure], report: Report) -> tuple[Counter, list[str]]:
    """Cells right, unreadable, absent and wrong; the words of those that are wrong."""
    tally, wrong = Counter(), []
    for table in form.TABLES:
        for cell in report.cells(table):
            asked = expected.get((table, cell.key), ABSENT)
            if (cell.value, cell.state) == (asked.value, asked.state):
                tally["right"] += asked is not ABSENT
            elif cell.state in ("unreadable", "absent"):
                tally[cell.state] += 1
            else:
                tally["wrong"] += 1
                wrong.append(f"{table}/{'/'.join(cell.key)}: {asked.printed!r} read as {cell.printed!r} ({cell.state}) at {cell.where}")
    return tally, wrong


def table_image(table: Table, width: int = 0, kind: str = "PNG", **options: object) -> bytes:
    """A table as an image file."""
    return encoded(cut_out(table, STYLE, width), kind, **options)


def long_page(blocks: Sequence[Block], kind: str = "PNG", wear: Wear = CLEAN, **options: object) -> bytes:
    """The whole report on one endless page, as an image file."""
    (page,) = pages(blocks, STYLE, height=4 * HEIGHT)
    return encoded(worn(page, wear).convert("L"), kind, **options)


def scan(blocks: Sequence[Block], kind: str, wear: Wear) -> bytes:
    """The report's pages as a TIFF or a PDF."""
    sheets = [worn(page, wear, n).convert("L") for n, page in enumerate(pages(blocks, STYLE))]
    return encoded(sheets[0], kind, save_all=True, append_images=sheets[1:], resolution=200)


def page(blocks: Sequence[Block], drawn: Drawn) -> bytes:
    """A web page that holds the images of its tables itself."""
    body = [f"<p>{escape(b)}</p>" if isinstance(b, str) else f'<p><img src="{_address(drawn(b))}"></p>' for b in blocks]
    return f"<!DOCTYPE html><meta charset=utf-8><title>{escape(str(blocks[0]))}</title><body>{''.join(body)}</body>".encode()


def _address(image: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(image).decode()


def saved_page(blocks: Sequence[Block], drawn: Drawn) -> bytes:
    """A web page saved with its images."""
    message = MIMEMultipart("related")
    body = [f"<p>{escape(b)}</p>" if isinstance(b, str) else f'<img src="cid:table{n}">' for n, b in enumerate(blocks)]
    message.attach(MIMEText("".join(body), "html", "utf-8"))
    for n, block in enumerate(blocks):
        if not isinstance(block, str):
            image = MIMEImage(drawn(block), "png")
            image["Content-ID"] = f"<table{n}>"
            message.attach(image)
    message["MIME-Version"] = "1.0"
    return message.as_bytes()


def word(blocks: Sequence[Block], drawn: Drawn) -> bytes:
    """A .docx with images of the tables."""
    file = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            file.add_paragraph(block)
        else:
            file.add_picture(BytesIO(drawn(block)))
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def scanned_word(blocks: Sequence[Block]) -> bytes:
    """A .docx of nothing but scanned pages."""
    file = docx.Document()
    for sheet in pages(blocks, STYLE):
        file.add_picture(BytesIO(encoded(sheet, "JPEG", quality=80)))
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def pdf(blocks: Sequence[Block], drawn: Drawn) -> bytes:
    """A PDF with text and images of the tables, each on a page with the prose before it."""
    file = FPDF(unit="pt", format="A4")
    file.add_font("hei", "", FONT)
    file.set_font("hei", size=11)
    file.add_page()
    for block in blocks:
        if isinstance(block, str):
            file.multi_cell(0, 18, block, new_x="LMARGIN", new_y="NEXT")
        else:
            image = Image.open(BytesIO(drawn(block)))
            file.image(image, w=file.epw, h=min(file.epw * image.height / image.width, file.eph - 60))
    return bytes(file.output())


SLIGHTLY = Wear(skew=0.8, noise=6, quality=70)
WHOLE: dict[str, Layout] = {
    "image: PNG": layout(long_page, "a.png", fitted=short),
    "image: JPEG": layout(partial(long_page, kind="JPEG", quality=70), "a.jpg", fitted=short),
    "image: WebP, turned": layout(partial(long_page, kind="WEBP", wear=Wear(skew=-1.5), quality=80), "a.webp", fitted=short),
    "image: TIFF of pages": layout(partial(scan, kind="TIFF", wear=CLEAN), "a.tif", fitted=short),
    "image: scanned PDF, turned and noisy": layout(partial(scan, kind="PDF", wear=SLIGHTLY), "a.pdf", fitted=short),
    "image: scanned PDF, faint": layout(partial(scan, kind="PDF", wear=Wear(blur=0.8, grey=90)), "a.pdf", fitted=short),
    "image: scanned pages in Word": layout(scanned_word, "a.docx", fitted=short),
}
INSIDE: dict[str, Layout] = {
    "image: in a web page": layout(partial(page, drawn=table_image), "a.html", fitted=short),
    "image: in a web page, small": layout(partial(page, drawn=partial(table_image, width=820)), "a.html", fitted=short),
    "image: in a saved page": layout(partial(saved_page, drawn=table_image), "a.mht", fitted=short),
    "image: in Word": layout(partial(word, drawn=table_image), "a.docx", fitted=short),
    "image: in Word, JPEG": layout(partial(word, drawn=partial(table_image, width=1200, kind="JPEG", quality=75)), "a.docx", fitted=short),
    "image: in a PDF": layout(partial(pdf, drawn=table_image), "a.pdf", fitted=short),
}
VARIED = {
    f"image: in a web page: {name}": layout(partial(page, drawn=table_image), "a.html", draw, fitted=short)
    for name, draw in VARIATIONS.items()
    if name != "plain"
}
IMAGES: dict[str, Layout] = WHOLE | INSIDE | VARIED
