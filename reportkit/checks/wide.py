"""The tables of a corpus as dense arrays, one plane a report, so that rules are a few array operations whatever the number of reports."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from .. import form
from ..corpus import Corpus
from ..persistence import ORGAN

APPLICATION_ROWS = tuple((row["outcome"], row["reason"]) for row in form.rows("applications"))  # of both forms, in printed order
DISCLOSURE_CELLS = tuple(dict.fromkeys(form.cells("disclosure", "2021") + form.cells("disclosure", "2019")))
ROW = {row: n for n, row in enumerate(APPLICATION_ROWS)}
CELL = {key: n for n, key in enumerate(DISCLOSURE_CELLS)}
NEW, CARRIED_IN, TOTAL, CARRIED_OUT = (ROW[outcome, ""] for outcome in ("new", "carried_in", "total", "carried_out"))
PARTS = tuple(n for n in range(len(APPLICATION_ROWS)) if n not in (NEW, CARRIED_IN, TOTAL, CARRIED_OUT))
NO_CELL = -1  # the report's form has no such cell: it counts as nothing, which is not the same as a figure that is missing
_STOCKS = ("/in_force", "/total_disclosed", "/prior_year_items")
STATE = {state: code for code, state in enumerate(form.STATES)}


@dataclass(frozen=True)
class Cells:
    """The cells of one table: value (float, NaN where there is no figure) and state (code in form.STATES, NO_CELL), report first."""

    table: str
    keys: np.ndarray  # of the cells' paths, shaped as value and state are for one report
    value: np.ndarray
    state: np.ndarray

    @property
    def values(self) -> np.ndarray:
        """value as (reports, cells)."""
        return self.value.reshape(len(self.value), self.keys.size)

    @property
    def states(self) -> np.ndarray:
        """state as (reports, cells)."""
        return self.state.reshape(len(self.state), self.keys.size)


@dataclass(frozen=True)
class Wide:
    """A corpus as arrays; row n of each is report n of `reports`."""

    corpus: Corpus

    @property
    def reports(self) -> pd.DataFrame:
        """The frame of reports."""
        return self.corpus.reports

    @cached_property
    def disclosure(self) -> Cells:
        """Table II: (reports, cells)."""
        return self._cells("disclosure", DISCLOSURE_CELLS, (len(DISCLOSURE_CELLS),))

    @cached_property
    def applications(self) -> Cells:
        """Table III: (reports, rows, applicants)."""
        keys = [(*row, a) for row in APPLICATION_ROWS for a in form.APPLICANTS]
        return self._cells("applications", keys, (len(APPLICATION_ROWS), len(form.APPLICANTS)))

    @cached_property
    def disputes(self) -> Cells:
        """Table IV: (reports, routes, results)."""
        return self._cells("disputes", form.cells("disputes", "2021"), (len(form.categories("route")), len(form.RESULTS)))

    def _cells(self, table: str, keys: list | tuple, shape: tuple[int, ...]) -> Cells:
        frame = self.corpus.frames[table]
        columns = form.KEYS[table]
        place = np.full([len(frame[c].cat.categories) for c in columns], -1, dtype=np.int32)
        for n, key in enumerate(keys):
            place[tuple(frame[c].cat.categories.get_loc(k) for c, k in zip(columns, key, strict=True))] = n
        report = self.rows(frame["report_id"])
        at = report * len(keys) + place[tuple(frame[c].cat.codes.to_numpy() for c in columns)]
        value = np.full(len(self.reports) * len(keys), np.nan)
        state = np.full(len(self.reports) * len(keys), NO_CELL, dtype=np.int8)
        value[at] = frame["value"].to_numpy(dtype=float, na_value=np.nan)
        state[at] = frame["state"].cat.codes.to_numpy()
        names = np.array(["/".join((table, *key)) for key in keys], dtype=object).reshape(shape)
        return Cells(table, names, value.reshape(-1, *shape), state.reshape(-1, *shape))

    def rows(self, ids: pd.Series) -> np.ndarray:
        """The row in `reports` of each report_id; -1 where there is no such report."""
        order = pd.Series(np.arange(len(self.reports)), index=self.reports["report_id"].astype("str"))
        ids = ids.astype("category")
        return order.reindex(ids.cat.categories).to_numpy(dtype=float, na_value=-1).astype(np.int64)[ids.cat.codes.to_numpy()]

    @cached_property
    def organ(self) -> np.ndarray:
        """A number for each report's organ; -1 where neither its place nor its name tells it from namesakes elsewhere (城关镇人民政府)."""
        number = self.reports.groupby(ORGAN, dropna=False, observed=True, sort=False).ngroup().to_numpy()
        placed = self.reports[["province", "prefecture", "county"]].notna().any(axis=1) | self.reports["organ"].fillna("").str.contains(
            "[省市县区旗州盟].", regex=True
        )
        return np.where(placed, number, -1)

    @cached_property
    def dated(self) -> pd.DataFrame:
        """row, organ and year of the reports whose organ and year are known."""
        known = pd.DataFrame(
            {"row": np.arange(len(self.reports)), "organ": self.organ, "year": self.reports["year"].astype("Int64").to_numpy()}
        )
        return known[(known["organ"] >= 0) & known["year"].notna()].astype("int64")

    @cached_property
    def series(self) -> np.ndarray:
        """(pairs, 2): rows of reports of one organ for a year and the year after; years told twice are left out."""
        known = self.dated.drop_duplicates(["organ", "year"], keep=False)
        pairs = known.merge(known.assign(year=known["year"] - 1), on=["organ", "year"], suffixes=("", "_later"))
        return pairs[["row", "row_later"]].to_numpy(dtype=np.int64).reshape(-1, 2)

    @cached_property
    def stated(self) -> pd.DataFrame:
        """The narrative's figures with `row`, the report's row; rows in the order of the frame."""
        frame = self.corpus.statements
        return frame.assign(row=self.rows(frame["report_id"]))

    @cached_property
    def flat(self) -> np.ndarray:
        """(reports, cells): every figure of the three tables that counts something of the year, NaN where there is none; stocks are left out."""
        tables = (self.disclosure, self.applications, self.disputes)
        return np.hstack([c.values[:, [not key.endswith(_STOCKS) for key in c.keys.ravel()]] for c in tables])


def known_sum(value: np.ndarray, state: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """(sum of the figures that are known, whether a cell of the form is missing among them)."""
    return np.nansum(value, axis=axis), ((state != NO_CELL) & np.isnan(value)).any(axis=axis)


def unequal(left: np.ndarray, left_open: np.ndarray, right: np.ndarray, right_open: np.ndarray) -> np.ndarray:
    """Where two sums of counts cannot be equal. An open sum can only grow, so a known sum below it is proof; two open ones prove nothing."""
    differ = ~np.isclose(left, right)
    return differ & np.where(left_open, ~right_open & (left > right), ~right_open | (right > left))
