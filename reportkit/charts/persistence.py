"""Weaknesses that return: listed again in a later year although a remedy was promised."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from .. import measures
from .marks import BLUE, GREY, ORANGE, list_rows
from .style import NothingToShow, Size, Words, chart
from .words import organ_name, say, theme_labels

TOP = 30
_MARKS = {
    "years_listed": {"marker": "o", "color": ORANGE, "markersize": 9, "zorder": 2},
    "years_remedied": {"marker": "D", "color": BLUE, "markersize": 4, "zorder": 3},
    "years_free": {"marker": "o", "color": GREY, "markerfacecolor": "white", "markersize": 6, "zorder": 2},
    "years_unknown": {"marker": "$?$", "color": GREY, "markersize": 6, "zorder": 2},
}


def _stories_high(frame: pd.DataFrame) -> Size:
    return 8.5, 2 + 0.3 * max(3, min(TOP, len(frame)))


@chart(measures.persistent_themes, size=_stories_high)
def persistent_themes(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Weaknesses listed again although a remedy was promised: a row an organ and theme, a mark a year (measures.persistent_themes)."""
    if data.empty:
        raise NothingToShow(say(lang, "none_persist"))
    first = data.head(TOP)
    for row, story in enumerate(first.to_dict("records")):
        listed = story["years_listed"]
        ax.hlines(row, listed[0], listed[-1], color="#D9D9D9", linewidth=1.5, zorder=1)
        for column, mark in _MARKS.items():
            ax.plot(story[column], [row] * len(story[column]), linestyle="", **mark)
    keys = [Line2D([], [], linestyle="", label=say(lang, column), **mark) for column, mark in _MARKS.items()]
    ax.legend(handles=keys, loc="center left", bbox_to_anchor=(1, 0.5))
    labels = theme_labels(lang)
    list_rows(ax, [f"{organ_name(s)} · {labels.get(s.theme, s.theme)}" for s in first.itertuples()])
    years = range(min(y[0] for y in first["years_listed"]), max(y[-1] for y in first["years_listed"]) + 1)
    ax.set_xticks(years, [str(y) for y in years])
    ax.set_xlim(years[0] - 0.4, years[-1] + 0.4)
    title = say(lang, "persistent_themes", n=len(data), organs=data["organ"].nunique(), shown=len(first))
    return Words(title, say(lang, "persistent_themes.note"))
