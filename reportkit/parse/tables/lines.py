"""Lines of a table: labels on the left, what is printed after them, whether the file had a real table or one cell a line."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...cells import read_cell, state_of
from ...read.document import Cell, Grid, Paragraph
from ...text import squeeze
from ..sections import Element, Row, heading
from .labels import bare, meanings, ordinal, pieces

_PAGE_NUMBER = re.compile(r"[-—–]\s*\d+\s*[-—–]|第?\s*\d+\s*页.*")
_GLUED_ZEROS = re.compile(r"(.*[\u4e00-\u9fff)）])\s*(0{2,})")
_NONE_WORDS = re.compile(
    r"\(?(?:暂|尚|均)?(?:(?:无|没有)(?:此项|数据|统计|发生|产生|内容|情况)*|(?:未|不)(?:涉及|适用|发生|产生|收到|公开|统计|存在)+)\)?|零|空白?|略|不详"
)
_NUMERALS = set("一二三四五六七八九十")  # alone on a line they are what is left of a label set upright
_PLAIN = {"总计", "合计", "其他", "其它"}  # words that name rows and columns
_LONGEST = 70
_SHORT = 8
_BARE = 20  # characters of a label whose notes make it longer
_COUNTERS = set("件条项个宗份元") | {"万元", "件次"}


class Line(NamedTuple):
    """A row of a table. values are in printed order, blanks included where keeps_blanks; row is None for a line made of paragraphs.

    loose: of paragraphs with empty lines between them, the values if each further empty line is an empty cell.
    """

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    row: Row | None
    keeps_blanks: bool
    loose: tuple[Cell, ...] = ()

    @property
    def where(self) -> str:
        """The place of the first label, or of the first value."""
        return (*self.labels, *self.values)[0].where


@lru_cache(maxsize=65536)
def is_figure(text: str) -> bool:
    """Whether a text is what a form's cell holds: a number, a dash, a word for none."""
    return read_cell(text).state in ("reported", "dash") or _NONE_WORDS.fullmatch(squeeze(text)) is not None


def lines(elements: Iterable[Element], gap_after: int = 0) -> Iterator[tuple[Line, tuple[Paragraph, ...]]]:
    """The lines of tables among elements, each with the paragraphs that it was made of (none for a row of a grid).

    gap_after: the empty lines that stand behind the last element.
    """
    run: list[Paragraph] = []
    before = 0
    for element in elements:
        if isinstance(element, Paragraph) and _may_be_cells(element.text):
            run.append(element)
            continue
        gap = element.gap if isinstance(element, Paragraph) else 0
        if run:
            yield from _from_paragraphs(run, gap - before)
        run, before = [], gap
        if isinstance(element, Row):
            yield row_line(element), ()
    if run:
        yield from _from_paragraphs(run, gap_after - before)


def _may_be_cells(text: str) -> bool:
    if len(text) > _LONGEST and not (len(bare(text)) <= _BARE and names_row(text)):
        parts = _parts(text)
        if len(text) > 3 * _LONGEST or sum(map(len, parts[: _first_figure(parts)])) > _LONGEST:
            return False
    return not text.rstrip().endswith(("。", "；")) and heading(text) is None


def row_line(row: Row) -> Line:
    """A row of a grid as a line: what names the row on the left, what stands after it on the right."""
    cells = [c for c in dict.fromkeys(row.cells) if c is not None]
    wordy = [i for i, c in enumerate(cells) if _is_label(c.text)]
    figures = [i for i, c in enumerate(cells) if is_figure(c.text)]
    named = [i for i in wordy if names_row(cells[i].text) and (i < figures[-1] if figures else not heads_columns(cells[i].text))]
    last = named[-1] if named else max((i for i in wordy if not figures or i < figures[0]), default=-1)
    while last + 1 in wordy and cells[last + 1].row < row.index:  # a group whose label reaches down too far stands behind the name
        last += 1
    labels = tuple(cells[i] for i in wordy if i <= last)
    return Line(labels, tuple(cells[last + 1 :]), row, row.grid.aligned or _has_blanks(row.grid))


@lru_cache(maxsize=4)
def _has_blanks(grid: Grid) -> bool:
    """Whether any cell of a grid is blank: then its source keeps empty cells."""
    return any(not squeeze(c.text) for row in grid.rows for c in row if c is not None)


@lru_cache(maxsize=65536)
def names_row(text: str) -> bool:
    """Whether a text is for certain the name of a row of figures."""
    return any(meanings(text, kind) for kind in ("outcome", "item", "route")) and not meanings(text, "group")


def heads_columns(text: str) -> bool:
    """Whether a name of rows may as well stand above columns."""
    return squeeze(text) in _PLAIN or bool(meanings(text, "route"))


@lru_cache(maxsize=65536)
def _is_label(text: str) -> bool:
    """Whether a text can only be a name, or a part of one: it holds Chinese characters and no figure, and says no "none"."""
    return bool(re.search(r"[\u3400-\u9fff]", text)) and not is_value(squeeze(text))


def _from_paragraphs(run: Sequence[Paragraph], more: int) -> Iterator[tuple[Line, tuple[Paragraph, ...]]]:
    """Lines from short paragraphs: one cell a line, or a label with its figures behind it. An empty line is an empty cell where the
    paragraphs of the run mostly follow each other without one; more: how many more stand behind the run than before it."""
    tokens = [_tokens(p) for p in run]
    rowwise = any(len(figures) > 1 for _, figures in tokens)  # a line is a row: empty ones between them are no cells
    usual = Counter(p.gap for p in run[1:]).most_common(1)[0][0] if len(run) > 2 else 0
    further = [0 if rowwise else max(gap, 0) for gap in (*(p.gap - usual for p in run), more)]
    ends = [n for n in range(1, len(run)) if tokens[n][0] and tokens[n - 1][1]]
    gaps = _without_ends([gap // (usual + 1) for gap in further], ends)
    loose = _without_ends(further, ends)
    keeps = any(gap and not heads for gap, (heads, _) in zip(gaps[1:], tokens[1:], strict=False))  # before a label it may only set rows apart
    labels: list[Cell] = []
    values: list[Cell] = []
    others: list[Cell] = []
    used: list[Paragraph] = []
    for paragraph, gap, wide, (heads, figures) in zip(run, gaps, loose, tokens, strict=False):
        if _PAGE_NUMBER.fullmatch(paragraph.text.strip()):
            continue
        if labels:
            values += [Cell("", 0, 0, paragraph.where)] * gap
            others += [Cell("", 0, 0, paragraph.where)] * wide
        if heads and values:
            yield Line(tuple(labels), tuple(values), None, keeps, tuple(others)), tuple(used)
            labels, values, others, used = [], [], [], []
        elif heads:
            others = []  # what stands between two labels sets them apart
        labels += heads
        values += figures
        others += figures
        used.append(paragraph)
    if labels or values:
        values += [Cell("", 0, 0, used[-1].where)] * gaps[-1]
        others += [Cell("", 0, 0, used[-1].where)] * loose[-1]
        yield Line(tuple(labels), tuple(values), None, keeps, tuple(others)), tuple(used)


def _without_ends(gaps: list[int], ends: Sequence[int]) -> list[int]:
    """Empty cells without those that stand behind every row (at `ends`): these only set the rows apart."""
    apart = min((gaps[n] for n in ends), default=0) if len(ends) > 1 else 0
    return [gap - apart if n in ends else gap for n, gap in enumerate(gaps)]


def _tokens(paragraph: Paragraph) -> tuple[list[Cell], list[Cell]]:
    """The label at the head of a paragraph, if any, and the figures behind it."""
    label, figures, first = _labelled(paragraph.text)
    heads = [Cell(label, 0, 0, paragraph.where)] if label else []
    place = f"{paragraph.where}, column {{}}" if first + len(figures) > 1 else paragraph.where
    return heads, [Cell(part, 0, n, place.format(n)) for n, part in enumerate(figures, first + 1)]


@lru_cache(maxsize=4096)
def _labelled(text: str) -> tuple[str, tuple[str, ...], int]:
    """The label at the head of a text, the figures behind it, and how many parts the label has."""
    parts = _parts(text)
    glued = _GLUED_ZEROS.fullmatch(text.strip())
    if glued:
        parts = [glued[1], *glued[2]]
    first = _first_figure(parts)
    return " ".join(parts[:first]), tuple(parts[first:]), first


def _parts(text: str) -> list[str]:
    """A paragraph cut at its blanks, but not between a number and its counter (0 件)."""
    parts: list[str] = []
    for part in text.split():
        if parts and part in _COUNTERS and parts[-1][-1].isdigit():
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _first_figure(parts: Sequence[str]) -> int:
    """Where the label ends: behind the name of a row if figures follow it, else before the figures at the end."""
    first = len(parts)
    while first and is_value(parts[first - 1]) and parts[first - 1] not in _NUMERALS:
        first -= 1
    for end in range(1, len(parts)):
        if names_row(pieces("".join(parts[:end]))[-1]):
            while end < len(parts) and _is_label(parts[end]) and not is_value(parts[end]):
                end += 1
            return end if any(map(is_figure, parts[end:])) else first
    return first


def is_value(text: str) -> bool:
    """Whether a text stands in a cell of figures, if only as something that cannot be read (12吨, 1.2.3)."""
    return is_figure(text) or (text[0].isdigit() and len(text) <= _SHORT and state_of(text) == "unreadable" and ordinal(text) is None)
