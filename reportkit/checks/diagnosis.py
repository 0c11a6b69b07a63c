"""Where sums fail: the smallest change of cells that would mend all of them. Named as a possibility, never applied.

Rows and columns that stand one place off are in shifts.py, amounts in another unit in units.py.
"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from .. import form
from .findings import Found, found, nothing, numbers
from .sums import Residuals, failing, hold, residuals
from .wide import APPLICATION_ROWS, CARRIED_IN, CARRIED_OUT, NEW, PARTS, TOTAL, Wide

_LABELS = {lang: form.labels("applications", lang) for lang in ("en", "zh")}
_FRAME = (NEW, CARRIED_IN, TOTAL, CARRIED_OUT)  # the rows that the identity binds

Change = tuple[str, str, str, str]  # cell, what it would be, what it is, words in English, a line feed, Chinese


def possible(wide: Wide) -> Found:
    """One finding a report whose table III fails and can be mended by one simple change, and one for each total of 0 in table IV."""
    hits = [
        (report, "applications", *change)
        for report, matrix, gap in failing(wide)
        if gap is None and (change := next(_changes(matrix), None))
    ]
    hits += _totals_of_disputes(wide)
    return found(*zip(*hits, strict=True)) if hits else nothing()


def _changes(matrix: np.ndarray) -> Iterator[Change]:
    """Changes that mend the whole table, the plainest first."""
    yield from _single(matrix)
    yield from _joined(matrix)
    yield from _left_at_zero(matrix)
    yield from _opposite(matrix)
    yield from _swapped(matrix)


def _single(matrix: np.ndarray) -> Iterator[Change]:
    """One cell that is another number. Several cells that would do equally well are no diagnosis."""
    found_wrong = residuals(matrix)
    if any((r != 0).sum() > 1 for r in found_wrong):
        return
    fits = [(i, j, new) for i in range(len(matrix)) for j in range(7) if (new := _mended(matrix, i, j, found_wrong)) is not None]
    if len(fits) == 1:
        i, j, new = fits[0]
        slip, slip_zh = _slip(*numbers(np.array([matrix[i, j], new])))
        yield _told(
            i,
            j,
            matrix[i, j],
            new,
            f"every sum holds if this one cell is {{new}} instead of {{old}}{slip}",
            f"若此格为{{new}}而非{{old}}{slip_zh}，各项合计全部成立",
        )


def _mended(matrix: np.ndarray, i: int, j: int, wrong: Residuals) -> float | None:
    """What cell (i, j) would have to be for every sum to hold; None where no count does it."""
    rows, totals, identities = wrong
    excess = {rows[i] if j < 6 else -rows[i]}
    if i in PARTS or i == TOTAL:
        excess.add(-totals[j] if i == TOTAL else totals[j])
    if i in _FRAME:
        excess.add(identities[j] if i in (NEW, CARRIED_IN) else -identities[j])
    if len(excess) != 1 or not (more := excess.pop()) or matrix[i, j] < more:
        return None
    changed = matrix.copy()
    changed[i, j] -= more
    return changed[i, j] if hold(changed) else None


def _slip(old: str, new: str) -> tuple[str, str]:
    """The likely slip of the pen between two numbers, in both languages; empty where none is plain."""
    if len(new) == len(old) + 1 and any(new[:n] + new[n + 1 :] == old for n in range(len(new))):
        return " (a digit was lost)", "（漏了一位）"
    if len(old) == len(new) + 1 and any(old[:n] + old[n + 1 :] == new for n in range(len(old))):
        return " (a digit too many)", "（多了一位）"
    return (" (digits exchanged)", "（数字颠倒）") if sorted(old) == sorted(new) else ("", "")


def _joined(matrix: np.ndarray) -> Iterator[Change]:
    """A number split over two neighbouring cells."""
    for i, j in np.argwhere((matrix[:, :-1] > 0) & (matrix[:, 1:] < 10)):
        changed = matrix.copy()
        changed[i, j], changed[i, j + 1] = matrix[i, j] * 10 + matrix[i, j + 1], 0
        if hold(changed):
            text = "every sum holds if this cell and the next are one number, {new}, split in two"
            yield _told(i, j, matrix[i, j], changed[i, j], text, "若此格与右格本是一个数{new}，各项合计全部成立")


def _left_at_zero(matrix: np.ndarray) -> Iterator[Change]:
    """The row （七）总计 or the column 总计 left at 0 throughout."""
    row, column = matrix.copy(), matrix.copy()
    row[TOTAL] = matrix[list(PARTS)].sum(axis=0)
    column[:, 6] = matrix[:, :6].sum(axis=1)
    for changed, was, words, words_zh in (
        (
            row,
            matrix[TOTAL],
            "the row of totals was perhaps left at 0: the outcomes add up to {new}",
            "（七）总计一行可能漏填：各项之和为{new}",
        ),
        (
            column,
            matrix[:, 6],
            "the column of totals was perhaps left at 0: the applicants add up to {new}",
            "总计一列可能漏填：各类申请人之和为{new}",
        ),
    ):
        if not was.any() and hold(changed):
            yield _told(TOTAL, 6, matrix[TOTAL, 6], changed[TOTAL, 6], words, words_zh)


def _opposite(matrix: np.ndarray) -> Iterator[Change]:
    """Two kinds of applicants off by the same number in opposite directions: an application filed under two kinds."""
    rows, totals, identities = residuals(matrix)
    off = totals if totals.any() else identities
    places = np.nonzero(off[:6])[0]
    if not rows.any() and len(places) == 2 and off[places].sum() == 0 and off[6] == 0:
        over, under = sorted(places, key=lambda p: -off[p])
        count = numbers(abs(off[[over]]))[0]
        (one, other), (one_zh, other_zh) = (
            [labels["total", "", form.APPLICANTS[n]].split(" – ")[-1] for n in (over, under)] for labels in _LABELS.values()
        )
        text = f"{one} and {other} are off by {count} in opposite directions: probably filed under two kinds of applicant"
        text_zh = f"{one_zh}与{other_zh}各差{count}、方向相反：可能同一申请计入了两类申请人"
        yield f"applications/total//{form.APPLICANTS[over]}", "", count, f"{text}\n{text_zh}"


def _swapped(matrix: np.ndarray) -> Iterator[Change]:
    """Two rows in each other's place; two outcomes that change places leave every sum as it was."""
    filled = [n for n in range(len(matrix)) if matrix[n].any() or n in _FRAME]
    for a, b in combinations(filled, 2):
        if np.array_equal(matrix[a], matrix[b]) or (a in PARTS and b in PARTS):
            continue
        changed = matrix.copy()
        changed[[a, b]] = matrix[[b, a]]
        if hold(changed):
            names = [_LABELS[lang][APPLICATION_ROWS[n]] for lang in ("en", "zh") for n in (a, b)]
            text = "every sum holds if the rows “{}” and “{}” change places\n若“{}”与“{}”两行互换，各项合计全部成立".format(*names)
            yield "/".join(("applications", *APPLICATION_ROWS[a], "total")), "", "", text


def _told(i: int, j: int, old: float, new: float, text: str, text_zh: str) -> Change:
    was, would = numbers(np.array([old, new]))
    path = "/".join(("applications", *APPLICATION_ROWS[i], form.APPLICANTS[j]))
    return path, would, was, f"{text}\n{text_zh}".format(new=would, old=was)


def _totals_of_disputes(wide: Wide) -> list[tuple[int, str, str, str, str, str]]:
    """Table IV: a total of 0 under parts that are not."""
    c = wide.disputes
    parts = c.value[:, :, :-1].sum(axis=2)
    hits = []
    for report, route in np.argwhere((c.value[:, :, -1] == 0) & (parts > 0)):
        would = numbers(parts[report, route : route + 1])[0]
        text = f"the total was perhaps left at 0: the parts add up to {would}\n总计可能漏填：各结果之和为{would}"
        hits.append((int(report), "disputes", c.keys[route, -1], would, "0", text))
    return hits
