"""Stories as PDF files: tables with or without ruling lines, flowing over pages, cut between rows or in the middle of one."""

import atexit
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

import mplfonts
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fpdf import FPDF

from reportkit import form

from .layout import Box, Table, grid
from .story import Block

FONT = Path(mplfonts.__file__).parent / "fonts" / "SimHei.ttf"
LEFT, RIGHT, TOP, BOTTOM = 50, 545, 60, 780


class Style(NamedTuple):
    """How tables are set. rules: "all", "none", "across" (under each row) or "heads" (above, below, and under the headings); size: of the
    text in points; padding: between a rule and the text; labels, figures: "left", "center" or "right" in their cells; middle: of their height."""

    rules: str = "all"
    size: float = 9
    padding: float = 4
    labels: str = "left"
    figures: str = "center"
    middle: bool = False

    @property
    def leading(self) -> float:
        """From line to line."""
        return round(self.size * 4 / 3, 1)


PLAIN = Style()


@cache
def small_font() -> Path:
    """The font cut down to the characters that invented reports use, for a whole one takes most of a second to embed."""
    characters = "".join(
        path.read_text("utf-8") for path in [*Path(form.__file__).parent.glob("*[vy]"), *Path(__file__).parent.glob("*.py")]
    )
    characters += "".join(map(chr, [*range(32, 127), *range(0x2460, 0x246A), *range(0xFF01, 0xFF5F)]))
    font = TTFont(FONT)
    cutter = Subsetter(Options(glyph_names=False, notdef_outline=True, layout_features=[]))
    cutter.populate(text=characters)
    cutter.subset(font)
    path = Path(mkdtemp()) / "small.ttf"
    atexit.register(rmtree, path.parent)
    font.save(path)
    return path


class Placed(NamedTuple):
    """A box of a table laid out on an endless sheet: its edges and its lines of text with their tops."""

    box: Box
    x0: float
    y0: float
    x1: float
    y1: float
    lines: tuple[tuple[float, str], ...]
    ends: bool  # the headings or the table


class Paper:
    """A PDF that is being written from top to bottom. within_rows: pages may end in the middle of a row."""

    def __init__(self, style: Style, within_rows: bool, page: int) -> None:
        self.style, self.within_rows, self.page = style, within_rows, page
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("Hei", "", small_font())
        self.pdf.set_font("Hei", size=style.size)
        self.turn()

    def turn(self) -> None:
        """Begin a page."""
        self.pdf.add_page()
        self.y = TOP

    def prose(self, text: str) -> None:
        """Write a paragraph, indented by two characters."""
        size, step = self.style.size, self.style.leading + 2
        for n, line in enumerate(wrapped("　　" + text, int((RIGHT - LEFT) / size) * size, size)):
            if self.y + step > self.page:
                self.turn()
            self.pdf.text(LEFT + (2 * size if n == 0 else 0), self.y + size, line.strip("　"))
            self.y += step
        self.y += 4

    def table(self, table: Table) -> None:
        """Draw a table, over as many pages as it takes."""
        placed, rows = laid_out(table, self.style)
        start = 0.0
        while start < rows[-1]:
            end = self._end(placed, rows, start)
            if end == start:
                self.turn()
                continue
            self._draw(placed, start, end)
            start = end
            if start < rows[-1]:
                self.turn()
        self.y += 10

    def _end(self, placed: Sequence[Placed], rows: Sequence[float], start: float) -> float:
        """Where the page that begins at `start` must end."""
        full = start + self.page - self.y
        if full >= rows[-1]:
            return rows[-1]
        row = max((y for y in rows if y <= full), default=start)
        padding, leading = self.style.padding, self.style.leading
        inside = row + padding / 2 + int((full - row - padding) / leading) * leading
        tallest = max((len(p.lines) for p in placed if p.y0 == row and p.box.rowspan == 1), default=1)
        cut = self.within_rows and inside > row + leading and tallest * leading + row > inside
        return inside if cut else max(row, start)

    def _draw(self, placed: Sequence[Placed], start: float, end: float) -> None:
        shift = self.y - start
        for p in placed:
            if p.y0 >= end or p.y1 <= start:
                continue
            self._rule(p, max(p.y0, start) + shift, min(p.y1, end) + shift)
            for top, line in p.lines:
                if start <= top < end:
                    self.pdf.text(self._left(p, line), top + self.style.size + shift, line)
        self.y += end - start

    def _rule(self, p: Placed, top: float, bottom: float) -> None:
        """Draw the rules of a box."""
        if self.style.rules == "all":
            self.pdf.rect(p.x0, top, p.x1 - p.x0, bottom - top)
        across = self.style.rules == "across"
        if across or (self.style.rules == "heads" and not p.y0):
            self.pdf.line(p.x0, top, p.x1, top)
        if across or (self.style.rules == "heads" and p.ends):
            self.pdf.line(p.x0, bottom, p.x1, bottom)

    def _left(self, p: Placed, line: str) -> float:
        """Where a line begins."""
        way = self.style.figures if p.box.figure else self.style.labels
        room = p.x1 - p.x0 - self.pdf.get_string_width(line)
        return p.x0 + {"left": self.style.padding, "center": room / 2, "right": room - self.style.padding}[way]


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Text cut into lines that fit; a figure is cut only where it is too wide alone."""
    lines = []
    most = max(int(width / size * 2), 1)
    for part in text.split("\n") if text else []:
        line = ""
        for word in re.findall(rf"[!-~ ]{{1,{most}}}|.", part):
            if line and breadth(line + word, size) > width:
                lines.append(line)
                line = ""
            line += word
        lines.append(line)
    return lines


def breadth(text: str, size: float) -> float:
    """The width of a text in print."""
    return sum(size / 2 if character.isascii() else size for character in text)


def laid_out(table: Table, style: Style) -> tuple[list[Placed], list[float]]:
    """The boxes with their places, and the upper edges of the rows with the table's lower edge."""
    places = grid(table)
    columns = _columns(places)
    first = {id(box): (r, c) for r, line in reversed(list(enumerate(places))) for c, box in reversed(list(enumerate(line)))}
    distinct = {id(box): box for line in places for box in line}
    rooms = {i: columns[first[i][1] + box.colspan] - columns[first[i][1]] - 2 * style.padding for i, box in distinct.items()}
    texts = {i: wrapped(box.text, rooms[i], style.size) for i, box in distinct.items()}
    heights = [max((len(texts[id(b)]) for b in line if b.rowspan == 1), default=1) or 1 for line in places]
    for i, box in distinct.items():  # the last row of a merged box makes room for its whole text
        end = min(first[i][0] + box.rowspan, len(places))
        heights[end - 1] += max(len(texts[i]) - sum(heights[first[i][0] : end]), 0)
    rows = [0.0]
    for height in heights:
        rows.append(rows[-1] + height * style.leading + 2 * style.padding)
    return list(_placed(distinct, first, texts, columns, rows, style)), rows


def _columns(places: Sequence[Sequence[Box]]) -> list[float]:
    """The left edges of the columns and the right edge: narrow for a column of merged labels, wide for the column of rows' names."""
    width = len(places[0])
    shares = [1.0] * width
    if width < 8:
        shares[0] = 1.6
    elif width < 12 and len(places) > 12:
        shares[:3] = [0.5, 0.9, 3.2]
    edges = [LEFT + (RIGHT - LEFT) * sum(shares[:n]) / sum(shares) for n in range(width + 1)]
    return edges


def _placed(distinct: dict, first: dict, texts: dict, columns: Sequence[float], rows: Sequence[float], style: Style) -> Iterator[Placed]:
    body = min((first[i][0] for i, box in distinct.items() if box.figure), default=0)
    for i, box in distinct.items():
        r, c = first[i]
        end = min(r + box.rowspan, len(rows) - 1)
        top, bottom = rows[r], rows[end]
        start = top + ((bottom - top - len(texts[i]) * style.leading) / 2 if style.middle else style.padding)
        lines = tuple((start + n * style.leading, line) for n, line in enumerate(texts[i]))
        yield Placed(box, columns[c], top, columns[c + box.colspan], bottom, lines, end in (body, len(rows) - 1))


def write(blocks: Sequence[Block], style: Style = PLAIN, within_rows: bool = False, page: int = BOTTOM) -> bytes:
    """The PDF of a story; page: how far down each page is filled."""
    paper = Paper(style, within_rows, page)
    for block in blocks:
        if isinstance(block, str):
            paper.prose(block)
        else:
            paper.table(block)
    return bytes(paper.pdf.output())
