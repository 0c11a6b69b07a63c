"""Table II: what was disclosed on the organ's own initiative, by article of the Regulations, item and measure."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ... import form
from ...read.document import Cell
from ...report import Cell as Figure
from ...report import Notice
from ...text import squeeze
from .columns import Columns, Offsets, figures, keep, place
from .labels import meanings
from .lines import Line, is_figure

_OPENS = re.compile(r"信息内容|第?二十条")
_OF_2019 = re.compile(r"新制作|新公开|对外公开|上一?年|增/?减|采购|其他对外")
_OF_2021 = re.compile(r"制发|废止|现行有效|收费金额|本年处理决定")


class Disclosure:
    """Reads the lines of table II one after another; `cells` holds what they give, `form` the form whose rows they follow."""

    def __init__(self, year: int) -> None:
        self.cells: dict[form.Key, Figure] = {}
        self.notices: list[Notice] = []
        self._year_form = form.for_year(year)
        self._votes = {"2019": 0, "2021": 0}
        self._heads: list[Cell] = []
        self._offsets = Offsets()

    @property
    def form(self) -> str | None:
        """The form that most of the labels belong to; None where no row was found."""
        if not self.cells:
            return None
        return self._leading() or (self._year_form if self._year_form != "free" else "2021")

    def _leading(self) -> str | None:
        a, b = self._votes["2019"], self._votes["2021"]
        return None if a == b else "2019" if a > b else "2021"

    def read(self, line: Line) -> bool:
        """Take a line; False where it is neither a row nor a heading of this table."""
        item = None
        for cell in line.labels if line.row is not None else _apart(line.labels):
            text = squeeze(cell.text)
            found = meanings(cell.text, "item")
            self._votes["2019"] += len(set(_OF_2019.findall(text)))
            self._votes["2021"] += len(set(_OF_2021.findall(text)))
            if found and not (line.row is None and meanings(cell.text, "measure")):
                item = found[0]
            elif _OPENS.search(text):
                self._heads = []
            else:
                self._heads.append(cell)
        if item is None:
            is_heading = any(meanings(c.text, "measure") or _OPENS.search(squeeze(c.text)) for c in line.labels)
            return not line.values or is_heading and not any(is_figure(c.text) for c in line.values)
        if line.values:
            self._read_row(item, line)
        return True

    def _read_row(self, item: str, line: Line) -> None:
        measures = self._measures(item, len([c for c in line.values if squeeze(c.text)]))
        columns: Columns = {}
        if line.row is not None and all(head is not None for head in measures.values()):
            rows = line.row.grid.rows[: line.row.index]
            columns = {m: frozenset(n for cells in rows for n, c in enumerate(cells) if c is head or _repeats(c, head)) for m, head in measures.items()}
            columns = columns if all(columns.values()) else {}
        article = _article(item)
        found = figures(line, (article, item), tuple(measures), place(line, tuple(measures), columns, self._offsets), count=False)
        keep(self.cells, self.notices, "disclosure", [_whole(f) for f in found])

    def _measures(self, item: str, values: int) -> dict[str, Cell | None]:
        """The measures of the item's columns in order, each with its heading where one was matched."""
        likely = self._leading() or self._year_form
        best: dict[str, Cell | None] = {}
        score = (-1, False, False)
        for name in ("2021", "2019"):
            asked = [r["measure"] for r in form.rows("disclosure") if r["form"] == name and r["item"] == item]
            matched = {m: h for h in self._heads for m in meanings(h.text, "measure") if m in asked}
            mine = (len(matched), name == likely, len(asked) == values)
            if asked and mine > score:
                best, score = self._in_order(asked, matched), mine
        return best

    def _in_order(self, asked: list[str], matched: dict[str, Cell]) -> dict[str, Cell | None]:
        """The columns as the page orders them; a heading that could not be matched keeps the form's place for it."""
        if len(matched) == len(asked):
            return {m: h for h in self._heads for m, head in matched.items() if head is h}
        heads = {id(h): m for m, h in matched.items()}
        if len(self._heads) == len(asked):
            left = [m for m in asked if m not in matched]
            return {heads.get(id(h)) or left.pop(0): h for h in self._heads}
        return dict.fromkeys(asked)


def _apart(labels: Iterable[Cell]) -> Iterator[Cell]:
    """Labels with several headings on one line cut into one each."""
    for cell in labels:
        parts = cell.text.split()
        if sum(bool(meanings(part, "measure")) for part in parts) > 1:
            yield from (Cell(part, cell.row, cell.column, cell.where) for part in parts)
        else:
            yield cell


def _repeats(cell: Cell | None, head: Cell) -> bool:
    """Whether a heading is written out once more for a column that was merged with the one before it."""
    return cell is not None and cell.row == head.row and squeeze(cell.text) == squeeze(head.text)


def _whole(figure: Figure) -> Figure:
    """Counts are whole numbers; only amounts of money may have decimals and units of money."""
    if figure.state != "reported" or figure.key[2] == "amount" or (figure.value == int(figure.value) and not figure.unit):
        return figure
    return figure._replace(value=None, state="unreadable", unit=None)


@cache
def _article(item: str) -> str:
    return next(r["article"] for r in form.rows("disclosure") if r["item"] == item)
