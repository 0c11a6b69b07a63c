"""Table IV: administrative reconsideration and litigation, by route and result."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ... import form
from ...read.document import Grid
from ...report import Cell as Figure
from ...report import Notice
from ...text import squeeze
from .columns import Columns, Offsets, figures, keep, place, unknown_columns
from .labels import meanings
from .lines import Line

_ROUTE = (("litigation_after_reconsideration", "复议后"), ("litigation_direct", "直接起诉"), ("reconsideration", "行政复议"))
_RESULT = re.compile("结?果?维持|结?果?纠正|其他结果|尚?未审结|总计|合计")
_ROUTES = form.categories("route")
_LITIGATION = "litigation"
_WORDS = {"行政复议": "reconsideration", "行政诉讼": _LITIGATION, "直接起诉": "litigation_direct", "复议后起诉": "litigation_after_reconsideration"}
_HEADS = re.compile("|".join(_WORDS))


class Disputes:
    """Reads the lines of table IV one after another; `cells` holds what they give."""

    def __init__(self) -> None:
        self.cells: dict[form.Key, Figure] = {}
        self.notices: list[Notice] = []
        self._offsets = Offsets()
        self._header = ""

    def read(self, line: Line) -> bool:
        """Take a line; False where it is neither a row of figures nor a heading of this table."""
        filled = [c for c in line.values if squeeze(c.text)]
        named = "".join(squeeze(c.text) for c in line.labels)
        routes = [route for route, word in _ROUTE if word in named and not ("起诉" in word and "行政复议" in named and "复议后" not in named)]
        if filled and len(routes) == 1 and len(filled) <= len(form.RESULTS) and not self._wide(line):
            return self._keep(line, [f"{routes[0]}/{result}" for result in form.RESULTS], {})
        if line.labels:
            self._header += named
        columns = result_columns(line.row.grid) if line.row is not None else {}
        empty_row = line.row is not None and line.row.index == len(line.row.grid.rows) - 1 and not line.labels
        if not filled and not (empty_row and columns):
            return True
        return self._keep(line, self._order(), columns)

    def _wide(self, line: Line) -> bool:
        return line.row is not None and len(result_columns(line.row.grid)) > len(form.RESULTS)

    def _keep(self, line: Line, keys: list[str], columns: Columns) -> bool:
        placed = place(line, keys, columns, self._offsets)
        if placed is not None and len(placed) < len(keys):
            self.notices += unknown_columns(line.row.grid, columns, keys)
        found = figures(line, (), keys, placed, count=True)
        keep(self.cells, self.notices, "disputes", [f._replace(key=tuple(f.key[0].split("/"))) for f in found])
        return True

    def _order(self) -> list[str]:
        """The cells of the row of figures in the order of the headings: all fifteen, or those of the routes that the headings name."""
        results = [meanings(r, "result")[0] for r in _RESULT.findall(self._header)]
        routes = list(dict.fromkeys(_WORDS[w] for w in _HEADS.findall(self._header)))
        self._header = ""
        if _LITIGATION in routes:  # both ways to court stand under one heading
            at = routes.index(_LITIGATION)
            court = [r for r in routes[at:] if r.startswith(_LITIGATION) and r != _LITIGATION]
            routes = [r for r in routes[:at] if r not in court] + court + [r for r in routes[at + 1 :] if r not in court]
        if not routes or len(results) != len(routes) * len(form.RESULTS):
            routes, results = list(_ROUTES), []
        return [f"{route}/{result}" for route in routes for result in _same_order(results)]


def _same_order(results: Sequence[str]) -> Sequence[str]:
    """The order of the results where every route has the same one, else the form's."""
    first, size = results[: len(form.RESULTS)], len(form.RESULTS)
    agree = set(first) == set(form.RESULTS) and all(results[n : n + size] == first for n in range(0, len(results), size))
    return first if agree else form.RESULTS


@lru_cache(maxsize=4)
def result_columns(grid: Grid) -> Columns:
    """"route/result" → columns of the page, from the headings above each column; empty unless every column is named once."""
    found: dict[str, set[int]] = {}
    for n in range(len(grid.rows[0]) if grid.rows else 0):
        heads = list({id(c): c for row in grid.rows if (c := row[n]) is not None}.values())
        texts = [squeeze(c.text) for c in heads]
        route = next((r for r, word in _ROUTE for t in texts if word in t), None)
        result = next((m[0] for t in reversed(texts) if _RESULT.fullmatch(t) and (m := meanings(t, "result"))), None)
        if route and result:
            found.setdefault(f"{route}/{result}", set()).add(n)
    return {key: frozenset(columns) for key, columns in found.items()}
