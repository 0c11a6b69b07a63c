"""What the reports say is weak: themes, where and when they are named, which go together, what is promised."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from .. import measures
from ..corpus import Corpus
from .marks import BLUE, ORANGE, count_axis, heat, legend_above, list_rows, percent_axis
from .style import NothingToShow, Size, Words, chart
from .words import say, theme_labels

TOP = 30
_ALONE = 0.25  # how dark a place with a single report gets: one report is no share


def _named(counts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Rows of themes that at least one report names; NothingToShow where no weakness was seen."""
    named = counts[counts["reports"] > 0]
    if named.empty:
        raise NothingToShow(say(lang, "no_weaknesses"))
    return named


def _label(theme: str, lang: str) -> str:
    return theme_labels(lang).get(theme, theme)


def _with_all(corpus: Corpus, by: str | None = None) -> pd.DataFrame:
    """theme_counts with the number of all reports beside it, for the title."""
    counts = measures.theme_counts(corpus, by)
    return counts.assign(all=len(corpus))


def _seen(data: pd.DataFrame, n: int) -> dict[str, int]:
    return {"n": n, "all": int(data["all"].max()), "missing": int(data["all"].max()) - n}


@chart(_with_all, size=(8, 5.6))
def theme_shares(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """How common each theme is: the share of reports that name it, with its 95 % interval (measures.theme_counts)."""
    rows = _named(data, lang).sort_values("share", ascending=False, kind="stable", ignore_index=True)
    ax.hlines(rows.index, rows["low"].astype(float), rows["high"].astype(float), color="#9CC5E0", linewidth=4)
    ax.plot(rows["share"].astype(float), rows.index, linestyle="", marker="o", color=BLUE, markersize=6)
    for row, r in rows.iterrows():
        ax.annotate(
            f"{r['share']:.0%}  ({r['reports']:,})",
            (float(r["high"]), row),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    list_rows(ax, [_label(t, lang) for t in rows["theme"]])
    ax.set_xlim(0, min(float(rows["high"].max()) + 0.15, 1.15))
    percent_axis(ax, "x")
    unnamed = [_label(t, lang) for t in data.loc[data["reports"] == 0, "theme"]]
    note = say(lang, "theme_shares.note") + (say(lang, "unnamed_themes.note", themes=", ".join(unnamed)) if unnamed else "")
    return Words(say(lang, "theme_shares", **_seen(data, int(data["n"].max()))), note)


def _places_high(frame: pd.DataFrame) -> Size:
    return 9.5, 2.9 + 0.23 * max(4, min(TOP, len(frame.drop_duplicates(["province", "prefecture", "county"]))))


@chart(partial(_with_all, by="county"), size=_places_high)
def themes_by_county(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Themes by county: the TOP counties with most reports that list weaknesses (measures.theme_counts by county)."""
    return _places(data, ax, lang, "county", "themes_by_county")


def _towns_high(frame: pd.DataFrame) -> Size:
    return 9.5, 2.9 + 0.23 * max(4, min(TOP, len(frame.drop_duplicates(["province", "prefecture", "county", "town"]))))


@chart(partial(_with_all, by="town"), size=_towns_high)
def themes_by_town(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Themes by town: the TOP towns with most reports that list weaknesses (measures.theme_counts by town)."""
    return _places(data, ax, lang, "town", "themes_by_town")


def _places(data: pd.DataFrame, ax: Axes, lang: str, by: str, name: str) -> Words:
    """Places × themes: how many of a place's reports name the theme; themes from the most to the least common."""
    named = _named(data, lang)
    common = named.groupby("theme")["reports"].sum().sort_values(ascending=False).index
    keys = measures.PLACES[by]
    wide = data.pivot(index=[*keys, "n"], columns="theme", values="reports")[common].reset_index("n")
    first = wide.assign(items=wide[common].sum(axis=1)).sort_values(["n", "items"], ascending=False, kind="stable").head(TOP)
    shares = first[common].div(first["n"], axis=0).to_numpy(dtype=float) * np.where(first["n"] > 1, 1, _ALONE)[:, None]
    texts = [["" if not v else f"{v}" if n > 1 else "●" for v in row] for row, n in zip(first[common].to_numpy(), first["n"], strict=True)]
    rows = [say(lang, "named_n", name=_place(index, by), n=n) for index, n in zip(first.index, first["n"], strict=True)]
    heat(ax, shares, texts, rows, [_label(t, lang) for t in common])
    _slant(ax, lang)
    n = int(data.drop_duplicates(keys)["n"].sum())
    title = say(lang, name, places=len(wide), shown=len(first), **_seen(data, n))
    return Words(title, say(lang, "themes_by_place.note", hidden=len(wide) - len(first)))


def _place(index: tuple[str, ...], by: str) -> str:
    province, _, county, *town = index
    return " ".join(p for p in ((county, *town) if town else (province, county)) if isinstance(p, str))


def _slant(ax: Axes, lang: str) -> None:
    """Long theme names above the columns: slanted in English, level in Chinese where they fit."""
    ax.tick_params(axis="x", labelrotation=55)
    for label in ax.get_xticklabels():
        label.set(ha="left", va="baseline", rotation_mode="anchor")


def _years_wide(frame: pd.DataFrame) -> Size:
    return max(7, 3.2 + 0.5 * frame["year"].nunique()), 6


@chart(partial(_with_all, by="year"), size=_years_wide)
def themes_over_years(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """The share of each year's reports that name each theme (measures.theme_counts by year)."""
    named = _named(data, lang)
    common = named.groupby("theme")["reports"].sum().sort_values(ascending=False).index
    reports = data.pivot(index="theme", columns="year", values="reports").loc[common]
    n = data.drop_duplicates("year").set_index("year")["n"].reindex(reports.columns)
    texts = [[f"{v:,}" if v else "" for v in row] for row in reports.to_numpy()]
    columns = [f"{year}\n({n[year]:,})" for year in reports.columns]
    heat(ax, (reports / n).to_numpy(dtype=float), texts, [_label(t, lang) for t in common], columns)
    return Words(say(lang, "themes_over_years", **_seen(data, int(n.sum()))), say(lang, "themes_over_years.note"))


@chart(measures.theme_pairs, size=(9.5, 7.6))
def themes_together(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """Which themes are named in one report: how many reports name both, coloured by how much oftener than chance (measures.theme_pairs)."""
    if not data["both"].fillna(0).any():
        raise NothingToShow(say(lang, "no_pairs"))
    single = pd.concat([data.set_index(side)[f"{side}_reports"] for side in "ab"]).groupby(level=0).max().sort_values(ascending=False)
    themes = [t for t in single.index if single[t] > 0]
    mirrored = pd.concat([data, data.rename(columns={"a": "b", "b": "a"})])
    both, lift = (mirrored.pivot(index="a", columns="b", values=v).reindex(index=themes, columns=themes) for v in ("both", "lift"))
    lower = np.tril(np.ones((len(themes), len(themes)), dtype=bool), k=-1)
    shares = np.where(lower & (both.fillna(0) >= 2), lift.astype(float), np.nan)
    texts = [[f"{both.iat[i, j]:,}" if lower[i, j] and both.iat[i, j] else "" for j in range(len(themes))] for i in range(len(themes))]
    names = [say(lang, "named_n", name=_label(t, lang), n=single[t]) for t in themes]
    heat(ax, shares[1:, :-1] / 2, texts[1:], names[1:], [_label(t, lang) for t in themes[:-1]], top=1)
    _slant(ax, lang)
    n = int(data["n"].max())
    return Words(say(lang, "themes_together", n=n), say(lang, "themes_together.note"))


def _item_counts(corpus: Corpus) -> pd.DataFrame:
    """Every report with the number of weaknesses and remedies it lists; null where none was seen."""
    frame = corpus.reports[["report_id", "year"]].astype({"report_id": "str"})
    for of in ("weaknesses", "remedies"):
        counts = corpus.frames[of]["report_id"].astype("str").value_counts()
        frame[of] = frame["report_id"].map(counts).astype("Int64")
    return frame


@chart(_item_counts)
def weaknesses_per_report(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """How many weaknesses a report lists, among those that list any."""
    listed = data["weaknesses"].dropna()
    if listed.empty:
        raise NothingToShow(say(lang, "no_weaknesses"))
    counts = listed.value_counts().sort_index().reindex(range(1, int(listed.max()) + 1), fill_value=0)
    ax.bar(counts.index, counts, width=0.75, color=BLUE)
    for items, reports in counts.items():
        ax.annotate(f"{reports:,}", (items, reports), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=8.5)
    ax.xaxis.set_major_locator(MaxNLocator(20, integer=True))
    count_axis(ax, "y")
    ax.set(xlabel=say(lang, "weaknesses"), ylabel=say(lang, "reports"))
    title = say(lang, "weaknesses_per_report", n=len(listed), all=len(data), missing=len(data) - len(listed), items=int(listed.sum()))
    return Words(title, say(lang, "weaknesses_per_report.note"))


def _weak_and_promised(corpus: Corpus) -> pd.DataFrame:
    """Theme counts of weaknesses and remedies over the reports that list both."""
    ids = set(measures.theme_table(corpus).index) & set(measures.theme_table(corpus, "remedies").index)
    chosen = corpus.where(report_id=sorted(ids))
    sides = {of: measures.theme_counts(chosen, of=of).set_index("theme") for of in ("weaknesses", "remedies")}
    frame = sides["weaknesses"][["n"]].assign(**{of: side["reports"] for of, side in sides.items()})
    return frame.reset_index().assign(all=len(corpus))


@chart(_weak_and_promised, size=(8, 5.6))
def weaknesses_and_remedies(data: pd.DataFrame, ax: Axes, lang: str) -> Words:
    """For each theme, how many reports name it as a weakness and how many promise a remedy, among reports that list both."""
    named = data[(data["weaknesses"] > 0) | (data["remedies"] > 0)]
    rows = named.sort_values("weaknesses", ascending=False, kind="stable", ignore_index=True)
    if rows.empty:
        raise NothingToShow(say(lang, "no_remedies"))
    n = int(rows["n"].max())
    weak, promised = ((rows[of] / n).astype(float) for of in ("weaknesses", "remedies"))
    ax.hlines(rows.index, weak, promised, color="#C9C9C9", linewidth=2)
    ax.plot(weak, rows.index, linestyle="", marker="o", color=ORANGE, markersize=7, label=say(lang, "as_weakness"))
    ax.plot(promised, rows.index, linestyle="", marker="D", color=BLUE, markersize=5, label=say(lang, "as_remedy"))
    list_rows(ax, [_label(t, lang) for t in rows["theme"]])
    ax.set_xlim(-0.01, None)
    percent_axis(ax, "x")
    legend_above(ax)
    return Words(say(lang, "weaknesses_and_remedies", **_seen(data, n)), say(lang, "weaknesses_and_remedies.note"))
