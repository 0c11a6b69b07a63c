"""Rules between the years of one organ: what is carried from one report into the next, and what cannot have stayed or jumped so."""

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, at, found, numbers
from .wide import APPLICATION_ROWS, DISCLOSURE_CELLS, Wide

_ROW = {row: n for n, row in enumerate(APPLICATION_ROWS)}
_CELL = {key: n for n, key in enumerate(DISCLOSURE_CELLS)}


def carry_over(wide: Wide) -> Found:
    """Carried over to the next year = carried in from the year before, for each kind of applicant."""
    c, (before, after) = wide.applications, wide.series.T
    out, came = c.value[before, _ROW["carried_out", ""]], c.value[after, _ROW["carried_in", ""]]
    bad = ~np.isclose(out, came) & ~np.isnan(out) & ~np.isnan(came)
    return _placed(at(c, bad, np.broadcast_to(c.keys[_ROW["carried_in", ""]], bad.shape), out, came), after)


def stock_in_force(wide: Wide) -> Found:
    """2021 form: in force = in force the year before + issued − repealed."""
    hits = []
    for item in ("rules", "normative_documents"):
        hits.append(_stock(wide, "in_force", ("20.1", item), lambda v, b, a: v("in_force", b) + v("issued", a) - v("repealed", a)))
    return pd.concat(hits, ignore_index=True)


def stock_of_items(wide: Wide) -> Found:
    """2019 form: items in the previous year = items in the year before that + its change."""
    rows = [key[:2] for key in form.cells("disclosure", "2019") if key[2] == "prior_year_items"]
    hits = [_stock(wide, "prior_year_items", row, lambda v, b, a: v("prior_year_items", b) + v("change", b)) for row in rows]
    return pd.concat(hits, ignore_index=True)


def _stock(wide: Wide, measure: str, row: form.Key, expected) -> Found:
    """Findings where a stock is not what the year before makes it."""
    c, (before, after) = wide.disclosure, wide.series.T

    def value(name: str, reports: np.ndarray) -> np.ndarray:
        return c.value[reports, _CELL[*row, name]]

    asked, stands = expected(value, before, after), value(measure, after)
    bad = ~np.isclose(asked, stands) & ~np.isnan(asked) & ~np.isnan(stands)
    return _placed(at(c, bad, np.full(bad.shape, "/".join(("disclosure", *row, measure)), dtype=object), asked, stands), after)


def _placed(hits: Found, after: np.ndarray) -> Found:
    """Findings on pairs of reports, given to the later report of each pair."""
    return hits.assign(row=after[hits["row"]])


def repeated_figures(wide: Wide) -> Found:
    """The tables print last year's figures again: at least five of them above 1, every one the same."""
    before, after = wide.series.T
    same, many = np.ones(len(before), dtype=bool), np.zeros(len(before), dtype=int)
    for c in (wide.disclosure, wide.applications, wide.disputes):
        flat = np.nan_to_num(c.value.reshape(len(c.value), -1), nan=-1)
        flat = flat[:, [n for n, key in enumerate(c.keys.ravel()) if not _kept(key)]]
        same &= (flat[before] == flat[after]).all(axis=1)
        many += ((flat[after] > 1) & (flat[before] == flat[after])).sum(axis=1)
    bad = same & (many >= 5)
    return found(after[bad], "", "", "", numbers(many[bad].astype(float)))


def _kept(path: str) -> bool:
    """Stocks may rightly stay as they are."""
    return path.rsplit("/", 1)[1] in ("in_force", "total_disclosed", "prior_year_items")


def same_as_last_year(wide: Wide) -> Found:
    """The file of this year's report is last year's file."""
    sha, (before, after) = wide.reports["sha256"].fillna("").to_numpy(dtype=object), wide.series.T
    bad = (sha[before] == sha[after]) & (sha[after] != "")
    return found(after[bad], "reports", "reports/sha256", "", sha[after][bad])


def missing_year(wide: Wide) -> Found:
    """A year between two reports of an organ has none."""
    known = wide.reports[["organ", "year"]].reset_index(names="row").dropna().drop_duplicates(["organ", "year"]).sort_values(["organ", "year"])
    gap = known.groupby("organ")["year"].diff()
    bad = known[(gap > 1).fillna(False)]
    years = [str(int(y) - 1) if g == 2 else f"{int(y) - int(g) + 1}–{int(y) - 1}" for y, g in zip(bad["year"], gap[bad.index], strict=True)]
    return found(bad["row"], "reports", "reports/year", years, "")


_LEAST, _FAR, _FEW = 20, 4.0, 8  # figures below 20 jump for nothing; four spreads are far; fewer than eight changes give no spread


def jump(wide: Wide) -> Found:
    """A figure changed against the year before by more than its county's (or the whole corpus') changes make plausible.

    Changes are compared as logarithms; the spread is the scaled median absolute deviation, never below a doubling (ln 2 / 2).
    """
    figures = wide.stated[(wide.stated["measure"] == "proactive_total") & (wide.stated["bound"] == "exact")].drop_duplicates("row", keep=False)
    value = np.full(len(wide.reports), np.nan)
    value[figures["row"].to_numpy(dtype=np.int64)] = figures["value"].to_numpy(dtype=float)
    new = wide.applications.value[:, _ROW["new", ""], form.APPLICANTS.index("total")]
    licences = wide.disclosure.value[:, _CELL["20.5", "licences", "decisions"]]
    penalties = wide.disclosure.value[:, _CELL["20.6", "penalties", "decisions"]]
    paths = ("statements/proactive_total", "applications/new//total", "disclosure/20.5/licences/decisions", "disclosure/20.6/penalties/decisions")
    hits = [_jumps(wide, v, path) for v, path in zip((value, new, licences, penalties), paths, strict=True)]
    return pd.concat(hits, ignore_index=True)


def _jumps(wide: Wide, value: np.ndarray, path: str) -> Found:
    before, after = wide.series.T
    both = ~np.isnan(value[before]) & ~np.isnan(value[after]) & (np.maximum(value[before], value[after]) >= _LEAST)
    before, after = before[both], after[both]
    change = pd.Series(np.log1p(np.maximum(value[after], 0)) - np.log1p(np.maximum(value[before], 0)))
    county = wide.reports["county"].astype("str").fillna("").to_numpy(dtype=object)[after]
    usual, spread = _robust(change, pd.Series(county))
    bad = (abs(change - usual) > _FAR * spread).to_numpy()
    return found(after[bad], path.split("/")[0], path, numbers(value[before][bad]), numbers(value[after][bad]))


def _robust(change: pd.Series, group: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Median and spread of the changes in each one's group; those of all where a group has too few; no finding where all are too few."""
    few = group.map(group.value_counts()) < _FEW
    group = group.mask(few, "")
    usual = change.groupby(group).transform("median")
    spread = 1.4826 * (change - usual).abs().groupby(group).transform("median")
    enough = group.map(group.value_counts()) >= _FEW
    return usual, spread.clip(lower=np.log(2) / 2).where(enough, np.inf)
