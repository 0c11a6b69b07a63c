"""Rules on the narrative's count of what was proactively disclosed: its total, and the parts it is made of."""

import numpy as np
import pandas as pd

from .findings import Found, found, numbers
from .wide import Wide

_NEARLY = 0.8  # parts that come to less than this share of the total are examples; nobody claims that they are all


def part_above_total(wide: Wide) -> Found:
    """A part of the proactive disclosure is larger than the stated total, and no run of the other parts is that total."""
    parts = _parts_with_total(wide)
    above = parts[(parts["value"] > parts["total"]) & (parts["bound"] != "about")]
    above = above[~above["row"].isin(_explained(parts, above["row"]))]
    return _told(above, above["label"].fillna("").tolist())


def parts_not_total(wide: Wide) -> Found:
    """The stated parts come near the total or above it, but neither they nor any run of them make it."""
    parts = _parts_with_total(wide)
    sums = (
        parts.assign(vague=parts["bound"] != "exact")
        .groupby("row")
        .agg(value=("value", "sum"), total=("total", "first"), vague=("vague", "any"), n=("value", "size"))
    )
    near = sums[
        (sums["n"] > 1) & ~sums["vague"] & (sums["value"] != sums["total"]) & (sums["value"] >= _NEARLY * sums["total"])
    ].reset_index()
    bad = near[~near["row"].isin(_explained(parts, near["row"]))]
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
    totals = wide.stated[(wide.stated["measure"] == "proactive_total") & (wide.stated["bound"] == "exact")].drop_duplicates(
        "row", keep=False
    )
    value = np.full(len(wide.reports), np.nan)
    value[totals["row"]] = totals["value"].to_numpy(dtype=float)
    before, after = wide.series.T
    bad = (value[before] == value[after]) & (value[after] > 100)  # small numbers come back by chance
    return found(after[bad], "statements", "statements/proactive_total", "", numbers(value[after][bad]))


def _parts_with_total(wide: Wide) -> pd.DataFrame:
    """The parts in their order with the `total` of their report, where it states one exact total."""
    said = wide.stated
    totals = said[said["measure"] == "proactive_total"].drop_duplicates("row", keep=False)
    total = totals[totals["bound"] == "exact"].set_index("row")["value"]
    parts = said[said["measure"] == "proactive_part"]
    return parts.assign(total=parts["row"].map(total)).dropna(subset="total")


def _explained(parts: pd.DataFrame, rows: pd.Series) -> set[int]:
    """The rows whose parts make the total after all: some that stand side by side, or all but those that only divide the part before them."""
    return {
        row
        for row, group in parts[parts["row"].isin(rows)].groupby("row")
        if _runs_to(group["value"].to_numpy(float), group["total"].iloc[0])
    }


def _runs_to(parts: np.ndarray, total: float) -> bool:
    ends = np.concatenate([[0.0], np.cumsum(parts)])
    return bool((np.abs(ends[:, None] - ends[None, :] - total) < 1e-9).any()) or abs(_tops(parts) - total) < 1e-9


def _tops(parts: np.ndarray) -> float:
    """The sum of the parts without those that, following a part, add up to it: 20 (12, 8), 11 (6, 5), 4 makes 35."""
    total, n = 0.0, 0
    while n < len(parts):
        total += parts[n]
        inside = np.nonzero(np.cumsum(parts[n + 1 :]) == parts[n])[0]
        n += 1 + (int(inside[0]) + 1 if len(inside) and inside[0] > 0 else 0)
    return total


def _told(bad: pd.DataFrame, detail: list[str]) -> Found:
    value, total = bad["value"].to_numpy(dtype=float), bad["total"].to_numpy(dtype=float)
    return found(bad["row"], "statements", "statements/proactive_total", numbers(total), numbers(value), detail)
