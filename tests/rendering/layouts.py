"""The layouts by name: each makes a document of an invented report and says what a careful person reads in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from . import files, pages, pdf, text
from .invented import Cell, Figure, Invented, compact, short, summed
from .story import Block, Draw, Tables, plain, story
from .systems import SYSTEMS, divs
from .variations import VARIATIONS, groups_repeated

Row = tuple[str, tuple[str, ...]]  # table, key without its column
Write = Callable[[list[Block]], bytes]
Fit = Callable[[Invented], Invented]
Layout = Callable[[Invented], "Rendered"]


@dataclass(frozen=True)
class Rendered:
    """A document: its bytes and name, and what stands in each cell of the form; a cell that is not in `expected` is absent.

    unsure: the rows in which the layout lost a blank, so that nobody can tell which figure belongs where.
    """

    report: Invented
    data: bytes
    name: str
    expected: dict[Cell, Figure]
    unsure: frozenset[Row] = frozenset()


def whole(report: Invented) -> Invented:
    """The report as it is."""
    return report


def layout(write: Write, name: str, draw: Draw = plain, lossy: bool = False, fitted: Fit = whole) -> Layout:
    """A layout from a way of writing and one of drawing. lossy: blank cells leave nothing; fitted: the figures that the layout can carry."""

    def render(report: Invented) -> Rendered:
        shown = fitted(report)
        tables = draw(shown)
        expected = _expected(shown, tables)
        return Rendered(shown, write(story(shown, tables)), name, expected, _unsure(expected) if lossy else frozenset())

    return render


def _expected(report: Invented, tables: Tables) -> dict[Cell, Figure]:
    return {(n, box.key): report.figures[n, box.key] for n, parts in tables.items() for table in parts for row in table for box in row if box.key}


def row_of(cell: Cell) -> Row:
    """The row in which a cell stands: table IV prints all its figures in one."""
    table, key = cell
    return table, () if table == "disputes" else key[:-1]


def _unsure(expected: dict[Cell, Figure]) -> frozenset[Row]:
    rows: dict[Row, list[str]] = {}
    for cell, figure in expected.items():
        rows.setdefault(row_of(cell), []).append(figure.state)
    return frozenset(row for row, states in rows.items() if "blank" in states)


def _text(lines: text.Lines, encoding: str = "utf-8", end: str = "\n", between: str = "\n\n", change: Callable[[str], str] = str) -> Write:
    return lambda blocks: change(text.document(blocks, lines, between)).replace("\n", end).encode(encoding)


def _glued(blocks: Sequence[Block]) -> bytes:
    return text.document(text.glued(blocks), text.tabs(text.placeheld_down)).encode()


def _page(encoding: str = "utf-8", **more: object) -> Write:
    return lambda blocks: pages.page(blocks, charset=encoding, **more).encode(encoding)



def _bare(*style: object, page: int = pdf.BOTTOM, middle: bool = False) -> Layout:
    """Tables without lines between the columns, in a pdf.Style."""
    return layout(partial(pdf.write, style=pdf.Style(*style, middle=middle), page=page), "a.pdf", lossy=True, fitted=short)


down, begun, held = text.placeheld_down, text.begun, text.placeheld
tabs, pipes = text.tabs, text.pipes
FORMATS: dict[str, tuple[Write, str, bool, Fit]] = {
    "tabs": (_text(tabs(down)), "a.txt", False, whole),
    "tabs, no place held": (_text(tabs(begun)), "a.txt", False, whole),
    "tabs, blanks cut off": (_text(tabs(down, strip=True)), "a.txt", True, whole),
    "pipes inside only": (_text(pipes(down, outer=False)), "a.txt", False, whole),
    "one cell a line": (_text(text.one_a_line, between="\n"), "a.txt", False, whole),
    "single blanks": (_text(text.singles), "a.txt", True, compact),
    "html": (_page(), "a.html", False, whole),
    "docx": (files.word, "a.docx", False, whole),
    "xlsx": (files.workbook, "a.xlsx", False, whole),
    "pdf": (pdf.write, "a.pdf", False, short),
}
# Told by no text: that a figure stands twice because its cell was merged. Told by sums alone: which column stands first where each heading is a line.
UNTOLD = {(kind, "labels repeated") for kind in ("one cell a line", "single blanks", "tabs, blanks cut off")}
TOLD_BY_SUMS = {("one cell a line", name) for name in ("total first", "total beside")}
TEXTS = {
    "text: tabs, every place held": layout(_text(tabs(held)), "a.txt"),
    "text: tabs, no place held": layout(_text(tabs(begun)), "a.txt"),
    "text: tabs, GB18030, CRLF": layout(_text(tabs(down), "gb18030", "\r\n"), "a.txt"),
    "text: tabs, UTF-8 with BOM, CR": layout(_text(tabs(held), "utf-8-sig", "\r"), "a.txt"),
    "text: tabs, UTF-16": layout(_text(tabs(begun), "utf-16"), "a.txt"),
    "text: tabs, full-width digits": layout(_text(tabs(down), change=text.wide), "a.txt"),
    "text: tabs, prose glued": layout(_glued, "a.txt"),
    "text: tabs, no empty lines": layout(_text(tabs(down), between="\n"), "a.txt"),
    "text: tabs, labels repeated": layout(_text(tabs(held)), "a.txt", groups_repeated),
    "text: pipes": layout(_text(pipes(held)), "a.txt"),
    "text: pipes, tight": layout(_text(pipes(down, pad="")), "a.txt"),
    "text: pipes inside only": layout(_text(pipes(held, outer=False)), "a.txt"),
    "text: pipes, no place held": layout(_text(pipes(begun)), "a.txt"),
    "Markdown": layout(_text(pipes(held, rule=True)), "a.md"),
    "Markdown, labels repeated": layout(_text(pipes(held, rule=True)), "a.md", groups_repeated),
    "text: runs of blanks": layout(_text(text.gaps), "a.txt", lossy=True),
    "text: single blanks": layout(_text(text.singles), "a.txt", lossy=True, fitted=compact),
    "text: one cell a line": layout(_text(text.one_a_line, between="\n"), "a.txt"),
    "text: one cell a line, GB18030": layout(_text(text.one_a_line, "gb18030", between="\n"), "a.txt"),
    "text: one cell a line, double spaced": layout(_text(text.one_a_line_double, between="\n\n"), "a.txt"),
    "text: page converted": layout(_text(text.padded, between="\n"), "a.txt", lossy=True),
    "Markdown: page converted": layout(_text(text.padded), "a.md", lossy=True),
    "text: page converted, one cell a line": layout(_text(text.padded_one_a_line, between="\n"), "a.txt", lossy=True),
    "text: page converted, pipes apart": layout(_text(text.parted, between="\n"), "a.txt", lossy=True),
    "text: page converted, pipes apart and before": layout(_text(partial(text.parted, opens="| "), between="\n"), "a.txt", lossy=True),
    "text: one cell a line, blanks lost": layout(_text(text.one_a_line_full, between="\n"), "a.txt", lossy=True),
}
PAGES = {
    "html: site furniture": layout(_page(frame=pages.SITE), "a.html"),
    "html: layout tables": layout(_page(frame=pages.LAYOUT_TABLE), "a.html"),
    "html: Word's paragraphs": layout(_page(inner=pages.paragraphs), "a.html"),
    "html: runs cut in two": layout(_page(inner=pages.halves), "a.html"),
    "html: GBK": layout(_page("gbk"), "a.html"),
    "html: one table": layout(lambda blocks: pages.one_table(blocks).encode(), "a.html"),
    "html: tags left open": layout(lambda blocks: pages.tags_left_open(blocks).encode(), "a.html"),
}
PAGES |= {f"html: {name}": layout(_page(show=show), "a.html") for name, show in SYSTEMS.items()}
PAGES["html: no tables but divs"] = layout(_page(show=divs), "a.html", lossy=True)
FILES = {
    "docx: framed tables": layout(partial(files.word, nested=True), "a.docx"),
    "docx: numbered by Word": layout(partial(files.word, numbered=True), "a.docx"),
    "xlsx: numbers": layout(partial(files.workbook, numbers=True), "a.xlsx"),
    "xlsx: a sheet a section": layout(partial(files.workbook, apart=True), "a.xlsx"),
}
PRINTS = {
    "pdf: no lines": layout(partial(pdf.write, style=pdf.Style("none")), "a.pdf", lossy=True, fitted=short),
    "pdf: short pages": layout(partial(pdf.write, page=400), "a.pdf", fitted=short),
    "pdf: pages end within rows": layout(partial(pdf.write, within_rows=True, page=533), "a.pdf", fitted=short),
    "pdf: no lines, short pages": layout(partial(pdf.write, style=pdf.Style("none"), page=520), "a.pdf", lossy=True, fitted=short),
    "pdf: no lines, in the middle": _bare("none", 10, 4, "center", "center", middle=True),
    "pdf: no lines, figures right": _bare("none", 9, 2, "left", "right", middle=True, page=600),
    "pdf: no lines, figures left": _bare("none", 8, 4, "center", "left", middle=True, page=520),
    "pdf: no lines, wide": _bare("none", 8, 5.4, "left", "right"),
    "pdf: lines across": _bare("across", 9, 4, "center", "center", middle=True, page=600),
    "pdf: lines at the headings": _bare("heads", 9, 4, "center", "center", middle=True),
    "pdf: lines at the headings, short pages": _bare("heads", 8, 4, "left", "center", page=520),
}
VARIED = {
    f"{kind}: {name}": layout(write, file, draw, lossy, summed if (kind, name) in TOLD_BY_SUMS else fitted)
    for kind, (write, file, lossy, fitted) in FORMATS.items()
    for name, draw in VARIATIONS.items()
    if (kind, name) not in UNTOLD
}
LAYOUTS: dict[str, Layout] = TEXTS | PAGES | FILES | PRINTS | VARIED
