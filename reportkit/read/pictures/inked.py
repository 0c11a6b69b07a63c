"""Ink in the cells of a ruled table → pictures of single lines of text, cell by cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from reportkit.read.layout.lattice import Lattice, lattice_to_labels, points_to_places
from reportkit.read.pictures.ruling import Mask, ink, ruling

_SIZE, _SIZES = 29.0, (22.0, 48.0)  # of type: 10.5 points at 200 dots an inch, and what needs no resizing
_LARGEST = 150  # spots above this size are no characters
_MOST_PIXELS = 5000  # on a side of an enlarged picture
_SPECK = 4  # pixels; smaller spots are dirt
_RIM = 5  # what lies wholly this near a wall is what remains of a rule
_TOUCH = 3  # and what is this near may go on behind the wall
_WALL = 7  # half of the stretch across a wall in which a rule's pixels lie
_TALL = 1.15  # parts of a line, one above the other, are no taller together than this many sizes
_SAMPLE = 6
_PAD = 0.22  # paper left around a line, in sizes


class Box(NamedTuple):
    """Pixels: left, top, right, bottom, the last two exclusive."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class InkedTable:
    """A ruled table: the cell on each place (r, c), numbered from 0, the box inside the walls of each cell, and its lines of ink from top
    to bottom (empty where nothing is printed)."""

    lattice: Lattice
    labels: NDArray[np.int64]
    boxes: list[Box]
    lines: list[list[Box]]


def without_walls(mask: Mask, rules: Mask, lattice: Lattice) -> Mask:
    """The ink without the rules that are walls of the table."""
    bands = np.zeros(mask.shape, dtype=bool)
    xs, ys = (np.rint(edges).astype(int) for edges in (lattice.xs, lattice.ys))
    for k, j in np.argwhere(lattice.across).tolist():
        bands[max(0, ys[k] - _WALL) : ys[k] + _WALL + 1, max(0, xs[j] - _WALL) : xs[j + 1] + _WALL + 1] = True
    for i, k in np.argwhere(lattice.down).tolist():
        bands[max(0, ys[i] - _WALL) : ys[i + 1] + _WALL + 1, max(0, xs[k] - _WALL) : xs[k] + _WALL + 1] = True
    return mask & ~(bands & rules)


def inked_table(mask: Mask, lattice: Lattice, size: float) -> InkedTable:
    """The cells of a table and the lines in them. mask: ink without rules; size: of the type, in pixels."""
    labels = lattice_to_labels(lattice)
    boxes = [_cell_box(lattice, labels == label) for label in range(labels.max() + 1)]
    lines: list[list[Box]] = [[] for _ in boxes]
    for label, found in _spots_by_cell(mask, lattice, labels, boxes).items():
        lines[label] = _without_dirt(list(_lines(found, size)), size)
    return InkedTable(lattice, labels, boxes, lines)


def _cell_box(lattice: Lattice, places: Mask) -> Box:
    rows, columns = np.nonzero(places)
    left, right = lattice.xs[[columns.min(), columns.max() + 1]]
    top, bottom = lattice.ys[[rows.min(), rows.max() + 1]]
    return Box(*np.rint([left, top, right, bottom]).astype(int).tolist())


def spots(mask: Mask) -> list[Box]:
    """The boxes of all connected spots of ink that are no dirt."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    left, top, width, height, _ = stats[1:].T
    kept = np.maximum(width, height) >= _SPECK
    return [Box(*box) for box in np.column_stack([left, top, left + width, top + height])[kept].tolist()]


def type_size(found: Iterable[Box]) -> float:
    """The size of the type, in pixels: characters are about as wide as tall, the larger spots are whole ones."""
    sides = np.array([max(box.right - box.left, box.bottom - box.top) for box in found])
    sides = sides[(sides > _SPECK) & (sides <= _LARGEST)]
    return float(np.quantile(sides, 0.75)) * 1.08 if len(sides) else _SIZE


def sized(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture enlarged or made smaller until its type is about as large as in a scan at 200 to 300 dots an inch."""
    size = type_size(spots(ink(grey)))
    if _SIZES[0] <= size <= _SIZES[1]:
        return grey
    factor = min(_SIZE / size, max(1.0, _MOST_PIXELS / max(grey.shape)), 4.0)
    return cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA)


def _spots_by_cell(mask: Mask, lattice: Lattice, labels: NDArray, boxes: list[Box]) -> dict[int, list[Box]]:
    left, top, right, bottom = (round(edge) for edge in lattice.box)
    found = [Box(s.left + left, s.top + top, s.right + left, s.bottom + top) for s in spots(mask[top:bottom, left:right])]
    if not found:
        return {}
    corners = np.array(found)
    inside, row, column = points_to_places(lattice, (corners[:, 0] + corners[:, 2]) / 2, (corners[:, 1] + corners[:, 3]) / 2)
    by_cell: dict[int, list[Box]] = {}
    for n in np.flatnonzero(inside).tolist():
        label = int(labels[row[n], column[n]])
        if not _is_rim(found[n], boxes[label]):
            by_cell.setdefault(label, []).append(found[n])
    return by_cell


def _is_rim(spot: Box, cell: Box) -> bool:
    return (
        spot.right <= cell.left + _RIM or spot.left >= cell.right - _RIM or spot.bottom <= cell.top + _RIM or spot.top >= cell.bottom - _RIM
    )


def _lines(found: list[Box], size: float) -> Iterator[Box]:
    """Spots that overlap in height are one line; the parts of 三 and 二 are too."""
    line: Box | None = None
    for spot in sorted(found, key=lambda spot: spot.top):
        if line is not None and (spot.top < line.bottom or max(line.bottom, spot.bottom) - line.top <= _TALL * size):
            line = Box(min(line.left, spot.left), line.top, max(line.right, spot.right), max(line.bottom, spot.bottom))
        else:
            if line is not None:
                yield line
            line = spot
    if line is not None:
        yield line


def _without_dirt(lines: list[Box], size: float) -> list[Box]:
    """The lines that are more than a spot, where there are any."""
    spot = 0.25 * size
    return [line for line in lines if line.bottom - line.top > spot or line.right - line.left > spot] or lines


def touches_wall(line: Box, cell: Box) -> bool:
    """Does ink reach the left or right wall of its cell, so that some of it may belong to the neighbour or to the rule?"""
    return line.left - cell.left <= _TOUCH or cell.right - line.right <= _TOUCH


def lone_stroke(mask: Mask, line: Box, size: float) -> str | None:
    """The mark that a line of ink is if it is one straight stroke, level or leaning to the right; None for anything else.

    Recognition takes such strokes for 一 and 1.
    """
    y, x = np.nonzero(mask[line.top : line.bottom, line.left : line.right])
    width, height = line.right - line.left, line.bottom - line.top
    if height <= 0.25 * size and width >= max(0.2 * size, 1.6 * height):
        return "-" if width < 0.65 * size else "—"
    (thin, long), axes = np.linalg.eigh(np.cov(x, y))
    lean = np.degrees(np.arctan2(-axes[0, 1], axes[1, 1]) % np.pi)  # of the long axis, from upright to the right
    return "/" if thin**0.5 <= 0.06 * size and long**0.5 >= 0.15 * size and 8 < lean < 65 else None


def tight(mask: Mask, left: int, top: int, right: int, bottom: int) -> Box | None:
    """The box of the ink within a box, None where there is no more than dirt."""
    y, x = np.nonzero(mask[top : bottom + 1, left : right + 1])
    return Box(left + x.min(), top + y.min(), left + x.max() + 1, top + y.max() + 1) if len(y) > _SPECK else None


def crop(grey: NDArray[np.uint8], removed: Mask, line: Box, within: Box, size: float) -> NDArray[np.uint8]:
    """The picture of one line with paper around it, at least as tall as the type; what was removed, and all beyond the cell, is paper."""
    pad = round(_PAD * size)
    more = max(0, round((size - (line.bottom - line.top)) / 2))
    top, bottom = line.top - pad - more, line.bottom + pad + more
    left, right = line.left - 2 * pad, line.right + 2 * pad
    a, b = max(top, within.top + 1, 0), min(bottom, within.bottom - 1, grey.shape[0])
    c, d = max(left, within.left + 1, 0), min(right, within.right - 1, grey.shape[1])
    part = grey[a:b, c:d]
    hidden = removed[a:b, c:d]
    paper = int(np.quantile(part, 0.8))
    picture = np.full((bottom - top, right - left), paper, dtype=np.uint8)
    picture[a - top : b - top, c - left : d - left] = np.where(hidden, paper, part)
    return picture


def sample_lines(grey: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Pictures of a few words or short lines of a page that may be turned."""
    mask = ink(grey)
    mask &= ~ruling(mask).mask
    size = type_size(spots(mask))
    words = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, round(0.25 * size)), np.uint8)) > 0
    found = [box for box in spots(words) if 0.5 * size < box.bottom - box.top < 1.7 * size and size < box.right - box.left < 12 * size]
    found.sort(key=lambda box: box.left - box.right)
    page = Box(0, 0, grey.shape[1], grey.shape[0])
    return [crop(grey, np.zeros_like(mask), box, page, size) for box in found[:_SAMPLE]]


def with_left_over(boxes: NDArray[np.float64], mask: Mask, size: float) -> NDArray[np.float64]:
    """Boxes of text (n, 4) and, on the same lines, the ink that detection passed over (it does so with single figures and dashes)."""
    rest = mask.copy()
    for left, top, right, bottom in np.rint(boxes).astype(int).tolist():
        rest[max(0, top) : bottom + 1, max(0, left) : right + 1] = False
    words = cv2.morphologyEx(rest.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, round(size / 2)), np.uint8)) > 0
    pad = _PAD * size
    found = [
        (word.left - pad, word.top - pad, word.right + pad, word.bottom + pad)
        for word in spots(words)
        if (0.4 * size < word.bottom - word.top < 1.6 * size or _is_flat(word, size)) and _on_a_line(word, boxes)
    ]
    return np.vstack([boxes, np.clip(found, 0, None)]) if found else boxes


def _is_flat(word: Box, size: float) -> bool:
    width, height = word.right - word.left, word.bottom - word.top
    return height <= 0.25 * size and 0.2 * size <= width <= 2.2 * size and width >= 1.6 * height


def _on_a_line(word: Box, boxes: NDArray[np.float64]) -> bool:
    return bool(((boxes[:, 1] <= (word.top + word.bottom) / 2) & ((word.top + word.bottom) / 2 <= boxes[:, 3])).any())
