"""How every chart looks: font, figure, title and notes that are never cut.

Nothing is changed for other figures: the style holds while a chart is drawn, and what matplotlib would look up later is written into the axes.
"""

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from ..corpus import Corpus
from ..errors import MissingExtra, ReportkitError
from .words import say, wrap

_HERE = Path(__file__).parent
Size = tuple[float, float]


class NothingToShow(ReportkitError):
    """A chart whose figures are known for no report of the corpus."""


class Words(NamedTuple):
    """What a chart says around its axes: the title with its n, and the note on what is missing and how to read it."""

    title: str
    note: str


Draw = Callable[[pd.DataFrame, Axes, str], Words]


def chart(measure: Callable[[Corpus], pd.DataFrame], size: Size | Callable[[pd.DataFrame], Size] = (8, 4.8)) -> Callable[[Draw], Callable]:
    """Make a chart of a function that draws a measure's frame: it then also takes a Corpus, a figure of its own where ax is None, and the style."""

    def decorate(draw: Draw) -> Callable[..., Axes]:
        def drawn(data: Corpus | pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
            frame = measure(data) if isinstance(data, Corpus) else data
            own = ax is None
            figure = _figure(size(frame) if callable(size) else size) if own else ax.figure
            with look():
                ax = figure.add_subplot() if own else _dress(ax)
                try:
                    words = draw(frame, ax, lang)
                except NothingToShow as reason:
                    words = _blank(ax, draw.__name__, str(reason), lang)
                (_frame_words if own else _axes_words)(ax, words)
                _settle(ax)
            return ax

        drawn.__name__, drawn.__qualname__, drawn.__module__, drawn.__doc__ = (
            draw.__name__,
            draw.__qualname__,
            draw.__module__,
            draw.__doc__,
        )
        return drawn

    return decorate


def _figure(size: Size) -> Figure:
    """A figure made outside the style: the first one starts matplotlib's backend, whose settings must outlast the chart."""
    figure = plt.figure(figsize=size, layout="constrained", facecolor="white")
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    return figure


@contextmanager
def look() -> Iterator[None]:
    """The style, while a chart is drawn; the font is made known to matplotlib the first time."""
    _register_font()
    with mpl.rc_context(fname=_HERE / "reportkit.mplstyle"):
        yield


def font_file() -> Path:
    """The Chinese font that comes with the package mplfonts; raises MissingExtra without it."""
    package = importlib.util.find_spec("mplfonts")
    if package is None:
        raise MissingExtra("charts need the package mplfonts, which carries the Chinese font: pip install mplfonts")
    return Path(package.submodule_search_locations[0]) / "fonts" / "NotoSansCJKsc-Regular.otf"


@cache
def _register_font() -> None:
    font_manager.fontManager.addfont(font_file())


def _frame_words(ax: Axes, words: Words) -> None:
    """Title and note of a figure of our own, from its left edge."""
    figure, width = ax.figure, ax.figure.get_figwidth() * 72
    left = 6 / width
    title, note = mpl.rcParams["figure.titlesize"], mpl.rcParams["figure.labelsize"]
    figure.suptitle(wrap(words.title, (width - 12) / title * 1.95), x=left, ha="left", linespacing=1.4)
    figure.supxlabel(wrap(words.note, (width - 12) / note * 1.95), x=left, ha="left", color="#666666", linespacing=1.35)


def _axes_words(ax: Axes, words: Words) -> None:
    """Title and note of somebody else's axes, within their width."""
    width = ax.get_window_extent().width / ax.figure.dpi * 72
    above = 22 if ax.get_legend() else 6
    ax.set_title(wrap(words.title, width / 11 * 1.95), fontsize=mpl.rcParams["axes.titlesize"], linespacing=1.4, pad=above)
    note, below = wrap(words.note, width / 8 * 1.95), {"xytext": (0, -42), "textcoords": "offset points", "va": "top"}
    ax.annotate(note, (0, 0), xycoords="axes fraction", fontsize=8, color="#666666", **below)


def _blank(ax: Axes, name: str, reason: str, lang: str) -> Words:
    """Empty axes that say why; their gid keeps the reason for save_all."""
    ax.clear()
    ax.set_axis_off()
    ax.set_gid(reason)
    ax.text(0.5, 0.5, wrap(reason, 60), ha="center", va="center", transform=ax.transAxes, color="#666666")
    return Words(say(lang, f"{name}.name") + "\nn = 0", "")


def _dress(ax: Axes) -> Axes:
    """Somebody else's axes, with the frame and grid that axes of our own get from the style file."""
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(mpl.rcParams[f"axes.spines.{side}"])
    ax.spines["bottom"].set(color=mpl.rcParams["axes.edgecolor"], linewidth=mpl.rcParams["axes.linewidth"])
    ax.set_axisbelow(mpl.rcParams["axes.axisbelow"])
    ax.grid(visible=True, axis="both", color=mpl.rcParams["grid.color"], linewidth=mpl.rcParams["grid.linewidth"])
    ax.grid(visible=False, axis="x")
    return ax


def _settle(ax: Axes) -> None:
    """Write into the axes what ticks made after the style has gone would otherwise take from somebody else's settings."""
    rc = mpl.rcParams
    for axis in ("x", "y"):
        kept = {"labelsize": rc[f"{axis}tick.labelsize"], "labelcolor": rc[f"{axis}tick.labelcolor"], "color": rc[f"{axis}tick.color"]}
        ax.tick_params(axis=axis, which="both", labelfontfamily=rc["font.family"], **kept)
        ax.tick_params(axis=axis, which="major", length=rc[f"{axis}tick.major.size"])
        ax.tick_params(axis=axis, which="minor", length=0)
    for text in ax.findobj(Text):
        text.set_fontfamily(rc["font.family"])
