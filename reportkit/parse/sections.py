"""The sections of a report: its blocks laid in a row of elements and cut at the headings, whatever their numbering."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from ..read.document import Cell, Document, Grid, Paragraph, Picture
from ..text import fold, squeeze

_NUMBER = re.compile(
    r"\s*(?:(?P<top>第?[一二三四五六七八九十]{1,2}(?:部分|[、.:,)])+)|(?P<sub>\([一二三四五六七八九十]{1,2}\)[、.]?|\([一二三四五六七八九十])|(?P<digit>\d{1,2}[、.)])(?!\d))\s*"
)
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_LONGEST = 36  # characters that a heading may have
_INLINE = re.compile(r"(?:^|[\s。;:!?)”])([一二三四五六七八]、\s*[^\s。,;:、]{1,16}(?:、[^\s。,;:、]{1,12})?(?:情况|事项|问题|不足|概述|措施|打算))(?![,;、的])")


class Row(NamedTuple):
    """One row of a grid."""

    grid: Grid
    index: int
    cells: tuple[Cell | None, ...]


Element = Paragraph | Row | Picture


class Section(NamedTuple):
    """A part of the report: name is a key of form.SECTIONS, "preamble" before the first heading, "free" under any other heading."""

    name: str
    elements: tuple[Element, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The running text of the section, its heading first."""
        return tuple(e for e in self.elements if isinstance(e, Paragraph))


def elements(document: Document) -> Iterator[Element]:
    """The document's paragraphs, pictures and table rows in reading order; a row that is one single cell is a paragraph."""
    for block in document.blocks:
        if isinstance(block, Grid):
            for index, cells in enumerate(block.rows):
                distinct = {id(c): c for c in cells if c is not None}
                alone = next(iter(distinct.values())) if len(distinct) == 1 else None
                if alone is None:
                    yield Row(block, index, cells)
                elif alone.row == index or index == 0:
                    yield from (Paragraph(part, alone.where) for line in alone.text.split("\n") if line.strip() for part in _parts(line))
        elif isinstance(block, Paragraph):
            for n, part in enumerate(_parts(block.text)):
                yield Paragraph(part, block.where, 0 if n else block.gap)
        else:
            yield block


def _parts(text: str) -> list[str]:
    """A paragraph cut before and after each section heading that stands inside it (pages that lost their line breaks)."""
    if len(text) <= _LONGEST:
        return [text]
    cuts = {0, len(text)}
    for match in _INLINE.finditer(fold(text)):
        if heading(match[1]):
            cuts |= {match.start(1), match.end(1)}
    ordered = sorted(cuts)
    return [part for a, b in pairwise(ordered) if (part := text[a:b]).strip()]


@cache
def _headings() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    lines = resources.files(__package__).joinpath("sections.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple((row["section"], row["rank"], re.compile(row["pattern"])) for row in rows)


@lru_cache(maxsize=1024)
def heading(text: str) -> tuple[str, str, str] | None:
    """(section, rank, numbering) where a text is a section's heading; numbering is "top", "sub", "digit" or ""."""
    text = fold(text)
    number = _NUMBER.match(text)
    title = _EDGE.sub("", squeeze(text[number.end() if number else 0 :]))
    if not 2 <= len(title) <= _LONGEST or re.search(r"[。;!?]|,.*,", title):
        return None
    for section, rank, pattern in _headings():
        if pattern.search(title):
            return section, rank, number.lastgroup if number else ""
    return None


def split(items: Iterable[Element]) -> list[Section]:
    """The sections in their order, "preamble" first (it may be empty)."""
    items = list(items)
    found = [heading(e.text) if isinstance(e, Paragraph) else None for e in items]
    style = _top_style([f for f in found if f])
    sections: list[tuple[str, list[Element]]] = [("preamble", [])]
    for element, head in zip(items, found, strict=True):
        name = _opens(head, style, sections[-1][0]) if head else None
        if name and name != sections[-1][0]:
            sections.append((name, []))
        sections[-1][1].append(element)
    return [Section(name, tuple(parts)) for name, parts in sections]


def _top_style(found: list[tuple[str, str, str]]) -> str:
    """The numbering of the report's own section headings: the commonest among the statutory titles."""
    styles = [numbering for _, rank, numbering in found if rank == "own" and numbering]
    return max(sorted(set(styles)), key=styles.count) if styles else "top"


def _opens(head: tuple[str, str, str], style: str, now: str) -> str | None:
    """The section that a heading opens, None where it is a heading within the present one."""
    section, rank, numbering = head
    if numbering == style:
        return section
    if rank == "also" or numbering in ("sub", "digit"):
        return None
    return None if now == "weaknesses" and section == "weaknesses" else section
