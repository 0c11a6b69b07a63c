"""Table III: what became of the applications, by outcome, reason and kind of applicant."""

import re
from functools import cache

from rapidfuzz import fuzz

from .. import form
from ..read.document import Grid
from ..report import Cell as Figure
from ..report import Notice
from ..text import squeeze
from .columns import Columns, Offsets, figures, keep, place
from .labels import bare, meanings, ordinal, pieces
from .lines import Line

_APPLICANTS = re.compile("自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他(?!组织)|总计|合计|小计")
_ROWS = tuple((row["outcome"], row["reason"]) for row in form.rows("applications"))


class Applications:
    """Reads the lines of table III one after another; `cells` holds what they give."""

    def __init__(self) -> None:
        self.cells: dict[form.Key, Figure] = {}
        self.notices: list[Notice] = []
        self._group: str | None = None
        self._order: tuple[str, ...] = form.APPLICANTS
        self._columns: dict[int, Columns] = {}
        self._widths: dict[int, Columns] = {}
        self._offsets = Offsets()
        self._header: list[str] = []

    def read(self, line: Line) -> bool:
        """Take a line; False where it is neither a row nor a heading of this table."""
        if self._is_header(line):
            return True
        row = self._row(line)
        if row is None:
            return not line.values
        if line.values:
            columns = self._columns_of(line.row.grid) if line.row is not None else {}
            placed = place(line, self._order, columns, self._offsets)
            if placed is not None:
                placed = {applicant: cell for applicant, cell in placed.items() if applicant in form.APPLICANTS}
            keep(self.cells, self.notices, "applications", figures(line, row, form.APPLICANTS, placed, count=True))
        return True

    def _is_header(self, line: Line) -> bool:
        """Whether the line names applicants; in text their order is read from it."""
        texts = [squeeze(c.text) for c in (*line.labels, *line.values)]
        named = sum(bool(meanings(t, "applicant")) for t in texts)
        own = any(meanings(p, "outcome") and squeeze(p) not in ("总计", "合计", "其他") for t in texts for p in pieces(t))
        if own or (named < 2 and not any("申请人情况" in t for t in texts)):
            if own and self._header:
                self._set_order()
            return False
        self._header += texts
        return True

    def _set_order(self) -> None:
        text = "".join(self._header).replace("法人或其他组织", "")
        order = [meanings(m, "applicant")[0] or "subtotal" for m in _APPLICANTS.findall(text)]
        if set(form.APPLICANTS) <= set(order) and len(order) == len(set(order)):
            self._order = tuple(order)
        self._header = []

    def _row(self, line: Line) -> tuple[str, str] | None:
        """The (outcome, reason) that the labels name."""
        texts = [p for c in line.labels for p in pieces(c.text)]
        if texts and "自然人" in texts[0]:
            texts = texts[-1:]
        found: tuple[str, str] | None = None
        for n, text in enumerate(texts):
            group = meanings(text, "group")
            if group and (group[0] != "other" or n + 1 < len(texts) or not line.values):
                self._group = group[0]
                continue
            row = self._named(text) or self._named("".join(texts[n:]))
            if row:
                found = row
        if found:
            self._group = found[0] if found[1] or found[0] == "other" else None
        return found

    def _named(self, text: str) -> tuple[str, str] | None:
        """The row that one label names, inside the present group where the wording or a damaged label leaves several."""
        ids = [tuple(i.split("/")) for i in meanings(text, "outcome")]
        if bare(text) in ("其他", "其它"):
            return ("other", "other") if self._group == "other" else None
        inside = [i for i in ids if i[0] == self._group] if self._group else []
        if len(inside) == 1 or len(ids) == 1:
            return (inside or ids)[0]
        numbered = [r for r in (inside or _in_group(self._group)) if _number(r) == ordinal(text)]
        if len(numbered) == 1 and (inside or fuzz.ratio(bare(text), _label(numbered[0])) >= 45):
            return numbered[0]
        return None

    def _columns_of(self, grid: Grid) -> Columns:
        """The columns of the page under each applicant; a part without a header continues a part of the same width."""
        if id(grid) not in self._columns:
            columns = applicant_columns(grid)
            width = len(grid.rows[0]) if grid.rows else 0
            if columns:
                self._widths[width] = columns
            self._columns[id(grid)] = columns or self._widths.get(width, {})
        return self._columns[id(grid)]


def applicant_columns(grid: Grid) -> Columns:
    """Applicant → columns, from the rows of the grid above its first row of figures; empty where fewer than two are named."""
    found: dict[int, str] = {}
    for cells in grid.rows:
        texts = [squeeze(c.text) if c else "" for c in cells]
        if any(meanings(p, "outcome") and squeeze(p) not in ("总计", "合计", "其他") for t in texts for p in pieces(t) if t):
            break
        for n, text in enumerate(texts):
            applicant = meanings(text, "applicant")
            if applicant:
                found[n] = applicant[0]
    by_applicant: dict[str, set[int]] = {}
    for n, applicant in found.items():
        by_applicant.setdefault(applicant or "subtotal", set()).add(n)
    return {a: frozenset(columns) for a, columns in by_applicant.items()} if len(by_applicant) > 1 or "total" in by_applicant else {}


def _in_group(group: str | None) -> list[tuple[str, str]]:
    return [row for row in _ROWS if row[0] == group and row[1]] if group not in (None, "result") else [r for r in _ROWS if not r[1]]


@cache
def _labels() -> dict[tuple[str, str], str]:
    return {(r["outcome"], r["reason"]): r["label_zh"] for r in form.rows("applications")}


def _label(row: tuple[str, str]) -> str:
    return bare(_labels()[row])


def _number(row: tuple[str, str]) -> int | None:
    return ordinal(_labels()[row])
