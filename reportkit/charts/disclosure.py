"""Proactive disclosure: how many items the reports say they published."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from .. import measures
from .marks import BLUE, GREY, ORANGE, RED, SKY, count_axis, legend_above, list_rows, log_axis, spread
from .style import NothingToShow, Size, Words, chart
from .words import organ_name, say

TOP = 40
_LEAST = 3
_MARKS = {"exact": {"marker": "o"}, "at_least": {"marker": ">"}, "about": {"marker": "o", "markerfacecolor": "white"}}


def _told(data: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The reports whose figure is known; NothingToShow where it is known for none."""
    told = data[data["value"].notna()]
    if told.empty:
        raise NothingToShow(say(lang, "nothing_known", all=len(data)))
    return told.assign(value=told["value"].astype(float))


def _tally(data: pd.DataFrame, told: pd.DataFrame) -> dict[str, int]:
    """The numbers of a title: reports told of, organs, all reports, the rest."""
    return {"n": len(told), "organs": len(told.drop_duplicates(measures.ORGAN)), "all": len(data), "missing": len(data) - len(told)}


def _latest(told: pd.DataFrame) -> pd.DataFrame:
    """The last figure of each organ, highest first."""
    last = told.sort_values("year").drop_duplicates(measures.ORGAN, keep="last")
    return last.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def _towns_high(frame: pd.DataFrame) -> Size:
    organs = len(frame[frame["value"].notna() & frame["town"].notna()].drop_duplicates(measures.ORGAN))
    return 8, 1.8 + 0.19 * (min(organs, TOP) + 2)


@chart(measures.proactive, size=_towns_high)
def proactive_by_town(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Items proactively disclosed, the latest figure of each organ: the TOP highest, the rest as one row (measures.proactive)."""
    told = _told(data[data["town"].notna()], lang)
    organs = _latest(told)
    first, rest = organs.head(TOP), organs["value"].iloc[TOP:]
    ax.hlines(first.index, 0, first["value"], color="#EEEEEE", linewidth=1, zorder=1)
    for bound, mark in _MARKS.items():
        rows = first[first["bound"] == bound]
        ax.plot(rows["value"], rows.index, linestyle="", color=BLUE, markersize=5, **mark)
    for row, value in first["value"].items():
        ax.annotate(f"{value:,.0f}", (value, row), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7.5)
    names = [f"{organ_name(r)} {r.year}" for r in first.itertuples()]
    if len(rest):
        _rest_row(ax, rest, len(first))
        names.append(say(lang, "other_organs", n=len(rest)))
    list_rows(ax, names)
    log_axis(ax, "x", rest.quantile(0.25) if len(rest) else first["value"].min(), first["value"].max())
    legend_above(ax, handles=_bound_keys(first, lang))
    towns = data[data["town"].notna()]
    note = say(lang, "proactive_by_town.note") + say(lang, "no_towns.note", n=len(data) - len(towns))
    return Words(say(lang, "proactive_by_town", **_tally(towns, told)), note)


def _rest_row(ax: Axes, values: pd.Series, row: int) -> None:
    low, middle, high = values.quantile([0.25, 0.5, 0.75])
    ax.hlines(row, low, high, color=GREY, linewidth=5)
    ax.plot(middle, row, marker="|", color="black", markersize=9, markeredgewidth=1.6)
    ax.annotate(f"{middle:,.0f}", (high, row), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7.5)


def _bound_keys(rows: pd.DataFrame, lang: str) -> list[Line2D]:
    present = [b for b in _MARKS if (rows["bound"] == b).any()]
    return [Line2D([], [], linestyle="", color=BLUE, markersize=5, label=say(lang, f"bound.{b}"), **_MARKS[b]) for b in present]


@chart(measures.proactive)
def proactive_over_years(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Items proactively disclosed over the years: a line an organ, median and quartiles of all (measures.proactive)."""
    told = _told(data, lang)
    years = told.groupby(told["year"].astype(int))["value"].describe().query("count >= @_LEAST")
    years = years.reindex(range(years.index.min(), years.index.max() + 1)) if len(years) else years
    several = told[told.duplicated(measures.ORGAN, keep=False)]
    _organ_lines(ax, several)
    alone = told.drop(several.index)
    ax.scatter(alone["year"].astype(int) + spread(len(alone), 0.5), alone["value"], s=5, color="#C9C9C9", linewidth=0, zorder=1)
    ax.fill_between(years.index, years["25%"], years["75%"], color=ORANGE, alpha=0.25, linewidth=0, zorder=1.5)
    ax.plot(years["50%"], color=RED, linewidth=2.2, zorder=3)
    _label_medians(ax, years["50%"].dropna())
    log_axis(ax, "y", told["value"].min(), told["value"].max())
    ax.xaxis.set_major_locator(MaxNLocator(20, integer=True))
    ax.set_xlim(int(told["year"].min()) - 0.6, int(told["year"].max()) + 0.6)
    note = say(lang, "proactive_over_years.note", lines=len(several.drop_duplicates(measures.ORGAN)), least=_LEAST)
    return Words(say(lang, "proactive_over_years", **_tally(data, told)), note)


def _organ_lines(ax: Axes, several: pd.DataFrame) -> None:
    """A line from each year of an organ to the next, none across a missing year; fainter the more there are."""
    steps = measures.changes(several).dropna(subset="previous")
    year = steps["year"].to_numpy(dtype=float)
    ends = np.column_stack([year - 1, steps["previous"], year, steps["value"]]).astype(float).reshape(-1, 2, 2)
    faint = np.clip(100 / max(len(several), 1), 0.02, 1)
    ax.add_collection(LineCollection(ends, color=SKY, linewidth=0.9, alpha=faint, zorder=2))
    ax.scatter(several["year"].astype(int), several["value"], s=6, color=SKY, alpha=faint, linewidth=0, zorder=2)


def _label_medians(ax: Axes, medians: pd.Series) -> None:
    for year, value in medians.items():
        label = ax.annotate(f"{value:,.0f}", (year, value), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=8, color=RED)
        label.set(bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}, zorder=4)


@chart(measures.proactive)
def proactive_distribution(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """How the counts of items proactively disclosed are distributed, on a logarithmic scale (measures.proactive)."""
    told = _told(data, lang)
    edges = np.unique(np.concatenate([[0, 1], np.ceil(np.geomspace(2, max(told["value"].max() + 1, 4), 16))]))
    bases = [b for b in measures.BASES[:2] if (told["basis"] == b).any()]
    groups = [told.loc[told["basis"] == b, "value"] for b in bases]
    labels = [say(lang, f"basis.{b}", n=len(g)) for b, g in zip(bases, groups, strict=True)]
    ax.hist(groups, bins=edges, stacked=True, color=[BLUE, ORANGE][: len(bases)], edgecolor="white", linewidth=0.6, label=labels)
    middle = told["value"].median()
    ax.axvline(middle, color=RED, linewidth=1.4)
    top = ax.get_ylim()[1]
    ax.annotate(say(lang, "median", value=middle), (middle, top), xytext=(4, -2), textcoords="offset points", va="top", color=RED)
    log_axis(ax, "x", told["value"].min(), told["value"].max())
    count_axis(ax, "y")
    ax.set_xlabel(say(lang, "items"))
    ax.set_ylabel(say(lang, "reports"))
    legend_above(ax)
    parts = int((data["basis"] == "several parts, no total").sum())
    return Words(say(lang, "proactive_distribution", **_tally(data, told)), say(lang, "proactive_distribution.note", parts=parts))


def _rows_high(column: str) -> object:
    return lambda frame: (8, 1.8 + 0.28 * max(4, frame[column].nunique()))


@chart(measures.proactive, size=_rows_high("province"))
def proactive_by_province(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Items proactively disclosed by province: a dot a report, the median marked (measures.proactive)."""
    told = _told(data, lang)
    placed = told[told["province"].notna()]
    _strips(ax, {name: g["value"] for name, g in placed.groupby("province", observed=True)}, lang)
    note = say(lang, "strips.note") + say(lang, "unplaced.note", n=len(told) - len(placed))
    return Words(say(lang, "proactive_by_province", **_tally(data, told)), note)


@chart(measures.channels, size=(8, 4.4))
def proactive_by_channel(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Stated parts of proactive disclosure by channel: a dot a stated figure, the median marked (measures.channels)."""
    told = _told(data, lang)
    _strips(ax, {say(lang, f"channel.{name}"): g["value"] for name, g in told.groupby("channel", observed=True)}, lang)
    tally = {"n": len(told), "reports": told["report_id"].nunique()}
    return Words(say(lang, "proactive_by_channel", **tally), say(lang, "strips.note") + say(lang, "proactive_by_channel.note"))


def _strips(ax: Axes, groups: dict[str, pd.Series], lang: str) -> None:
    """One row a group, highest median first: its values as dots on a logarithmic scale, the median as a bar with its number."""
    order = sorted(groups, key=lambda name: (len(groups[name]) >= _LEAST, groups[name].median()), reverse=True)
    for row, name in enumerate(order):
        values = groups[name]
        ax.scatter(values, row + spread(len(values), 0.55), s=10, color=BLUE, alpha=min(0.75, 8 / len(values) ** 0.5), linewidth=0)
        if len(values) >= _LEAST:
            ax.vlines(values.median(), row - 0.36, row + 0.36, color=RED, linewidth=2)
            ax.annotate(f"{values.median():,.0f}", (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=8, color=RED)
    list_rows(ax, [say(lang, "named_n", name=name, n=len(groups[name])) for name in order])
    log_axis(ax, "x", min(v.min() for v in groups.values()), max(v.max() for v in groups.values()))
    ax.set_xlabel(say(lang, "items"))
