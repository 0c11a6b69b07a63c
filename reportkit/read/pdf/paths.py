"""The straight strokes drawn on a page of a PDF, which may be the ruling lines of tables.

Points and strokes are in the coordinates of whatever holds them: path → form object → page.
"""

from collections.abc import Callable
from itertools import chain, compress, repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from reportkit.read.pdf import calls as ask

_RULE_WIDTH = 5.0  # a filled shape no thicker than this is a rule, a thicker one is a shading
BOX_SEGMENTS = 5  # of a rectangle, or of anything that is a single figure


def page_strokes(page: pypdfium2.PdfPage) -> NDArray[np.float64]:
    """The straight strokes x0, y0, x1, y1 (n, 4) of all paths of a page, as the file has them (y up)."""
    handle = ask.handle_of(page.raw)
    return _strokes_within(ask.page_object, handle, ask.page_objects(handle))


def _strokes_within(object_at: Callable[[ask.Handle, int], ask.Handle], holder: ask.Handle, count: int) -> NDArray:
    """The strokes of all paths of a page or form object, and of the form objects inside it."""
    items = list(map(object_at, repeat(holder), range(count)))
    kinds = ask.answers(ask.object_kind, count, items)
    forms = _chosen(items, kinds == pdfium.FPDF_PAGEOBJ_FORM)
    inside = [(_strokes_within(ask.form_object, form, ask.form_objects(form)), _matrices([form])) for form in forms]
    moved = [_moved(strokes.reshape(-1, 2), matrix).reshape(-1, 4) for strokes, matrix in inside]
    return np.vstack([_path_strokes(_chosen(items, kinds == pdfium.FPDF_PAGEOBJ_PATH)), *moved])


def _matrices(items: list[ask.Handle]) -> NDArray:
    """a, b, c, d, e, f of PDF for each object (n, 6)."""
    return ask.written(ask.object_matrix, (len(items), 6), np.float32, items).astype(float)


def _moved(points: NDArray, matrices: NDArray) -> NDArray:
    """Points (n, 2) by one matrix or one each: x' = a x + c y + e, y' = b x + d y + f."""
    x, y = points.T
    a, b, c, d, e, f = matrices.T
    return np.column_stack([a * x + c * y + e, b * x + d * y + f])


def _path_strokes(paths: list[ask.Handle]) -> NDArray:
    """The strokes of paths: the sides of what is drawn, the middle line of what is thin (a filled bar or a single stroke)."""
    filled, stroked = ask.written_apart(ask.path_mode, (len(paths), 2), np.int32, paths).astype(bool).T
    sizes = ask.answers(ask.path_segments, len(paths), paths)
    drawn = (filled | stroked) & (sizes > 1)
    small = drawn & (sizes <= BOX_SEGMENTS)  # one figure: its bounds, which cost a single call, often tell enough
    boxes = ask.written_apart(ask.object_bounds, (int(small.sum()), 4), np.float32, _chosen(paths, small)).astype(float)
    thin = _are_thin(boxes)
    told = small & ~stroked
    told[small] |= thin
    rest = drawn & ~told
    figures = [_figure_strokes(_chosen(paths, rest), sizes[rest], stroked[rest])] if rest.any() else []
    return np.vstack([_middle_lines(boxes[thin]), *figures])


def _chosen(items: list[ask.Handle], which: NDArray[np.bool_]) -> list[ask.Handle]:
    return list(compress(items, which.tolist()))


def _are_thin(boxes: NDArray) -> NDArray[np.bool_]:
    return (boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= _RULE_WIDTH


def _middle_lines(boxes: NDArray) -> NDArray:
    """left, bottom, right, top → the stroke along the middle of each box."""
    left, low, right, high = boxes.T
    x, y = (left + right) / 2, (low + high) / 2
    upright = right - left < high - low
    return np.where(upright[:, None], np.column_stack([x, low, x, high]), np.column_stack([left, y, right, y]))


def _figure_strokes(paths: list[ask.Handle], sizes: NDArray, stroked: NDArray) -> NDArray:
    """The strokes of each figure of the paths. pdfium itself closes a closed one with a last corner where it began."""
    count = int(sizes.sum())
    indices = chain.from_iterable(map(range, sizes.tolist()))
    segments = list(map(ask.path_segment, chain.from_iterable(map(repeat, paths, sizes.tolist())), indices))
    points = ask.written_apart(ask.segment_point, (count, 2), np.float32, segments).astype(float)
    points = _moved(points, np.repeat(_matrices(paths), sizes, axis=0))
    opens = ask.answers(ask.segment_kind, count, segments) == pdfium.FPDF_SEGMENT_MOVETO
    opens[np.cumsum(sizes) - sizes] = True
    heads, figure = np.flatnonzero(opens), np.cumsum(opens) - 1
    boxes = np.hstack([np.minimum.reduceat(points, heads), np.maximum.reduceat(points, heads)])
    several = np.bincount(figure) > 1
    thin = _are_thin(boxes)
    drawn = (~thin & np.repeat(stroked, sizes)[heads])[figure[1:]] & ~opens[1:]
    return np.vstack([_middle_lines(boxes[thin & several]), np.hstack([points[:-1], points[1:]])[drawn]])
