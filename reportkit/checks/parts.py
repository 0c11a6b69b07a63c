"""Rules on the narrative's count of what was proactively disclosed: its total, and the parts it is made of."""

import numpy as np
import pandas as pd

from .findings import Found, found, numbers
from .wide import Wide

_NEARLY = 0.8  # parts that come to less than this share of the total are examples; nobody claims that they are all


def part_above_total(wide: Wide) -> Found:
    """A part of the proactive disclosure is larger than the stated total, and no run of the other parts is that total."""
    parts, totals = _parts_and_total(wide)
    both = parts.merge(totals, on="row", suffixes=("", "_total"))
    above = both[(both["value"] > both["value_total"]) & (both["bound"] != "about") & (both["bound_total"] == "exact")]
    explained = above["row"].map({row: _runs_to(group, total) for row, group, total in _groups(both, above["row"])})
    above = above[~explained.to_numpy(dtype=bool)]
    return _told(above, above["label"].fillna("").tolist())


def parts_not_total(wide: Wide) -> Found:
    """The stated parts come near the total or above it, but neither they nor any run of them make it."""
    parts, totals = _parts_and_total(wide)
    sums = parts.groupby("row").agg(value=("value", "sum"), exact=("bound", lambda b: (b == "exact").all()), n=("value", "size")).reset_index()
    both = sums.merge(totals, on="row", suffixes=("", "_total"))
    near = both[(both["n"] > 1) & both["exact"] & (both["bound"] == "exact") & (both["value"] >= _NEARLY * both["value_total"])]
    explained = near["row"].map({row: _runs_to(group, total) for row, group, total in _groups(parts.merge(totals, on="row", suffixes=("", "_total")), near["row"])})
    bad = near[~explained.to_numpy(dtype=bool)]
    return _told(bad, bad["n"].astype(str).tolist())


def totals_differ(wide: Wide) -> Found:
    """The narrative gives two totals of proactive disclosure that differ."""
    totals = wide.stated[(wide.stated["measure"] == "proactive_total") & (wide.stated["bound"] == "exact")]
    told = totals.groupby("row")["value"].agg(["min", "max"]).reset_index()
    told = told[told["min"] != told["max"]]
    low, high = (numbers(told[c].to_numpy(dtype=float)) for c in ("min", "max"))
    return found(told["row"], "statements", "statements/proactive_total", low, high)


def total_again(wide: Wide) -> Found:
    """This year's total of proactive disclosure is last year's."""
    totals = wide.stated[(wide.stated["measure"] == "proactive_total") & (wide.stated["bound"] == "exact")].drop_duplicates("row", keep=False)
    value = np.full(len(wide.reports), np.nan)
    value[totals["row"]] = totals["value"].to_numpy(dtype=float)
    before, after = wide.series.T
    bad = (value[before] == value[after]) & (value[after] > 100)  # small numbers come back by chance
    return found(after[bad], "statements", "statements/proactive_total", "", numbers(value[after][bad]))


def _parts_and_total(wide: Wide) -> tuple[pd.DataFrame, pd.DataFrame]:
    said = wide.stated
    totals = said[said["measure"] == "proactive_total"].drop_duplicates("row", keep=False)
    return said[said["measure"] == "proactive_part"], totals[["row", "value", "bound"]]


def _groups(both: pd.DataFrame, rows: pd.Series):
    """(row, its parts in order, its total) of the rows asked for."""
    for row, group in both[both["row"].isin(rows)].groupby("row"):
        yield row, group["value"].to_numpy(dtype=float), float(group["value_total"].iloc[0])


def _runs_to(parts: np.ndarray, total: float) -> bool:
    """Whether parts that stand side by side add up to the total: the others are a second way of counting, or stand outside it."""
    ends = np.concatenate([[0.0], np.cumsum(parts)])
    return bool((np.abs(ends[:, None] - ends[None, :] - total) < 1e-9).any())


def _told(bad: pd.DataFrame, detail: list[str]) -> Found:
    value, total = bad["value"].to_numpy(dtype=float), bad["value_total"].to_numpy(dtype=float)
    return found(bad["row"], "statements", "statements/proactive_total", numbers(total), numbers(value), detail)
