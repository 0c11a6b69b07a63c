"""Images on the pages of a PDF: where the large ones stand, and pictures of them and of whole pages.

Boxes are left, top, right, bottom in points, y down the page as the file has it.
"""

from itertools import repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from reportkit.read.pdf import calls as ask

_SCALE = 200 / 72  # dots an inch
_LEAST_SHARE = 1 / 3  # of the page's width; a smaller image holds no table of the form
_LEAST_HEIGHT = 20.0
_NEAR = 2.0  # points between the strips of an image that was cut up
_MOST_WORDS = 8  # characters of the page itself that may stand on an image; one with more is a background, or its text is told already


def large_images(page: pypdfium2.PdfPage, characters: NDArray[np.float64]) -> list[tuple[float, float, float, float]]:
    """The boxes of images that may show a table, from top to bottom; characters: the boxes of the page's own characters (n, 4)."""
    if page.get_rotation():
        return []
    handle = ask.handle_of(page.raw)
    count = ask.page_objects(handle)
    items = np.fromiter(map(ask.page_object, repeat(handle), range(count)), np.int64, count)
    images = items[ask.answers(ask.object_kind, count, items.tolist()) == pdfium.FPDF_PAGEOBJ_IMAGE].tolist()
    corners = ask.written_apart(ask.object_bounds, (len(images), 4), np.float32, images).astype(float)
    if not len(corners):
        return []
    left, bottom, right, top = page.get_bbox()
    boxes = _united(np.column_stack([corners[:, 0], -corners[:, 3], corners[:, 2], -corners[:, 1]]))
    inside = np.array([left, -top, right, -bottom])
    boxes = [np.concatenate([np.maximum(box[:2], inside[:2]), np.minimum(box[2:], inside[2:])]) for box in boxes]
    middle = (characters[:, :2] + characters[:, 2:]) / 2
    large = [b for b in boxes if b[2] - b[0] >= _LEAST_SHARE * (right - left) and b[3] - b[1] >= _LEAST_HEIGHT]
    free = [b for b in large if ((middle > b[:2]) & (middle < b[2:])).all(axis=1).sum() <= _MOST_WORDS]
    return sorted((tuple(box.tolist()) for box in free), key=lambda box: box[1])


def _united(boxes: NDArray) -> list[NDArray]:
    """Boxes that touch as one box each: images are often cut into strips."""
    united: list[NDArray] = []
    for box in boxes[np.argsort(boxes[:, 1], kind="stable")]:
        touching = [other for other in united if (box[:2] <= other[2:] + _NEAR).all() and (other[:2] <= box[2:] + _NEAR).all()]
        for other in touching:
            box = np.concatenate([np.minimum(box[:2], other[:2]), np.maximum(box[2:], other[2:])])
        united = [other for other in united if not any(other is one for one in touching)] + [box]
    return united


def page_picture(data: bytes, number: int, box: tuple[float, float, float, float] | None = None) -> bytes:
    """A page (from 1) of a PDF, or a part of it, as an image file (PGM) at 200 dots an inch."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[number - 1]
        left, bottom, right, top = page.get_bbox()
        crop = (box[0] - left, -box[3] - bottom, right - box[2], top + box[1]) if box else (0, 0, 0, 0)
        grey = page.render(scale=_SCALE, grayscale=True, crop=tuple(max(0, margin) for margin in crop)).to_numpy()
        height, width = grey.shape[:2]
        return b"P5 %d %d 255\n" % (width, height) + grey.tobytes()
    finally:
        pdf.close()
