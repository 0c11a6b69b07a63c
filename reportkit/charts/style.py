"""How every chart looks and speaks: font, colours, words in two languages, titles and notes that are never cut.

Nothing is changed for other figures: the style holds while a chart is drawn, and what matplotlib would look up later is written into the axes.
"""

import csv
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import NamedTuple
from unicodedata import east_asian_width

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator, SymmetricalLogLocator

from .. import form, themes
from ..corpus import Corpus
from ..errors import MissingExtra, ReportkitError

BLUE, ORANGE, GREEN, RED, SKY, PURPLE, GREY = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#999999")
UNKNOWN = "#DDDDDD"
HEAT = "Blues"
_HERE = Path(__file__).parent
_NO_BREAK_BEFORE = frozenset("，。；：、）)》”’！？%,.;:")
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
        @wraps(draw)
        def drawn(data: Corpus | pd.DataFrame, ax: Axes | None = None, lang: str = "en") -> Axes:
            frame = measure(data) if isinstance(data, Corpus) else data
            with look():
                own = ax is None
                if own:
                    ax = plt.figure(figsize=size(frame) if callable(size) else size, layout="constrained").add_subplot()
                try:
                    words = draw(frame, ax, lang)
                except NothingToShow as reason:
                    words = _blank(ax, draw.__name__, str(reason), lang)
                _settle(ax)
                (_frame_words if own else _axes_words)(ax, words)
            return ax

        return drawn

    return decorate


@contextmanager
def look() -> Iterator[None]:
    """The style, while a chart is drawn; the font is made known to matplotlib the first time."""
    _register_font()
    with mpl.rc_context(fname=_HERE / "reportkit.mplstyle"):
        yield


@cache
def _register_font() -> None:
    package = importlib.util.find_spec("mplfonts")
    if package is None:
        raise MissingExtra("charts need the package mplfonts, which carries the Chinese font: pip install mplfonts")
    font_manager.fontManager.addfont(Path(package.submodule_search_locations[0]) / "fonts" / "NotoSansCJKsc-Regular.otf")


@cache
def _labels() -> dict[str, dict[str, str]]:
    with (_HERE / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def say(lang: str, name: str, /, **values: object) -> str:
    """The words called name in labels.csv, in lang ("en" or "zh"), with values filled in; numbers get thousands separators there."""
    return _labels()[name][lang].replace("\\n", "\n").format(**values)


def organ_name(row: object) -> str:
    """County and town of an organ, or its own name where they are not known."""
    town, county = row.town, row.county
    if not isinstance(town, str):
        return row.organ
    return f"{county} {town}" if isinstance(county, str) else town


def theme_labels(lang: str) -> dict[str, str]:
    """Theme id → label; a theme of an analyst's own file that the codebook lacks goes by its id."""
    return themes.table(lang).set_index("id")["label"].to_dict()


def outcome_labels(lang: str) -> dict[str, str]:
    """Outcome id → label, rows and groups of table III alike."""
    rows = {outcome: label for (outcome, reason), label in _rows(lang).items() if not reason}
    names = rows | {group: label[lang == "en"] for group, label in form.GROUPS.items()}
    return {outcome: label.split("（区分")[0] for outcome, label in names.items()}


def _rows(lang: str) -> dict[tuple[str, ...], str]:
    return {key: label for key, label in form.labels("applications", lang).items() if len(key) == 2}


def wrap(text: str, width: float) -> str:
    """Text in lines of at most `width` Latin letters; a Chinese character is two wide and may end a line, a mark never begins one."""
    lines = []
    for paragraph in text.split("\n"):
        line, room = "", width
        for word in _words(paragraph):
            length = sum(2 if east_asian_width(c) in "WF" else 1 for c in word)
            if length > room and line and word[0] not in _NO_BREAK_BEFORE:
                lines.append(line.rstrip())
                line, room, word = "", width, word.lstrip()
            line, room = line + word, room - length
        lines.append(line)
    return "\n".join(lines)


def _words(text: str) -> list[str]:
    """Pieces that stay on one line: Latin words with the blank before them, single Chinese characters."""
    pieces: list[str] = []
    for character in text:
        wide = east_asian_width(character) in "WF"
        if wide or character == " " or not pieces or east_asian_width(pieces[-1][-1]) in "WF":
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _frame_words(ax: Axes, words: Words) -> None:
    """Title and note of a figure of our own, from its left edge."""
    figure, width = ax.figure, ax.figure.get_figwidth() * 72
    left = 6 / width
    title, note = mpl.rcParams["figure.titlesize"], mpl.rcParams["figure.labelsize"]
    figure.suptitle(wrap(words.title, width / title * 1.72), x=left, ha="left", linespacing=1.4)
    figure.supxlabel(wrap(words.note, width / note * 1.76), x=left, ha="left", color="#666666", linespacing=1.35)


def _axes_words(ax: Axes, words: Words) -> None:
    """Title and note of somebody else's axes, within their width."""
    width = ax.get_window_extent().width / ax.figure.dpi * 72
    ax.set_title(wrap(words.title, width / 11 * 1.72))
    place = dict(xy=(0, 0), xycoords="axes fraction", xytext=(0, -42), textcoords="offset points", va="top", fontsize=8, color="#666666")
    ax.annotate(wrap(words.note, width / 8 * 1.76), **place)


def _blank(ax: Axes, name: str, reason: str, lang: str) -> Words:
    """Empty axes that say why; their gid keeps the reason for save_all."""
    ax.clear()
    ax.set_axis_off()
    ax.set_gid(reason)
    ax.text(0.5, 0.5, wrap(reason, 60), ha="center", va="center", transform=ax.transAxes, color="#666666")
    return Words(say(lang, f"{name}.name"), "")


def _settle(ax: Axes) -> None:
    """Write into the axes what ticks made after the style has gone would otherwise take from somebody else's settings."""
    rc = mpl.rcParams
    for axis in ("x", "y"):
        kept = {"labelsize": rc[f"{axis}tick.labelsize"], "labelcolor": rc[f"{axis}tick.labelcolor"], "color": rc[f"{axis}tick.color"]}
        ax.tick_params(axis=axis, which="both", labelfontfamily=rc["font.family"], **kept)
        ax.tick_params(axis=axis, which="major", length=rc[f"{axis}tick.major.size"])
        ax.tick_params(axis=axis, which="minor", length=0)
    ax.xaxis.get_offset_text().set_fontfamily(rc["font.family"])
    ax.yaxis.get_offset_text().set_fontfamily(rc["font.family"])


def count_axis(ax: Axes, which: str, log: bool = False) -> None:
    """Counts along an axis, with thousands separators; log is logarithmic from 1 up, with room for a 0."""
    axis = getattr(ax, f"{which}axis")
    if log:
        getattr(ax, f"set_{which}scale")("symlog", linthresh=1, linscale=0.4)
        axis.set_major_locator(SymmetricalLogLocator(base=10, linthresh=1))
        axis.set_minor_locator(NullLocator())
    else:
        axis.get_major_locator().set_params(integer=True)
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def percent_axis(ax: Axes, which: str) -> None:
    """Shares along an axis, as percentages."""
    getattr(ax, f"{which}axis").set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))


def spread(n: int, width: float) -> np.ndarray:
    """n offsets within ±width/2 that fill it evenly in any order (golden-ratio sequence), so that dots of one row do not cover each other."""
    return ((np.arange(n) * 0.618034) % 1 - 0.5) * width


def list_rows(ax: Axes, labels: Sequence[str]) -> None:
    """Name the rows of a chart from the top down, with light lines across instead of ticks."""
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.grid(axis="x")


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
