"""Pictures → paragraphs and grids: ruling lines give the tables, recognition gives the text, and what it is not sure of is marked.

Needs the extra `ocr`; importing this module without it raises MissingExtra.
"""


import numpy as np
from numpy.typing import NDArray

from reportkit.errors import MissingExtra
from reportkit.read.document import Cell, Grid, Paragraph
from reportkit.read.layout.lattice import Lattice, lattice_to_labels, rules_to_lattices
from reportkit.read.layout.lines import Line, Run, join_lines
from reportkit.read.layout.pages import flow_to_blocks
from reportkit.read.layout.paragraphs import PlacedLine, is_page_number

try:
    from reportkit.read.pictures.inked import (
        InkedTable,
        crop,
        inked_table,
        lone_stroke,
        sample_lines,
        sized,
        spots,
        tight,
        touches_wall,
        type_size,
        with_left_over,
        without_walls,
    )
    from reportkit.read.pictures.recognition import Reading, read_lines, text_boxes
    from reportkit.read.pictures.ruling import Mask, Rules, ink, mended, ruling, straightened, widened
except ModuleNotFoundError as error:
    raise MissingExtra(
        f"pictures and scanned pages need the extra `ocr` ({error.name} is not installed); "
        'install it with: pip install "reportkit[ocr]" (in a copy of the repository: pip install -e ".[ocr]")'
    ) from error

_TOLERANCE = 6.0  # pixels between rules that are one
_SURE = 0.75  # from this certainty on a text is trusted
_LOOK_ALIKES = frozenset("一二丨日曰口囗〇○")  # alone in a cell, such a character may be a stroke or a 0
_DARK = 0.3  # the share of ink above which a picture is no print on paper
_CELLS = 6  # a picture with fewer holds no table worth reading
_LEAST_PAGE = 500  # pixels of the shorter side of a page
_CHARACTERS = 80
_LEGIBLE = 0.9  # a page is the right way up if the lines of a sample are read with this certainty


def shows_table(grey: NDArray[np.uint8]) -> bool:
    """Whether ruling lines in a picture form a table of some cells. A quick look, for which a small copy is enough."""
    if ink(grey).mean() > _DARK:
        return False
    return any(_is_ruled(lattice) for lattice in rules_to_lattices(ruling(ink(straightened(grey))).strokes, _TOLERANCE))


def _is_ruled(lattice: Lattice) -> bool:
    """Whether a lattice has rows, columns, cells enough and most of its walls; the outlines in a photograph leave many holes."""
    walls = np.concatenate([lattice.across.ravel(), lattice.down.ravel()])
    return min(len(lattice.xs), len(lattice.ys)) > 2 and walls.mean() > 0.5 and lattice_to_labels(lattice).max() + 1 >= _CELLS


def shows_text(grey: NDArray[np.uint8]) -> bool:
    """Whether a picture looks like a page of text: paper with many spots about as large as each other. A quick look too."""
    mask = ink(grey)
    if mask.mean() > _DARK or min(grey.shape) < _LEAST_PAGE:
        return False
    found = spots(mask)
    size = type_size(found)
    characters = [s for s in found if 0.5 * size < max(s.right - s.left, s.bottom - s.top) < 1.4 * size]
    return len(characters) > max(_CHARACTERS, 0.4 * len(found))


def recognise(image: NDArray[np.uint8], where: str) -> tuple[Paragraph | Grid, ...]:
    """The paragraphs and grids in a picture, from top to bottom: grey levels, uint8 (height, width).

    where: the picture's own place, such as "page 3". Characters that cannot be told stand as \\ufffd, cells that cannot be read are not trusted.
    """
    grey = straightened(_upright(sized(image)))
    mask = ink(grey)
    rules = ruling(mask)
    size = type_size(spots(mask & ~rules.mask))
    lattices = [mended(lattice, mask, rules) for lattice in rules_to_lattices(rules.strokes, _TOLERANCE) if _is_table(lattice, size)]
    lattices.sort(key=lambda lattice: lattice.box[1])
    tables = [(lattice.box[1], _grid(grey, mask, rules, lattice, size, f"{where}, table {n}")) for n, lattice in enumerate(lattices, 1)]
    lines = [(placed.line.middle, placed) for placed in _lines_outside(grey, mask, lattices, size)]
    flow = [item for _, item in sorted([*tables, *lines], key=lambda pair: pair[0])]
    height, width = grey.shape
    blocks = flow_to_blocks(flow, [(0.0, 0.0, float(width), float(height))])
    return tuple(_placed(block, where) for block in blocks)


def _placed(block: Paragraph | Grid, where: str) -> Paragraph | Grid:
    """The block with its place in the picture; a table put together from lines alone is nowhere quite certain."""
    if isinstance(block, Paragraph):
        return Paragraph(block.text, block.where.replace("page 0", where), block.gap)
    if not block.where.startswith("page 0"):
        return block
    place = block.where.replace("page 0, table", f"{where}, unruled table")
    cells = {cell: _from_lines(cell, cell.where.replace(block.where, place)) for row in block.rows for cell in row if cell}
    return Grid(tuple(tuple(map(cells.get, row)) for row in block.rows), place, block.aligned)


def _from_lines(cell: Cell, where: str) -> Cell:
    trusted = "\ufffd" not in cell.text and not _is_ambiguous(cell.text, cell.text.count("\n") + 1)
    return Cell(cell.text, cell.row, cell.column, where, trusted, _SURE if trusted else 0.0)


def _is_table(lattice: Lattice, size: float) -> bool:
    """Not the strokes of a large character."""
    left, top, right, bottom = lattice.box
    return lattice.down.shape[0] * lattice.across.shape[1] > 1 and right - left > 4 * size and bottom - top > 1.3 * size


def _upright(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture turned by quarters: as it is if lines run to the right and a sample of them can be read, else as most of them can."""
    samples = [sample_lines(page) for page in (grey, np.ascontiguousarray(np.rot90(grey)))]
    samples += [[line[::-1, ::-1] for line in sample] for sample in samples]
    lengths = [sum(line.shape[1] for line in sample) for sample in samples]
    readings = [read_lines(samples[0])]
    if lengths[0] >= lengths[1] and (not readings[0] or np.median([reading.certainty for reading in readings[0]]) >= _LEGIBLE):
        return grey
    readings += [read_lines(sample) for sample in samples[1:]]
    legible = [sum(reading.certainty * len(reading.text) for reading in found) for found in readings]
    return np.ascontiguousarray(np.rot90(grey, int(np.argmax(legible))))


def _grid(grey: NDArray[np.uint8], mask: Mask, rules: Rules, lattice: Lattice, size: float, where: str) -> Grid:
    """The grid of one ruled table."""
    clean = without_walls(mask, rules.mask, lattice)
    removed = widened(mask & ~clean)
    table = inked_table(clean, lattice, size)
    owners = [(label, line) for label, lines in enumerate(table.lines) for line in lines]
    readings = read_lines([crop(grey, removed, line, table.boxes[label], size) for label, line in owners])
    by_cell: dict[int, list[Reading]] = {}
    for (label, _), reading in zip(owners, readings, strict=True):
        by_cell.setdefault(label, []).append(reading)
    cells: dict[int, Cell] = {}
    for (row, column), label in np.ndenumerate(table.labels):
        if label not in cells:
            place = f"{where}, row {row + 1}, column {column + 1}"
            cells[label] = _cell(table, int(label), by_cell.get(int(label), []), _mark(table, int(label), clean, size), place)
    return Grid(tuple(tuple(cells[label] for label in row) for row in table.labels.tolist()), where)


def _cell(table: InkedTable, label: int, readings: list[Reading], mark: str | None, where: str) -> Cell:
    """A cell of the table. mark: the stroke that is all that stands in it."""
    row, column = np.argwhere(table.labels == label)[0].tolist()
    if not readings:
        return Cell("", row, column, where)
    text = mark or join_lines([reading.text for reading in readings], "\n")
    certainty = 1.0 if mark else min(reading.certainty for reading in readings)
    if any(touches_wall(line, table.boxes[label]) for line in table.lines[label]) or (not mark and _is_ambiguous(text, len(readings))):
        certainty = 0.0
    trusted = certainty >= _SURE
    says_nothing = not any(character.isalnum() for character in text)  # and must not pass for a blank or a dash
    return Cell(f"{text}?" if says_nothing and not trusted else text, row, column, where, trusted, certainty)


def _is_ambiguous(text: str, lines: int) -> bool:
    """A character that looks like a figure or a stroke, or figures on several lines, of which some may be dirt."""
    return text in _LOOK_ALIKES or (lines > 1 and text.isascii())


def _mark(table: InkedTable, label: int, mask: Mask, size: float) -> str | None:
    """The stroke that stands alone in a cell, about in its middle."""
    lines, box = table.lines[label], table.boxes[label]
    if len(lines) != 1 or not 0.2 < ((lines[0].top + lines[0].bottom) / 2 - box.top) / (box.bottom - box.top) < 0.8:
        return None
    return lone_stroke(mask, lines[0], size)


def _lines_outside(grey: NDArray[np.uint8], mask: Mask, lattices: list[Lattice], size: float) -> list[PlacedLine]:
    """The lines of text outside the tables."""
    outside, left_over = grey.copy(), mask.copy()
    for lattice in lattices:
        left, top, right, bottom = (round(edge) for edge in lattice.box)
        around = np.s_[max(0, top - 5) : bottom + 6, max(0, left - 5) : right + 6]
        outside[around], left_over[around] = np.quantile(grey, 0.8), False
    if left_over.sum() < size:
        return []
    boxes = with_left_over(text_boxes(outside, left_over.any(axis=1)), left_over, size)
    return [line for line in _text_lines(outside, left_over, boxes, size) if not _is_page_number(line, len(grey))]


def _is_page_number(placed: PlacedLine, height: int) -> bool:
    text = placed.line.text.strip()
    marginal = not 0.08 * height < placed.line.middle < 0.92 * height
    return is_page_number(text) or (marginal and text.isdecimal() and len(text) <= 3)


def _text_lines(grey: NDArray[np.uint8], mask: Mask, boxes: NDArray[np.float64], size: float) -> list[PlacedLine]:
    """Boxes side by side are one line; numerals that are not certain are marked."""
    boxes = boxes[np.argsort((boxes[:, 1] + boxes[:, 3]) / 2, kind="stable")]
    readings = read_lines([grey[int(t) : int(b) + 1, int(left) : int(r) + 1] for left, t, r, b in boxes], _SURE)
    readings = [_mark_between(mask, box, size) or reading for box, reading in zip(boxes.astype(int).tolist(), readings, strict=True)]
    rows: list[list[tuple[NDArray, Reading]]] = []
    for box, reading in zip(boxes, readings, strict=True):
        if rows and box[1] + box[3] < rows[-1][0][0][1] + rows[-1][0][0][3] + size:
            rows[-1].append((box, reading))
        elif reading.text:
            rows.append([(box, reading)])
    return [PlacedLine(0, n, _line(sorted(row, key=lambda item: item[0][0]), size)) for n, row in enumerate(rows, 1)]


def _mark_between(mask: Mask, box: list[int], size: float) -> Reading | None:
    """The dash that is all that stands in a box."""
    left, top, right, bottom = box
    found = tight(mask, left, top, right, bottom) if right - left < 3 * size else None
    mark = lone_stroke(mask, found, size) if found else None
    return Reading(mark, 1.0) if mark else None


def _line(row: list[tuple[NDArray, Reading]], size: float) -> Line:
    boxes = np.array([box for box, _ in row])
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    runs = tuple(Run(reading.text, float(box[0]), float(box[2])) for box, reading in row)
    return Line(" ".join(run.text for run in runs), float(left), float(top), float(right), float(bottom), size, runs)
