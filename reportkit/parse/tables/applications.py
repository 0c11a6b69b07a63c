"""Table III: what became of the applications, by outcome, reason and kind of applicant."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import takewhile

from rapidfuzz import fuzz

from ... import form
from ...read.document import Grid
from ...report import Cell as Figure
from ...report import Notice
from ...text import squeeze
from .columns import Columns, Offsets, figures, keep, place, unknown_columns
from .labels import bare, meanings, ordinal, pieces
from .lines import Line
from .order import are_alike, order_told

_OVER = ("申请人情况", "法人或其他组织")
_HEADS = re.compile("申请人情况|法人或其他组织|自然人|(?:商业)?企业|科研(?:机构)?|(?:社会)?公益组织|法律服务(?:机构)?|其[他它]|总计|合计|法人小计|小计")
_NUMBERED = 45  # of 100: how much of a row's name must be left where its number is
_BOTH = ("总计", "合计", "其他")
_ROWS = tuple((row["outcome"], row["reason"]) for row in form.rows("applications"))


class Applications:
    """Reads the lines of table III one after another; `cells` holds what they give."""

    def __init__(self) -> None:
        self.cells: dict[form.Key, Figure] = {}
        self.notices: list[Notice] = []
        self._group: str | None = None
        self._orders: tuple[tuple[str, ...], ...] = (form.APPLICANTS,)
        self._open: list[tuple[Line, tuple[str, str], list[list[Figure]]]] = []
        self._columns: dict[int, Columns] = {}
        self._widths: dict[int, Columns] = {}
        self._offsets = Offsets()
        self._header: list[list[str]] = []

    def read(self, line: Line) -> bool:
        """Take a line; False where it is neither a row nor a heading of this table."""
        if self._is_header(line):
            return True
        row = self._row(line)
        if row is None:
            return not line.values
        if line.values:
            readings = [self._figures(line, row, order) for order in self._orders]
            if are_alike(readings):
                keep(self.cells, self.notices, "applications", readings[0])
            else:
                self._open.append((line, row, readings))
        return True

    def _figures(self, line: Line, row: tuple[str, str], order: Sequence[str]) -> list[Figure]:
        """The cells that a line gives if its columns stand in this order."""
        columns = self._columns_of(line.row.grid) if line.row is not None else {}
        placed = place(line, order, columns, self._offsets)
        asked = [a for a in order if a in form.APPLICANTS]
        if placed is not None:
            placed = {applicant: cell for applicant, cell in placed.items() if applicant in asked}
        return figures(line, row, asked, placed, count=True)

    def close(self) -> None:
        """Settle, when all lines are read, what only the whole table tells: the order of columns in doubt, and what （六）其他处理 is."""
        order = order_told(readings for _, _, readings in self._open)
        for line, row, readings in self._open:
            unplaced = figures(line, row, form.APPLICANTS, None, count=True)
            keep(self.cells, self.notices, "applications", unplaced if order is None else readings[order])
        if self._open and order is None:
            text = f"applications: nothing tells whether the totals stand first or last; rows of figures left unreadable: {len(self._open)}"
            self.notices.append(Notice(text, self._open[0][0].where))
        self._part_other()

    def _part_other(self) -> None:
        """Where reasons stand under （六）其他处理, its own row is a heading and no row of figures."""
        rows = {key[1] for key in self.cells if key[0] == "other"}
        if "" in rows and len(rows) > 1:
            printed = [f for key in list(self.cells) if key[:2] == ("other", "") and (f := self.cells.pop(key)).state != "blank"]
            if printed:
                text = " ".join(f.printed or "" for f in printed)
                self.notices.append(Notice(f"（六）其他处理 has rows of reasons and figures of its own; its own are in no cell: {text}", printed[0].where))

    def _is_header(self, line: Line) -> bool:
        """Whether the line names applicants and nothing else; the order of the columns is read from such lines."""
        texts = [text for c in (*line.labels, *line.values) if (text := squeeze(c.text))]
        heads = list(takewhile(lambda text: not _names_row(text), texts))
        if not heads and not self._header:
            return False
        named = sum(bool(meanings(text, "applicant")) for text in heads)
        known = named + sum(text in _OVER for text in heads)
        is_heading = named > 1 or any("申请人情况" in text or "勾稽" in text for text in heads) or (bool(self._header) and known == len(heads) > 0)
        if is_heading:
            rowwise = line.row is None and any(len(_HEADS.findall(text)) > 1 for text in heads)
            self._header += [[text] for text in heads] if rowwise else [heads]
        if is_heading and len(heads) == len(texts):
            return True
        if self._header:
            self._orders = applicant_orders(self._header) or self._orders
            self._header = []
        return False

    def _row(self, line: Line) -> tuple[str, str] | None:
        """The (outcome, reason) that the labels name."""
        labels = sorted(line.labels, key=lambda c: c.row)  # a group whose label reaches down too far has pushed the name of the row before it
        texts = [p for c in labels for p in pieces(c.text)]
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
        close = [r for r in numbered if inside or fuzz.ratio(bare(text), _label(r)) >= _NUMBERED]
        return close[0] if len(close) == 1 else None

    def _columns_of(self, grid: Grid) -> Columns:
        """The columns of the page under each applicant; a part without a header continues a part of the same width."""
        if id(grid) not in self._columns:
            columns = applicant_columns(grid)
            width = len(grid.rows[0]) if grid.rows else 0
            if columns:
                self._widths[width] = columns
            self._columns[id(grid)] = columns or self._widths.get(width, {})
            self.notices += unknown_columns(grid, columns, form.APPLICANTS) if grid.aligned else []
        return self._columns[id(grid)]


@lru_cache(maxsize=65536)
def _names_row(text: str) -> bool:
    """Whether a text names a row of figures; 总计, 合计 and 其他 also head columns."""
    return any(meanings(p, "outcome") and (bare(p) not in _BOTH or ordinal(p) is not None) for p in pieces(text) if p)


def applicant_orders(header: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The orders in which the applicants' columns may stand, from the headings row by row; none where they are not all there and tell nothing.

    A heading over several columns (申请人情况, 法人或其他组织) gives its place to those in the row below it. Where all headings are one
    row, the organisations stand for 法人或其他组织, and 总计 right behind 申请人情况 may stand at its right or under it.
    """
    rows = [heads for row in header if (heads := _HEADS.findall("".join(row)))]
    orders = [order for way in (_unrolled(rows[0]) if len(rows) == 1 else [rows]) if (order := _order(way))]
    first = next((meanings(head, "applicant") for row in rows for head in row if head not in _OVER), ())
    return tuple(orders) if orders or first != ("total",) else (form.APPLICANTS, ("total", *form.APPLICANTS[:-1]))


def _order(rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """The columns below the headings of all rows; None where they are not those of the form."""
    order: list[str] = []
    for row in rows:
        over = next((head for head in _OVER if head in order), None)
        at = order.index(over) if over else len(order)
        order[at : at + bool(over)] = row
    ids = [meanings(head, "applicant")[0] or "subtotal" for head in order if head not in _OVER]
    is_whole = set(form.APPLICANTS) <= set(ids) or ids == ["total"]
    return tuple(ids) if is_whole and len(ids) == len(set(ids)) else None


def _unrolled(heads: list[str]) -> list[list[list[str]]]:
    """Headings in one row as the rows in which they may be printed."""
    top, below = _OVER
    if below not in heads:
        return [[[h for h in heads if h != top]]]
    organisations = [h for h in heads if h not in _OVER and meanings(h, "applicant") not in (("natural_person",), ("total",))]
    rest = [h for h in heads if h not in organisations]
    under = [[h for h in rest if h != top], organisations]
    if rest[:1] == [top] and meanings(rest[1], "applicant") == ("total",):
        return [[rest[:2], rest[2:], organisations], under]
    return [under]


def applicant_columns(grid: Grid) -> Columns:
    """Applicant → columns, from the rows of the grid above its first row of figures; empty where fewer than two are named."""
    found: dict[int, str] = {}
    for cells in grid.rows:
        texts = [squeeze(c.text) if c else "" for c in cells]
        if any(map(_names_row, texts)):
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
