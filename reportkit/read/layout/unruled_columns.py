"""The columns of a table without ruling lines: where figures stand under figures, and the labels beside them."""

import itertools
import re

import numpy as np

from reportkit.read.layout.lines import Line, Run, joined_parts

_VALUE = re.compile(r"[+＋-]?\d[\d,.，．]*(?:[%％]|万元|元|件|条|个|项)?|[-—–－―─/／]+|无")
_WAYS = ("center", "left", "right")  # how figures stand in their cells
_SLACK = 1.0  # points between a figure and the edge of its cell, at least
_TOUCH = 0.35  # a heading stands over the columns that share more than this part of it, or of their width

Span = tuple[float, float]
Columns = tuple[int, int]  # first, last
Told = list[tuple[list[Run], list[Run]]]  # the values and the words of each line


def values_and_words(line: Line) -> tuple[list[Run], list[Run]]:
    """The figures, dashes and the like of a line, and its other runs. Figures close behind a label are figures."""
    values, words = [], []
    for run in line.runs:
        parts = [part for part in line.parts if run.left <= part.left and part.right <= run.right]
        last = next((index for index in range(len(parts), 0, -1) if not _VALUE.fullmatch(parts[index - 1].text)), 0)
        values.extend(parts[last:])
        label = joined_parts(parts[:last], lambda *_: False)
        (values if label and _VALUE.fullmatch(label[0].text.replace(" ", "")) else words).extend(label)
    return values, words


def without_digits_of_labels(told: Told) -> Told:
    """Values and words of each line, where digits that stand left of the labels are words (a year in vertical writing)."""
    before = [[run.left for run in words if values and run.right <= values[-1].left] for values, words in told]
    label = float(np.median([max(lefts) for lefts in before if lefts] or [-np.inf]))
    return [([run for run in values if run.right > label], sorted([*words, *(run for run in values if run.right <= label)], key=lambda run: run.left))
            for values, words in told]  # fmt: skip


def label_columns(told: Told, figures: list[Span]) -> list[Span]:
    """Where labels stand: in lines with figures beside these, in other lines above and below such labels or left of them."""
    beside = [[run[1:] for run in words if not any(_overlap(run[1:], column) for column in figures)] for values, words in told if values]
    right = max((span[1] for spans in beside for span in spans if span[1] <= figures[0][0]), default=None)
    if right is not None:
        beside += [[run[1:] for run in words if run.left < right and run.right <= figures[0][0]] for values, words in told if not values]
    return [span for span in parted_columns(beside) if not any(_overlap(span, column) for column in figures)]


def parted_columns(rows: list[list[Span]]) -> list[Span]:
    """Left and right end of each column, from the rows that show most of them first: what stands side by side in a row is in different
    columns, what stands under a single column is part of it."""
    columns: list[Span] = []
    for spans in sorted(rows, key=len, reverse=True):
        for left, right in spans:
            over = [column for column in columns if _overlap(column, (left, right))]
            wider = (min(left, *(low for low, _ in over)), max(right, *(high for _, high in over))) if over else (left, right)
            others = {*columns, *spans} - {*over, (left, right)}
            if len(over) < 2 and not any(_overlap(wider, other) for other in others):
                columns = [column for column in columns if column not in over] + [wider]
    return sorted(columns)


def column_edges(columns: list[Span], labels: list[bool], rows: list[list[Run]], headings: list[tuple[Run, ...]]) -> list[float]:
    """Where the cells of neighbouring columns meet, nobody has drawn: right of the figures if these stand at the right of their cells,
    left of them if at the left, else halfway. How they stand is told by the figures, longer and shorter, or by how the headings fit."""
    within = [[run for values in rows for run in values if place(run, columns) == (index, index)] for index in range(len(columns))]
    spread = [sum(_spread([_anchor(run, way) for run in column]) for column in within) for way in _WAYS]
    edges = [_edges(columns, labels, way) for way in _WAYS]
    misfit = [sum(_misfit(parts, list(itertools.pairwise(found))) for parts in headings) for found in edges]
    told = sorted(spread)[1] > 1 and min(spread) < sorted(spread)[1] / 3
    return edges[int(np.argmin(spread if told else misfit))]


def _anchor(run: Run, way: str) -> float:
    return {"left": run.left, "right": run.right, "center": (run.left + run.right) / 2}[way]


def _spread(places: list[float]) -> float:
    return float(np.std(places)) if places else 0.0


def _misfit(parts: tuple[Run, ...], cells: list[Span]) -> int:
    """How many headings of a line stand over more than one cell, or over one that another heading has."""
    places = [place(part, cells) for part in parts]
    return sum(first != last for first, last in places) + 2 * sum(one[1] >= other[0] for one, other in itertools.pairwise(places))


def _edges(columns: list[Span], labels: list[bool], way: str) -> list[float]:
    """The edges of the cells for one way in which figures stand in them; the room beside labels is that of the figures."""
    between = [_edge(*pair, *kinds, way) for pair, kinds in zip(itertools.pairwise(columns), itertools.pairwise(labels), strict=True)]
    return [columns[0][0] - _SLACK, *between, columns[-1][1] + _SLACK]


def _edge(one: Span, other: Span, labelled: bool, next_labelled: bool, way: str) -> float:
    after, before = one[1] + _SLACK, other[0] - _SLACK
    if labelled and next_labelled:
        return (one[1] + other[0]) / 2
    if labelled or next_labelled:
        return after if way == "right" or (labelled and way == "center") else before
    return {"right": after, "left": before, "center": float(np.clip(sum((*one, *other)) / 4, one[1], other[0]))}[way]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def place(part: Run, columns: list[Span]) -> Columns:
    """First and last column that a part stands over, not counting those that it only touches; the nearest one where it stands between two."""
    shared = [min(high, part.right) - max(low, part.left) for low, high in columns]
    over = [index for index, (low, high) in enumerate(columns) if shared[index] > _TOUCH * min(part.right - part.left, high - low)]
    return (over[0], over[-1]) if over else (int(np.argmax(shared)),) * 2


def cut_at_columns(line: Line, columns: list[Span]) -> list[Run]:
    """The runs of a line, cut at narrower gaps too where these lie between two columns."""
    gaps = [(left[1], right[0]) for left, right in itertools.pairwise(columns)]
    found: list[Run] = []
    for run in line.runs:
        parts = [part for part in line.parts if run.left <= part.left and part.right <= run.right]
        found += joined_parts(parts, lambda one, other: any(one.right <= high and low <= other.left for low, high in gaps))
    return found
