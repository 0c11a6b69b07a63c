"""Which figure of a line belongs to which column of the form: by the columns of the page where they are known, else by order.

Nothing is guessed: where a line has fewer figures than the form has columns and nothing tells which are missing, all of them are unreadable.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from ... import form
from ...cells import read_cell, state_of
from ...read.document import Cell, Grid
from ...report import Cell as Figure
from ...report import Notice
from ...text import squeeze
from ..sections import Row
from .labels import meanings
from .lines import Line, is_figure, is_value, row_line

_HEADINGS = ("applicant", "measure", "route", "result")
Columns = Mapping[str, frozenset[int]]


class Offsets(dict):
    """Where the figures begin in lines of one shape (labels, cells), learnt from lines that are full."""

    def learn(self, line: Line, wanted: int) -> None:
        """Take in the other rows of the line's grid, once."""
        if line.row is None or id(line.row.grid) in self:
            return
        self[id(line.row.grid)] = line.row.grid
        for index, cells in enumerate(line.row.grid.rows):
            other = row_line(Row(line.row.grid, index, cells))
            full = _full(other.values)
            if len(full) == wanted and full[-1] - full[0] == wanted - 1:
                self.setdefault(shape(other), full[0])


def shape(line: Line) -> tuple[int, int, bool]:
    """What lines have in common whose figures begin at the same place."""
    return len(line.labels), len(line.values), line.row is None


def _full(cells: Sequence[Cell]) -> list[int]:
    return [n for n, c in enumerate(cells) if squeeze(c.text)]


def place(line: Line, keys: Sequence[str], columns: Columns, offsets: Offsets) -> dict[str, Cell | None] | None:
    """The cell of each key (None: blank); a key whose column the page does not have is left out. None if the figures cannot be told apart."""
    placed = _by_column(line, keys, columns) if columns and line.row is not None and line.row.grid.aligned else None
    placed = placed if placed is not None else _by_order(line, keys, offsets)
    return _by_order(line._replace(values=line.loose), keys, offsets) if placed is None and len(line.loose) == len(keys) else placed


def _by_column(line: Line, keys: Sequence[str], columns: Columns) -> dict[str, Cell | None] | None:
    row, labels = line.row.cells, {None, *line.labels}
    placed: dict[str, Cell | None] = {}
    missed = False
    for key in keys:
        if not (own := columns.get(key)):
            continue
        here = [c for n in own if n < len(row) and (c := row[n]) not in labels]
        full = here if len(here) < 2 else [c for c in here if squeeze(c.text)]
        if len(full) > 1 and len({squeeze(c.text) for c in full}) > 1:
            return None
        placed[key] = next(iter(full or here), None)
        missed = missed or not here
    known = frozenset().union(*columns.values())
    beside = [n for n, c in enumerate(row) if n not in known and c not in labels]
    if beside and _slid(line, beside, known, missed):
        return None
    shared = [c for c in placed.values() if c is not None]
    if len(set(shared)) == len(shared) or all(read_cell(c.text).value == 0 for c in shared if squeeze(c.text) and shared.count(c) > 1):
        return placed
    return None  # one cell under two headings


def _slid(line: Line, beside: Iterable[int], known: frozenset[int], missed: bool) -> bool:
    """Whether a row has slid along its headings: a figure stands beside the known columns, or a cell does while one of these has none (missed)."""
    row = line.row.cells
    covered = {row[n] for n in known if n < len(row)}
    stray = [n for n in beside if row[n] not in covered and (missed or squeeze(row[n].text)) and not _is_headed_apart(line, n, known)]
    return any((missed and row[n] in line.values) or _is_filled(row[n]) for n in stray)


def _is_filled(cell: Cell) -> bool:
    return bool(text := squeeze(cell.text)) and is_value(text)


def _is_headed_apart(line: Line, column: int, known: frozenset[int]) -> bool:
    """Whether a column has a heading of its own, above all figures, that is none of the form's (备注)."""
    rows = takewhile(lambda row: not any(row[n] is not None and is_figure(row[n].text) for n in known), line.row.grid.rows[: line.row.index])
    taken = known | {n for n, c in enumerate(line.row.cells) if c in line.labels}
    heads = [(row, c) for row in rows if (c := row[column]) is not None and squeeze(c.text)]
    own = [head.text for row, head in heads if all(row[n] is not head for n in taken)]
    return bool(own) and not any(meanings(text, kind) for text in own for kind in _HEADINGS)


def unknown_columns(grid: Grid, columns: Columns, wanted: Iterable[str]) -> list[Notice]:
    """What is to be told where columns of the form are missing while figures stand under headings that are none of the form's."""
    if not columns or columns.keys() >= set(wanted):
        return []
    known = frozenset().union(*columns.values())
    first = next((i for i, row in enumerate(grid.rows) if any(row[n] is not None and is_figure(row[n].text) for n in known)), len(grid.rows))
    notices = []
    for n in range(len(grid.rows[0])):
        under = [c for row in grid.rows[first:] if (c := row[n]) is not None and _is_filled(c) and all(row[k] is not c for k in known)]
        if n not in known and under:
            heading = " ".join(dict.fromkeys(squeeze(c.text) for row in grid.rows[:first] if (c := row[n]) is not None and all(row[k] is not c for k in known)))
            text = f"columns of the form are missing, and figures under {heading.strip()[:80]!r} are in no cell: what heads them is not known"
            notices.append(Notice(text, under[0].where))
    return notices


def _by_order(line: Line, keys: Sequence[str], offsets: Offsets) -> dict[str, Cell | None] | None:
    cells, wanted = list(line.values), len(keys)
    full = _full(cells)
    if len(full) > wanted or not line.keeps_blanks:  # what is left of a label may stand behind the figures
        cells = [c for c in cells if not squeeze(c.text) or is_value(squeeze(c.text))]
        full = _full(cells)
    if len(full) == wanted:
        return dict(zip(keys, (cells[n] for n in full), strict=True))
    if len(full) > wanted:
        return None
    if len(cells) > wanted:
        offsets.learn(line, wanted)
        starts = [n for n in range(len(cells) - wanted + 1) if not full or (n <= full[0] and full[-1] < n + wanted)]
        start = offsets.get(shape(line)) if len(starts) > 1 and full else next(iter(starts), None)
        if start not in starts:
            return None
        cells = cells[start : start + wanted]
    if len(cells) < wanted and full and not _ends_early(line, wanted) and (wanted > 2 or read_cell(cells[0].text).value != 0):
        return None  # a blank is lost; only a lone 0 under two headings is what forms print there: 0 and nothing
    return dict(zip(keys, [*cells, *[None] * (wanted - len(cells))], strict=True))


def _ends_early(line: Line, wanted: int) -> bool:
    """Whether blanks can only be missing at the end of a line: it keeps blanks, and its name shows where it begins."""
    return line.row is not None and line.keeps_blanks and bool(line.labels) and not _narrow(line, wanted)


def _narrow(line: Line, wanted: int) -> bool:
    """Whether the page's table has fewer columns of figures than the form: then nobody knows which are there."""
    if line.row is None or not line.row.grid.aligned:
        return False
    return sum(c not in line.labels for c in line.row.cells) < wanted


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
    is_merged_down = line.row is not None and cell.row < line.row.index
    return Figure(key, *_content(cell.text, cell.trusted, count, is_merged_down), cell.where)


@lru_cache(maxsize=65536)
def _content(text: str, trusted: bool, count: bool, is_merged_down: bool) -> tuple[int | float | None, str, str, str | None]:
    """Value, state, printed text and unit of a cell."""
    value, state, unit = read_cell(text, trusted)
    if state == "reported" and count and (unit or value != int(value)):
        value, state = None, "unreadable"  # money, tens of thousands and fractions are no counts
    if state == "reported" and count:
        value = int(value)
    if state == "reported" and is_merged_down and value != 0:
        value, state = None, "unreadable"
    printed = _untrusted(text) if state == "unreadable" else text.strip() if state != "blank" else ""
    return value, state, printed, unit if state == "reported" else None


def _untrusted(printed: str) -> str:
    """What stands in a cell that cannot be read; marked where it would look like a blank, a dash or plain words."""
    return printed.strip() if state_of(printed) == "unreadable" else f"{printed.strip()}?"


def keep(cells: dict[form.Key, Figure], notices: list[Notice], table: str, found: Iterable[Figure]) -> None:
    """Add figures. What a table says twice is kept once; where the two differ nobody can tell which is right, and the cell is unreadable."""
    for cell in found:
        first = cells.setdefault(cell.key, cell)
        if first is cell or (first.value, first.state) == (cell.value, cell.state) or cell.state == "blank":
            continue
        if first.state == "blank" or (first.state == "unreadable" and cell.state == "reported" and " | " not in first.printed):
            cells[cell.key] = cell
        elif "reported" in (first.state, cell.state) and cell.state != "unreadable":
            cells[cell.key] = first._replace(value=None, state="unreadable", printed=f"{first.printed} | {cell.printed}", unit=None)
            name = "/".join((table, *(k for k in cell.key if k)))
            notices.append(Notice(f"{name} stands twice and differs: {first.printed!r} at {first.where}, {cell.printed!r} here", cell.where))
