"""An HTML table to blocks: spans laid out on a rectangle, then rows of prose told from rows of data.

A page's layout is often a table too. So the rows decide: a row that carries prose or another table is walked as text, the runs of
rows between are grids.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportkit.read.document import Cell, Grid, Picture
from reportkit.read.html.cells import Block, TableCell, own_cells

_PROSE = 200  # characters that no cell of figures or labels reaches
_PROSE_ALONE = 80  # the same for a cell that fills its row alone
_PROSE_CELLS = 4  # a row of more cells is data, however long one of them is
_BLANKS = 3  # empty places behind a text that stands alone in its row
_AREA = 1_000_000  # places that spans may fill in one table; garbage spans beyond count as 1


@dataclass(slots=True, eq=False)
class Table:
    """An HTML table while it is read. number: its place among the page's tables, from 1; sections: of each row, which one it is in."""

    number: int
    rows: list[list[TableCell]] = field(default_factory=list)
    sections: list[int] = field(default_factory=list)
    section: int = 0

    def open_row(self) -> None:
        """Begin a row in the section that is open."""
        self.rows.append([])
        self.sections.append(self.section)


Places = list[list[TableCell | None]]


def table_blocks(table: Table) -> Iterator[Block]:
    """The table's data as grids and its prose as paragraphs, in reading order."""
    places = placed(table)
    for is_prose, run in groupby(range(len(places)), key=lambda row: _is_prose(places[row], row)):
        rows = list(run)
        if is_prose or (all(len(_filled(places[row])) <= 1 for row in rows) and not _is_blank_row(places)):
            yield from (block for row in rows for cell in table.rows[row] for block in cell.blocks())
        else:
            yield _grid(places, rows, table.number)
            yield from (block for row in rows for cell in table.rows[row] for block in cell.flow or () if isinstance(block, Picture))


def _is_blank_row(places: Places) -> bool:
    """Whether a table is one row that names something and leaves all its figures blank, as systems write that make a table of each row."""
    cells = list(dict.fromkeys(cell for cell in places[0] if cell is not None))
    return len(places) == 1 and _filled(places[0]) == cells[:1] and bool(cells) and sum(cell.colspan for cell in cells[1:]) >= _BLANKS


def placed(table: Table) -> Places:
    """The cell at each place of the table's rectangle; where spans overlap the earlier cell stays (HTML Standard, 4.9.12)."""
    places: Places = [[] for _ in table.rows]
    ends = _section_ends(table.sections)
    area = width = 0
    for row, cells in enumerate(table.rows):
        line, column = places[row], 0
        for cell in cells:
            while column < len(line) and line[column] is not None:
                column += 1
            cell.row, cell.column = row, column
            if cell.colspan == 1 and cell.rowspan == 1 and column == len(line):
                line.append(cell)
            else:
                bottom = min(row + cell.rowspan, ends[row]) if cell.rowspan else ends[row]
                area += (bottom - row) * cell.colspan
                if area > _AREA:
                    bottom, cell.colspan = row + 1, 1
                _fill(places[row:bottom], column, column + cell.colspan, cell)
            width = max(width, column + 1)
            column += cell.colspan
    return [line[:width] + [None] * (width - len(line)) for line in places]


def _fill(lines: Places, left: int, right: int, cell: TableCell) -> None:
    for line in lines:
        if len(line) < right:
            line.extend([None] * (right - len(line)))
        for column in range(left, right):
            if line[column] is None:
                line[column] = cell


def _section_ends(sections: Sequence[int]) -> list[int]:
    ends: list[int] = []
    for _, run in groupby(sections):
        length = len(list(run))
        ends += [len(ends) + length] * length
    return ends


def _filled(line: list[TableCell | None]) -> list[TableCell]:
    return [cell for cell in dict.fromkeys(line) if cell is not None and (cell.text or cell.flow)]


def _is_prose(line: list[TableCell | None], row: int) -> bool:
    """Whether a row is text set in a table for its looks: few cells, and one of them prose or another table."""
    cells = _filled(line)
    alone = len(cells) == 1
    for cell in cells:
        if cell.flow and _holds_table(cell.flow, len(cells) - 1):
            return True
        if len(cells) <= _PROSE_CELLS and cell.row == row and _is_article(cell, _PROSE_ALONE if alone else _PROSE):
            return True
    return False


def _holds_table(flow: list[Block], neighbours: int) -> bool:
    inner = sum(len(own_cells(block)) for block in flow if isinstance(block, Grid))
    return inner >= 4 and inner > 2 * neighbours


def _is_article(cell: TableCell, least: int) -> bool:
    size = len(cell.text)
    return size >= least or size >= _PROSE // 2 and cell.flow is not None and len(cell.flow) >= 3


def _grid(places: Places, rows: list[int], number: int) -> Grid:
    made: dict[TableCell | None, Cell | None] = {None: None}
    for row in rows:
        for cell in places[row]:
            if cell not in made:
                where = f"table {number}, row {cell.row + 1}, column {cell.column + 1}"
                made[cell] = Cell(cell.text, max(cell.row - rows[0], 0), cell.column, where)
    whole = len(rows) == len(places)
    return Grid(
        rows=tuple(tuple([made[cell] for cell in places[row]]) for row in rows),
        where=f"table {number}" if whole else f"table {number}, rows {rows[0] + 1}-{rows[-1] + 1}",
    )
