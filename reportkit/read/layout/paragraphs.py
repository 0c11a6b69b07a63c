"""Lines outside tables → the text that was written: without page numbers and running heads, lines of a paragraph joined."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from reportkit.read.document import Paragraph
from reportkit.read.layout.lines import Line, join_lines
from reportkit.read.layout.pieces import ENUMERATED

_MARGIN = 0.12  # running heads and page numbers stand in this part of the page's height, above and below
_PAGE_NUMBER = re.compile(
    r"[-—–─·•~－＿_|]+\d{1,4}[-—–─·•~－＿_|]+|第\d{1,4}页([,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}|(?i:page)\d{1,4}(of\d{1,4})?"
)
_FULL_LINES = 4  # so many lines that end at one place show the right margin
_FIGURES = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_TOKEN = re.compile(r"[!-~]*")


class PlacedLine(NamedTuple):
    """A line and where it is: page, and its number among the lines of the page that stand outside tables, both from 1."""

    page: int
    number: int
    line: Line

    @property
    def where(self) -> str:
        return f"page {self.page}, line {self.number}"


class PageLines(NamedTuple):
    """The lines outside tables of a page, and the page's edges: left, top, right, bottom."""

    lines: list[PlacedLine]
    edges: tuple[float, float, float, float]


def without_running_lines(pages: list[PageLines]) -> list[list[PlacedLine]]:
    """Each page's lines without page numbers and without what stands in the margin of several pages at the same height."""
    marginal = [[placed for placed in page.lines if in_margin(placed.line, page.edges)] for page in pages]
    places = Counter(_place(placed, page) for page, found in zip(pages, marginal, strict=True) for placed in found)
    offsets = Counter(offset for found in marginal for offset in {_offset(placed) for placed in found} - {None})
    dropped = {
        id(placed)
        for page, found in zip(pages, marginal, strict=True)
        for placed in found
        if is_page_number(placed.line.text)
        or (places[_place(placed, page)] >= max(2, len(pages) // 3) and _LETTER.search(placed.line.text))  # rows of figures look alike
        or (_offset(placed) is not None and (offsets[_offset(placed)] > 1 or (len(pages) == 1 and _offset(placed) == 0)))
    }
    return [[placed for placed in page.lines if id(placed) not in dropped] for page in pages]


def is_page_number(text: str) -> bool:
    """Is this a page number that cannot be a figure: - 3 -, 第 3 页 共 5 页, 3/5."""
    return bool(_PAGE_NUMBER.fullmatch("".join(text.split())))


def in_margin(line: Line, edges: tuple[float, float, float, float]) -> bool:
    """Does a line stand where running heads and page numbers stand?"""
    _, top, _, bottom = edges
    depth = (bottom - top) * _MARGIN
    return line.bottom < top + depth or line.top > bottom - depth


def _place(placed: PlacedLine, page: PageLines) -> tuple[str, int]:
    return _FIGURES.sub("0", placed.line.text), round((placed.line.middle - page.edges[1]) / 4)


def _offset(placed: PlacedLine) -> int | None:
    text = placed.line.text.strip()
    return int(text) - placed.page if text.isdecimal() and len(text) < 5 else None


class Margins(NamedTuple):
    """Left and right edge of the body text, and its usual distance from line to line."""

    left: float
    right: float
    pitch: float


def text_margins(lines: list[PlacedLine], edges: list[tuple[float, float, float, float]]) -> Margins:
    """The body's edges, robust against a few lines that stand out. edges: left, top, right, bottom of the pages.

    Where hardly any two lines end at the same place on the right, the right margin is taken to be as wide as the left one.
    """
    if not lines:
        return Margins(0.0, 0.0, 0.0)
    steps = [after.line.middle - before.line.middle for before, after in pairwise(lines) if after.page == before.page]
    rights = np.array([placed.line.right for placed in lines])
    left, right = float(np.quantile([placed.line.left for placed in lines], 0.05)), float(np.quantile(rights, 0.9))
    if np.count_nonzero(np.abs(rights - right) < 1.5 * lines[0].line.size) < _FULL_LINES:
        page_left, _, page_right, _ = edges[0]
        right = max(right, page_right - (left - page_left))
    return Margins(left, right, float(np.median([step for step in steps if step > 0] or [0.0])))


def lines_to_paragraphs(lines: list[PlacedLine], margins: Margins) -> list[Paragraph]:
    """Consecutive lines joined into paragraphs, over the end of a page too; in doubt a line stays a paragraph of its own."""
    groups: list[list[PlacedLine]] = []
    for placed in lines:
        if groups and _goes_on(groups[-1][-1], placed, margins):
            groups[-1].append(placed)
        else:
            groups.append([placed])
    return [Paragraph(join_lines([placed.line.text for placed in group]), group[0].where) for group in groups]


def _goes_on(before: PlacedLine, after: PlacedLine, margins: Margins) -> bool:
    upper, lower = before.line, after.line
    if ENUMERATED.match(lower.text) or lower.left > margins.left + 0.8 * lower.size:
        return False
    if not 0.85 < lower.size / upper.size < 1.18:
        return False
    if before.page == after.page and lower.middle - upper.middle > max(1.6 * margins.pitch, 2.2 * lower.size):
        return False
    token = len(_TOKEN.match(lower.text)[0]) * 0.6  # a word or number that had no room goes to the next line whole
    return margins.right - upper.right < (max(token, 1.0) + 1.3) * lower.size
