"""Which figure of a line belongs to which column of the form: by the columns of the page where they are known, else by order.

Nothing is guessed: where a line has fewer figures than the form has columns and nothing tells which are missing, all of them are unreadable.
"""

from collections.abc import Iterable, Mapping, Sequence

from .. import form
from ..cells import read_cell, state_of
from ..read.document import Cell
from ..report import Cell as Figure
from ..report import Notice
from ..text import squeeze
from .lines import Line

Columns = Mapping[str, frozenset[int]]


class Offsets(dict):
    """Where the figures begin in lines of one shape (labels, cells), learnt from lines that are full."""


def place(line: Line, keys: Sequence[str], columns: Columns, offsets: Offsets) -> dict[str, Cell | None] | None:
    """The cell of each key (None: blank); a key whose column the page does not have is left out. None if the figures cannot be told apart."""
    placed = _by_column(line, keys, columns) if columns and line.row is not None and line.row.grid.aligned else None
    return placed if placed is not None else _by_order(line, keys, offsets)


def _by_column(line: Line, keys: Sequence[str], columns: Columns) -> dict[str, Cell | None] | None:
    cells = line.row.cells
    placed: dict[str, Cell | None] = {}
    for key in keys:
        here = {id(cells[c]): cells[c] for c in columns.get(key, ()) if c < len(cells) and cells[c] is not None and cells[c] not in line.labels}
        full = [c for c in here.values() if squeeze(c.text)]
        if len({squeeze(c.text) for c in full}) > 1:
            return None
        if columns.get(key):
            placed[key] = full[0] if full else next(iter(here.values()), None)
    known = set().union(*columns.values())
    stray = [c for n, c in enumerate(cells) if c is not None and n not in known and c not in line.labels and squeeze(c.text)]
    if any(read_cell(c.text).state in ("reported", "dash") and not _covers(c, line, known) for c in stray):
        return None
    shared = [c for c in placed.values() if c is not None and squeeze(c.text)]
    twice = {id(c) for c in shared if sum(c is d for d in shared) > 1 and read_cell(c.text).value != 0}
    return None if twice else placed


def _covers(cell: Cell, line: Line, known: set[int]) -> bool:
    return any(line.row.cells[n] is cell for n in known if n < len(line.row.cells))


def _by_order(line: Line, keys: Sequence[str], offsets: Offsets) -> dict[str, Cell | None] | None:
    cells, wanted = list(line.values), len(keys)
    shape = (len(line.labels), len(cells), line.row is None)
    full = [n for n, c in enumerate(cells) if squeeze(c.text)]
    if len(full) == wanted:
        if full[-1] - full[0] == wanted - 1:
            offsets[shape] = full[0]
        return dict(zip(keys, (cells[n] for n in full), strict=True))
    if len(full) > wanted:
        return None
    if len(cells) > wanted:
        start = offsets.get(shape, 0 if not any(full) or full[0] < wanted else None)
        blanks_around = [*cells[: start or 0], *cells[(start or 0) + wanted :]]
        if start is None or any(squeeze(c.text) for c in blanks_around) or (full and shape not in offsets and not squeeze(cells[0].text)):
            return None
        cells = cells[start : start + wanted]
    if len(cells) < wanted and full and not line.keeps_blanks and wanted > 2:
        return None
    return dict(zip(keys, [*cells, *[None] * (wanted - len(cells))], strict=True))


def figures(line: Line, prefix: form.Key, keys: Sequence[str], placed: dict[str, Cell | None] | None, count: bool) -> list[Figure]:
    """The cells of the report that a line gives. count: only whole numbers can stand here, a fraction is unreadable."""
    if placed is None:
        printed = " ".join(squeeze(c.text) for c in line.values if squeeze(c.text))
        return [Figure((*prefix, key), None, "unreadable", _untrusted(printed), None, line.where) for key in keys]
    return [figure((*prefix, key), cell, line, count) for key, cell in placed.items()]


def figure(key: form.Key, cell: Cell | None, line: Line, count: bool) -> Figure:
    """One cell of the report from a cell of the page."""
    if cell is None:
        return Figure(key, None, "blank", "", None, line.where)
    value, state, unit = read_cell(cell.text, cell.trusted)
    if state == "reported" and count and value != int(value):
        value, state = None, "unreadable"
    if state == "reported" and count:
        value = int(value)
    merged_down = line.row is not None and cell.row < line.row.index
    if state == "reported" and merged_down and value != 0:
        value, state = None, "unreadable"
    printed = _untrusted(cell.text) if state == "unreadable" else cell.text.strip() if state != "blank" else ""
    return Figure(key, value, state, printed, unit if state == "reported" else None, cell.where)


def _untrusted(printed: str) -> str:
    """What stands in a cell that cannot be read; marked where it would look like a blank, a dash or plain words."""
    return printed.strip() if state_of(printed) == "unreadable" else f"{printed.strip()}?"


def keep(cells: dict[form.Key, Figure], notices: list[Notice], table: str, found: Iterable[Figure]) -> None:
    """Add figures; what a table says twice is kept once, and noticed where the two differ."""
    for cell in found:
        first = cells.setdefault(cell.key, cell)
        if first is not cell and (first.value, first.state) != (cell.value, cell.state):
            if first.state == "blank" or (first.state == "unreadable" and cell.state == "reported"):
                cells[cell.key] = cell
            elif cell.state != "blank":
                name = "/".join((table, *(k for k in cell.key if k)))
                notices.append(Notice(f"{name} stands twice: {first.printed!r} at {first.where} was kept, {cell.printed!r} left out", cell.where))
