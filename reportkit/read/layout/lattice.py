"""Ruling lines → the cells of tables. Pure functions on plain arrays; any unit (points, pixels) with y down the page.

rules x0, y0, x1, y1 (n, 4) → edges (position, start, end; n, 3) snapped and joined → groups that touch → lattices → cells.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SLANT = 1.0  # a stroke that leans further than this is no rule


@dataclass(frozen=True, slots=True)
class Lattice:
    """The places between the rules of one table. xs: column edges (c + 1,); ys: row edges (r + 1,);
    across: is there a rule on row edge k over column j (r + 1, c); down: is there a rule on column edge k beside row i (r, c + 1)."""

    xs: NDArray[np.float64]
    ys: NDArray[np.float64]
    across: NDArray[np.bool_]
    down: NDArray[np.bool_]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])


def rules_to_lattices(rules: NDArray, tolerance: float = 3.0) -> list[Lattice]:
    """All tables that the rules of a page draw, larger ones first. Rules nearer than the tolerance are one rule (double lines)."""
    horizontal, vertical = rules_to_edges(rules, tolerance)
    lattices = [edges_to_lattice(rows, columns, tolerance) for rows, columns in edges_to_groups(horizontal, vertical, tolerance)]
    return sorted(lattices, key=_area, reverse=True)


def rules_to_edges(rules: NDArray, tolerance: float) -> tuple[NDArray, NDArray]:
    """Horizontal and vertical edges: rules on (nearly) one line lie on one position, and those that touch or overlap are one edge."""
    slack = max(_SLANT, tolerance / 3)
    x0, y0, x1, y1 = rules.reshape(-1, 4).T
    level, upright = np.abs(y1 - y0) <= slack, np.abs(x1 - x0) <= slack
    level &= ~(upright & (np.abs(y1 - y0) > np.abs(x1 - x0)))
    upright &= ~level
    horizontal = np.column_stack([(y0 + y1) / 2, np.minimum(x0, x1), np.maximum(x0, x1)])[level]
    vertical = np.column_stack([(x0 + x1) / 2, np.minimum(y0, y1), np.maximum(y0, y1)])[upright]
    return _joined(horizontal, tolerance), _joined(vertical, tolerance)


def _joined(edges: NDArray, tolerance: float) -> NDArray:
    if not len(edges):
        return edges.reshape(0, 3)
    positions = snapped(edges[:, 0], tolerance)
    order = np.lexsort((edges[:, 1], positions))
    position, (start, end) = positions[order], edges[order, 1:].T
    line = np.concatenate([[0], np.cumsum(np.diff(position) > 0)])
    apart = line * (end.max() - start.min() + 2 * tolerance)  # line after line on one endless line
    reach = np.maximum.accumulate(end + apart)
    heads = np.flatnonzero(np.concatenate([[True], (start + apart)[1:] > reach[:-1] + tolerance]))
    joined = np.column_stack([position[heads], start[heads], np.maximum.reduceat(end, heads)])
    return joined[joined[:, 2] - joined[:, 1] > tolerance]


def snapped(positions: NDArray, tolerance: float) -> NDArray:
    """Each position replaced by the mean of its cluster; clusters are further apart than the tolerance."""
    order = np.argsort(positions, kind="stable")
    cluster = np.concatenate([[0], np.cumsum(np.diff(positions[order]) > tolerance)])
    means = np.bincount(cluster, positions[order]) / np.bincount(cluster)
    result = np.empty_like(positions)
    result[order] = means[cluster]
    return result


def edges_to_joints(horizontal: NDArray, vertical: NDArray, tolerance: float) -> NDArray:
    """Which horizontal edge meets or crosses which vertical one: bool (h, v)."""
    y, left, right = (column[:, None] for column in horizontal.T)
    x, top, bottom = (column[None, :] for column in vertical.T)
    return (left - tolerance <= x) & (x <= right + tolerance) & (top - tolerance <= y) & (y <= bottom + tolerance)


def edges_to_groups(horizontal: NDArray, vertical: NDArray, tolerance: float) -> list[tuple[NDArray, NDArray]]:
    """Edges that hang together, as (horizontal, vertical) pairs that can hold at least one cell."""
    joints = edges_to_joints(horizontal, vertical, tolerance)
    groups = []
    left = joints.any(axis=1)
    while left.any():
        rows, grown = None, np.arange(len(horizontal)) == left.argmax()
        while not np.array_equal(rows, grown):
            rows, columns = grown, joints[grown].any(axis=0)
            grown = joints[:, columns].any(axis=1)
        left &= ~rows
        groups.append((horizontal[rows], vertical[columns]))
    return [(rows, columns) for rows, columns in groups if len(rows) + len(columns) > 2]


class Leaders:
    """Sets that grow together (union-find): the smallest member leads its set."""

    def __init__(self, count: int) -> None:
        self._up = list(range(count))

    def of(self, member: int) -> int:
        while self._up[member] != member:
            self._up[member] = member = self._up[self._up[member]]
        return member

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.of(one), self.of(other)))
        self._up[other] = one


def edges_to_lattice(horizontal: NDArray, vertical: NDArray, tolerance: float) -> Lattice:
    """Rows and columns between touching edges. A side that was left open is closed where the edges across it end."""
    xs = _closed(vertical[:, 0], horizontal[:, 1], horizontal[:, 2], tolerance)
    ys = _closed(horizontal[:, 0], vertical[:, 1], vertical[:, 2], tolerance)
    return Lattice(xs, ys, _walls(ys, xs, horizontal), _walls(xs, ys, vertical).T)


def _closed(positions: NDArray, starts: NDArray, ends: NDArray, tolerance: float) -> NDArray:
    lines = np.unique(positions)
    first, last = starts.min(), ends.max()
    before = [first] if first < lines[0] - 2 * tolerance else []
    after = [last] if last > lines[-1] + 2 * tolerance else []
    return np.concatenate([before, lines, after])


def _walls(positions: NDArray, crossing: NDArray, edges: NDArray) -> NDArray:
    """Is the stretch between two crossing lines covered by an edge at this position: bool (positions, crossing - 1)."""
    quarter = np.diff(crossing) / 4
    covers = (edges[:, 1:2] <= crossing[:-1] + quarter) & (edges[:, 2:3] >= crossing[1:] - quarter)
    walls = np.zeros((len(positions), len(quarter)), dtype=bool)
    np.logical_or.at(walls, np.searchsorted(positions, edges[:, 0]), covers)
    return walls


def lattice_to_labels(lattice: Lattice) -> NDArray[np.int64]:
    """The cell that covers each place: int (r, c), numbered from 0 in reading order; every cell is a rectangle."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    leaders = Leaders(rows * columns)
    for row, column in np.argwhere(~lattice.across[1:-1]).tolist():
        leaders.join(row * columns + column, (row + 1) * columns + column)
    for row, column in np.argwhere(~lattice.down[:, 1:-1]).tolist():
        leaders.join(row * columns + column, row * columns + column + 1)
    areas = np.array([leaders.of(place) for place in range(rows * columns)]).reshape(rows, columns)
    return numbered(_rectangles(areas))


def _rectangles(areas: NDArray) -> NDArray:
    """Areas that are no rectangles are cut at their steps: into the runs of each row, joined downwards while the runs are alike."""
    result = areas.copy()
    for area in _uneven(areas):
        rows, columns = np.nonzero(areas == area)
        above: dict[tuple[int, int], int] = {}
        for row in range(rows.min(), rows.max() + 1):
            within = columns[rows == row]
            runs = np.split(within, np.flatnonzero(np.diff(within) > 1) + 1)
            names = {(int(run[0]), int(run[-1])): row * areas.shape[1] + int(run[0]) for run in runs}
            above = {run: above.get(run, name) for run, name in names.items()}
            for (first, last), name in above.items():
                result[row, first : last + 1] = name
    return result


def _uneven(areas: NDArray) -> NDArray:
    """The areas that do not fill the rectangle around them."""
    names, place = np.unique(areas, return_inverse=True)
    place = place.ravel()
    rows, columns = (index.ravel() for index in np.indices(areas.shape))
    filled = np.bincount(place)
    around = np.ones(len(names), dtype=np.int64)
    for index in (rows, columns):
        low, high = np.full(len(names), areas.size), np.zeros(len(names), dtype=np.int64)
        np.minimum.at(low, place, index)
        np.maximum.at(high, place, index)
        around *= high - low + 1
    return names[filled != around]


def numbered(labels: NDArray) -> NDArray[np.int64]:
    """The same areas numbered 0, 1, 2 … in the order in which they begin, row by row."""
    names, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(names))
    return rank[inverse].reshape(labels.shape)


def points_to_places(lattice: Lattice, x: NDArray, y: NDArray) -> tuple[NDArray, NDArray, NDArray]:
    """For each point: is it within the table, and in which row and column of the lattice."""
    row, column = np.searchsorted(lattice.ys, y) - 1, np.searchsorted(lattice.xs, x) - 1
    inside = (row >= 0) & (row < len(lattice.ys) - 1) & (column >= 0) & (column < len(lattice.xs) - 1)
    return inside, row, column


def _area(lattice: Lattice) -> float:
    left, top, right, bottom = lattice.box
    return (right - left) * (bottom - top)
