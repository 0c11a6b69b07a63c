"""Section V laid out as a table: which cells hold problems and which measures, and which stand together."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ...read.document import Cell
from ...text import squeeze
from ..sections import Element, Row
from .stretches import role_of

_NOTHING = {"", "无", "/", "-", "—"}


class Pair(NamedTuple):
    """Cells with problems and cells with the measures for them."""

    problems: tuple[Cell, ...]
    measures: tuple[Cell, ...]


def tables(elements: Sequence[Element]) -> Iterator[tuple[str, list[Pair]]]:
    """Every table among the elements: its place and its pairs, row by row; one pair where labels stand at the left, none without labels."""
    rows = [element for element in elements if isinstance(element, Row)]
    for _, group in groupby(rows, key=lambda row: id(row.grid)):
        table = list(group)
        yield table[0].grid.where, _by_columns(table) or _by_labels(table)


def _role(cell: Cell | None) -> str:
    return role_of(squeeze(cell.text)) if cell else ""


def _by_columns(table: list[Row]) -> list[Pair]:
    """Every row below the labels of the columns; a cell that goes on from the row before adds to its pair."""
    for head, row in enumerate(table):
        roles = [_role(cell) for cell in row.cells]
        if {"problem", "measure"} <= set(roles):
            break
    else:
        return []
    pairs: list[Pair] = []
    for row in table[head + 1 :]:
        told = Pair(_cells(row, roles, "problem"), _cells(row, roles, "measure"))
        if pairs and told.problems and told.problems == pairs[-1].problems:
            told = Pair(told.problems, pairs[-1].measures + tuple(c for c in told.measures if c not in pairs[-1].measures))
            pairs[-1] = told
        elif any(told):
            pairs.append(told)
    return pairs


def _cells(row: Row, roles: list[str], role: str) -> tuple[Cell, ...]:
    cells = [cell for cell, own in zip(row.cells, roles, strict=False) if own == role and cell is not None]
    return tuple(dict.fromkeys(cell for cell in cells if squeeze(cell.text) not in _NOTHING))


def _by_labels(table: list[Row]) -> list[Pair]:
    """What stands beside labels at the left, as one pair."""
    beside: dict[str, list[Cell]] = {"problem": [], "measure": []}
    for row in table:
        cells = list(dict.fromkeys(cell for cell in row.cells if cell is not None))
        label = next((n for n, cell in enumerate(cells) if _role(cell)), None)
        if label is not None:
            beside[_role(cells[label])] += [cell for cell in cells[label + 1 :] if squeeze(cell.text) not in _NOTHING]
    pair = Pair(tuple(beside["problem"]), tuple(beside["measure"]))
    return [pair] if any(pair) else []
