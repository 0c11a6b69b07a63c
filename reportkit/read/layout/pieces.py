"""Tables on the page and over pages: a piece is the part of a table that stands on one page; pieces that go on are stacked into one."""

import re
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reportkit.read.document import Cell, Grid
from reportkit.read.layout.content import Characters
from reportkit.read.layout.lattice import Lattice, Leaders, lattice_to_labels, numbered, points_to_places
from reportkit.read.layout.lines import Line, characters_to_lines, join_lines

_PADDING = 3.0  # points between the rule and the text of a cell, at least
_MARGIN = 5.4  # the same, at most (Word's own)
_SAME_EDGE = 4.0  # points between column edges that are one edge on two pages
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"[\d\s.,+-]*\d[\d\s.,%万元件条-]*")
# A line that begins so begins something new: 一、 （一） 1. 1、 ①  第一条
ENUMERATED = re.compile(
    r"\s*(?:[（(〔\[]?[一二三四五六七八九十\d]{1,3}[）)〕\]、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十百\d]+[章节条款部])"
)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A table or a part of one.

    xs: column edges (c + 1,); labels: the cell on each place (r, c), -1 for none; cells: the lines of each cell;
    rows: page, and row on that page from 0, of each row; open_top, open_bottom: columns where no rule closes it (c,);
    doubtful: the cells whose figures may belong to another column.
    """

    xs: NDArray[np.float64]
    labels: NDArray[np.int64]
    cells: list[list[Line]]
    rows: list[tuple[int, int]]
    open_top: NDArray[np.bool_]
    open_bottom: NDArray[np.bool_]
    doubtful: frozenset[int] = frozenset()

    def text(self, label: int) -> str:
        """The lines of a cell as one text. A figure that fills its line was wrapped; other figures on lines of their own stay apart."""
        lines = self.cells[label]
        if len(lines) < 2:
            return lines[0].text if lines else ""
        room = self._width(label) - 2 * _PADDING
        wrapped = all(line.right - line.left + line.size / 2 > room for line in lines[:-1])
        return join_lines([line.text for line in lines], "" if wrapped else "\n")

    def may_be_wrapped(self, label: int) -> bool:
        """Do the figures in a cell stand on several lines because there was no room for one more digit in one of them?"""
        lines = self.cells[label]
        return len(lines) > 1 and all(_is_value(line.text) for line in lines) and any(self._is_full(label, line) for line in lines[:-1])

    def is_full(self, label: int) -> bool:
        """Had one more digit no room behind the last line of a cell?"""
        return self._is_full(label, self.cells[label][-1])

    def _is_full(self, label: int, line: Line) -> bool:
        width = line.right - line.left
        return width + max(width / len(line.text), line.size / 2) > self._width(label) - 2 * _MARGIN

    def _width(self, label: int) -> float:
        columns = np.nonzero((self.labels == label).any(axis=0))[0]
        return float(self.xs[columns[-1] + 1] - self.xs[columns[0]])


def page_pieces(lattices: list[Lattice], characters: Characters, page: int) -> tuple[list[tuple[float, Piece]], list[Line]]:
    """The tables of a page, each with its top, and the lines that stand outside all tables."""
    middle = (characters.boxes[:, :2] + characters.boxes[:, 2:]) / 2
    groups = np.full(len(middle), -1)
    labels, first = [], 0
    for lattice in lattices:  # the smaller come later, so that a table inside a frame keeps its own characters
        labels.append(lattice_to_labels(lattice) + first)
        inside, row, column = points_to_places(lattice, middle[:, 0], middle[:, 1])
        groups[inside] = labels[-1][row[inside], column[inside]]
        first = labels[-1].max() + 1
    lines = characters_to_lines(characters, groups)
    pieces = []
    for lattice, label in zip(lattices, labels, strict=True):
        cells = [lines.get(number, []) for number in range(label[0, 0], label.max() + 1)]
        rows = [(page, row) for row in range(len(label))]
        piece = Piece(lattice.xs, label - label[0, 0], cells, rows, ~lattice.across[0], ~lattice.across[-1])
        pieces.append((lattice.box[1], rows_of_figures(piece)))
    return pieces, lines.get(-1, [])


def rows_of_figures(piece: Piece) -> Piece:
    """The piece with each ruled row that holds several rows of figures (rules between the columns only) cut into these."""
    places = [[], *piece.labels.tolist(), []]
    for row in range(len(piece.labels) - 1, -1, -1):
        above, own, below = places[row : row + 3]
        labels = list(dict.fromkeys(own).keys() - {*above, *below})
        middles = [] if any(map(piece.may_be_wrapped, labels)) else _row_middles([piece.cells[label] for label in labels])
        if len(middles) > 1:
            piece = _row_cut(piece, row, labels, middles)
    return piece


def _row_middles(cells: list[list[Line]]) -> list[float]:
    """Where the rows of figures lie that two cells or more agree on, each with words beside it; nothing where they do not agree."""
    figures = [cell for cell in cells if len(cell) > 1 and all(_is_value(line.text) for line in cell)]
    if len(figures) < 2:
        return []
    words = [line.middle for cell in cells for line in cell if not _is_value(line.text)]
    longest = max(figures, key=len)
    middles, reach = [line.middle for line in longest], longest[0].size
    agreed = all(min(abs(line.middle - middle) for middle in middles) < reach / 2 for cell in figures for line in cell)
    return middles if agreed and all(any(abs(word - middle) < reach for word in words) for middle in middles) else []


def _row_cut(piece: Piece, row: int, labels: list[int], middles: list[float]) -> Piece:
    """Row `row` in as many rows as there are middles; the lines of its own cells go to the nearest one."""
    copies = np.repeat(piece.labels[row : row + 1], len(middles), axis=0)
    cells = list(piece.cells)
    for label in labels:
        nearest = [int(np.argmin([abs(line.middle - middle) for middle in middles])) for line in piece.cells[label]]
        for index in range(len(middles)):
            copies[index, piece.labels[row] == label] = len(cells)
            cells.append([line for line, near in zip(piece.cells[label], nearest, strict=True) if near == index])
    stacked = np.vstack([piece.labels[:row], copies, piece.labels[row + 1 :]])
    order = list(dict.fromkeys(stacked.ravel().tolist()))
    rows = [(piece.rows[0][0], index) for index in range(len(stacked))]
    return replace(piece, labels=numbered(stacked), cells=[cells[label] for label in order], rows=rows)


def continues(above: Piece, below: Piece) -> bool:
    """Do two pieces at the end of a page and the beginning of the next have the same outer edges, and most inner ones in common?"""
    if np.abs(above.xs[[0, -1]] - below.xs[[0, -1]]).max() > _SAME_EDGE:
        return False
    shared = np.count_nonzero((np.abs(above.xs[:, None] - below.xs[None, :]) <= _SAME_EDGE).any(axis=1)) - 2
    return shared >= (min(len(above.xs), len(below.xs)) - 2) / 2


def stack(above: Piece, below: Piece) -> Piece:
    """One piece of two that follow each other. Cells that the cut went through are one cell again."""
    fresh = np.abs(above.xs[:, None] - below.xs[None, :]).min(axis=0) > _SAME_EDGE
    xs = np.sort(np.concatenate([above.xs, below.xs[fresh]]))
    upper, lower = _on_columns(above, xs), _on_columns(below, xs)
    lower = replace(lower, labels=lower.labels + len(upper.cells))
    cells = [*upper.cells, *lower.cells]
    both = replace(upper, labels=np.vstack([upper.labels, lower.labels]), cells=cells, open_bottom=lower.open_bottom)
    leaders = Leaders(len(cells))
    for one, other in _cut_cells(both, upper, lower):
        leaders.join(one, other)
    leading = np.array([leaders.of(label) for label in range(len(cells))])
    merged: dict[int, list[Line]] = {}
    for label, lines in enumerate(cells):
        merged.setdefault(int(leading[label]), []).extend(lines)
    labels, rows = _rows_joined(leading[both.labels], [*upper.rows, *lower.rows], len(upper.rows))
    order = list(dict.fromkeys(labels.ravel().tolist()))
    return replace(both, labels=numbered(labels), cells=[merged[label] for label in order], rows=rows)


def _on_columns(piece: Piece, xs: NDArray) -> Piece:
    """The piece on a finer set of columns."""
    column = np.clip(np.searchsorted(piece.xs, (xs[1:] + xs[:-1]) / 2) - 1, 0, len(piece.xs) - 2)
    return replace(piece, xs=xs, labels=piece.labels[:, column], open_top=piece.open_top[column], open_bottom=piece.open_bottom[column])


def _rows_joined(labels: NDArray, rows: list[tuple[int, int]], cut: int) -> tuple[NDArray, list[tuple[int, int]]]:
    """Without the row below the cut where every one of its cells goes on from the row above."""
    if (labels[cut] == labels[cut - 1]).all():
        return np.delete(labels, cut, axis=0), rows[:cut] + rows[cut + 1 :]
    return labels, rows


def _cut_cells(both: Piece, upper: Piece, lower: Piece) -> list[tuple[int, int]]:
    """Pairs of cells above and below the cut that are one cell."""
    last, first = upper.labels[-1], lower.labels[0]
    pairs = [(int(one), int(other)) for one, other in dict.fromkeys(zip(last.tolist(), first.tolist(), strict=True))]
    pairs = [(one, other) for one, other in pairs if np.array_equal(last == one, first == other)]
    open_cut = upper.open_bottom & lower.open_top
    if _row_goes_on(both, pairs, last, first):
        return pairs
    return [
        (one, other)
        for one, other in pairs
        if (open_cut[last == one].all() and not (_is_value(both.text(one)) and _is_value(both.text(other))))
        or _label_goes_on(both, one, other, last, first)
    ]


def _is_value(text: str) -> bool:
    """A figure, a dash or the like: what stands in a table's body and is never the rest of a label."""
    return bool(text) and (bool(_NUMBER.fullmatch(text)) or not _LETTER.search(text) or text == "无")


def _label_goes_on(both: Piece, one: int, other: int, last: NDArray, first: NDArray) -> bool:
    """Is the empty cell below the cut the rest of a merged label above it? (Rules are drawn along the cut by most programs.)"""
    label = both.text(one)
    if not label or _is_value(label) or both.text(other):
        return False
    tall, tall_below = (int((both.labels == number).sum(axis=0).max()) > 1 for number in (one, other))
    if tall_below:
        return True
    if any(_texts_beside(both, other, first)[0]):
        return False
    return tall or all(
        any(text and not _is_value(text) for text in _texts_beside(both, *place)[1]) for place in ((one, last), (other, first))
    )


def _texts_beside(both: Piece, label: int, row: NDArray) -> tuple[list[str], list[str]]:
    """The texts to the left and to the right of a cell in its row."""
    labels = list(dict.fromkeys(row.tolist()))
    texts = [both.text(number) for number in labels]
    here = labels.index(label)
    return texts[:here], texts[here + 1 :]


def _row_goes_on(both: Piece, pairs: list[tuple[int, int]], last: NDArray, first: NDArray) -> bool:
    """Was one row cut in two: a label that breaks off at the edge of its cell, goes on below without a mark of its own,
    and figures in only one of the two halves, but for the rest of those that were full?"""
    if len(pairs) < len(dict.fromkeys(last.tolist())) or len(pairs) < len(dict.fromkeys(first.tolist())):
        return False
    texts = [(both.text(one), both.text(other)) for one, other in pairs]
    wrapped = [index for index, halves in enumerate(texts) if all(map(_is_value, halves)) and both.is_full(pairs[index][0])]
    if wrapped and not any(below for index, (_, below) in enumerate(texts) if index not in wrapped):
        return True
    shared = [index for index, (one, other) in enumerate(texts) if one and other and index not in wrapped]
    if len(shared) != 1 or ENUMERATED.match(texts[shared[0]][1]) or any(_is_value(text) for text in texts[shared[0]]):
        return False
    right = [column for index, column in enumerate(texts) if index > shared[0] and index not in wrapped]
    above, below = (any(column[half] for column in right) for half in (0, 1))
    return (above != below or bool(wrapped and not below)) and _fills(both, pairs[shared[0]][0])


def _fills(both: Piece, label: int) -> bool:
    """Does the last line of a cell reach the right edge, so that the next character had no room?"""
    columns = np.flatnonzero((both.labels == label).any(axis=0))
    line = both.cells[label][-1]
    return both.xs[columns[-1] + 1] - line.right < 1.5 * line.size + _PADDING and line.left - both.xs[columns[0]] < 3 * line.size


def piece_to_grid(piece: Piece, tables: dict[int, int]) -> Grid:
    """The grid of a table. tables: its number on each page it stands on."""
    places = [f"page {page}, table {tables[page]}, row {row + 1}" for page, row in piece.rows]
    cells: dict[int, Cell] = {}  # label -1, no cell, never gets in
    labels = piece.labels.tolist()
    for row, line in enumerate(labels):
        for column, label in enumerate(line):
            if label >= 0 and label not in cells:
                cells[label] = Cell(piece.text(label), row, column, f"{places[row]}, column {column + 1}", label not in piece.doubtful)
    rows = tuple(tuple(map(cells.get, line)) for line in labels)
    page = piece.rows[0][0]
    return Grid(rows, f"page {page}, table {tables[page]}")
