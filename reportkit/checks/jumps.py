"""Figures that changed against the year before by more than is plausible: a notice, never more."""

import numpy as np
import pandas as pd

from ..persistence import ORGAN
from .findings import Found, found, numbers
from .wide import CELL, NEW, Wide

_LEAST, _FAR, _FEW = 20, 4.0, 8  # figures below 20 jump for nothing; four spreads are far; fewer than eight changes give no spread
_OWN = 3  # so many other years tell what is usual for an organ
_LEAST_SPREAD = np.log(2) / 2  # a spread is never taken to be less than this, so that no change below fourfold is ever far


def jump(wide: Wide) -> Found:
    """A figure changed by more than its county's (or the whole corpus') changes make plausible, and lies outside what its organ prints in other years.

    Changes are compared as logarithms; the spread is the scaled median absolute deviation (1.4826 · MAD), never below half a doubling.
    """
    said = wide.stated
    totals = said[(said["measure"] == "proactive_total") & (said["bound"] == "exact")].drop_duplicates("row", keep=False)
    value = np.full(len(wide.reports), np.nan)
    value[totals["row"]] = totals["value"].to_numpy(dtype=float)
    hits = [_jumps(wide, value, "statements/proactive_total"), _jumps(wide, wide.applications.value[:, NEW, -1], "applications/new//total")]
    for key in (("20.5", "licences", "decisions"), ("20.6", "penalties", "decisions")):
        hits.append(_jumps(wide, wide.disclosure.value[:, CELL[key]], "/".join(("disclosure", *key))))
    return pd.concat(hits, ignore_index=True)


def _jumps(wide: Wide, value: np.ndarray, path: str) -> Found:
    before, after = wide.series.T
    both = ~np.isnan(value[before]) & ~np.isnan(value[after]) & (np.maximum(value[before], value[after]) >= _LEAST)
    before, after = before[both], after[both]
    size = np.log1p(np.maximum(value, 0))
    change = pd.Series(size[after] - size[before])
    usual, spread = _usual(change, wide.reports.iloc[after].groupby(ORGAN[:2], dropna=False, observed=True).ngroup().to_numpy())
    bad = (abs(change - usual) > _FAR * spread).to_numpy() & _unlike_its_years(wide, size, after)
    return found(after[bad], path.split("/")[0], path, numbers(value[before][bad]), numbers(value[after][bad]))


def _usual(change: pd.Series, county: np.ndarray) -> tuple[pd.Series, pd.Series]:
    """Median and spread of the changes in each one's county; those of all where a county has too few; an endless spread where all are too few."""
    group = pd.Series(county)
    group = group.where(group.map(group.value_counts()) >= _FEW, -1)
    usual = change.groupby(group).transform("median")
    spread = 1.4826 * (change - usual).abs().groupby(group).transform("median")
    return usual, spread.clip(lower=_LEAST_SPREAD).where(group.map(group.value_counts()) >= _FEW, np.inf)


def _unlike_its_years(wide: Wide, size: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Whether the organ's other years are enough to tell and lie far from this one; true where they are too few to tell."""
    known = wide.dated.assign(size=size[wide.dated["row"]]).dropna()
    own = known.groupby("organ")["size"]
    middle = own.transform("median")
    spread = (1.4826 * (known["size"] - middle).abs().groupby(known["organ"]).transform("median")).clip(lower=_LEAST_SPREAD)
    far = ((known["size"] - middle).abs() > _FAR * spread) | (own.transform("size") <= _OWN)
    return far.set_axis(known["row"]).reindex(after).fillna(True).to_numpy(dtype=bool)
