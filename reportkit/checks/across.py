"""Rules between reports: two of one organ and year, one document or one set of figures under two names, a summary against its organs."""

import numpy as np
import pandas as pd

from .evidence import telling
from .findings import Found, found, nothing, numbers
from .wide import Wide

# kind of summary, the column of its place, the kinds of organs that it covers
_BELOW = {
    "county": ("county", ("town", "township", "subdistrict", "department", "other")),
    "prefecture": ("prefecture", ("county",)),
    "province": ("province", ("prefecture",)),
}
_COUNTED = {
    "disclosure": ("/decisions",),
    "applications": ("/total",),
    "disputes": ("",),
}  # cells that add up over organs, by their endings


def two_reports(wide: Wide) -> Found:
    """Two documents for one organ and year that give different figures."""
    return _twice(wide, differ=True)


def told_twice(wide: Wide) -> Found:
    """Two documents for one organ and year in which no figure differs: one report as a page and as a file, for instance."""
    return _twice(wide, differ=False)


def _twice(wide: Wide, differ: bool) -> Found:
    told = wide.dated[wide.dated.duplicated(["organ", "year"], keep=False)]
    reports = wide.reports.iloc[told["row"]]
    copies = (
        told.assign(sha=reports["sha256"].to_numpy()).duplicated(["organ", "year", "sha"], keep=False).to_numpy()
        & reports["sha256"].notna().to_numpy()
    )
    groups = [group["row"].to_numpy() for _, group in told[~copies].groupby(["organ", "year"]) if len(group) > 1]
    rows = [row for group in groups if _contradict(wide, group) == differ for row in group]
    return found(rows, "reports", "reports/report_id", "", wide.reports["source"].iloc[rows].fillna("").tolist())


def _contradict(wide: Wide, rows: np.ndarray) -> bool:
    """Whether a figure that two of the reports give is not the same in both."""
    totals = wide.stated[(wide.stated["measure"] == "proactive_total") & wide.stated["row"].isin(rows)]
    if totals["value"].nunique() > 1:
        return True
    figures = np.hstack([c.values[rows] for c in (wide.disclosure, wide.applications, wide.disputes)])
    known = figures[:, ~np.isnan(figures).all(axis=0)]
    return bool((np.nanmin(known, axis=0) != np.nanmax(known, axis=0)).any())


def one_document(wide: Wide) -> Found:
    """One document published by two organs, or for two years, or kept twice."""
    reports = wide.reports
    twice = (reports["sha256"].notna() & reports.duplicated("sha256", keep=False)).to_numpy()
    others = reports[twice].astype({"report_id": "str"}).groupby("sha256")["report_id"].transform(lambda ids: ", ".join(sorted(set(ids))))
    return found(np.nonzero(twice)[0], "reports", "reports/sha256", "", reports["sha256"][twice].tolist(), others.tolist())


def same_figures(wide: Wide) -> Found:
    """Two organs print the same tables, figure by figure, and the figures are too telling for chance."""
    figures = wide.flat
    mark = np.zeros(len(figures), dtype=np.int64)
    for column in figures.T:
        mark = mark * 1_000_003 + (np.nan_to_num(column, nan=-1) * 100).astype(np.int64)
    alike = pd.Series(mark).groupby(mark).transform("size").to_numpy() > 1
    rows = np.nonzero(alike & (figures > 1).any(axis=1))[0]
    groups = [group for _, group in pd.Series(rows).groupby([figures[r].tobytes() for r in rows]) if len(group) > 1] if len(rows) else []
    hits = [(r, _others(wide, r, group)) for group in groups if _apart(wide, group) and telling(figures[group.iloc[0]]) for r in group]
    return found([r for r, _ in hits], "", "", "", "", [text for _, text in hits])


def _apart(wide: Wide, group: pd.Series) -> bool:
    return wide.reports["organ"].iloc[group].nunique() > 1


def _others(wide: Wide, row: int, group: pd.Series) -> str:
    return ", ".join(str(i) for i in wide.reports["report_id"].iloc[group[group != row]][:3])


def summary_too_small(wide: Wide) -> Found:
    """A government's summary counts less than those of its organs that are here, which are a part of it."""
    hits = [_smaller(wide, kind, place, kinds, table) for kind, (place, kinds) in _BELOW.items() for table in _COUNTED]
    return pd.concat(hits, ignore_index=True)


def _smaller(wide: Wide, kind: str, place: str, kinds: tuple[str, ...], table: str) -> Found:
    """The findings on the summaries of one kind in one table."""
    organs, summary = _organs_and_summary(wide, kind, place, kinds)
    if organs.empty:
        return nothing()
    cells = getattr(wide, table)
    chosen = [n for n, key in enumerate(cells.keys.ravel()) if key.endswith(_COUNTED[table])]
    value = cells.values[:, chosen]
    groups = pd.DataFrame(value[organs["row"]]).groupby([organs["place"].to_numpy(), organs["year"].to_numpy()])
    parts, known = groups.sum(), groups.count().to_numpy()
    rows, parts = summary.loc[parts.index].to_numpy(), parts.to_numpy()
    bad = parts > value[rows]
    paths = np.broadcast_to(cells.keys.ravel()[chosen], bad.shape)[bad]
    return found(rows[np.nonzero(bad)[0]], table, paths, numbers(parts[bad]), numbers(value[rows][bad]), known[bad].astype(str))


def _organs_and_summary(wide: Wide, kind: str, place: str, kinds: tuple[str, ...]) -> tuple[pd.DataFrame, pd.Series]:
    """The organs (row, place, year) that have a summary above them, and the row of the summary by place and year."""
    where = wide.reports[wide.reports[place].notna().to_numpy()].groupby(
        ["province", place] if place != "province" else place, dropna=False, observed=True
    )
    reports = wide.dated.drop_duplicates(["organ", "year"], keep=False).assign(
        kind=lambda d: wide.reports["kind"].astype("str").to_numpy()[d["row"]]
    )
    reports = reports.assign(place=where.ngroup().reindex(wide.reports.index[reports["row"]]).to_numpy()).dropna(subset="place")
    summary = reports[reports["kind"] == kind].drop_duplicates(["place", "year"], keep=False).set_index(["place", "year"])["row"]
    organs = reports[reports["kind"].isin(kinds)]
    return organs[pd.MultiIndex.from_frame(organs[["place", "year"]]).isin(summary.index)], summary


def stale_correction(wide: Wide) -> Found:
    """A recorded correction that does not fit its report: no such report or cell, or something else is printed there now."""
    corrections = wide.corpus.corrections
    stale = corrections[corrections["problem"] != ""]
    rows, tables = wide.rows(stale["report"]), stale["cell"].str.split("/").str[0].tolist()
    return found(rows, tables, stale["cell"].tolist(), stale["printed"].tolist(), stale["found"].tolist(), stale["problem"].tolist())
