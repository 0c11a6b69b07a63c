"""The form's own arithmetic against misread cells: where a sum fails, what recognition was not nearly certain of is not believed.

A single misread cell breaks every sum that it is part of, so a cell in a sum that holds is above suspicion. Cells that are nearly certain
stay, for reports do contain sums that fail; nothing is ever put right by calculation.
"""

from collections.abc import Iterator
from itertools import chain

from ..form import Key
from ..read.document import Document, Grid
from ..report import Cell as Figure
from ..report import Notice
from ..sums import Equation, equations
from .tables import Tables

NEARLY_CERTAIN = 0.95
_NAMES = {"disclosure": "II", "applications": "III", "disputes": "IV"}
_SUMS = ("applications", "disputes")


def doubted(tables: Tables, document: Document) -> Tables:
    """The tables of a document that was recognised in pictures, with cells that their sums speak against made unreadable."""
    certainty = {cell.where: cell.certainty for block in document.blocks if isinstance(block, Grid) for row in block.rows for cell in row if cell}
    tables = _without_lines(tables, document)
    kept, notices = dict(tables.cells), list(tables.notices)
    for table in _SUMS:
        figures = {figure.key: figure for figure in tables.cells[table]}
        marked = {key for key in _suspects(table, figures) if certainty.get(figures[key].where, 1.0) < NEARLY_CERTAIN}
        kept[table] = [_unreadable(figure) if figure.key in marked else figure for figure in tables.cells[table]]
        if marked:
            notices.append(Notice(f"table {_NAMES[table]}: sums fail, so {len(marked)} recognised figures that were not certain are unreadable"))
    return tables._replace(cells=kept, notices=notices)


def _without_lines(tables: Tables, document: Document) -> Tables:
    """What was read from lines of text in a picture, in which nothing tells the column of a figure, is unreadable."""
    lines = tuple(f"{place}, line" for place in document.recognised)
    kept, notices = {}, list(tables.notices)
    for table, cells in tables.cells.items():
        found = [cell.where.startswith(lines) and cell.state not in ("blank", "absent") for cell in cells]
        kept[table] = [_unreadable(cell) if is_found else cell for cell, is_found in zip(cells, found, strict=True)]
        if any(found):
            notices.append(Notice(f"table {_NAMES[table]}: {sum(found)} figures in a picture stand in no columns that can be told, and are unreadable"))
    return tables._replace(cells=kept, notices=notices)


def _unreadable(figure: Figure) -> Figure:
    return figure._replace(value=None, state="unreadable", unit=None)


def _suspects(table: str, figures: dict[Key, Figure]) -> Iterator[Key]:
    """The cells with figures that stand in a sum that fails and in none that holds; none in a table that its authors never added up."""
    failing, holding = [], []
    for equation in equations(table, figures):
        holds = _holds(equation, figures)
        if holds is not None:
            (holding if holds else failing).append((*equation.left, *equation.right))
    if len(failing) <= len(holding):
        vouched = set(chain(*holding))
        yield from (key for key in dict.fromkeys(chain(*failing)) if key not in vouched and figures[key].value is not None)


def _holds(equation: Equation, figures: dict[Key, Figure]) -> bool | None:
    """Whether both sides are the same; None where cells that cannot be read, or a side without figures, leave it open.

    Blanks, dashes and words count as nothing. What cannot be read can only add, so a side that is too large without it fails.
    """
    sides = [[figures[key] for key in side] for side in equation]
    if any(all(figure.value is None for figure in side) for side in sides):
        return None
    left, right = (sum(figure.value for figure in side if figure.value is not None) for side in sides)
    left_open, right_open = (any(figure.state == "unreadable" for figure in side) for side in sides)
    if left_open or right_open:
        proven = (left > right and not right_open) or (right > left and not left_open)
        return False if proven else None
    return left == right
