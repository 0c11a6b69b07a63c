"""Tables without ruling lines: columns from the places of the figures and words, rows from lines.

lines → stretches of lines that look like rows → columns → rows (wrapped labels put together) → a piece, or plain lines again.
"""

import itertools
import re
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from reportkit.read.lines import Line, Run
from reportkit.read.paragraphs import PlacedLine
from reportkit.read.pieces import ENUMERATED, Piece

_VALUE = re.compile(r"[+-]?\d[\d,.]*(?:[%％]|万元|元|件|条|个|项)?|[-—–/／]+|无")
_NEAR = 1.75  # baselines nearer than this many sizes can belong to one wrapped row
_BETWEEN_ROWS = 2  # so many lines without a second column may stand between two rows (wrapped labels, headings of groups)

Item = TypeVar("Item")


@dataclass(slots=True)
class _Row:
    """A row under construction: the runs in each column, and its lines."""

    lines: list[PlacedLine]
    valued: bool
    labelled: bool


def lines_to_flow(flow: list[Item]) -> list[Item | Piece]:
    """The flow with every stretch of lines that is a table replaced by a piece; all else as it was."""
    result: list[Item | Piece] = []
    start = 0
    while start < len(flow):
        end = _stretch_end(flow, start)
        piece = rows_to_piece(flow[start:end]) if end > start else None
        result.extend([piece] if piece else flow[start : max(end, start + 1)])
        start = max(end, start + 1)
    return result


def _stretch_end(flow: list[Item], start: int) -> int:
    """Where the stretch of rows that begins here ends; `start` itself where none begins."""
    end, rows = start, 0
    for index in range(start, len(flow)):
        item = flow[index]
        if not isinstance(item, PlacedLine) or index - end > _BETWEEN_ROWS:
            break
        if _is_row(item.line):
            end, rows = index + 1, rows + 1
        elif index == start:
            break
    if rows < 2:
        return start
    return end + 1 if end < len(flow) and _ends_label(flow[end - 1], flow[end]) else end


def _ends_label(row: PlacedLine, item: Item) -> bool:
    """Is this the rest of the label of the last row: a line close below it that fits beneath its label?"""
    if not isinstance(item, PlacedLine) or item.page != row.page or len(item.line.runs) > 1 or ENUMERATED.match(item.line.text):
        return False
    label, line = row.line.runs[0], item.line
    return line.middle - row.line.middle < _NEAR * line.size and line.right < label.right + line.size and line.left > label.left - line.size


def _is_row(line: Line) -> bool:
    """Does a line have the look of a row: three columns, or words and figures apart, or figures alone."""
    values = sum(_is_value(run) for run in line.runs)
    return len(line.runs) > 2 or (len(line.runs) == 2 and values > 0)


def _is_value(run: Run) -> bool:
    return bool(_VALUE.fullmatch(run.text.replace(" ", "")))


def rows_to_piece(lines: list[PlacedLine]) -> Piece | None:
    """A table from the lines of a stretch; None where there is too little to call it one."""
    columns = _columns([placed.line for placed in lines])
    if len(columns) < 2:
        return None
    rows = _rows(lines, columns)
    if len(rows) < 2:
        return None
    edges = [columns[0][0], *((left[1] + right[0]) / 2 for left, right in itertools.pairwise(columns)), columns[-1][1]]
    spans = [_row_spans(row, columns) for row in rows]
    if any(span is None for span in spans):
        return _unaligned(rows)
    labels, cells, number = np.zeros((len(rows), len(columns)), dtype=np.int64), [], 0
    for index, span in enumerate(spans):
        for (first, last), found in span:
            labels[index, first : last + 1] = number
            cells.append(found)
            number += 1
    none = np.zeros(len(columns), dtype=bool)
    return Piece(np.array(edges), labels, cells, _row_places(rows), none, none)


def _columns(lines: list[Line]) -> list[tuple[float, float]]:
    """Left and right end of each column: where figures stand under figures, and the words beside them; without figures, all runs."""
    figures = [line for line in lines if any(_is_value(run) for run in line.runs)]
    values = [(run.left, run.right) for line in figures for run in line.runs if _is_value(run)]
    words = [(run.left, run.right) for line in figures or lines for run in line.runs if not _is_value(run)]
    if not values:
        return _merged(words)
    columns = _merged(values)
    beside = [(left, right) for left, right in words if not any(left < high and low < right for low, high in columns)]
    return sorted([*columns, *_merged(beside)])


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _rows(lines: list[PlacedLine], columns: list[tuple[float, float]]) -> list[_Row]:
    """Lines put together into rows: a wrapped label with the figures beside it, a wrapped heading with its beginning."""
    rows: list[_Row] = []
    for placed in lines:
        valued = any(_is_value(run) for run in placed.line.runs)
        labelled = not _is_value(placed.line.runs[0])
        row = _Row([placed], valued, labelled)
        if rows and _belongs(rows[-1], row, columns):
            rows[-1] = _Row([*rows[-1].lines, placed], rows[-1].valued or valued, rows[-1].labelled or labelled)
        else:
            rows.append(row)
    return rows


def _belongs(row: _Row, later: _Row, columns: list[tuple[float, float]]) -> bool:
    before, after = row.lines[-1], later.lines[0]
    if before.page != after.page or after.line.middle - before.line.middle > _NEAR * min(before.line.size, after.line.size):
        return False
    if ENUMERATED.match(after.line.text):
        return False
    if row.valued and later.valued:
        return False
    if row.valued or later.valued:  # the rest of a label, or the figures beside a label's first line
        return later.valued != later.labelled and len((before if later.valued else after).line.runs) == 1
    spans = _spans(before.line, columns), _spans(after.line, columns)
    return all(len(span) > 1 and all(first == last for first, last in span) for span in spans) and set(spans[1]) <= set(spans[0])


def _spans(line: Line, columns: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """First and last column that each run of a line stands in; the nearest one where it stands between two."""
    spans = []
    for run in line.runs:
        over = [index for index, (left, right) in enumerate(columns) if run.left < right and left < run.right]
        middle = (run.left + run.right) / 2
        nearest = min(range(len(columns)), key=lambda index: abs((columns[index][0] + columns[index][1]) / 2 - middle))
        spans.append((over[0], over[-1]) if over else (nearest, nearest))
    return spans


def _row_spans(row: _Row, columns: list[tuple[float, float]]) -> list[tuple[tuple[int, int], list[Line]]] | None:
    """The cells of a row as ((first, last column), lines), every column covered; None where two texts claim one column."""
    found: dict[tuple[int, int], list[Line]] = {}
    for placed in row.lines:
        spans = _spans(placed.line, columns)
        if any(before[1] >= after[0] for before, after in itertools.pairwise(spans)):
            return None
        for run, span in zip(placed.line.runs, spans, strict=True):
            own = next((old for old in found if old[0] <= span[1] and span[0] <= old[1]), span)
            if own != span:
                found[(min(own[0], span[0]), max(own[1], span[1]))] = found.pop(own)
                own = (min(own[0], span[0]), max(own[1], span[1]))
            found.setdefault(own, []).append(placed.line._replace(text=run.text, left=run.left, right=run.right, runs=(run,)))
    covered = {column for first, last in found for column in range(first, last + 1)}
    empty = {(column, column): [] for column in range(len(columns)) if column not in covered}
    cells = sorted({**found, **empty}.items())
    return None if any(one[1] >= other[0] for (one, _), (other, _) in itertools.pairwise(cells)) else cells


def _unaligned(rows: list[_Row]) -> Piece:
    """Rows whose cells are known only by their order."""
    runs = [[placed.line._replace(text=run.text, runs=(run,)) for placed in row.lines for run in placed.line.runs] for row in rows]
    width = max(map(len, runs))
    cells = [[line] for row in runs for line in row]
    labels = np.full((len(rows), width), -1)
    number = 0
    for index, row in enumerate(runs):
        labels[index, : len(row)] = np.arange(number, number + len(row))
        number += len(row)
    none = np.zeros(width, dtype=bool)
    return Piece(np.arange(width + 1.0), labels, cells, _row_places(rows), none, none, aligned=False)


def _row_places(rows: list[_Row]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for row in rows:
        page = row.lines[0].page
        places.append((page, places[-1][1] + 1 if places and places[-1][0] == page else 0))
    return places
