"""Characters with their places → lines of text, in reading order."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportkit.read.layout.content import Characters

_LINE_STEP = 0.45  # characters whose baselines differ by more than this part of their size stand on different lines
_SAME_LINE = 0.4  # ... by more than this part of that step, where more than two would hang together
_DOUBLED = 0.25  # the same character again within this part of its width is the second stroke of a fake bold
_NARROW_GAP, _WIDE_GAP = 0.2, 0.7  # gaps, in sizes, that are a blank between Latin letters or figures, and elsewhere
_RUN_GAP, _PART_GAP = 1.0, 0.55  # gaps, in sizes, that part two columns in all likelihood, and that may
_FIRST_WIDE = 0x2E80  # from here on: Chinese characters and their punctuation


class Run(NamedTuple):
    """A stretch of a line between two gaps."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """A line of text. size: the usual size of its characters; parts: its stretches between gaps."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    parts: tuple[Run, ...]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def runs(self) -> list[Run]:
        """The stretches of the line between wide gaps."""
        return joined_parts(self.parts, lambda before, after: after.left - before.right > _RUN_GAP * self.size)


def joined_parts(parts: Iterable[Run], apart: Callable[[Run, Run], bool]) -> list[Run]:
    """Neighbouring parts as one run, except where two are told apart."""
    runs: list[Run] = []
    for part in parts:
        if runs and not apart(runs[-1], part):
            runs[-1] = Run(f"{runs[-1].text} {part.text}", runs[-1].left, part.right)
        else:
            runs.append(part)
    return runs


def characters_to_lines(characters: Characters, groups: NDArray) -> dict[int, list[Line]]:
    """The lines of each group of characters (a cell, or all that stands outside tables), from top to bottom."""
    if not len(groups):
        return {}
    start, end, level = _along(characters)
    width, height = (characters.boxes[:, 2:] - characters.boxes[:, :2]).T
    wide = (characters.codes >= _FIRST_WIDE) & (width > 0)
    size = np.where(wide, np.maximum(width, 0.7 * height), np.maximum(width, height))
    line = _line_numbers(characters, groups, level, size)
    order = np.lexsort((start, line))
    codes, spaced, order = _without_blanks_and_doubles(characters.codes[order], line[order], start[order], end[order], order)
    if not len(order):
        return {}
    starts, ends, sizes, line = start[order], end[order], size[order], line[order]
    opens = np.concatenate([[True], line[1:] != line[:-1]])
    gap = np.concatenate([[0.0], (starts[1:] - ends[:-1]) / sizes[1:]])
    narrow = codes < _FIRST_WIDE
    blank = spaced | (gap > np.where(narrow & np.concatenate([[True], narrow[:-1]]), _NARROW_GAP, _WIDE_GAP))
    parts = opens | (gap > _PART_GAP)
    text, places = _spelled(codes, blank & ~opens)
    heads = np.flatnonzero(opens)
    lines = _lines(text, places, heads, parts, starts, ends, characters.boxes[order], sizes)
    found: dict[int, list[Line]] = {}
    for group, item in zip(groups[order][heads].tolist(), lines, strict=True):
        found.setdefault(group, []).append(item)
    return found


def _along(characters: Characters) -> tuple[NDArray, NDArray, NDArray]:
    """Start and end of each character along its own reading direction, and the place of its line across that direction."""
    left, top, right, bottom = characters.boxes.T
    x, y = characters.origins.T
    turns = characters.turns
    if not turns.any():
        return left, right, y
    start = np.choose(turns, (left, top, -right, -bottom))
    end = np.choose(turns, (right, bottom, -left, -top))
    return start, end, np.choose(turns, (y, -x, -y, x))


def _line_numbers(characters: Characters, groups: NDArray, level: NDArray, size: NDArray) -> NDArray:
    order = np.lexsort((level, characters.turns, groups))
    group, turn, at = groups[order], characters.turns[order], level[order]
    step = np.minimum(size[order][1:], size[order][:-1]) * _LINE_STEP
    opens = np.concatenate([[True], (group[1:] != group[:-1]) | (turn[1:] != turn[:-1]) | (at[1:] - at[:-1] > step)])
    heads = np.flatnonzero(opens)
    counts = np.diff([*heads, len(order)])
    chained = at[heads + counts - 1] - at[heads] > size[order][heads] * _LINE_STEP  # lines side by side, each a little lower than another
    opens[1:] |= np.repeat(chained, counts)[1:] & (at[1:] - at[:-1] > step * _SAME_LINE)
    line = np.empty(len(order), dtype=np.int64)
    line[order] = np.cumsum(opens)
    return line


def _without_blanks_and_doubles(codes: NDArray, line: NDArray, start: NDArray, end: NDArray, order: NDArray) -> tuple[NDArray, ...]:
    """Codes, whether a blank stood before each, and their order, without the blanks and without the second strokes of fake bold."""
    blank = codes == 32
    spaced = np.concatenate([[False], blank[:-1]])
    kept = ~blank
    codes, line, start, end, spaced, order = (values[kept] for values in (codes, line, start, end, spaced, order))
    same = (codes[1:] == codes[:-1]) & (line[1:] == line[:-1])
    double = same & (start[1:] - start[:-1] < _DOUBLED * (end[1:] - start[1:]))
    kept = np.concatenate([np.ones(min(1, len(codes)), dtype=bool), ~double])
    return codes[kept], spaced[kept], order[kept]


def _spelled(codes: NDArray, blank: NDArray) -> tuple[str, NDArray]:
    """All characters as one string with its blanks, and the place of each character in it."""
    places = np.arange(len(codes)) + np.cumsum(blank)
    spelled = np.full(places[-1] + 1, 32, dtype="<u4")
    spelled[places] = codes
    return spelled.tobytes().decode("utf-32-le"), places


def _lines(
    text: str, places: NDArray, heads: NDArray, parts: NDArray, starts: NDArray, ends: NDArray, boxes: NDArray, sizes: NDArray
) -> list[Line]:
    """Cut the string of all characters into lines at the heads, and each line into its parts."""
    left, top = np.minimum.reduceat(boxes[:, :2], heads).T.tolist()
    right, bottom = np.maximum.reduceat(boxes[:, 2:], heads).T.tolist()
    size = (np.add.reduceat(sizes, heads) / np.diff([*heads, len(starts)])).tolist()
    part_heads = np.flatnonzero(parts)
    part_tails = np.append(part_heads[1:], len(starts)) - 1
    cuts = zip(
        places[part_heads].tolist(), (places[part_tails] + 1).tolist(), starts[part_heads].tolist(), ends[part_tails].tolist(), strict=True
    )
    found = [Run(text[first:last].strip(), low, high) for first, last, low, high in cuts]
    bounds = np.append(np.searchsorted(part_heads, heads), len(part_heads)).tolist()
    first, last = places[heads].tolist(), (places[np.append(heads[1:], len(starts)) - 1] + 1).tolist()
    return [
        Line(text[first[k] : last[k]], left[k], top[k], right[k], bottom[k], size[k], tuple(found[bounds[k] : bounds[k + 1]]))
        for k in range(len(heads))
    ]


def join_lines(texts: list[str], between_numbers: str = "") -> str:
    """Wrapped lines as one text: a blank only between Latin words; between two figures, which may be two numbers, what is given."""
    joined = ""
    for text in texts:
        before, after = joined[-1:], text[:1]
        if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
            joined += between_numbers if before.isdigit() and after.isdigit() else " "
        joined += text
    return joined
