"""A PDF with text → Document: tables from ruling lines or from aligned columns, paragraphs from lines, over all pages.

Places are "page 3, line 12" (lines outside tables, running heads not counted) and "page 3, table 2, row 5, column 4" (tables and
rows as they stand on that page).
"""

import hashlib
from collections.abc import Iterator
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

from reportkit.errors import ReadError
from reportkit.read.document import Document, Picture
from reportkit.read.layout.pages import PageLayout, content_to_layout, layouts_to_blocks
from reportkit.read.layout.paragraphs import PageLines
from reportkit.read.pdf.images import large_images, page_picture
from reportkit.read.pdf.page import has_pictures, page_content

Box = tuple[float, float, float, float]


def read_pdf(data: bytes, name: str) -> Document:
    """Paragraphs, grids and pictures of a PDF in reading order; a page without text is a picture. ReadError if the file is damaged or
    protected by a password."""
    pdf = _opened(data, name)
    try:
        title = pdf.get_metadata_value("Title")
        layouts = list(_layouts(pdf, data, name))
    finally:
        pdf.close()
    notices = tuple(notice for layout in layouts for notice in layout.notices)
    return Document(name, "application/pdf", hashlib.sha256(data).hexdigest(), tuple(layouts_to_blocks(layouts)), title, notices=notices)


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError(f"{name} is protected by a password; save it without one and read it again") from error
        raise ReadError(f"{name} is damaged or no PDF ({error}); fetch it again from its source") from error


def _layouts(pdf: pypdfium2.PdfDocument, data: bytes, name: str) -> Iterator[PageLayout]:
    """Page by page, so that only one page is open at a time."""
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            raise ReadError(f"{name} is damaged: page {number} cannot be opened; fetch it again from its source") from error
        try:
            content = page_content(page)
            layout = content_to_layout(content, number)
            if layout.has_text:
                images = large_images(page, content.characters.boxes)
                layout.pictures.extend((box[1], _picture(data, number, n, box)) for n, box in enumerate(images, 1))
            elif has_pictures(page):
                layout = PageLayout(PageLines([], content.edges), [], [(0.0, _picture(data, number))])
            yield layout
        finally:
            page.close()


def _picture(data: bytes, page: int, image: int = 0, box: Box | None = None) -> Picture:
    """A picture of a page without text, or of an image on a page, to be drawn when it is wanted."""
    return Picture(str(image or ""), f"page {page}", partial(page_picture, data, page, box), is_page=not image)
