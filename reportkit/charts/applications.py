"""Applications for information: how many came, what became of them, what was carried over."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .. import measures
from ..corpus import Corpus
from .marks import BLUE, GREY, ORANGE, RED, SKY, UNKNOWN, count_axis, legend_above, list_rows, log_axis, percent_axis
from .style import NothingToShow, Size, Words, chart
from .words import outcome_labels, say

_CLASSES = {"0": (0, 0), "1": (1, 1), "2–5": (2, 5), "6–10": (6, 10), "11–50": (11, 50), "> 50": (51, float("inf"))}
_SHADES = ("#DCEAF5", "#A9CDE8", "#6BABD8", "#2F86C1", "#0F5C96", "#08365C")


def _class_of(values: pd.Series) -> pd.Series:
    """The size class of each count; null where the count is."""
    known = values.astype("Float64")
    return pd.Series(
        np.select([known.between(low, high).fillna(False) for low, high in _CLASSES.values()], list(_CLASSES), ""), index=values.index
    ).replace("", None)


def _require(n: int, data: pd.DataFrame, lang: str) -> None:
    if not n:
        raise NothingToShow(say(lang, "nothing_known", all=len(data)))


@chart(measures.applications)
def applications_received(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """How many reports received 0, 1, 2–5 … applications, beside those of which it is not known (measures.applications)."""
    known = data[data["received"].notna()]
    _require(len(known), data, lang)
    counts = pd.crosstab(_class_of(known["received"]), known["basis"].astype("str")).reindex(list(_CLASSES), fill_value=0)
    base = np.zeros(len(counts))
    for source, colour in zip(measures.SOURCES, (BLUE, SKY), strict=False):
        heights = counts[source].to_numpy() if source in counts else np.zeros(len(counts))
        ax.bar(range(len(counts)), heights, bottom=base, width=0.75, color=colour, label=say(lang, f"source.{source}"))
        base += heights
    ax.bar(len(counts) + 0.4, len(data) - len(known), width=0.75, color=UNKNOWN, hatch="///", edgecolor="white")
    places = [*range(len(counts)), len(counts) + 0.4]
    for place, value in zip(places, [*base, len(data) - len(known)], strict=True):
        ax.annotate(f"{value:,.0f}", (place, value), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=8.5)
    ax.set_xticks(places, [*_CLASSES, say(lang, "not_known")])
    count_axis(ax, "y")
    ax.set_xlabel(say(lang, "applications"))
    ax.set_ylabel(say(lang, "reports"))
    legend_above(ax)
    share = (known["received"] == 0).mean()
    title = say(lang, "applications_received", n=len(known), all=len(data), missing=len(data) - len(known), zero=share)
    return Words(title, say(lang, "applications_received.note"))


def _years_wide(frame: pd.DataFrame) -> Size:
    return max(7, 2 + 0.52 * frame["year"].nunique()), 4.8


@chart(measures.applications, size=_years_wide)
def applications_by_year(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """The share of reports of each year that received 0, 1, 2–5 … applications (measures.applications)."""
    known = data[data["received"].notna()]
    _require(len(known), data, lang)
    counts = pd.crosstab(known["year"].astype(int), _class_of(known["received"])).reindex(columns=list(_CLASSES), fill_value=0)
    shares, base = counts.div(counts.sum(axis=1), axis=0), np.zeros(len(counts))
    for shade, name in zip(_SHADES, _CLASSES, strict=True):
        ax.bar(range(len(counts)), shares[name], bottom=base, width=0.8, color=shade, edgecolor="white", linewidth=0.4, label=name)
        base += shares[name].to_numpy()
    totals = data["year"].value_counts()
    ax.set_xticks(range(len(counts)), [f"{y}\n{n:,}/{totals[y]:,}" for y, n in counts.sum(axis=1).items()])
    ax.set_ylim(0, 1)
    percent_axis(ax, "y")
    ax.legend(title=say(lang, "applications"), loc="center left", bbox_to_anchor=(1, 0.5), reverse=True)
    title = say(lang, "applications_by_year", n=len(known), all=len(data), missing=len(data) - len(known))
    return Words(title, say(lang, "applications_by_year.note"))


@chart(measures.applications, size=(6.4, 5.6))
def narrative_against_table(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Applications received: what the narrative says against table III, reports of one pair of figures as one circle (measures.applications)."""
    both = data[data["agrees"].notna()]
    _require(len(both), data, lang)
    points = both.groupby(["stated", "new"]).size().rename("n").reset_index().astype(float)
    apart = points["stated"] != points["new"]
    limit = max(points["stated"].max(), points["new"].max(), 3)
    ax.plot([0, limit * 2], [0, limit * 2], color=GREY, linewidth=1, zorder=1)
    ax.scatter(points["stated"], points["new"], s=40 + 30 * np.sqrt(points["n"]), color=np.where(apart, RED, BLUE), zorder=2)
    for point in points.itertuples():
        ax.annotate(f"{point.n:,.0f}", (point.stated, point.new), xytext=(9, -9), textcoords="offset points", ha="center", fontsize=8)
    for which in ("x", "y"):
        log_axis(ax, which, 0, limit)
    ax.set(xlabel=say(lang, "by_narrative"), ylabel=say(lang, "by_table"))
    ax.grid(axis="both")
    title = say(
        lang, "narrative_against_table", n=len(both), all=len(data), apart=int((~both["agrees"]).sum()), missing=len(data) - len(both)
    )
    return Words(title, say(lang, "narrative_against_table.note"))


def _marked(corpus: Corpus) -> pd.DataFrame:
    """measures.applications with `contradicts`: whether the checks find an error in the report's table III."""
    status = measures.quality(corpus).set_index("report_id")["applications"]
    frame = measures.applications(corpus)
    return frame.assign(contradicts=(frame["report_id"].map(status).astype("str") == "errors").to_numpy())


def _comparable(data: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, str]:
    """The reports whose table III does not contradict itself, and a line that says how many are left out ("" for none)."""
    if "contradicts" not in data or not data["contradicts"].any():
        return data, ""
    return data[~data["contradicts"]], " " + say(lang, "contradicting_left_out", left_out=int(data["contradicts"].sum()))


@chart(_marked, size=(8, 3.4))
def applications_carried_over(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """New, carried in and carried out: how many reports give which size, blank cells apart (measures.applications).

    Reports whose table III contradicts itself are left out, and counted in the note.
    """
    rows = ("new", "carried_in", "carried_out")
    data, left_out = _comparable(data, lang)
    known = data[data[list(rows)].notna().any(axis=1)]
    _require(len(known), data, lang)
    counts = pd.DataFrame({row: _class_of(known[row]).value_counts() for row in rows}).reindex(list(_CLASSES)).fillna(0)
    base = np.zeros(len(rows))
    for shade, name in zip(_SHADES, _CLASSES, strict=True):
        ax.barh(range(len(rows)), counts.loc[name], left=base, height=0.6, color=shade, edgecolor="#808080", linewidth=0.4, label=name)
        base += counts.loc[name].to_numpy()
    ax.barh(
        range(len(rows)),
        len(known) - base,
        left=base,
        height=0.6,
        color=UNKNOWN,
        hatch="///",
        edgecolor="white",
        label=say(lang, "not_known"),
    )
    labels = outcome_labels(lang)
    list_rows(ax, [say(lang, "named_n", name=labels[row], n=int(k)) for row, k in zip(rows, base, strict=True)])
    count_axis(ax, "x")
    ax.set_xlabel(say(lang, "reports"))
    ax.legend(title=say(lang, "applications"), loc="center left", bbox_to_anchor=(1, 0.5))
    title = say(lang, "applications_carried_over", n=len(known), all=len(data), missing=len(data) - len(known))
    return Words(title, say(lang, "applications_carried_over.note") + left_out)


@chart(_marked, size=(8, 3.8))
def application_outcomes(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """What became of the applications: the sum over the reports that give the outcome, and how many do (measures.applications).

    Reports whose table III contradicts itself are left out, and counted in the note.
    """
    outcomes = list(measures.OUTCOMES)
    data, left_out = _comparable(data, lang)
    known = data[data[outcomes].notna().any(axis=1)]
    _require(len(known), data, lang)
    sums, n = known[outcomes].sum().astype(float), known[outcomes].notna().sum()
    ax.barh(range(len(outcomes)), sums, height=0.65, color=ORANGE)
    for row, outcome in enumerate(outcomes):
        text = f"{sums[outcome]:,.0f}" if n[outcome] else say(lang, "not_known")
        ax.annotate(text, (sums[outcome], row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8.5)
    labels = outcome_labels(lang)
    list_rows(ax, [say(lang, "named_n", name=labels[o], n=n[o]) for o in outcomes])
    count_axis(ax, "x")
    ax.set_xlim(0, max(sums.max() * 1.12, 4))
    ax.set_xlabel(say(lang, "applications"))
    title = say(lang, "application_outcomes", n=len(known), all=len(data), missing=len(data) - len(known))
    return Words(title, say(lang, "application_outcomes.note") + left_out)
