"""Where sums fail: the smallest change of cells that would mend all of them. Named as a possibility, never applied."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from .. import form
from .findings import Found, found, numbers
from .sums import failing, hold, residuals
from .wide import APPLICATION_ROWS, CARRIED_IN, CARRIED_OUT, NEW, PARTS, TOTAL, Wide

_LABELS = {lang: form.labels("applications", lang) for lang in ("en", "zh")}


def possible(wide: Wide) -> Found:
    """One finding a report whose table III or IV fails and can be mended by one simple change: the first kind of change that fits."""
    hits = [(report, "applications", *hit) for report, matrix, gap in failing(wide) if gap is None and (hit := next(_changes(matrix), None))]
    hits += list(_totals(wide))
    rows, tables, paths, expected, actual, details = zip(*hits, strict=True) if hits else ((),) * 6
    return found(rows, list(tables), paths, expected, actual, details)


def _changes(matrix: np.ndarray) -> Iterator[tuple[str, str, str, str]]:
    """(cell, would be, is, words) of changes that mend the whole table: a single cell, joined digits, two applicants, two rows."""
    yield from _single(matrix)
    yield from _joined(matrix)
    yield from _opposite(matrix)
    yield from _swapped(matrix)


def _single(matrix: np.ndarray) -> Iterator[tuple[str, str, str, str]]:
    rows, totals, identities = residuals(matrix)
    if (rows != 0).sum() > 1 or (totals != 0).sum() > 1 or (identities != 0).sum() > 1:
        return
    fits = [(i, j, new) for i in range(len(matrix)) for j in range(7) if (new := _mended(matrix, i, j, rows, totals, identities)) is not None]
    if len(fits) == 1:  # several cells that would do equally well are no diagnosis
        i, j, new = fits[0]
        kind, kind_zh = _slip(numbers(matrix[i, j : j + 1])[0], numbers(np.array([new]))[0])
        yield _told(i, j, matrix[i, j], new, f"every sum holds if this one cell is {{new}} instead of {{old}}{kind}", f"若此格为{{new}}而非{{old}}{kind_zh}，各项合计全部成立")


def _mended(matrix: np.ndarray, i: int, j: int, rows: np.ndarray, totals: np.ndarray, identities: np.ndarray) -> float | None:
    """What cell (i, j) would have to be for every sum to hold; None where no count does it."""
    wanted = {rows[i] if j < 6 else -rows[i]}
    if i in PARTS or i == TOTAL:
        wanted.add(-totals[j] if i == TOTAL else totals[j])
    if i in (NEW, CARRIED_IN, TOTAL, CARRIED_OUT):
        wanted.add(identities[j] if i in (NEW, CARRIED_IN) else -identities[j])
    if len(wanted) != 1 or not (excess := wanted.pop()) or matrix[i, j] < excess:
        return None
    changed = matrix.copy()
    changed[i, j] -= excess
    return changed[i, j] if hold(changed) else None


def _slip(old: str, new: str) -> tuple[str, str]:
    """The likely slip of the pen between two numbers, in both languages; empty where none is plain."""
    if len(new) == len(old) + 1 and any(new[:n] + new[n + 1 :] == old for n in range(len(new))):
        return " (a digit was lost)", "（漏了一位）"
    if len(old) == len(new) + 1 and any(old[:n] + old[n + 1 :] == new for n in range(len(old))):
        return " (a digit too many)", "（多了一位）"
    if sorted(old) == sorted(new):
        return " (digits exchanged)", "（数字颠倒）"
    return "", ""


def _joined(matrix: np.ndarray) -> Iterator[tuple[str, str, str, str]]:
    """A number split over two neighbouring cells."""
    for i, j in np.argwhere((matrix[:, :-1] > 0) & (matrix[:, 1:] < 10)):
        changed = matrix.copy()
        changed[i, j], changed[i, j + 1] = matrix[i, j] * 10 + matrix[i, j + 1], 0
        if hold(changed):
            yield _told(i, j, matrix[i, j], changed[i, j], "every sum holds if this cell and the next are one number, {new}, split in two", "若此格与右格本是一个数{new}，各项合计全部成立")


def _opposite(matrix: np.ndarray) -> Iterator[tuple[str, str, str, str]]:
    """Two kinds of applicants off by the same number in opposite directions: an application filed under two kinds."""
    rows, totals, identities = residuals(matrix)
    off = totals if totals.any() else identities
    places = np.nonzero(off[:6])[0]
    if not rows.any() and len(places) == 2 and off[places].sum() == 0 and off[6] == 0:
        over, under = sorted(places, key=lambda p: -off[p])
        a, b = form.APPLICANTS[over], form.APPLICANTS[under]
        count = numbers(np.array([abs(off[over])]))[0]
        names = {lang: [_LABELS[lang]["total", "", n].split(" – ")[-1] for n in (a, b)] for lang in ("en", "zh")}
        text = f"{names['en'][0]} and {names['en'][1]} are off by {count} in opposite directions: probably filed under two kinds of applicant"
        text_zh = f"{names['zh'][0]}与{names['zh'][1]}各差{count}、方向相反：可能同一申请计入了两类申请人"
        yield f"applications/total//{a}", "", count, f"{text}\n{text_zh}"


def _swapped(matrix: np.ndarray) -> Iterator[tuple[str, str, str, str]]:
    """Two rows in each other's place."""
    filled = [n for n in range(len(matrix)) if matrix[n].any() or n in (TOTAL, CARRIED_OUT, CARRIED_IN, NEW)]
    for a, b in combinations(filled, 2):
        if np.array_equal(matrix[a], matrix[b]) or (a in PARTS and b in PARTS):
            continue
        changed = matrix.copy()
        changed[[a, b]] = matrix[[b, a]]
        if hold(changed):
            names = [_LABELS[lang][APPLICATION_ROWS[n]] for lang in ("en", "zh") for n in (a, b)]
            text = f"every sum holds if the rows “{names[0]}” and “{names[1]}” change places\n若“{names[2]}”与“{names[3]}”两行互换，各项合计全部成立"
            yield "/".join(("applications", *APPLICATION_ROWS[a], "total")), "", "", text


def _told(i: int, j: int, old: float, new: float, text: str, text_zh: str) -> tuple[str, str, str, str]:
    was, would = numbers(np.array([old, new]))
    path = "/".join(("applications", *APPLICATION_ROWS[i], form.APPLICANTS[j]))
    return path, would, was, f"{text}\n{text_zh}".format(new=would, old=was)


def _totals(wide: Wide) -> Iterator[tuple[int, str, str, str, str, str]]:
    """Table IV: a total of 0 under parts that are not."""
    c = wide.disputes
    parts = c.value[:, :, :-1].sum(axis=2)
    for report, route in np.argwhere((c.value[:, :, -1] == 0) & (parts > 0)):
        would = numbers(parts[report, route : route + 1])[0]
        text = f"the total was perhaps left at 0: the parts add up to {would}\n总计可能漏填：各结果之和为{would}"
        yield int(report), "disputes", c.keys[route, -1], would, "0", text
