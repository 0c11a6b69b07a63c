"""Rules between reports: two of one organ and year, one document under two names, a county against its towns, corrections that no longer fit."""

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, found, numbers
from .wide import APPLICATION_ROWS, Wide

_NEW = APPLICATION_ROWS.index(("new", ""))
_TOTAL = form.APPLICANTS.index("total")


def two_reports(wide: Wide) -> Found:
    """Two different documents for one organ and year."""
    reports = wide.reports
    twice = reports.duplicated(["organ", "year"], keep=False) & ~reports.duplicated(["organ", "year", "sha256"], keep=False)
    twice |= reports.duplicated(["organ", "year"], keep=False) & reports["sha256"].isna()
    return found(np.nonzero(twice.to_numpy())[0], "reports", "reports/report_id", "", reports["source"].fillna("")[twice].tolist())


def one_document(wide: Wide) -> Found:
    """One document published by two organs, or for two years, or kept twice."""
    reports = wide.reports
    twice = (reports["sha256"].notna() & reports.duplicated("sha256", keep=False)).to_numpy()
    others = reports[twice].groupby("sha256")["report_id"].transform(lambda ids: ", ".join(sorted(set(map(str, ids)))))
    return found(np.nonzero(twice)[0], "reports", "reports/sha256", "", reports["sha256"][twice].tolist(), others.tolist())


def summary_too_small(wide: Wide) -> Found:
    """A county's summary counts fewer new applications than its organs that are here, which are a part of it."""
    reports = wide.reports.reset_index(names="row")
    new = wide.applications.value[:, _NEW, _TOTAL]
    reports = reports.assign(new=new)[["row", "county", "year", "kind", "new", "organ"]].dropna(subset=["county", "year", "new"])
    reports = reports.drop_duplicates(["organ", "year"], keep=False)
    summary = reports[reports["kind"] == "county"].drop_duplicates(["county", "year"], keep=False)
    parts = reports[reports["kind"] != "county"].groupby(["county", "year"], observed=True).agg(parts=("new", "sum"), n=("new", "size")).reset_index()
    both = summary.merge(parts.astype({"county": summary["county"].dtype}), on=["county", "year"])
    bad = both[both["parts"] > both["new"]]
    detail = bad["n"].astype(str).tolist()
    return found(bad["row"], "applications", "applications/new//total", numbers(bad["parts"].to_numpy()), numbers(bad["new"].to_numpy()), detail)


def stale_correction(wide: Wide) -> Found:
    """A recorded correction that does not fit its report: no such report or cell, or something else is printed there now."""
    corrections = wide.corpus.corrections
    stale = corrections[corrections["problem"] != ""]
    order = pd.Series(np.arange(len(wide.reports)), index=wide.reports["report_id"].astype("str"))
    rows = order.reindex(stale["report"]).fillna(-1).astype(int)
    return found(rows, stale["cell"].str.split("/").str[0].tolist(), stale["cell"].tolist(), stale["printed"].tolist(), stale["found"].tolist(), stale["problem"].tolist())
