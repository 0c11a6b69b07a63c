"""One page of a PDF as plain arrays: its characters, its ruling lines, its image. The only module that speaks with pdfium.

Coordinates are in points, x to the right and y down the page as its text is read, whatever way the page is turned.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

UNREADABLE = 0xFFFD
_NO_BREAK = 0x02  # pdfium's sign for a hyphen at the end of a line
_RULE_WIDTH = 5.0  # a filled shape no thicker than this is a rule, a thicker one is a shading
_LARGE = 30.0  # points; boxes of characters above this size are checked
_OCR_SCALE = 200 / 72
# the corners of the page as (x, y down) for text that runs to the right, down, to the left and up
_UPRIGHT = (((1, 0), (0, -1)), ((0, -1), (-1, 0)), ((-1, 0), (0, 1)), ((0, 1), (1, 0)))


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
    """What stands on a page. rules: straight strokes x0, y0, x1, y1 (n, 4); top, bottom: the page's edges;
    unreadable, slanted: how many characters have no meaning in the file, and how many were left out as written aslant."""

    characters: Characters
    rules: NDArray[np.float64]
    top: float
    bottom: float
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
    characters = Characters(codes, _upright_boxes(boxes, main), origins @ np.array(_UPRIGHT[main]).T, (quarters - main) % 4)
    rules = _raw_rules(page).reshape(-1, 2) @ np.array(_UPRIGHT[main], dtype=float).T
    return PageContent(characters[~slanted], rules.reshape(-1, 4), corners[0, 1], corners[0, 3],
                       int((codes == UNREADABLE).sum()), int(slanted.sum()))  # fmt: skip


def page_image(page: pypdfium2.PdfPage) -> NDArray[np.uint8]:
    """The page as a picture at 200 dots an inch: uint8 (height, width, 3), red green blue."""
    bitmap = page.render(scale=_OCR_SCALE, rev_byteorder=True)
    image = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return image


def _upright_boxes(boxes: NDArray, main: int) -> NDArray:
    """left, bottom, right, top of the file → left, top, right, bottom on the upright page."""
    corners = boxes.reshape(-1, 2, 2) @ np.array(_UPRIGHT[main], dtype=float).T
    return np.hstack([corners.min(axis=1), corners.max(axis=1)])


def _raw_characters(page: pypdfium2.PdfPage) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """codes, boxes (left, bottom, right, top), origins and angles as the file has them, without the characters pdfium makes up."""
    textpage = page.get_textpage()
    handle, count = textpage.raw, textpage.count_chars()
    boxes, origins = (pdfium.FS_RECTF * count)(), np.empty((count, 2))
    x, y = ctypes.c_double(), ctypes.c_double()
    get_code, get_box, get_origin = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    get_angle, is_unmapped = pdfium.FPDFText_GetCharAngle, pdfium.FPDFText_HasUnicodeMapError
    codes, angles = np.empty(count, np.int64), np.zeros(count)
    for index in range(count):
        code = get_code(handle, index)
        if code > 32:
            angles[index] = get_angle(handle, index)
            if is_unmapped(handle, index) == 1:
                code = UNREADABLE
        codes[index] = code
        get_box(handle, index, boxes[index])
        get_origin(handle, index, x, y)
        origins[index] = x.value, y.value
    box = np.frombuffer(boxes, np.float32).reshape(-1, 4)[:, [0, 3, 2, 1]].astype(float)  # FS_RECTF is left, top, right, bottom
    for index in np.flatnonzero(box[:, 3] - box[:, 1] > _LARGE).tolist():
        box[index] = _checked_box(textpage, index, box[index])
    textpage.close()
    codes = _plain_codes(codes)
    made_up = (codes <= 32) & (box[:, 0] == box[:, 2])
    kept = ~made_up & (codes != 13) & (codes != 10)
    return codes[kept].astype(np.int32), box[kept], origins[kept], angles[kept]


def _checked_box(textpage: pypdfium2.PdfTextPage, index: int, box: NDArray) -> NDArray:
    """A very large box, or what the character really covers: pdfium forgets the scale of fonts for vertical writing."""
    inked = np.array(textpage.get_charbox(index))
    return inked if np.max(inked[2:] - inked[:2]) < 0.15 * np.max(box[2:] - box[:2]) else box


def _plain_codes(codes: NDArray) -> NDArray:
    """Spaces of every kind become a blank; what is no character (controls, halves of pairs, private use) becomes U+FFFD."""
    codes = np.where((codes == _NO_BREAK) | (codes == 0xFFFE), ord("-"), codes)
    blank = np.isin(codes, (9, 0xA0, 0x3000, 0x200B, 0xFEFF)) | ((codes >= 0x2000) & (codes <= 0x200A))
    senseless = ((codes < 32) & ~np.isin(codes, (9, 10, 13))) | ((codes >= 0xD800) & (codes < 0xF900)) | (codes > 0x10FFFF)
    return np.where(blank, 32, np.where(senseless, UNREADABLE, codes))


def _raw_rules(page: pypdfium2.PdfPage) -> NDArray:
    rules: list[tuple[float, float, float, float]] = []
    objects = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(pdfium.FPDFPage_CountObjects(page.raw)))
    _collect_rules(objects, np.eye(3), rules)
    return np.array(rules, dtype=float).reshape(-1, 4)


def _collect_rules(objects: Iterator, outer: NDArray, rules: list[tuple[float, float, float, float]]) -> None:
    """Add the straight strokes of all paths among the objects and inside their form objects, in the page's own coordinates."""
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_path_rules(item, outer @ _matrix(item)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(pdfium.FPDFFormObj_CountObjects(item)))
            _collect_rules(inner, outer @ _matrix(item), rules)


def _matrix(item: ctypes.c_void_p) -> NDArray:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    return np.array([[matrix.a, matrix.c, matrix.e], [matrix.b, matrix.d, matrix.f], [0, 0, 1]])


def _path_rules(path: ctypes.c_void_p, matrix: NDArray) -> list[tuple[float, float, float, float]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not (fill.value or stroke.value):
        return []
    rules = []
    for points in _subpaths(path, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= _RULE_WIDTH:
            rules.append(_middle_line(box))
        elif stroke.value:
            rules.extend((*start, *end) for start, end in pairwise(points))
    return rules


def _middle_line(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, low, right, high = box
    if right - left < high - low:
        return ((left + right) / 2, low, (left + right) / 2, high)
    return (left, (low + high) / 2, right, (low + high) / 2)


def _subpaths(path: ctypes.c_void_p, matrix: NDArray) -> Iterator[list[tuple[float, float]]]:
    """The corner points of each figure of a path, first point again at the end of a closed one."""
    (a, c, e), (b, d, f), _ = matrix.tolist()
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points
