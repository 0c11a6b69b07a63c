"""Lines of a table: labels on the left, what is printed after them, whether the file had a real table or one cell a line."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..cells import read_cell
from ..read.document import Cell, Paragraph
from ..text import squeeze
from .labels import meanings
from .sections import Element, Row

_PAGE_NUMBER = re.compile(r"[-—–]\s*\d+\s*[-—–]|第?\s*\d+\s*页.*")
_GLUED_ZEROS = re.compile(r"(.*[\u4e00-\u9fff)）])\s*(0{2,})")
_NONE_WORDS = re.compile(r"\(?(?:暂|尚|均)?(?:无|没有|未|不)(?:此项|数据|统计|涉及|适用|发生|产生|收到|公开|内容|情况|有)*\)?|零|空白?|略|不详")
_PLAIN = {"总计", "合计", "其他", "其它"}  # words that name rows and columns
_LONGEST = 70


class Line(NamedTuple):
    """A row of a table. values are in printed order, blanks included where keeps_blanks; row is None for a line made of paragraphs."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    row: Row | None
    keeps_blanks: bool

    @property
    def where(self) -> str:
        """The place of the first label, or of the first value."""
        return (*self.labels, *self.values)[0].where


def is_figure(text: str) -> bool:
    """Whether a text is what a form's cell holds: a number, a dash, a word for none."""
    return read_cell(text).state in ("reported", "dash") or _NONE_WORDS.fullmatch(squeeze(text)) is not None


def lines(elements: Iterable[Element]) -> Iterator[tuple[Line, tuple[Paragraph, ...]]]:
    """The lines of tables among elements, each with the paragraphs that it was made of (none for a row of a grid)."""
    run: list[Paragraph] = []
    for element in elements:
        if isinstance(element, Paragraph) and len(element.text) <= _LONGEST and not element.text.rstrip().endswith(("。", "；")):
            run.append(element)
            continue
        yield from _from_paragraphs(run)
        run = []
        if isinstance(element, Row):
            yield _from_row(element), ()
    yield from _from_paragraphs(run)


def _from_row(row: Row) -> Line:
    cells = list({id(c): c for c in row.cells if c is not None}.values())
    wordy = [i for i, c in enumerate(cells) if _is_label(c.text)]
    figures = [i for i, c in enumerate(cells) if is_figure(c.text)]
    named = [i for i in wordy if names_row(cells[i].text) and (i < figures[-1] if figures else not heads_columns(cells[i].text))]
    last = named[-1] if named else max((i for i in wordy if not figures or i < figures[0]), default=-1)
    labels = tuple(cells[i] for i in wordy if i <= last)
    keeps = any(not squeeze(c.text) for r in row.grid.rows for c in r if c is not None) or row.grid.aligned
    return Line(labels, tuple(cells[last + 1 :]), row, keeps)


def names_row(text: str) -> bool:
    """Whether a text is for certain the name of a row of figures."""
    return any(meanings(text, kind) for kind in ("outcome", "item", "route")) and not meanings(text, "group")


def heads_columns(text: str) -> bool:
    """Whether a name of rows may as well stand above columns."""
    return squeeze(text) in _PLAIN or bool(meanings(text, "route"))


def _is_label(text: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]", text)) and not is_figure(text)


def _from_paragraphs(run: Sequence[Paragraph]) -> Iterator[tuple[Line, tuple[Paragraph, ...]]]:
    """Lines from short paragraphs: one cell a line, or a label with its figures behind it. An empty line is an empty cell where the
    paragraphs of the run mostly follow each other without one."""
    usual = Counter(p.gap for p in run[1:]).most_common(1)[0][0] if len(run) > 2 else 0
    keeps = any(p.gap > usual for p in run[1:])
    labels: list[Cell] = []
    values: list[Cell] = []
    used: list[Paragraph] = []
    for paragraph in run:
        if _PAGE_NUMBER.fullmatch(paragraph.text.strip()):
            continue
        if labels:
            values += [Cell("", 0, 0, paragraph.where)] * ((paragraph.gap - usual) // (usual + 1))
        heads, figures = _tokens(paragraph)
        if heads and values:
            yield Line(tuple(labels), tuple(values), None, keeps), tuple(used)
            labels, values, used = [], [], []
        labels += heads
        values += figures
        used.append(paragraph)
    if labels:
        yield Line(tuple(labels), tuple(values), None, keeps), tuple(used)


def _tokens(paragraph: Paragraph) -> tuple[list[Cell], list[Cell]]:
    """The label at the head of a paragraph, if any, and the figures behind it."""
    parts = paragraph.text.split()
    glued = _GLUED_ZEROS.fullmatch(paragraph.text.strip())
    if glued:
        parts = [glued[1], *glued[2]]
    first = len(parts)
    while first and is_figure(parts[first - 1]):
        first -= 1
    label = " ".join(parts[:first])
    cells = [Cell(label, 0, 0, paragraph.where)] if label else []
    place = f"{paragraph.where}, column " if len(parts) - first + len(cells) > 1 else ""
    return cells, [
        Cell(part, 0, n, f"{place}{n}" if place else paragraph.where) for n, part in enumerate(parts[first:], 1 + len(cells))
    ]
