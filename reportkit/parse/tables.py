"""The three tables of a report, wherever and however they stand: rows and columns are recognised by meaning, not by position."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..read.document import Paragraph
from ..report import Cell as Figure
from ..report import Notice
from ..text import squeeze
from .applications import Applications
from .disclosure import Disclosure
from .disputes import Disputes
from .labels import meanings, pieces
from .lines import Line, is_figure, lines
from .sections import Section

_PLAIN = {"其他", "总计", "合计", "其它"}  # words that stand in more than one table
_DISPUTES = re.compile(r"行政复议|行政诉讼|复议后起诉|直接起诉|结果(维持|纠正)|尚未审结")
_DISCLOSURE = re.compile(r"信息内容|第?二十条")


class Tables(NamedTuple):
    """What the tables say: their cells by table, the form that table II follows (None if it is missing), and what could not be settled."""

    cells: dict[str, list[Figure]]
    form: str | None
    notices: list[Notice]
    used: frozenset[int]  # id() of the paragraphs that are cells of a table and no prose


def read_tables(sections: Iterable[Section], year: int) -> Tables:
    """Read tables II, III and IV. year decides only what the labels leave open."""
    readers = {"disclosure": Disclosure(year), "applications": Applications(), "disputes": Disputes()}
    notices: list[Notice] = []
    used: set[int] = set()
    sections = list(sections)
    tabled = [s.name for s in sections if s.name in readers]
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        owner = section.name if section.name in readers else None
        for line, paragraphs in lines(section.elements, _gap_before(following)):
            if paragraphs and (section.name == "weaknesses" or (tabled and owner is None and section.name != "other")):
                continue
            owner = _owner(line, owner, strict=bool(paragraphs))
            if owner is None:
                continue
            if readers[owner].read(line):
                used.update(map(id, paragraphs[-len(line.labels) - len(line.values) :]))
            elif line.row is not None and any(is_figure(c.text) for c in line.values):
                notices.append(_unmatched(line, owner))
    for reader in readers.values():
        notices += reader.notices
    return Tables({n: list(r.cells.values()) for n, r in readers.items()}, readers["disclosure"].form, notices, frozenset(used))


def _gap_before(section: Section | None) -> int:
    first = section.elements[0] if section and section.elements else None
    return first.gap if isinstance(first, Paragraph) else 0


def _owner(line: Line, now: str | None, strict: bool) -> str | None:
    """The table that a line belongs to: the one whose labels it carries, else the one that is being read."""
    for cell in line.labels:
        for text in pieces(cell.text):
            if squeeze(text) in _PLAIN or (strict and len(text) > 40):
                continue
            if meanings(text, "outcome") or meanings(text, "group"):
                return "applications"
            if meanings(text, "item") or _DISCLOSURE.search(text):
                return "disclosure"
            if _DISPUTES.search(text):
                return "disputes"
    return now


def _unmatched(line: Line, table: str) -> Notice:
    printed = " | ".join(squeeze(c.text) for c in (*line.labels, *line.values))
    return Notice(f"a row in table {table} was not recognised and its figures are in no cell: {printed[:200]}", line.where)
