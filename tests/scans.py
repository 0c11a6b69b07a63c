"""Draws invented reports as the pages of a scan: tables with ruling lines, prose, and what a scanner does to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import matplotlib
import mplfonts
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps
from rendering.layout import Box, Table
from rendering.story import Block

_CJK = Path(mplfonts.__file__).parent / "fonts"
_LATIN = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FONTS = {"hei": _CJK / "SimHei.ttf", "sans": _CJK / "NotoSansCJKsc-Regular.otf", "serif": _CJK / "NotoSerifCJKsc-Regular.otf"}
FIGURES = {"same": None, "times": _LATIN / "STIXGeneral.ttf", "dejavu": _LATIN / "DejaVuSans.ttf", "roman": _LATIN / "DejaVuSerif.ttf"}
WIDTH, HEIGHT, MARGIN = 1654, 2339, 170  # A4 at 200 dots an inch
SHARES = {4: [3, 2, 2, 2], 10: [1, 1.3, 3, *[1.1] * 7]}  # of the columns, by their number; else all alike
LEADING = 1.35


@dataclass(frozen=True)
class Print:
    """How a report is printed: its fonts, the size of its type in pixels, the width of its rules."""

    font: str = "hei"
    figures: str = "same"
    size: int = 29
    rule: int = 2

    def face(self, text: str, size: int | None = None) -> ImageFont.FreeTypeFont:
        latin = FIGURES[self.figures] if text.isascii() else None
        return _face(latin or FONTS[self.font], size or self.size)


@dataclass(frozen=True)
class Wear:
    """What the scanner does: degrees of skew, grey levels of noise, pixels of blur, JPEG quality, greyness, quarter turns."""

    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int | None = None
    grey: int = 0
    turns: int = 0


@cache
def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def wrapped(text: str, style: Print, width: float) -> list[str]:
    """Text cut into lines that fit; figures are not cut."""
    lines: list[str] = []
    for word in re.findall(r"\n|[!-~ ]+|[^!-~ \n]", text):
        if word == "\n":
            lines.append("")
        elif lines and style.face(lines[-1] + word).getlength(lines[-1] + word) <= width:
            lines[-1] += word
        else:
            lines.append(word)
    return lines


def pages(story: Sequence[Block], style: Print = Print(), seed: int = 0, rubbed: float = 0.0, height: int = HEIGHT) -> list[Image.Image]:
    """The pages of a report; seed: of the holes in its rules."""
    sheets = _Sheets(style, np.random.default_rng(seed), rubbed, height)
    for block in story:
        sheets.prose(block, block is story[0]) if isinstance(block, str) else sheets.table(block)
    return sheets.pages


def cut_out(table: Table, style: Print = Print(), width: int = 0) -> Image.Image:
    """A table alone, with a little paper around it; width: pixels, else as printed at 200 dots an inch."""
    (page,) = pages([table], style, height=6 * HEIGHT)
    left, top, right, bottom = ImageOps.invert(page).getbbox()
    page = page.crop((left - 9, top - 9, right + 9, bottom + 9))
    return page.resize((width, round(page.height * width / page.width)), Image.Resampling.LANCZOS) if width else page


class _Sheets:
    """Pages that fill from the top; a new one begins where there is no room."""

    def __init__(self, style: Print, rng: np.random.Generator, rubbed: float, height: int) -> None:
        self.pages: list[Image.Image] = []
        self._height = height
        self.style, self._rng, self._rubbed = style, rng, rubbed
        self._turn_page()

    def _turn_page(self) -> None:
        self.pages.append(Image.new("L", (WIDTH, self._height), 255))
        self._draw, self._y = ImageDraw.Draw(self.pages[-1]), float(MARGIN)

    def prose(self, text: str, centred: bool) -> None:
        step = self.style.size * LEADING
        face = self.style.face("字")
        for line in wrapped(text if centred else f"　　{text}", self.style, WIDTH - 2 * MARGIN):
            if self._y > self._height - MARGIN - step:
                self._turn_page()
            self._draw.text(((WIDTH - face.getlength(line)) / 2 if centred else MARGIN, self._y), line, 0, face)
            self._y += step
        self._y += step / 2

    def table(self, table: Table) -> None:
        columns = sum(box.colspan for box in table[0])
        shares = SHARES.get(columns, [1] * columns)
        xs = MARGIN + np.concatenate([[0], np.cumsum(shares)]) * (WIDTH - 2 * MARGIN) / sum(shares)
        placed = list(_placed(table, len(shares)))
        heights = self._heights(placed, len(table), xs)
        first = 0
        while first < len(table):
            room = self._height - MARGIN - self._y
            last = first + int(np.searchsorted(np.cumsum(heights[first:]), room, side="right"))
            if last == first:
                self._turn_page()
                continue
            self._part(placed, heights, xs, first, last)
            first = last
            if first < len(table):
                self._turn_page()
        self._y += self.style.size

    def _heights(self, placed: list[tuple[int, int, Box]], rows: int, xs: np.ndarray) -> np.ndarray:
        heights = np.full(rows, self.style.size * (LEADING + 0.6))
        for row, column, box in sorted(placed, key=lambda item: item[2].rowspan):
            lines = len(self._lines(box, xs[column + box.colspan] - xs[column]))
            lack = (lines * LEADING + 0.6) * self.style.size - heights[row : row + box.rowspan].sum()
            heights[row + box.rowspan - 1] += max(0, lack)
        return np.rint(heights)

    def _lines(self, box: Box, width: float) -> list[str]:
        return wrapped(box.text, self.style, width - 0.5 * self.style.size)

    def _part(self, placed: list[tuple[int, int, Box]], heights: np.ndarray, xs: np.ndarray, first: int, last: int) -> None:
        tops = self._y + np.concatenate([[0], np.cumsum(heights[first:last])])
        for row, column, box in placed:
            start, end = max(row, first), min(row + box.rowspan, last)
            if start >= end:
                continue
            corners = xs[column], tops[start - first], xs[column + box.colspan], tops[end - first]
            self._rules(*corners)
            if start == row:
                self._text(self._lines(box, corners[2] - corners[0]), *corners)
        self._y = float(tops[-1])

    def _rules(self, x0: float, y0: float, x1: float, y1: float) -> None:
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self._draw.line([int(v) for v in line], 0, self.style.rule)
        if self._rng.random() < self._rubbed:  # a hole in the upper rule
            x = int(self._rng.uniform(x0 + 4, max(x0 + 5, x1 - 16)))
            self._draw.rectangle((x, int(y0) - 3, x + 12, int(y0) + 3), fill=255)

    def _text(self, lines: list[str], x0: float, y0: float, x1: float, y1: float) -> None:
        step = self.style.size * LEADING
        y = (y0 + y1 - len(lines) * step) / 2 + 0.15 * self.style.size
        for line in lines:
            face = self.style.face(line)
            if (room := x1 - x0 - 0.4 * self.style.size) < face.getlength(line):
                face = self.style.face(line, int(self.style.size * room / face.getlength(line)))
            self._draw.text(((x0 + x1 - face.getlength(line)) / 2, y), line, 0, face)
            y += step


def _placed(table: Table, width: int) -> Iterator[tuple[int, int, Box]]:
    """(row, column, box) of every box."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table):
        for box in row:
            c = next(c for c in range(width) if (r, c) not in taken)
            taken |= {(y, x) for y in range(r, r + box.rowspan) for x in range(c, c + box.colspan)}
            yield r, c, box


def worn(image: Image.Image, wear: Wear, seed: int = 0) -> Image.Image:
    """The page as it leaves the scanner."""
    rng = np.random.default_rng(seed)
    image = image.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=255) if wear.skew else image
    image = image.filter(ImageFilter.GaussianBlur(wear.blur)) if wear.blur else image
    grey = np.asarray(image, float)
    if wear.grey:
        shade = np.linspace(0.5, 1, grey.shape[1])[None, :] * wear.grey
        grey = grey * (1 - wear.grey / 400) + (grey / 255) * -shade + 0.15 * wear.grey
    grey += rng.normal(0, wear.noise, grey.shape) if wear.noise else 0
    image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    image = image.rotate(90 * wear.turns, expand=True) if wear.turns else image
    return Image.open(BytesIO(encoded(image, "JPEG", quality=wear.quality))) if wear.quality else image


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of an image file."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
