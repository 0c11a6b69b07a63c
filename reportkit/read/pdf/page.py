"""One page of a PDF as plain arrays: its characters, its ruling lines.

Coordinates are in points, x to the right and y down the page as its text is read, whatever way the page is turned.
"""

import ctypes

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from reportkit.read.layout.content import Characters, PageContent
from reportkit.read.pdf import calls as ask
from reportkit.read.pdf.paths import BOX_SEGMENTS, page_strokes

UNREADABLE = 0xFFFD
_NO_BREAK = 0x02  # pdfium's sign for a hyphen at the end of a line
_LARGE = 30.0  # points; boxes of characters above this size are checked


def page_content(page: pypdfium2.PdfPage) -> PageContent:
    """Characters and ruling lines of a page, turned so that most of its text is upright."""
    codes, boxes, origins, angles = _raw_characters(page)
    quarters = np.rint(angles / (np.pi / 2)).astype(np.int8)
    slanted = (np.abs(angles - quarters * (np.pi / 2)) > 0.05) & (codes > 32)
    quarters %= 4
    visible = codes > 32
    main = int(np.bincount(quarters[visible & ~slanted], minlength=4).argmax()) if visible.any() else 0
    corners = _upright_boxes(np.array([page.get_bbox()]), main)
    characters = Characters(codes, _upright_boxes(boxes, main), _upright(origins, main), (quarters - main) % 4)
    rules = _upright(page_strokes(page).reshape(-1, 2), main).reshape(-1, 4)
    return PageContent(characters if not slanted.any() else characters[~slanted], rules, tuple(corners[0].tolist()),
                       int((codes == UNREADABLE).sum()), int(slanted.sum()))  # fmt: skip


def has_pictures(page: pypdfium2.PdfPage) -> bool:
    """Does the page hold anything that may show text without being text: an image, a form, a shape (letters drawn as outlines)?"""
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING):
            return True
        if kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPath_CountSegments(item) > BOX_SEGMENTS:
            return True
    return False


def _upright(points: NDArray, main: int) -> NDArray:
    """Points x, y up of the file → x, y down on the upright page, for text that runs to the right, down, to the left or up."""
    x, y = points.T
    return np.column_stack([(x, -y), (-y, -x), (-x, y), (y, x)][main])


def _upright_boxes(boxes: NDArray, main: int) -> NDArray:
    """left, bottom, right, top of the file → left, top, right, bottom on the upright page."""
    one, other = _upright(boxes[:, :2], main), _upright(boxes[:, 2:], main)
    return np.hstack([np.minimum(one, other), np.maximum(one, other)])


def _raw_characters(page: pypdfium2.PdfPage) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """codes, boxes (left, bottom, right, top), origins and angles clockwise, as the file has them, without what pdfium makes up."""
    textpage = page.get_textpage()
    count = textpage.count_chars()
    each = ask.each(textpage.raw, count)
    codes = _codes(textpage, count)
    unmapped = ask.answers(ask.char_is_unmapped, count, *each) == 1
    left, top, right, bottom = ask.written(ask.char_box, (count, 4), np.float32, *each).astype(float).T
    across, along, _, _, x, y = ask.written(ask.char_matrix, (count, 6), np.float32, *each).astype(float).T
    box = np.column_stack([left, bottom, right, top])
    for index in np.flatnonzero(box[:, 3] - box[:, 1] > _LARGE).tolist():
        box[index] = _checked_box(textpage, index, box[index])
    textpage.close()
    codes = _plain_codes(np.where(unmapped, UNREADABLE, codes))
    made_up = (codes <= 32) & (box[:, 0] == box[:, 2])
    kept = ~made_up & (codes != 13) & (codes != 10)
    return codes[kept].astype(np.int32), box[kept], np.column_stack([x, y])[kept], -np.arctan2(along, across)[kept]


def _codes(textpage: pypdfium2.PdfTextPage, count: int) -> NDArray[np.int64]:
    """All characters in one call where each is one unit of the text, else one by one."""
    units = (ctypes.c_ushort * (count + 1))()
    filled = pdfium.FPDFText_GetText(textpage.raw, 0, count, units) - 1  # the last is a zero
    codes = np.frombuffer(units, np.uint16)[:count].astype(np.int64)
    plain = filled == count and not ((codes >= 0xD800) & (codes < 0xE000)).any()
    return codes if plain else ask.answers(ask.char_code, count, *ask.each(textpage.raw, count))


def _checked_box(textpage: pypdfium2.PdfTextPage, index: int, box: NDArray) -> NDArray:
    """A very large box, or what the character really covers: pdfium forgets the scale of fonts for vertical writing."""
    inked = np.array(textpage.get_charbox(index))
    return inked if np.max(inked[2:] - inked[:2]) < 0.15 * np.max(box[2:] - box[:2]) else box


def _plain_codes(codes: NDArray) -> NDArray:
    """Spaces of every kind become a blank; what is no character (controls, halves of pairs, private use) becomes U+FFFD."""
    codes = np.where((codes == _NO_BREAK) | (codes == 0xFFFE), ord("-"), codes)
    blank = (codes == 9) | (codes == 0xA0) | (codes == 0x3000) | (codes == 0xFEFF) | ((codes >= 0x2000) & (codes <= 0x200B))
    senseless = ((codes < 32) & (codes != 9) & (codes != 10) & (codes != 13)) | ((codes >= 0xD800) & (codes < 0xF900)) | (codes > 0x10FFFF)
    return np.where(blank, 32, np.where(senseless, UNREADABLE, codes))
