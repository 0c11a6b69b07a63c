"""Draws invented tables and texts into PDFs for the tests of the PDF reader."""

import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import mplfonts
from fontTools import subset
from fpdf import FPDF

SIZE, LEADING, PADDING = 10, 13, 4
TOP, BOTTOM, LEFT = 60, 780, 50
STYLES = ("strokes", "bars", "boxes", "double")


@dataclass(frozen=True)
class Box:
    """A cell to draw: its upper left place, its extent in rows and columns, its text."""

    row: int
    column: int
    height: int
    width: int
    text: str


@cache
def font() -> Path:
    """A Chinese font cut down to what the tests write, which is read a hundred times faster than the whole one."""
    options = subset.Options(layout_features=[], hinting=False)
    whole = subset.load_font(str(Path(mplfonts.__file__).parent / "fonts" / "SimHei.ttf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("*pdf*.py")))
    cutter.subset(whole)
    path = Path(tempfile.mkdtemp()) / "tests.ttf"
    whole.save(path)
    return path


def blank_pdf() -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_font("Hei", "", font())
    pdf.set_font("Hei", size=SIZE)
    pdf.add_page()
    return pdf


def wrapped(text: str, width: float) -> list[str]:
    """Chinese text cut into lines that fit; figures and Latin words are not cut."""
    per_line = max(1, int((width - 2 * PADDING) / SIZE))
    if text.isascii():
        return [text] if text else []
    return [text[start : start + per_line] for start in range(0, len(text), per_line)]


def draw_rule(pdf: FPDF, style: str, x0: float, y0: float, x1: float, y1: float) -> None:
    if style == "bars":
        pdf.set_fill_color(0)
        pdf.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, style="F")
    else:
        pdf.line(x0, y0, x1, y1)
        if style == "double":
            across = 1.6 if y0 == y1 else 0
            pdf.line(x0 + 1.6 - across, y0 + across, x1 + 1.6 - across, y1 + across)


def draw_box(pdf: FPDF, style: str, x0: float, y0: float, x1: float, y1: float, sides: str = "ltrb") -> None:
    if style == "boxes" and sides == "ltrb":
        pdf.rect(x0, y0, x1 - x0, y1 - y0)
        return
    lines = {"l": (x0, y0, x0, y1), "t": (x0, y0, x1, y0), "r": (x1, y0, x1, y1), "b": (x0, y1, x1, y1)}
    for side in sides:
        draw_rule(pdf, style, *lines[side])


def row_heights(boxes: list[Box], widths: list[float], rows: int) -> list[float]:
    """The first row of a merged cell holds its whole text, so that the text stands above any break of the page."""
    heights = [LEADING + 2.0 * PADDING] * rows
    for box in boxes:
        need = len(wrapped(box.text, sum(widths[box.column : box.column + box.width]))) * LEADING + 2 * PADDING
        heights[box.row] = max(heights[box.row], need)
    return heights


def draw_table(
    pdf: FPDF, boxes: list[Box], widths: list[float], rows: int, style: str = "strokes", breaks: tuple[int, ...] = (), top: float = TOP
) -> float:
    """Draw a ruled table; before each row in `breaks` a new page begins. Gives the y where the table ends."""
    heights = row_heights(boxes, widths, rows)
    bounds = [0, *sorted(breaks), rows]
    y = top
    for page, (first, last) in enumerate(pairwise(bounds)):
        if page:
            pdf.add_page()
            y = TOP
        tops = [y + sum(heights[first:row]) for row in range(first, last + 1)]
        for box in boxes:
            start, end = max(box.row, first), min(box.row + box.height, last)
            if start >= end:
                continue
            x0 = LEFT + sum(widths[: box.column])
            x1 = x0 + sum(widths[box.column : box.column + box.width])
            y0, y1 = tops[start - first], tops[end - first]
            draw_box(pdf, style, x0, y0, x1, y1)
            if start == box.row:
                draw_text(pdf, wrapped(box.text, x1 - x0), x0, y0, x1, y1)
        y = tops[-1]
    return y


def draw_text(pdf: FPDF, lines: list[str], x0: float, y0: float, x1: float, y1: float) -> None:
    """Text at the left and from the top, figures in the middle."""
    for index, line in enumerate(lines):
        x = (x0 + x1 - pdf.get_string_width(line)) / 2 if line.isascii() else x0 + PADDING
        y = (y0 + y1) / 2 + SIZE * 0.35 if len(lines) == 1 else y0 + PADDING + SIZE * 0.85 + index * LEADING
        pdf.text(x, y, line)


def draw_lines(pdf: FPDF, lines: list[str], y: float, indent: float = 0, step: float = 16) -> float:
    for line in lines:
        pdf.text(LEFT + indent, y, line)
        indent = 0
        y += step
    return y


def bare_pdf(content: str) -> bytes:
    """A page of 200 by 200 points with these drawing instructions."""
    stream = f"<</Length {len(content)}>>stream\n{content}\nendstream"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>"
    parts = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream]
    objects = "".join(f"{number} 0 obj {part} endobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{objects}trailer<</Root 1 0 R/Size 5>>".encode()
