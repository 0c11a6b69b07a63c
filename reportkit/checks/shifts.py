"""A row or column that stands one place off: found by moving it back and looking whether every sum of the table then holds."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, found, nothing
from .sums import failing, hold, residuals
from .wide import APPLICATION_ROWS, CARRIED_IN, CARRIED_OUT, NEW, NO_CELL, TOTAL, Wide

BACK, FORTH = 1, -1  # towards the beginning of the line, towards its end
_ROW = {BACK: ("left", "左"), FORTH: ("right", "右")}
_COLUMN = {BACK: ("up", "上"), FORTH: ("down", "下")}


def shifted(wide: Wide) -> Found:
    """Rows and columns of table III, and the line of table IV, that hold once moved by one place."""
    return pd.concat([_applications(wide), _disputes(wide)], ignore_index=True)


def _applications(wide: Wide) -> Found:
    hits = []
    for report, matrix, gap in failing(wide):
        present = np.nonzero((wide.applications.state[report] != NO_CELL).any(axis=1))[0]
        move = next(_moves(matrix, present, gap), None)  # one move that mends everything is enough
        if move:
            hits.append((report, *move))
    return found(*zip(*((r, "applications", path, "", "", words) for r, path, words in hits), strict=True)) if hits else nothing()


def _moves(matrix: np.ndarray, present: np.ndarray, gap: tuple[int, int] | None) -> Iterator[tuple[str, str]]:
    """(cell of the total of the row or column, words) of each move by one that makes every sum hold."""
    rows, totals, identities = residuals(matrix)
    wrong_rows, wrong_columns = np.nonzero(rows)[0], np.nonzero((totals != 0) | (identities != 0))[0]
    if len(wrong_rows) <= 1:
        for n in wrong_rows if len(wrong_rows) else present:
            for step, (english, chinese) in _ROW.items():
                if (gap is None or gap == (n, 0 if step == BACK else 6)) and _row_fits(matrix, n, step):
                    words = f"moved one place to the {english}, this row makes every sum hold\n本行{chinese}移一格后各项合计成立"
                    yield "/".join(("applications", *APPLICATION_ROWS[n], "total")), words
    if len(wrong_columns) <= 1 and gap is None:
        for j in wrong_columns if len(wrong_columns) else range(7):
            for step, (english, chinese) in _COLUMN.items():
                if _column_fits(matrix, present, j, step):
                    words = f"moved {english} by one row, this column makes every sum hold\n本列{chinese}移一行后各项合计成立"
                    yield f"applications/total//{form.APPLICANTS[j]}", words


def _moved(line: np.ndarray, step: int) -> np.ndarray | None:
    """The line one place back or forth, 0 in the cell that falls free; None where a figure would be lost or nothing would change."""
    lost, moved = (line[0], np.append(line[1:], 0.0)) if step == BACK else (line[-1], np.insert(line[:-1], 0, 0.0))
    return None if lost or np.array_equal(moved, line) else moved


def _row_fits(matrix: np.ndarray, n: int, step: int) -> bool:
    """Whether the table holds with row n moved; the cell that falls free gets what the row's own sum asks for."""
    row = _moved(matrix[n], step)
    if row is None:
        return False
    if step == BACK:
        row[6] = row[:6].sum()
    else:
        row[0] = row[6] - row[1:6].sum()
    changed = matrix.copy()
    changed[n] = row
    return bool(row[0] >= 0) and hold(changed)


def _column_fits(matrix: np.ndarray, present: np.ndarray, column: int, step: int) -> bool:
    """Whether the table holds with a column moved; the cell that falls free gets what the identity asks for."""
    line = _moved(matrix[present, column], step)
    if line is None:
        return False
    changed = matrix.copy()
    changed[present, column] = line
    new, came, total, out = changed[[NEW, CARRIED_IN, TOTAL, CARRIED_OUT], column]
    free, value = (CARRIED_OUT, new + came - total) if step == BACK else (NEW, total + out - came)
    changed[free, column] = value
    return bool(value >= 0) and hold(changed)


def _disputes(wide: Wide) -> Found:
    c, hits = wide.disputes, []
    lines = c.values
    missing = np.isnan(lines)
    routes = np.nan_to_num(lines).reshape(-1, 3, 5)
    wrong = (routes[:, :, :4].sum(axis=2) != routes[:, :, 4]).any(axis=1) & (missing[:, 1:-1].sum(axis=1) == 0) & (missing.sum(axis=1) <= 1)
    for report in np.nonzero(wrong)[0]:
        for step, (english, chinese) in _ROW.items():
            free = 0 if step == BACK else 14
            if missing[report].any() and not missing[report, free]:
                continue
            if _line_holds(np.nan_to_num(lines[report]), step):
                words = f"moved one place to the {english}, the line makes every total hold\n整行{chinese}移一格后各总计成立"
                hits.append((int(report), "disputes", "disputes/reconsideration/total", "", "", words))
                break
    return found(*zip(*hits, strict=True)) if hits else nothing()


def _line_holds(line: np.ndarray, step: int) -> bool:
    """Whether table IV holds with its line moved; the cell that falls free is decided by the sum of its own route."""
    moved = _moved(line, step)
    if moved is None:
        return False
    routes = moved.reshape(3, 5)
    free = 2 if step == BACK else 0
    holds = routes[:, :4].sum(axis=1) == routes[:, 4]
    holds[free] = step == BACK or routes[0, 4] >= routes[0, 1:4].sum()
    return bool(holds.all())
