"""How far the tables can be compared, what stands in their cells, and what the checks found."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .. import form, quality
from .marks import BLUE, GREEN, GREY, ORANGE, PURPLE, RED, SKY, UNKNOWN, count_axis, heat, legend_above, list_rows, percent_axis
from .style import NothingToShow, Size, Words, chart
from .words import say

_SEVERITY_COLOURS = {"error": RED, "warning": ORANGE, "notice": GREY}
_STATE_COLOURS = {
    "reported": BLUE,
    "corrected": GREEN,
    "blank": SKY,
    "dash": PURPLE,
    "words": ORANGE,
    "unreadable": RED,
    "absent": GREY,
    "unseen": UNKNOWN,
}


def _years_wide(frame: pd.DataFrame) -> Size:
    return max(7, 3 + 0.48 * frame["year"].nunique()), 2.9


@chart(quality.usable_tables, size=_years_wide)
def usable_tables_by_year(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """In how many reports of each year each table is usable for comparison (quality.usable_tables; quality.DEFINITION says what that means)."""
    if data.empty:
        raise NothingToShow(say(lang, "no_reports"))
    n = data.drop_duplicates("year").set_index("year")["n"].sort_index()
    usable = data[data["status"] == "usable"].pivot(index="table", columns="year", values="reports")
    usable = usable.reindex(index=list(form.TABLES), columns=n.index).fillna(0)
    texts = [[f"{v:,}" if v else "·" for v in row] for row in usable.to_numpy()]
    columns = [f"{year}\n({n[year]:,})" for year in n.index]
    heat(ax, (usable / n).to_numpy(dtype=float), texts, [say(lang, f"fact.{t}") for t in usable.index], columns)
    counts = {table: int(total) for table, total in usable.sum(axis=1).items()}
    return Words(say(lang, "usable_tables_by_year", n=int(n.sum()), **counts), say(lang, "usable_tables_by_year.note"))


@chart(quality.cell_states, size=(9, 3.4))
def states_of_cells(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """What stands in the cells of each table: shares of all cells of the form, by state (quality.cell_states)."""
    if data.empty or not data["cells"].sum():
        raise NothingToShow(say(lang, "no_reports"))
    shares = data.assign(share=data["cells"] / data["n"]).pivot(index="table", columns="state", values="share").reindex(list(form.TABLES))
    base = np.zeros(len(shares))
    for state in [s for s in _STATE_COLOURS if shares[s].fillna(0).sum() > 0]:
        width = shares[state].fillna(0).to_numpy(dtype=float)
        ax.barh(range(len(shares)), width, left=base, height=0.7, color=_STATE_COLOURS[state], label=say(lang, f"state.{state}"))
        base += width
    n = data.drop_duplicates("table").set_index("table")["n"]
    list_rows(ax, [say(lang, "named_n", name=say(lang, f"fact.{t}"), n=int(n[t])) for t in shares.index])
    percent_axis(ax, "x")
    ax.set_xlim(0, 1)
    legend_above(ax, ncols=8)
    title = say(lang, "states_of_cells", n=int(n.sum()), reports=int(data["reports"].iloc[0]))
    return Words(title, say(lang, "states_of_cells.note"))


def _rules_high(frame: pd.DataFrame) -> Size:
    return 9, 1.9 + 0.24 * max(4, len(frame))


@chart(quality.findings_by_rule, size=_rules_high)
def findings_by_rule(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """In how many reports each rule found something, errors first (quality.findings_by_rule)."""
    if data.empty:
        raise NothingToShow(say(lang, "nothing_found"))
    for severity, colour in _SEVERITY_COLOURS.items():
        rows = data.index[data["severity"] == severity]
        if len(rows):
            ax.barh(rows, data.loc[rows, "reports"].astype(float), height=0.7, color=colour, label=say(lang, f"severity.{severity}"))
    for row, reports in enumerate(data["reports"]):
        ax.annotate(f"{reports:,}", (reports, row), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8)
    list_rows(ax, data[f"name_{lang}"])
    count_axis(ax, "x")
    legend_above(ax)
    counts = data.groupby("severity", observed=False)["findings"].sum()
    n = int(data["n"].iloc[0])
    title = say(lang, "findings_by_rule", n=n, **{f"{s}s": int(counts[s]) for s in _SEVERITY_COLOURS})
    return Words(title, say(lang, "findings_by_rule.note"))
