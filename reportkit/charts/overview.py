"""What is there: reports by year, kind and province, and what is known of them."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .. import measures
from .marks import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, UNKNOWN, count_axis, heat, legend_above, list_rows
from .style import NothingToShow, Size, Words, chart
from .words import say

_KIND_COLOURS = {"town": BLUE, "township": SKY, "subdistrict": ORANGE, "county": GREEN, "department": PURPLE}


def _require_reports(data: pd.DataFrame, lang: str) -> None:
    if data.empty:
        raise NothingToShow(say(lang, "no_reports"))


def _years_wide(frame: pd.DataFrame) -> Size:
    return max(7, 3 + 0.48 * frame["year"].nunique()), 4.2


@chart(measures.known, size=_years_wide)
def coverage_by_year(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """What is known, year by year: in how many reports each kind of fact was found (measures.known)."""
    _require_reports(data, lang)
    known = data.pivot(index="fact", columns="year", values="known").reindex(list(measures.FACTS)).dropna(axis=1)
    n = data.drop_duplicates("year").set_index("year")["n"].reindex(known.columns)
    shares = (known / n).to_numpy(dtype=float)
    texts = [[f"{v:,}" if v else "·" for v in row] for row in known.to_numpy()]
    heat(ax, shares, texts, [say(lang, f"fact.{f}") for f in known.index], [f"{year}\n({n[year]:,})" for year in known.columns])
    total = int(n.sum())
    return Words(say(lang, "coverage_by_year", n=total), say(lang, "coverage_by_year.note"))


@chart(measures.facts)
def reports_by_year(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """How many reports there are of each year, by the kind of organ (measures.facts)."""
    _require_reports(data, lang)
    kinds = data["kind"].astype("str").where(data["kind"].isin(list(_KIND_COLOURS)), "other")
    counts = pd.crosstab(data["year"].astype(int), kinds)
    counts = counts.reindex(range(counts.index.min(), counts.index.max() + 1), fill_value=0)
    base = np.zeros(len(counts))
    for kind in [k for k in (*_KIND_COLOURS, "other") if k in counts]:
        ax.bar(counts.index, counts[kind], bottom=base, width=0.75, color=_KIND_COLOURS.get(kind, GREY), label=say(lang, f"kind.{kind}"))
        base += counts[kind].to_numpy()
    for year, total in zip(counts.index, base, strict=True):
        ax.annotate(f"{total:,.0f}", (year, total), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=8)
    ax.set_xticks(counts.index, [str(y) if len(counts) <= 20 or y % 2 == 0 else "" for y in counts.index])
    count_axis(ax, "y")
    legend_above(ax)
    organs = data.drop_duplicates(measures.ORGAN)
    return Words(say(lang, "reports_by_year", n=len(data), organs=len(organs)), say(lang, "reports_by_year.note"))


def _provinces_high(frame: pd.DataFrame) -> Size:
    return 8, 1.6 + 0.2 * max(5, frame["province"].nunique(dropna=False))


@chart(measures.facts, size=_provinces_high)
def reports_by_province(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """How many reports there are from each province, most first (measures.facts)."""
    _require_reports(data, lang)
    counts = data["province"].value_counts()
    counts = counts[counts > 0]
    unplaced = int(data["province"].isna().sum())
    names = [*counts.index, *([say(lang, "not_known")] if unplaced else [])]
    values = [*counts, *([unplaced] if unplaced else [])]
    ax.barh(range(len(names)), values, height=0.7, color=[BLUE] * len(counts) + [UNKNOWN] * (len(names) - len(counts)))
    for row, value in enumerate(values):
        ax.annotate(f"{value:,}", (value, row), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8)
    list_rows(ax, names)
    count_axis(ax, "x")
    title = say(lang, "reports_by_province", n=len(data), provinces=len(counts), unplaced=unplaced)
    return Words(title, say(lang, "reports_by_province.note"))
