"""The cells of a Word table on their way to a grid: which places of the rectangle each one takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from reportkit.read.document import Cell, Grid, Paragraph, Picture
from reportkit.read.word.numbering import W, integer

_NEAR = 0.02  # of the table's width: two edges so close are one

Block = Paragraph | Grid | Picture


@dataclass(eq=False)
class Slot:
    """A cell's upper left place, whether the row below may go on with it, what it holds."""

    row: int
    column: int
    merges: bool
    where: str
    blocks: list[Block] = field(default_factory=list)


def merge(properties: etree._Element | None) -> str | None:
    """ "restart", "continue" or None: how a cell is merged with those above and below (a tracked merge counts as done)."""
    plain = None if properties is None else properties.find(W + "vMerge")
    if plain is not None:
        return plain.get(W + "val", "continue")
    tracked = None if properties is None else properties.find(W + "cellMerge")
    return None if tracked is None else {"cont": "continue", "rest": "restart"}.get(tracked.get(W + "vMerge", ""))


def spans(cells: Sequence[etree._Element], skipped: int, edges: Sequence[float]) -> list[int]:
    """How many columns each cell of a row takes: as the file says, or by the cells' widths where that does not fill the table.

    skipped: columns left free before and after the cells; edges: the right edges of the table's columns as shares of its width.
    """
    said = [max(integer(cell, "tcPr/gridSpan", 1), 1) for cell in cells]
    widths = [_width(cell) for cell in cells]
    if not edges or skipped or sum(said) == len(edges) or not all(widths):
        return said
    rights = [right / sum(widths) for right in accumulate(widths)]
    nearest = [min(range(len(edges)), key=lambda i, right=right: abs(edges[i] - right)) for right in rights]
    found = [last - before for before, last in zip([-1, *nearest], nearest, strict=False)]
    close = all(abs(edges[i] - right) < _NEAR for i, right in zip(nearest, rights, strict=True))
    return found if close and min(found) > 0 and nearest[-1] == len(edges) - 1 else said


def edges(table: etree._Element) -> list[float]:
    """The right edges of a table's columns (w:tblGrid) as shares of its width; [] where they are not told."""
    widths = [int(text) if (text := column.get(W + "w", "")).isdigit() else 0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return [right / sum(widths) for right in accumulate(widths)] if widths and all(widths) else []


def _width(cell: etree._Element) -> int:
    width = cell.find(f"{W}tcPr/{W}tcW")
    return int(text) if width is not None and (text := width.get(W + "w", "")).isdigit() else 0


def is_data(block: Block) -> bool:
    """Whether a block within a cell is a table of its own, not just a cell cut up."""
    return isinstance(block, Grid) and len(block.rows) > 1 and len(block.rows[0]) > 1


def is_frame(slots: Sequence[Slot]) -> bool:
    """Whether a table only frames text or lays out a page: a single column, or tables within it that are larger than itself."""
    inner = [block for slot in slots for block in slot.blocks if is_data(block)]
    size = sum(len({cell for row in grid.rows for cell in row if cell}) for grid in inner)
    return all(slot.column == 0 for slot in slots) or bool(inner) and size >= len(slots)


def _printed(block: Block) -> str:
    """What a block within a cell adds to the cell's text; a small table is read row by row."""
    if isinstance(block, Grid):
        return "\n".join(" ".join(cell.text for cell in dict.fromkeys(row) if cell and cell.text) for row in block.rows)
    return block.text if isinstance(block, Paragraph) else ""


def grid(rows: Sequence[dict[int, Slot]], where: str) -> Grid:
    """The rectangle of cells; None where the file skips a place."""
    cells: dict[Slot, Cell] = {}
    for slot in (slot for row in rows for slot in row.values()):
        if slot not in cells:
            text = "\n".join(filter(None, map(_printed, (block for block in slot.blocks if not is_data(block)))))
            cells[slot] = Cell(text, slot.row, slot.column, slot.where)
    width = max((max(row) + 1 for row in rows if row), default=0)
    return Grid(tuple(tuple(cells[row[c]] if c in row else None for c in range(width)) for row in rows), where)
