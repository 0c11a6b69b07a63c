"""The lines of a table without ruling lines → its cells, by the columns and the rows that its figures make."""

import itertools

import numpy as np

from reportkit.read.layout.lines import Line
from reportkit.read.layout.paragraphs import PlacedLine
from reportkit.read.layout.pieces import Piece
from reportkit.read.layout.unruled_columns import (
    Columns,
    Told,
    column_edges,
    label_columns,
    parted_columns,
    values_and_words,
    without_digits_of_labels,
)
from reportkit.read.layout.unruled_rows import Row, page_rows, spread_groups


def lines_to_pieces(lines: list[PlacedLine]) -> list[Piece]:
    """The tables in the lines of a stretch; none where there is too little to call it one. Two that follow each other with other columns
    are parted where no row fills the columns of both."""
    told = without_digits_of_labels([values_and_words(placed.line) for placed in lines])
    if _is_one_table(told):
        piece = _lines_to_piece(lines, told, trusted=True)
        return [piece] if piece else []
    for cut in sorted(range(1, len(lines)), key=lambda cut: _gap(lines[cut - 1], lines[cut]), reverse=True):
        if told[cut - 1][0] and _is_one_table(told[:cut]) and _is_one_table(told[cut:]) and any(values for values, _ in told[cut:]):
            pieces = [_lines_to_piece(lines[:cut], told[:cut], trusted=True), _lines_to_piece(lines[cut:], told[cut:], trusted=True)]
            return [piece for piece in pieces if piece]
    piece = _lines_to_piece(lines, told, trusted=False)
    return [piece] if piece else []


def _gap(above: PlacedLine, below: PlacedLine) -> float:
    return np.inf if above.page != below.page else below.line.middle - above.line.middle


def _is_one_table(told: Told) -> bool:
    """Does some row of figures fill all the columns of figures? Where there are few, one may lie across two others (a merged cell)."""
    columns = len(parted_columns([[run[1:] for run in values] for values, _ in told]))
    return columns < 5 or max(len(values) for values, _ in told) == columns


def _lines_to_piece(lines: list[PlacedLine], told: Told, trusted: bool) -> Piece | None:
    """A table of one set of columns."""
    valued = [bool(values) for values, _ in told]
    figures = parted_columns([[run[1:] for run in values] for values, _ in told])
    if not figures or len(lines) < 2:
        return None
    labels = label_columns(told, figures)
    columns = sorted([*figures, *labels])
    if len(columns) < 2:
        return None
    kinds = [column in labels for column in columns]
    headings = [placed.line.parts for placed, yes in zip(lines, valued, strict=True) if not yes]
    edges = column_edges(columns, kinds, [values for values, _ in told], headings)
    rows: list[Row] = []
    for _, page in itertools.groupby(zip(lines, valued, strict=True), key=lambda pair: pair[0].page):
        rows.extend(page_rows(list(page), columns, edges, kinds))
    spread_groups(rows, kinds)
    return _piece(rows, edges, trusted and not any(map(_is_crowded, rows)))


def _is_crowded(row: Row) -> bool:
    """Do two figures of a row claim one column?"""
    figures = [span for span, texts in row.cells.items() for placed in texts if values_and_words(placed.line)[0]]
    return row.figures and any(one[1] >= other[0] for one, other in itertools.pairwise(sorted(figures)))


def _piece(rows: list[Row], edges: list[float], trusted: bool) -> Piece:
    """The rows as a piece. Figures below two headings in one column may belong to either, for the other column is blank."""
    width = len(edges) - 1
    labels = np.zeros((len(rows), width), dtype=np.int64)
    cells: dict[tuple, list[Line]] = {}
    names: dict[tuple, int] = {}
    shared: set[int] = set()
    doubtful: set[int] = set()
    covered = [_covered(row, width) for row in rows]  # kept together, for lists tell cells apart
    for index, row in enumerate(rows):
        for (first, last), lines in covered[index]:
            key = (first, last, id(lines)) if lines else (index, first)
            labels[index, first : last + 1] = names.setdefault(key, len(names))
            cells[key] = [placed.line for placed in lines]
            if row.figures and (not trusted or first in shared):
                doubtful.add(names[key])
            elif lines and not row.figures:
                (shared.add if _are_two(lines) else shared.discard)(first)
    none = np.zeros(width, dtype=bool)
    return Piece(np.array(edges), labels, list(cells.values()), _row_places(rows), none, none, frozenset(doubtful))


def _covered(row: Row, width: int) -> list[tuple[Columns, list[PlacedLine]]]:
    """The texts of a row by columns, those that overlap as one, every column covered."""
    found: list[tuple[Columns, list[PlacedLine]]] = []
    for span, lines in sorted(row.cells.items()):
        if found and found[-1][0][1] >= span[0]:
            (first, last), before = found.pop()
            found.append(
                ((first, max(last, span[1])), sorted([*before, *lines], key=lambda placed: (placed.line.middle, placed.line.left)))
            )
        else:
            found.append((span, lines))
    free = set(range(width)) - {column for (first, last), _ in found for column in range(first, last + 1)}
    return sorted([*found, *(((column, column), []) for column in free)], key=lambda cell: cell[0])


def _are_two(lines: list[PlacedLine]) -> bool:
    """Do words stand beside each other, and are they more than the two halves of 总　计?"""
    return any(
        one.number == other.number and len(one.line.text) + len(other.line.text) > 2 for one, other in itertools.combinations(lines, 2)
    )


def _row_places(rows: list[Row]) -> list[tuple[int, int]]:
    numbers = itertools.chain.from_iterable(range(len(list(page))) for _, page in itertools.groupby(rows, key=lambda row: row.page))
    return [(row.page, number) for row, number in zip(rows, numbers, strict=True)]
