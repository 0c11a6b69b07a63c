"""What came out of the parser against what a careful person reads: differences in words, a wrong or invented number told apart."""

from typing import NamedTuple

import reportkit as rk
from reportkit import form
from reportkit.text import squeeze

from .invented import Cell, Figure
from .layouts import Rendered, row_of

TWO = ("fees", "procurement")


class Difference(NamedTuple):
    """A cell that did not come out as it went in. invented: a number came out where none, or another one, stands."""

    cell: Cell
    expected: str
    found: str
    invented: bool


def differences(rendered: Rendered, report: rk.Report) -> list[Difference]:
    """Every cell in which the parsed report says something else than the document."""
    found = {(table, cell.key): cell for table in form.TABLES for cell in report.cells(table)}
    made = []
    for place in sorted(found.keys() | rendered.expected.keys()):
        cell = found.get(place)
        asked = rendered.expected.get(place)
        if cell is None:
            made.append(Difference(place, str(asked), "no such cell", False))
        elif asked is None:
            if cell.state != "absent":
                made.append(Difference(place, "absent", f"{cell.state} {cell.printed!r}", cell.value is not None))
        elif not _agrees(place, cell, asked, row_of(place) in rendered.unsure, report.form):
            made.append(Difference(place, f"{asked.state} {asked.printed!r}", f"{cell.state} {cell.printed!r} {cell.value} {cell.unit} {cell.where}", cell.value is not None))
    return made


def _agrees(place: Cell, cell: rk.report.Cell, asked: Figure, unsure: bool, name: str | None) -> bool:
    unit = asked.unit or (form.units(name or "free").get(place[1]) if place[0] == "disclosure" else None)
    if (cell.value, cell.state, squeeze(cell.printed or ""), cell.unit) == (asked.value, asked.state, squeeze(asked.printed), unit) and cell.where:
        return True
    # a lost blank: nothing may be read into the row
    return unsure and (cell.value is None and cell.state in ("unreadable", "blank", "absent") or _is_lone_zero(place, cell))


def _is_lone_zero(place: Cell, cell: rk.report.Cell) -> bool:
    """One 0 under two headings stands for the first of them, as reports print it (TWO lists such rows)."""
    return place[0] == "disclosure" and place[1][1] in TWO and cell.value == 0
