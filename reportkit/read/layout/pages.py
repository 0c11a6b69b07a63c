"""What stands on the pages of a document → its blocks: tables that go on over pages are one, running heads and page numbers are gone."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from reportkit.read.document import Grid, Paragraph, Picture
from reportkit.read.layout.content import PageContent
from reportkit.read.layout.lattice import rules_to_lattices
from reportkit.read.layout.paragraphs import (
    PageLines,
    PlacedLine,
    in_margin,
    is_page_number,
    lines_to_paragraphs,
    text_margins,
    without_running_lines,
)
from reportkit.read.layout.pieces import Piece, continues, page_pieces, piece_to_grid, stack
from reportkit.read.layout.stream import lines_to_flow

Block = Paragraph | Grid | Picture
Item = PlacedLine | Piece | Block


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What one page holds: lines outside tables, pieces of tables and pictures with their tops."""

    lines: PageLines
    pieces: list[tuple[float, Piece]]
    pictures: list[tuple[float, Picture]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        """Whether anything but a page number stands on the page."""
        words = any(not is_page_number(placed.line.text) for placed in self.lines.lines)
        return words or any(lines for _, piece in self.pieces for lines in piece.cells)


def content_to_layout(content: PageContent, number: int) -> PageLayout:
    """Characters and rules of a page → its pieces of tables and the lines between them."""
    pieces, lines = page_pieces(rules_to_lattices(content.rules), content.characters, number)
    placed = [PlacedLine(number, 0, line) for line in lines]
    notices = []
    if content.unreadable:
        notices.append(f"page {number}: {content.unreadable} characters have no meaning in the file's fonts; they stand as \ufffd")
    if content.slanted:
        notices.append(f"page {number}: {content.slanted} characters written aslant (a watermark) are left out")
    pieces = [(top, _without_page_number(piece, content.edges)) for top, piece in pieces]
    return PageLayout(PageLines(placed, content.edges), pieces, notices=notices)


def _without_page_number(piece: Piece, edges: tuple[float, float, float, float]) -> Piece:
    """The piece without a first or last row that holds nothing but the page's number (rules drawn down to the foot of the page)."""
    for end in (0, -1):
        row = np.unique(piece.labels[end])
        own = [label for label in row if np.count_nonzero((piece.labels == label).any(axis=1)) == 1]
        lines = [line for label in own for line in piece.cells[label]]
        if len(piece.labels) > 1 and len(lines) == 1 and is_page_number(lines[0].text) and in_margin(lines[0], edges):
            piece = replace(piece, labels=np.delete(piece.labels, end, axis=0), rows=np.delete(piece.rows, end, axis=0).tolist())
    return piece


def layouts_to_blocks(layouts: list[PageLayout]) -> list[Block]:
    """What the pages hold in reading order, as paragraphs, grids and pictures."""
    edges = [layout.lines.edges for layout in layouts if layout.lines.lines]
    return flow_to_blocks(_joined_pieces(_layouts_to_pages(layouts)), edges)


def _layouts_to_pages(layouts: list[PageLayout]) -> list[list[Item]]:
    """Each page's items from top to bottom; frames that are no tables are opened, and running heads are gone."""
    kept = without_running_lines([layout.lines for layout in layouts])
    pages: list[list[Item]] = []
    for layout, lines in zip(layouts, kept, strict=True):
        tops = [(placed.line.middle, placed) for placed in lines]
        tops += [(top, piece) for top, piece in layout.pieces if any(piece.cells) or len(piece.xs) > 2]
        pages.append([item for _, item in sorted([*tops, *layout.pictures], key=lambda pair: pair[0])])
    return [_opened_frames(*around) for around in zip(pages, [[], *pages[:-1]], [*pages[1:], []], strict=True)]


def _opened_frames(page: list[Item], before: list[Item], after: list[Item]) -> list[Item]:
    """The page with every piece of a single column as plain lines, unless it goes on from or into a table of the next page."""
    items: list[Item] = []
    for index, item in enumerate(page):
        neighbours = [*(before[-1:] if index == 0 else []), *(after[:1] if index == len(page) - 1 else [])]
        if isinstance(item, Piece) and len(item.xs) == 2 and not any(_same_table(item, other) for other in neighbours):
            number = item.rows[0][0]
            items.extend(PlacedLine(number, 0, line) for lines in item.cells for line in lines)
        else:
            items.append(item)
    number = 0
    for index, item in enumerate(items):
        if isinstance(item, PlacedLine):
            number += 1
            items[index] = item._replace(number=number)
    return items


def _same_table(piece: Piece, other: Item) -> bool:
    return isinstance(other, Piece) and len(other.xs) > 2 and continues(other, piece)


def _joined_pieces(pages: list[list[Item]]) -> list[Item]:
    """All items in reading order; a table at the end of a page and one at the beginning of the next are one if their columns agree."""
    flow: list[Item] = []
    for page in pages:
        first = page[:1]
        if first and flow and all(isinstance(item, Piece) for item in (flow[-1], first[0])) and continues(flow[-1], first[0]):
            flow[-1] = stack(flow[-1], first[0])
            page = page[1:]
        flow.extend(page)
    return flow


def flow_to_blocks(flow: list[Item], edges: list[tuple[float, float, float, float]]) -> list[Block]:
    """Lines become paragraphs, or tables where they stand in columns; pieces become grids, numbered page by page. edges: those of the pages
    with lines."""
    flow = lines_to_flow(flow)
    margins = text_margins([item for item in flow if isinstance(item, PlacedLine)], edges)
    tables: Counter[int] = Counter()
    blocks: list[Block] = []
    pending: list[PlacedLine] = []
    for item in [*flow, None]:
        if isinstance(item, PlacedLine):
            pending.append(item)
            continue
        blocks.extend(lines_to_paragraphs(pending, margins))
        pending = []
        if isinstance(item, Piece):
            pages = {page for page, _ in item.rows}
            tables.update(pages)
            blocks.append(piece_to_grid(item, {page: tables[page] for page in pages}))
        elif item is not None:
            blocks.append(item)
    return blocks
