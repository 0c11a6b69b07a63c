"""A row or column that stands one place off: found by moving it back and looking whether every sum of the table then holds."""

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, found
from .sums import hold
from .wide import APPLICATION_ROWS, NO_CELL, Wide

_SIDES = {1: ("left", "左"), -1: ("right", "右")}
_ENDS = {1: ("up", "上"), -1: ("down", "下")}


def shifted(wide: Wide) -> Found:
    """Rows and columns of table III, and the line of table IV, that hold once moved by one place."""
    return pd.concat([_applications(wide), _disputes(wide)], ignore_index=True)


def _applications(wide: Wide) -> Found:
    c, hits = wide.applications, []
    for report, matrix in _broken(wide):
        present = np.nonzero((c.state[report] != NO_CELL).any(axis=1))[0]
        for path, detail in _moves(matrix, present):
            hits.append((report, path, detail))
            break  # one move that mends everything is enough
    rows, paths, details = zip(*hits, strict=True) if hits else ((), (), ())
    return found(rows, "applications", paths, "", "", details)


def _broken(wide: Wide):
    """(report, matrix with blanks as 0) of tables III in which a sum fails; a shift leaves a blank at one end."""
    c = wide.applications
    matrices, gaps = np.where(c.state == NO_CELL, 0.0, c.value), np.isnan(c.value) & (c.state != NO_CELL)
    filled = np.nan_to_num(matrices)
    few = gaps.sum(axis=(1, 2)) <= 2
    there = (c.state != NO_CELL).any(axis=(1, 2))
    for report in np.nonzero(few & there)[0]:
        if not hold(filled[report]):
            yield int(report), filled[report]


def _moves(matrix: np.ndarray, present: np.ndarray):
    """(cell path of the row or column, words) of each move by one that makes every sum hold."""
    for n in present:
        for step, (english, chinese) in _SIDES.items():
            if _fits(matrix, (n, slice(None)), step, total=True):
                row = "/".join(("applications", *APPLICATION_ROWS[n], "total"))
                yield row, f"moved one place to the {english}, this row makes every sum hold\n本行{chinese}移一格后各项合计成立"
    for j, applicant in enumerate(form.APPLICANTS):
        for step, (english, chinese) in _ENDS.items():
            if _fits(matrix, (present, j), step, total=False):
                yield f"applications/total//{applicant}", f"moved {english} by one row, this column makes every sum hold\n本列{chinese}移一行后各项合计成立"


def _fits(matrix: np.ndarray, place: tuple, step: int, total: bool) -> bool:
    """Whether the table holds with the cells at `place` moved by `step`; the cell that falls free gets what its own sum asks for, if that is a count."""
    line = matrix[place]
    if not line.any():
        return False
    moved = matrix.copy()
    back = np.append(line[1:], 0.0) if step == 1 else np.insert(line[:-1], 0, 0.0)
    lost = line[0] if step == 1 else line[-1]
    if total and step == 1:
        back[-1] = back[:6].sum()
    elif total:
        back[0] = back[6] - back[1:6].sum()
    if lost != 0 or (back < 0).any() or np.array_equal(back, line):
        return False
    moved[place] = back
    return hold(moved)


def _disputes(wide: Wide) -> Found:
    c, hits = wide.disputes, []
    flat = np.nan_to_num(c.value.reshape(len(c.value), 15))
    wrong = (np.abs(flat.reshape(-1, 3, 5)[:, :, :4].sum(axis=2) - flat.reshape(-1, 3, 5)[:, :, 4]) > 0).any(axis=1)
    for report in np.nonzero(wrong & ~np.isnan(c.value).all(axis=(1, 2)))[0]:
        for step, (english, chinese) in _SIDES.items():
            if _line_holds(flat[report], step):
                detail = f"moved one place to the {english}, the line makes every total hold\n整行{chinese}移一格后各总计成立"
                hits.append((int(report), detail))
                break
    rows, details = zip(*hits, strict=True) if hits else ((), ())
    return found(rows, "disputes", ["disputes/reconsideration/total"] * len(rows), "", "", details)


def _line_holds(line: np.ndarray, step: int) -> bool:
    back = np.append(line[1:], np.nan) if step == 1 else np.insert(line[:-1], 0, np.nan)
    if (line[0] if step == 1 else line[-1]) != 0:
        return False
    routes = back.reshape(3, 5)
    free = 2 if step == 1 else 0  # the route with the cell that fell free: its sum decides that cell
    others = [r for r in range(3) if r != free]
    known = routes[free]
    possible = True if step == 1 else known[4] >= known[1:4].sum()
    return bool(possible and (routes[others, :4].sum(axis=1) == routes[others, 4]).all() and np.nansum(line) > 0)


