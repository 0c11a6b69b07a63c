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
SIZE, LEADING, PADDING = 9, 12, 4
LEFT, RIGHT, TOP, BOTTOM = 50, 545, 60, 780


@cache
def small_font() -> Path:
    """The font cut down to the characters that invented reports use, for a whole one takes most of a second to embed."""
    characters = "".join(path.read_text("utf-8") for path in [*Path(form.__file__).parent.glob("*[vy]"), *Path(__file__).parent.glob("*.py")])
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


class Paper:
    """A PDF that is being written from top to bottom. ruled: tables have lines; within_rows: pages may end in the middle of a row."""

    def __init__(self, ruled: bool, within_rows: bool, page: int) -> None:
        self.ruled, self.within_rows, self.page = ruled, within_rows, page
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.add_font("Hei", "", small_font())
        self.pdf.set_font("Hei", size=SIZE)
        self.turn()

    def turn(self) -> None:
        """Begin a page."""
        self.pdf.add_page()
        self.y = TOP

    def prose(self, text: str) -> None:
        """Write a paragraph, indented by two characters."""
        wide = int((RIGHT - LEFT) / SIZE)
        for n, line in enumerate(wrapped("　　" + text, wide * SIZE)):
            if self.y + LEADING > self.page:
                self.turn()
            self.pdf.text(LEFT + (2 * SIZE if n == 0 else 0), self.y + SIZE, line.strip("　"))
            self.y += LEADING + 2
        self.y += 4

    def table(self, table: Table) -> None:
        """Draw a table, over as many pages as it takes."""
        placed, rows = laid_out(table)
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
        inside = row + PADDING / 2 + int((full - row - PADDING) / LEADING) * LEADING
        tallest = max((len(p.lines) for p in placed if p.y0 == row and p.box.rowspan == 1), default=1)
        cut = self.within_rows and inside > row + LEADING and tallest * LEADING + row > inside
        return inside if cut else max(row, start)

    def _draw(self, placed: Sequence[Placed], start: float, end: float) -> None:
        shift = self.y - start
        for p in placed:
            if p.y0 >= end or p.y1 <= start:
                continue
            if self.ruled:
                top, bottom = max(p.y0, start), min(p.y1, end)
                self.pdf.rect(p.x0, top + shift, p.x1 - p.x0, bottom - top)
            for top, line in p.lines:
                if start <= top < end:
                    middle = (p.x0 + p.x1 - self.pdf.get_string_width(line)) / 2
                    self.pdf.text(middle if p.box.figure else p.x0 + PADDING, top + SIZE + shift, line)
        self.y += end - start


def wrapped(text: str, width: float) -> list[str]:
    """Text cut into lines that fit; a figure is cut only where it is too wide alone."""
    lines = []
    most = max(int(width / SIZE * 2), 1)
    for part in text.split("\n") if text else []:
        line = ""
        for word in re.findall(rf"[!-~ ]{{1,{most}}}|.", part):
            if line and breadth(line + word) > width:
                lines.append(line)
                line = ""
            line += word
        lines.append(line)
    return lines


def breadth(text: str) -> float:
    """The width of a text in print."""
    return sum(SIZE / 2 if character.isascii() else SIZE for character in text)


def laid_out(table: Table) -> tuple[list[Placed], list[float]]:
    """The boxes with their places, and the upper edges of the rows with the table's lower edge."""
    places = grid(table)
    columns = _columns(places)
    first = {id(box): (r, c) for r, line in reversed(list(enumerate(places))) for c, box in reversed(list(enumerate(line)))}
    distinct = {id(box): box for line in places for box in line}
    texts = {i: wrapped(box.text, columns[first[i][1] + box.colspan] - columns[first[i][1]] - 2 * PADDING) for i, box in distinct.items()}
    heights = [max((len(texts[id(b)]) for b in line if b.rowspan == 1), default=1) or 1 for line in places]
    rows = [0.0]
    for height in heights:
        rows.append(rows[-1] + height * LEADING + 2 * PADDING)
    return list(_placed(distinct, first, texts, columns, rows)), rows


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


def _placed(distinct: dict, first: dict, texts: dict, columns: Sequence[float], rows: Sequence[float]) -> Iterator[Placed]:
    for i, box in distinct.items():
        r, c = first[i]
        top, bottom = rows[r], rows[min(r + box.rowspan, len(rows) - 1)]
        lines = tuple((top + PADDING + n * LEADING, line) for n, line in enumerate(texts[i]))
        yield Placed(box, columns[c], top, columns[c + box.colspan], bottom, lines)


def write(blocks: Sequence[Block], ruled: bool = True, within_rows: bool = False, page: int = BOTTOM) -> bytes:
    """The PDF of a story; page: how far down each page is filled."""
    paper = Paper(ruled, within_rows, page)
    for block in blocks:
        if isinstance(block, str):
            paper.prose(block)
        else:
            paper.table(block)
    return bytes(paper.pdf.output())
