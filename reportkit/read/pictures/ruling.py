"""A picture of a page → straight and upright, its ink, its ruling lines. Pixels, y down; lengths suit type of 24 to 48 pixels."""

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from reportkit.read.layout.lattice import Lattice

Mask = NDArray[np.bool_]
_LONG = 40  # no stroke of a character is as long as this
_THICK = 12  # and no rule thicker than this
_GAP = 40  # holes in a rule up to this length are seen through
_BLOCK = 61  # the neighbourhood whose mean is the paper's grey
_SAMPLE = 3  # every so many pixels tell what the paper is like
_GRAINS = 5  # paper is not darker than so many standard deviations of its grain
_MOST_SKEW = 4.0


class Rules(NamedTuple):
    """Ruling lines as strokes x0, y0, x1, y1 (n, 4), and the pixels (height, width) that the level and the upright ones cover."""

    strokes: NDArray[np.float64]
    level: Mask
    upright: Mask

    @property
    def mask(self) -> Mask:
        """The pixels of all rules and those next to them."""
        return widened(self.level | self.upright)


def ink(grey: NDArray[np.uint8]) -> Mask:
    """Where something is printed: darker than the paper around it by more than the grain of the picture."""
    depth = cv2.blur(grey, (_BLOCK, _BLOCK)).astype(np.int16) - grey
    some = depth[::_SAMPLE, ::_SAMPLE]
    grain = 1.4826 * float(np.median(np.abs(some - np.median(some))))  # standard deviation of the paper, of which most of a page consists
    return depth > np.int16(np.clip(_GRAINS * grain, 16.0, max(16.0, 0.35 * float(np.quantile(some, 0.995)))))


def straightened(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture turned by its small skew, so that lines lie level."""
    angle = skew(ink(grey))
    if abs(angle) < 0.03:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def skew(mask: Mask) -> float:
    """The angle in degrees, anticlockwise, by which the page must be turned: there its lines gather in the fewest rows."""
    y, x = np.nonzero(mask[::2, ::2])
    if len(y) < 100:
        return 0.0
    if len(y) > 60_000:
        chosen = np.random.default_rng(0).choice(len(y), 60_000, replace=False)
        y, x = y[chosen], x[chosen]
    best = 0.0
    for step in (0.5, 0.1, 0.02):
        reach = _MOST_SKEW if step == 0.5 else 6 * step
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(angles[int(np.argmax([_gathering(x, y, angle) for angle in angles]))])
    return best


def _gathering(x: NDArray, y: NDArray, angle: float) -> float:
    radians = np.deg2rad(angle)
    rows = np.rint(y * np.cos(radians) - x * np.sin(radians)).astype(np.int64)
    return float((np.bincount(rows - rows.min()).astype(float) ** 2).sum())


def widened(mask: Mask) -> Mask:
    """The mask and the pixels next to it."""
    return cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def ruling(mask: Mask) -> Rules:
    """The ruling lines among the ink."""
    pixels = mask.astype(np.uint8)
    level, level_pixels = _strokes(pixels)
    upright, upright_pixels = _strokes(np.ascontiguousarray(pixels.T))
    strokes = np.vstack([level, upright[:, [1, 0, 3, 2]]])
    return Rules(strokes, level_pixels, upright_pixels.T)


def _strokes(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float64], Mask]:
    """Level strokes (n, 4) and their pixels."""
    bridged = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    opened = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, _LONG), np.uint8))
    _, labels, stats, centres = cv2.connectedComponentsWithStats(opened, connectivity=8)
    thin = (stats[:, cv2.CC_STAT_AREA] <= _THICK * stats[:, cv2.CC_STAT_WIDTH]) & (stats[:, cv2.CC_STAT_HEIGHT] <= 3 * _THICK)
    thin[0] = False
    left, width = stats[thin, cv2.CC_STAT_LEFT], stats[thin, cv2.CC_STAT_WIDTH]
    y = centres[thin, 1]
    return _bridged(np.column_stack([left, y, left + width, y]).astype(float)), thin[labels]


def _bridged(strokes: NDArray) -> NDArray:
    """Strokes that go on behind a small hole are one."""
    joined: list[list[float]] = []
    for stroke in strokes[np.argsort(strokes[:, 0], kind="stable")].tolist():
        before = next((s for s in joined if abs(s[1] - stroke[1]) <= 4 and 0 <= stroke[0] - s[2] <= _GAP), None)
        if before is None:
            joined.append(stroke)
        else:
            before[1] = before[3] = (before[1] + stroke[1]) / 2
            before[2] = max(before[2], stroke[2])
    return np.array(joined).reshape(-1, 4)


def mended(lattice: Lattice, mask: Mask, rules: Rules) -> Lattice:
    """The table with the walls that have holes: along them lie a piece of a rule and, for the greater part, thin ink."""
    across = lattice.across | _worn_walls(lattice.ys, lattice.xs, mask, rules.level)
    down = lattice.down | _worn_walls(lattice.xs, lattice.ys, mask.T, rules.upright.T).T
    return replace(lattice, across=across, down=down)


def _worn_walls(positions: NDArray, crossing: NDArray, mask: Mask, ruled: Mask) -> Mask:
    """Does a worn rule lie at each position between each two crossing lines: bool (positions, crossing - 1)."""
    ends = np.rint(crossing).astype(int)
    walls = np.zeros((len(positions), len(ends) - 1), dtype=bool)
    for k, position in enumerate(np.rint(positions).astype(int).tolist()):
        low, high = max(0, position - 3), position + 4
        inked, certain = mask[low:high].any(axis=0), ruled[low:high].any(axis=0)
        for j, (start, end) in enumerate(pairwise(ends.tolist())):
            walls[k, j] = certain[start:end].mean() >= 0.35 and inked[start:end].mean() >= 0.65
    return walls
