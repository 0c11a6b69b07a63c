"""A PDF with text → Document: tables from ruling lines or from aligned columns, paragraphs from lines, over all pages.

Places are "page 3, line 12" (lines outside tables, running heads not counted) and "page 3, table 2, row 5, column 4" (tables and
rows as they stand on that page).
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from reportkit.errors import ReadError
from reportkit.read.document import Document, Grid, Paragraph, Picture
from reportkit.read.lattice import rules_to_lattices
from reportkit.read.paragraphs import (
    PageLines,
    PlacedLine,
    in_margin,
    is_page_number,
    lines_to_paragraphs,
    text_margins,
    without_running_lines,
)
from reportkit.read.pdf_images import large_images, page_picture
from reportkit.read.pdf_page import PageContent, has_pictures, page_content
from reportkit.read.pieces import Piece, continues, page_pieces, piece_to_grid, stack
from reportkit.read.stream import lines_to_flow

Block = Paragraph | Grid | Picture
Item = PlacedLine | Piece | Block
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What one page holds: lines outside tables, pieces of tables and pictures with their tops."""

    lines: PageLines
    pieces: list[tuple[float, Piece]]
    pictures: list[tuple[float, Picture]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read_pdf(data: bytes, name: str) -> Document:
    """Paragraphs, grids and pictures of a PDF in reading order; a page without text is a picture. ReadError if the file is damaged or
    protected by a password."""
    pdf = _opened(data, name)
    try:
        title = pdf.get_metadata_value("Title")
        layouts = list(_layouts(pdf, data, name))
    finally:
        pdf.close()
    edges = [layout.lines.edges for layout in layouts if layout.lines.lines]
    blocks = flow_to_blocks(lines_to_flow(joined_pieces(layouts_to_pages(layouts))), edges)
    notices = tuple(notice for layout in layouts for notice in layout.notices)
    return Document(name, "application/pdf", hashlib.sha256(data).hexdigest(), tuple(blocks), title, notices=notices)


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
            if _has_text(layout):
                images = large_images(page, content.characters.boxes)
                layout.pictures.extend((box[1], _picture(data, number, n, box)) for n, box in enumerate(images, 1))
            elif has_pictures(page):
                layout = PageLayout(PageLines([], content.edges), [], [(0.0, _picture(data, number))])
            yield layout
        finally:
            page.close()


def content_to_layout(content: PageContent, number: int) -> PageLayout:
    """Characters and rules of a page → its pieces of tables and the lines between them."""
    pieces, lines = page_pieces(rules_to_lattices(content.rules), content.characters, number)
    placed = [PlacedLine(number, 0, line) for line in lines]
    notices = []
    if content.unreadable:
        notices.append(f"page {number}: {content.unreadable} characters have no meaning in the file's fonts; they stand as \ufffd")
    if content.slanted:
        notices.append(f"page {number}: {content.slanted} characters written aslant (a watermark) are left out")
    pieces = [(top, _without_page_number(piece, content.edges)) for top, piece in pieces]
    return PageLayout(PageLines(placed, content.edges), pieces, notices=notices)


def _without_page_number(piece: Piece, edges: tuple[float, float, float, float]) -> Piece:
    """The piece without a first or last row that holds nothing but the page's number (rules drawn down to the foot of the page)."""
    for end in (0, -1):
        row = np.unique(piece.labels[end])
        own = [label for label in row if np.count_nonzero((piece.labels == label).any(axis=1)) == 1]
        lines = [line for label in own for line in piece.cells[label]]
        if len(piece.labels) > 1 and len(lines) == 1 and is_page_number(lines[0].text) and in_margin(lines[0], edges):
            piece = replace(piece, labels=np.delete(piece.labels, end, axis=0), rows=np.delete(piece.rows, end, axis=0).tolist())
    return piece


def _has_text(layout: PageLayout) -> bool:
    words = any(not is_page_number(placed.line.text) for placed in layout.lines.lines)
    return words or any(lines for _, piece in layout.pieces for lines in piece.cells)


def _picture(data: bytes, page: int, image: int = 0, box: Box | None = None) -> Picture:
    """A picture of a page without text, or of an image on a page, to be drawn when it is wanted."""
    return Picture(str(image or ""), f"page {page}", partial(page_picture, data, page, box), is_page=not image)


def layouts_to_pages(layouts: list[PageLayout]) -> list[list[Item]]:
    """Each page's items from top to bottom; frames that are no tables are opened, and running heads are gone."""
    kept = without_running_lines([layout.lines for layout in layouts])
    pages: list[list[Item]] = []
    for layout, lines in zip(layouts, kept, strict=True):
        tops = [(placed.line.middle, placed) for placed in lines]
        tops += [(top, piece) for top, piece in layout.pieces if any(piece.cells) or len(piece.xs) > 2]
        pages.append([item for _, item in sorted([*tops, *layout.pictures], key=lambda pair: pair[0])])
    return [_opened_frames(*around) for around in zip(pages, [[], *pages[:-1]], [*pages[1:], []], strict=True)]


def _opened_frames(page: list[Item], before: list[Item], after: list[Item]) -> list[Item]:
    """The page with every piece of a single column as plain lines, unless it goes on from or into a table of the next page."""
    items: list[Item] = []
    for index, item in enumerate(page):
        neighbours = [*(before[-1:] if index == 0 else []), *(after[:1] if index == len(page) - 1 else [])]
        if isinstance(item, Piece) and len(item.xs) == 2 and not any(_same_table(item, other) for other in neighbours):
            number = item.rows[0][0]
            items.extend(PlacedLine(number, 0, line) for lines in item.cells for line in lines)
        else:
            items.append(item)
    number = 0
    for index, item in enumerate(items):
        if isinstance(item, PlacedLine):
            number += 1
            items[index] = item._replace(number=number)
    return items


def _same_table(piece: Piece, other: Item) -> bool:
    return isinstance(other, Piece) and len(other.xs) > 2 and continues(other, piece)


def joined_pieces(pages: list[list[Item]]) -> list[Item]:
    """All items in reading order; a table at the end of a page and one at the beginning of the next are one if their columns agree."""
    flow: list[Item] = []
    for page in pages:
        first = page[:1]
        if first and flow and all(isinstance(item, Piece) for item in (flow[-1], first[0])) and continues(flow[-1], first[0]):
            flow[-1] = stack(flow[-1], first[0])
            page = page[1:]
        flow.extend(page)
    return flow


def flow_to_blocks(flow: list[Item], edges: list[tuple[float, float, float, float]]) -> list[Block]:
    """Lines become paragraphs, pieces become grids, numbered page by page. edges: those of the pages with lines."""
    margins = text_margins([item for item in flow if isinstance(item, PlacedLine)], edges)
    tables: Counter[int] = Counter()
    blocks: list[Block] = []
    pending: list[PlacedLine] = []
    for item in [*flow, None]:
        if isinstance(item, PlacedLine):
            pending.append(item)
            continue
        blocks.extend(lines_to_paragraphs(pending, margins))
        pending = []
        if isinstance(item, Piece):
            pages = {page for page, _ in item.rows}
            tables.update(pages)
            blocks.append(piece_to_grid(item, {page: tables[page] for page in pages}))
        elif item is not None:
            blocks.append(item)
    return blocks
