"""The rows of a sheet told apart: lines of prose and tables, for in a spreadsheet both are nothing but cells."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from reportkit.read.document import Cell, Grid, Paragraph

_LONG = 60  # characters; no label is that long
_SENTENCE = re.compile(r"[。；;]|[：:]$")
_HEADING = re.compile(r"\s*[一二三四五六七八九十]+\s*[、．.]")
_MARK = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、．.]|[①-⑳]|[一二三四五六七八九十]{1,2}是)\s*")
_LEAD = re.compile(rf".*[：:]\s*|{_MARK.pattern}")
_NUMBER = re.compile(r"\s*[+-]?[\d,，.]+\s*\S{0,2}\s*")

Row = tuple[Cell | None, ...]
Extent = tuple[int, int]


@dataclass(eq=False, slots=True)
class _Run:
    """Neighbouring rows that make one table. `after_gap`: one empty row lies between it and what stands before it."""

    rows: list[Row] = field(default_factory=list)
    after_gap: bool = False


def blocks(rows: Sequence[Row], ruled: Collection[int] = ()) -> Iterator[Paragraph | Grid]:
    """The prose and the tables of a sheet's rows, all of one width or empty, their cells counted from the sheet's corner.

    `ruled` holds the numbers of rows that are empty but drawn with lines: they belong to the table in which they stand.
    Tables parted by a single empty row only are one table. A grid's place is that of its first cell.
    """
    waiting: _Run | None = None
    for found in _runs(rows, ruled):
        if isinstance(found, _Run) and waiting and found.after_gap and _within(_width(found.rows), _width(waiting.rows)):
            waiting.rows.extend(found.rows)
            continue
        if waiting:
            yield _grid(waiting.rows)
        waiting = found if isinstance(found, _Run) else None
        if waiting is None:
            yield from _paragraphs(found)
    if waiting:
        yield _grid(waiting.rows)


def _runs(rows: Sequence[Row], ruled: Collection[int]) -> Iterator[_Run | Row]:
    """Tables and rows of prose in order."""
    gap, block = 0, []
    for number, row in enumerate((*rows, ())):
        if row and (_filled(row) or number in ruled and block):
            if not block:
                before = gap
            block.append(row)
            gap = 0
            continue
        if block:
            yield from _parted(block, before == 1)
        gap, block = gap + 1, []


def _parted(block: Sequence[Row], after_gap: bool) -> Iterator[_Run | Row]:
    """A block without empty rows, cut at its prose."""
    run = _Run(after_gap=after_gap)
    for row in block:
        if _is_prose(row):
            heading = [run.rows.pop()] if run.rows and _is_heading(run.rows[-1]) else []
            yield from _trimmed(run)
            run = _Run()
            yield from (*heading, row)
        else:
            run.rows.append(row)
    yield from _trimmed(run)


def _trimmed(run: _Run) -> Iterator[_Run | Row]:
    """A run without the headings above and within it; without any row of two cells it is no table at all."""
    tabular = [i for i, row in enumerate(run.rows) if len(_filled(row)) > 1]
    if not tabular:
        yield from run.rows
        return
    start = tabular[0]
    labels = {_extent(cell, row) for row in run.rows[start:] for cell in _filled(row) if len(_filled(row)) > 1}
    if start and _has_twin(run.rows[start - 1], run.rows[start:]):
        start -= 1
    yield from run.rows[:start]
    part = _Run(after_gap=run.after_gap and not start)
    for row in run.rows[start:]:
        if _is_heading(row) and _extent(_filled(row)[0], row) not in labels:
            if part.rows:
                yield part
            yield row
            part = _Run()
        else:
            part.rows.append(row)
    if part.rows:
        yield part


def _has_twin(row: Row, below: Sequence[Row]) -> bool:
    """Whether a lone cell above a table is one of its section rows: further down stands another one of the same breadth."""
    cell = next(iter(_filled(row)), None)
    if cell is None:
        return False
    extent = _extent(cell, row)
    if _HEADING.match(cell.text) or extent[0] == extent[1] and len(cell.text) > 14:
        return False
    return any(_extent(other[0], r) == extent for r in below if len(other := _filled(r)) == 1)


def _filled(row: Row) -> list[Cell]:
    return list(dict.fromkeys(cell for cell in row if cell and cell.text))


def _extent(cell: Cell, row: Row) -> Extent:
    return cell.column, max(column for column, other in enumerate(row) if other is cell)


def _is_heading(row: Row) -> bool:
    cells = _filled(row)
    return len(cells) == 1 and bool(_HEADING.match(cells[0].text))


def _is_prose(row: Row) -> bool:
    cells = _filled(row)
    if len(cells) == 1:
        return len(cells[0].text) > _LONG or bool(_SENTENCE.search(cells[0].text))
    return len(cells) == 2 and bool(_LEAD.fullmatch(cells[0].text)) and not _NUMBER.fullmatch(cells[1].text)


def _paragraphs(row: Row) -> Iterator[Paragraph]:
    """A row of prose: one cell, or a mark ("1.", "地址：") and what it stands before.

    Formulas never worked out say nothing, nor does the mark of a list before an empty cell.
    """
    cells = [cell for cell in _filled(row) if cell.trusted]
    if len(cells) == 1 and _MARK.fullmatch(cells[0].text):
        return
    lines = "".join(cell.text for cell in cells).splitlines()
    yield from (Paragraph(line.strip(), cells[-1].where) for line in lines if line.strip())


def _width(rows: Sequence[Row]) -> Extent:
    extents = [_extent(cell, row) for row in rows for cell in _filled(row)]
    return min(first for first, _ in extents), max(last for _, last in extents)


def _within(inner: Extent, outer: Extent) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _grid(rows: Sequence[Row]) -> Grid:
    """The rows cut to the columns in use, their cells counted from the table's own corner."""
    first, last = _width(rows)
    placed: dict[Cell, Cell] = {}
    for number, row in enumerate(rows):
        for cell in row[first : last + 1]:
            if cell and cell not in placed:
                placed[cell] = Cell(cell.text, number, max(cell.column - first, 0), cell.where, cell.trusted)
    cut = tuple(tuple(placed[cell] if cell else None for cell in row[first : last + 1]) for row in rows)
    return Grid(cut, next(cell.where for cell in cut[0] if cell))
