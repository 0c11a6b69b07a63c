"""The three tables of a report, wherever and however they stand: rows and columns are recognised by meaning, not by position."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...read.document import Grid, Paragraph
from ...report import Cell as Figure
from ...report import Notice
from ...text import squeeze
from ..sections import Row, Section
from .applications import Applications
from .disclosure import Disclosure
from .disputes import Disputes
from .labels import meanings, pieces
from .lines import Line, is_figure, lines

_PLAIN = {"其他", "总计", "合计", "其它"}  # words that stand in more than one table
_DISPUTES = re.compile(r"行政复议|行政诉讼|复议后起诉|直接起诉|结果(维持|纠正)|尚未审结")
_CELLS = ("disclosure", "applications", "disputes")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_HEADING = 30  # characters that a line above a table has at most
_DISCLOSURE = re.compile(r"信息内容|第?二十条")


class Tables(NamedTuple):
    """What the tables say: their cells by table, the form that table II follows (None if it is missing), and what could not be settled."""

    cells: dict[str, list[Figure]]
    form: str | None
    notices: list[Notice]
    used: frozenset[int]  # id() of the paragraphs that are cells of a table and no prose


class _Found(NamedTuple):
    """A line of a table where it stands: the table whose labels it carries, and whether that is its own section."""

    line: Line
    paragraphs: tuple[Paragraph, ...]
    table: str
    at_home: bool


def read_tables(sections: Iterable[Section], year: int) -> Tables:
    """Read tables II, III and IV. year: the report's; tables headed with another year are left out, and it decides what the labels leave open.

    A table that stands outside its section is taken only where the section has none, and only if its headings are the form's.
    """
    readers = {"disclosure": Disclosure(year), "applications": Applications(), "disputes": Disputes()}
    sections = list(sections)
    found = list(_found(sections))
    at_home = {f.table for f in found if f.at_home and f.line.values}
    foreign = _of_other_years(sections, year)
    of_the_year = {f.table for f in found if f.line.values and (f.line.row is None or id(f.line.row.grid) not in foreign)}
    notices: list[Notice] = []
    used: set[int] = set()
    left_out: dict[tuple[int, str], Line] = {}
    for line, paragraphs, table, home in found:
        grid = line.row.grid if line.row is not None else None
        if grid is not None and ((id(grid) in foreign and table in of_the_year) or not (home or (table not in at_home and _is_the_forms(grid, table)))):
            if any(is_figure(c.text) for c in line.values):
                left_out.setdefault((id(grid), table), line)
        elif readers[table].read(line):
            used.update(map(id, paragraphs[-len(line.labels) - len(line.values) :]))
        elif any(is_figure(c.text) for c in line.values) and (grid is not None or _is_tabular(line)):
            notices.append(_unmatched(line, table))
    notices += [Notice(f"a table with rows of table {table} was left out: it is of another year, or not the form's", line.where) for (_, table), line in left_out.items()]
    readers["applications"].close()
    for reader in readers.values():
        notices += reader.notices
    return Tables({n: list(r.cells.values()) for n, r in readers.items()}, readers["disclosure"].form, notices, frozenset(used))


def _found(sections: list[Section]) -> Iterator[_Found]:
    """The lines of all tables, each with the table it belongs to."""
    tabled = [s.name for s in sections if s.name in _CELLS]
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        owner = section.name if section.name in _CELLS else None
        for line, paragraphs in lines(section.elements, _gap_before(following)):
            if paragraphs and (section.name == "weaknesses" or (tabled and owner is None and section.name != "other")):
                continue
            owner = _owner(line, owner, strict=bool(paragraphs))
            if owner is not None:
                yield _Found(line, paragraphs, owner, section.name == owner)


def _of_other_years(sections: list[Section], year: int) -> set[int]:
    """id() of the grids under a line that names another year than the report's and not the report's (2022年度：)."""
    found: set[int] = set()
    for section in sections:
        other = False
        for element in section.elements:
            if isinstance(element, Paragraph):
                years = {int(y) for y in _YEAR.findall(squeeze(element.text))} if len(element.text) <= _HEADING and "月" not in element.text else set()
                other = year not in years if years else other
            elif other and isinstance(element, Row):
                found.add(id(element.grid))
    return found


def _is_the_forms(grid: Grid, table: str) -> bool:
    """Whether the headings or the rows of a grid are those of the form: measures, kinds of applicants, results, or most of the rows."""
    texts = {squeeze(c.text) for row in grid.rows for c in row if c is not None and c.text}
    kind, least = {"disclosure": ("measure", 2), "applications": ("applicant", 3), "disputes": ("result", 4)}[table]
    heads = {meaning for text in texts if not is_figure(text) for meaning in meanings(text, kind)}
    rows = {meaning for text in texts for piece in pieces(text) for meaning in meanings(piece, "outcome")}
    return len(heads) >= least or len(rows) >= 8


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


def _is_tabular(line: Line) -> bool:
    """Whether a line made of paragraphs is no prose for certain: it holds several figures, or stands under the headings of columns."""
    return sum(is_figure(c.text) for c in line.values) > 1 or any(meanings(c.text, kind) for c in line.labels for kind in ("measure", "applicant"))


def _unmatched(line: Line, table: str) -> Notice:
    printed = " | ".join(squeeze(c.text) for c in (*line.labels, *line.values))
    return Notice(f"a row in table {table} was not recognised and its figures are in no cell: {printed[:200]}", line.where)
