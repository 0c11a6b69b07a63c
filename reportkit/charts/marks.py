"""Colours, axes and rows that several charts share. Colours by Okabe and Ito: safe for the colour-blind."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

BLUE, ORANGE, GREEN, RED, SKY, PURPLE, GREY = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#999999")
UNKNOWN = "#DDDDDD"
HEAT = "Blues"


def count_axis(ax: Axes, which: str) -> None:
    """Counts along an axis: whole numbers with thousands separators."""
    axis = getattr(ax, f"{which}axis")
    axis.get_major_locator().set_params(integer=True)
    axis.set_major_formatter(FuncFormatter(_thousands))


def log_axis(ax: Axes, which: str, low: float, high: float) -> None:
    """Counts from low to high along a logarithmic axis, with a place for 0 where low is 0; ticks at 1, 2, 5 or at the powers of ten."""
    start, end = (-0.3 if low < 1 else low / 1.5), high * 1.6 + 0.5
    steps = (1, 2, 5) if end / max(low, 1) < 1000 else (1,)
    ticks = [0, *(step * 10**power for power in range(int(np.log10(end)) + 1) for step in steps)]
    getattr(ax, f"set_{which}scale")("symlog", linthresh=1, linscale=0.4)
    getattr(ax, f"set_{which}lim")(start, end)
    axis = getattr(ax, f"{which}axis")
    axis.set_major_locator(FixedLocator([tick for tick in ticks if start <= tick <= end]))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(_thousands))


def _thousands(value: float, _: int) -> str:
    return f"{value:,.0f}"


def percent_axis(ax: Axes, which: str) -> None:
    """Shares along an axis, as percentages."""
    getattr(ax, f"{which}axis").set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))


def legend_above(ax: Axes, **options: object) -> None:
    """The legend in a row above the axes, where it can cover nothing."""
    options = {"ncols": 6, "columnspacing": 1.4, "handletextpad": 0.5, "borderaxespad": 0.2} | options
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), **options)


def spread(n: int, width: float) -> np.ndarray:
    """n offsets within ±width/2 that fill it evenly in any order (golden-ratio sequence), so that dots of one row do not cover each other."""
    return ((np.arange(n) * 0.618034) % 1 - 0.5) * width


def list_rows(ax: Axes, labels: Sequence[str]) -> None:
    """Name the rows of a chart from the top down, with light lines across instead of ticks."""
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.grid(visible=False, axis="y")
    ax.grid(visible=True, axis="x")


def heat(ax: Axes, shares: np.ndarray, texts: Sequence[Sequence[str]], rows: Sequence[str], columns: Sequence[str], top: float = 1) -> None:
    """A matrix of shares as colour (0 to top), a text in every cell; null cells are left white."""
    ax.imshow(shares, cmap=HEAT, vmin=0, vmax=top * 1.15, aspect="auto")
    for (row, column), share in np.ndenumerate(shares):
        dark = not np.isnan(share) and share > 0.6 * top
        ax.text(column, row, texts[row][column], ha="center", va="center", fontsize=8, color="white" if dark else "#303030")
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    ax.grid(visible=False)
    ax.grid(which="minor", axis="both", color="white", linewidth=1.5)
    ax.spines[:].set_visible(False)
    ax.xaxis.tick_top()
