"""One page of a PDF as plain arrays: its characters, its ruling lines, its image. The only module that speaks with pdfium.

Coordinates are in points, x to the right and y down the page as its text is read, whatever way the page is turned.
"""

import ctypes
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Stroke = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
UNREADABLE = 0xFFFD
_NO_BREAK = 0x02  # pdfium's sign for a hyphen at the end of a line
_RULE_WIDTH = 5.0  # a filled shape no thicker than this is a rule, a thicker one is a shading
_BOX_SEGMENTS = 5
_LARGE = 30.0  # points; boxes of characters above this size are checked
_OCR_SCALE = 200 / 72


@dataclass(frozen=True, slots=True)
class Characters:
    """n characters. codes: int32 (n,); boxes: left, top, right, bottom (n, 4); origins: x, y on the baseline (n, 2);
    turns: quarter turns clockwise against the reading direction of the page (n,)."""

    codes: NDArray[np.int32]
    boxes: NDArray[np.float64]
    origins: NDArray[np.float64]
    turns: NDArray[np.int8]

    def __getitem__(self, chosen: NDArray) -> "Characters":
        return Characters(self.codes[chosen], self.boxes[chosen], self.origins[chosen], self.turns[chosen])


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page. rules: straight strokes x0, y0, x1, y1 (n, 4); edges: left, top, right, bottom of the page;
    unreadable, slanted: how many characters have no meaning in the file, and how many were left out as written aslant."""

    characters: Characters
    rules: NDArray[np.float64]
    edges: tuple[float, float, float, float]
    unreadable: int
    slanted: int


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
    rules = _upright(_raw_rules(page).reshape(-1, 2), main).reshape(-1, 4)
    return PageContent(characters if not slanted.any() else characters[~slanted], rules, tuple(corners[0].tolist()),
                       int((codes == UNREADABLE).sum()), int(slanted.sum()))  # fmt: skip


def has_pictures(page: pypdfium2.PdfPage) -> bool:
    """Does the page hold anything that may show text without being text: an image, a form, a shape (letters drawn as outlines)?"""
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING):
            return True
        if kind == pdfium.FPDF_PAGEOBJ_PATH and pdfium.FPDFPath_CountSegments(item) > _BOX_SEGMENTS:
            return True
    return False


def page_image(page: pypdfium2.PdfPage) -> NDArray[np.uint8]:
    """The page as a picture at 200 dots an inch: uint8 (height, width, 3), red green blue."""
    bitmap = page.render(scale=_OCR_SCALE, rev_byteorder=True)
    image = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return image


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
    handle, count = textpage.raw, textpage.count_chars()
    boxes, matrices = (pdfium.FS_RECTF * count)(), (pdfium.FS_MATRIX * count)()
    codes = _codes(handle, count)
    unmapped = _of_each(pdfium.FPDFText_HasUnicodeMapError, handle, count) == 1
    deque(map(pdfium.FPDFText_GetLooseCharBox, repeat(handle), range(count), boxes), maxlen=0)
    deque(map(pdfium.FPDFText_GetMatrix, repeat(handle), range(count), matrices), maxlen=0)
    box = np.frombuffer(boxes, np.float32).reshape(-1, 4)[:, [0, 3, 2, 1]].astype(float)  # FS_RECTF is left, top, right, bottom
    for index in np.flatnonzero(box[:, 3] - box[:, 1] > _LARGE).tolist():
        box[index] = _checked_box(textpage, index, box[index])
    textpage.close()
    across, along, _, _, x, y = np.frombuffer(matrices, np.float32).reshape(-1, 6).astype(float).T
    codes = _plain_codes(np.where(unmapped, UNREADABLE, codes))
    made_up = (codes <= 32) & (box[:, 0] == box[:, 2])
    kept = ~made_up & (codes != 13) & (codes != 10)
    return codes[kept].astype(np.int32), box[kept], np.column_stack([x, y])[kept], -np.arctan2(along, across)[kept]


def _codes(handle: ctypes.c_void_p, count: int) -> NDArray[np.int64]:
    """All characters in one call where each is one unit of the text, else one by one."""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(handle, 0, count, units) - 1  # the last is a zero
    codes = np.frombuffer(units, np.uint16)[:count].astype(np.int64)
    plain = written == count and not ((codes >= 0xD800) & (codes < 0xE000)).any()
    return codes if plain else _of_each(pdfium.FPDFText_GetUnicode, handle, count)


def _of_each(question: Callable[[ctypes.c_void_p, int], int], handle: ctypes.c_void_p, count: int) -> NDArray[np.int64]:
    return np.fromiter(map(question, repeat(handle), range(count)), np.int64, count)


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


def _raw_rules(page: pypdfium2.PdfPage) -> NDArray:
    rules: list[Stroke] = []
    _collect_rules(pdfium.FPDFPage_GetObject, page.raw, pdfium.FPDFPage_CountObjects(page.raw), (1, 0, 0, 1, 0, 0), rules)
    return np.array(rules, dtype=float).reshape(-1, 4)


def _collect_rules(get: Callable, holder: ctypes.c_void_p, count: int, outer: Matrix, rules: list[Stroke]) -> None:
    """Add the straight strokes of all paths of a page or form object, and of the form objects inside it, in the page's own coordinates."""
    found: list[Stroke] = []
    kind_of = pdfium.FPDFPageObj_GetType
    for item in map(get, repeat(holder), range(count)):
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.extend(_path_rules(item))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            a, b, c, d, e, f = _matrix(item)
            inner = (*_moved(a, b, outer, 0), *_moved(c, d, outer, 0), *_moved(e, f, outer))
            _collect_rules(pdfium.FPDFFormObj_GetObject, item, pdfium.FPDFFormObj_CountObjects(item), inner, rules)
    rules.extend((*_moved(x0, y0, outer), *_moved(x1, y1, outer)) for x0, y0, x1, y1 in found)


def _moved(x: float, y: float, matrix: Matrix, shift: int = 1) -> tuple[float, float]:
    """A point, or with shift 0 a direction, of a form object in the coordinates of its holder."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + shift * e, b * x + d * y + shift * f


def _matrix(item: ctypes.c_void_p) -> Matrix:
    """a, b, c, d, e, f of PDF: x' = a x + c y + e, y' = b x + d y + f."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _path_rules(path: ctypes.c_void_p) -> list[Stroke]:
    """The strokes of a path: its sides if it is drawn, its middle line if it is thin (a filled bar or a single stroke)."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return []
    segments = pdfium.FPDFPath_CountSegments(path)
    if segments <= _BOX_SEGMENTS:  # one figure: its bounds, which cost a single call, often tell enough
        box = _bounds(path)
        if min(box[2] - box[0], box[3] - box[1]) <= _RULE_WIDTH:
            return [_middle_line(box)]
        if not stroke.value:
            return []
    rules = []
    for points in _subpaths(path, segments):
        xs, ys = zip(*points, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= _RULE_WIDTH:
            rules.append(_middle_line(box))
        elif stroke.value:
            rules.extend((*start, *end) for start, end in pairwise(points))
    return rules


def _bounds(item: ctypes.c_void_p) -> Stroke:
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, low, right, high)
    return left.value, low.value, right.value, high.value


def _middle_line(box: Stroke) -> Stroke:
    left, low, right, high = box
    if right - left < high - low:
        return ((left + right) / 2, low, (left + right) / 2, high)
    return (left, (low + high) / 2, right, (low + high) / 2)


def _subpaths(path: ctypes.c_void_p, count: int) -> list[list[tuple[float, float]]]:
    """The corner points of each figure of a path, first point again at the end of a closed one."""
    matrix = _matrix(path)
    segments = list(map(pdfium.FPDFPath_GetPathSegment, repeat(path), range(count)))
    xs, ys = [ctypes.c_float() for _ in segments], [ctypes.c_float() for _ in segments]
    deque(map(pdfium.FPDFPathSegment_GetPoint, segments, xs, ys), maxlen=0)
    kinds, closes = map(pdfium.FPDFPathSegment_GetType, segments), map(pdfium.FPDFPathSegment_GetClose, segments)
    figures: list[list[tuple[float, float]]] = []
    for x, y, kind, close in zip(xs, ys, kinds, closes, strict=True):
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([])
        figures[-1].append(_moved(x.value, y.value, matrix))
        if close:
            figures[-1].append(figures[-1][0])
    return [points for points in figures if len(points) > 1]
