"""Rules between the parts of one report: what the narrative states against what the tables say."""

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, found, numbers
from .wide import APPLICATION_ROWS, DISCLOSURE_CELLS, Wide

_ROW = {row: n for n, row in enumerate(APPLICATION_ROWS)}
_TOTAL_COLUMN = form.APPLICANTS.index("total")
_ROUTES = form.categories("route")


def _table_figures(wide: Wide, measure: str) -> tuple[list[np.ndarray], str]:
    """What the tables say on a measure: every figure that the narrative could rightly mean (NaN where unknown), and the cell to look at."""
    a = wide.applications
    row = {name: a.value[:, _ROW[name, ""], _TOTAL_COLUMN] for name in ("new", "carried_in", "total", "carried_out")}
    if measure == "applications_received":
        return [row["new"], row["new"] + row["carried_in"]], "applications/new//total"
    if measure == "applications_answered":
        return [row["total"], row["total"] - _withdrawn(wide)], "applications/total//total"
    if measure in ("applications_carried_in", "applications_carried_out"):
        name = measure.removeprefix("applications_")
        return [row[name]], f"applications/{name}//total"
    if measure in ("reconsiderations", "litigations"):
        return _dispute_figures(wide, measure)
    key = ("20.1", measure.removesuffix("_issued"), "issued")
    return [wide.disclosure.value[:, DISCLOSURE_CELLS.index(key)]], "/".join(("disclosure", *key))


def _withdrawn(wide: Wide) -> np.ndarray:
    """Applications closed without an answer on their substance (（六）其他处理), which some reports leave out of what they answered."""
    rows = [n for n, (outcome, _) in enumerate(APPLICATION_ROWS) if outcome == "other"]
    return np.nansum(wide.applications.value[:, rows, _TOTAL_COLUMN], axis=1)


def _dispute_figures(wide: Wide, measure: str) -> tuple[list[np.ndarray], str]:
    """The printed totals, and the sums of what stands before them: either may be what the narrative counts."""
    routes = [n for n, r in enumerate(_ROUTES) if (r == "reconsideration") == (measure == "reconsiderations")]
    value = wide.disputes.value[:, routes]
    cell = "disputes/reconsideration/total" if measure == "reconsiderations" else "disputes/litigation_direct/total"
    return [value[:, :, -1].sum(axis=1), value[:, :, :-1].sum(axis=(1, 2))], cell


MEASURES = (
    "applications_received", "applications_answered", "applications_carried_in", "applications_carried_out",
    "reconsiderations", "litigations", "rules_issued", "normative_documents_issued",
)  # fmt: skip


def _compare(wide: Wide, measures: tuple[str, ...], none: bool) -> Found:
    """Stated figures that no figure of the tables equals; none: only those stated as zero, else only the others."""
    hits = []
    for measure in measures:
        said = wide.stated[(wide.stated["measure"] == measure) & ((wide.stated["value"] == 0) == none)]
        if said.empty:
            continue
        options, cell = _table_figures(wide, measure)
        rows, value = said["row"].to_numpy(), said["value"].to_numpy(dtype=float)
        stands = np.stack([option[rows] for option in options])
        known, least = ~np.isnan(stands[0]), (said["bound"] == "at_least").to_numpy()
        agrees = np.isclose(stands, value) | (least & (stands >= value)) | ((said["bound"] == "about").to_numpy() & (abs(stands - value) <= value / 5))
        bad = known & ~agrees.any(axis=0)
        hits.append(found(rows[bad], cell.split("/")[0], [cell] * bad.sum(), numbers(value[bad]), numbers(stands[0][bad]), said["printed"].fillna("")[bad].tolist()))
    return pd.concat(hits, ignore_index=True) if hits else found([], [], [], [], [])


def narrative_applications(wide: Wide) -> Found:
    """Applications as the narrative counts them against table III."""
    return _compare(wide, MEASURES[:1] + MEASURES[2:4], none=False)


def narrative_answered(wide: Wide) -> Found:
    """Applications answered as the narrative counts them against （七）总计."""
    return _compare(wide, MEASURES[1:2], none=False)


def narrative_disputes(wide: Wide) -> Found:
    """Reconsiderations and lawsuits as the narrative counts them against table IV."""
    return _compare(wide, MEASURES[4:6], none=False)


def narrative_documents(wide: Wide) -> Found:
    """Rules and normative documents as the narrative counts them against table II."""
    return _compare(wide, MEASURES[6:], none=False)


def stated_none(wide: Wide) -> Found:
    """The narrative says that there was none; the table has a figure above 0."""
    return _compare(wide, MEASURES, none=True)


def all_answered(wide: Wide) -> Found:
    """The narrative says that all were answered; table III carries some over."""
    said = wide.stated[(wide.stated["measure"] == "applications_answered") & wide.stated["printed"].fillna("").str.contains("[均全][已部]?|100%")]
    over = wide.applications.value[:, _ROW["carried_out", ""], _TOTAL_COLUMN]
    rows = said["row"].to_numpy(dtype=np.int64)
    bad = over[rows] > 0
    cell = "applications/carried_out//total"
    return found(rows[bad], "applications", [cell] * bad.sum(), "0", numbers(over[rows][bad]), said["printed"][bad].tolist())


def part_above_total(wide: Wide) -> Found:
    """A part of the proactive disclosure is larger than the stated total."""
    parts, totals = _parts_and_total(wide)
    both = parts.merge(totals, on="row", suffixes=("", "_total"))
    bad = both[(both["value"] > both["value_total"]) & (both["bound"] != "about") & (both["bound_total"] == "exact")]
    return _statement_findings(bad, bad["label"].fillna("").tolist())


def parts_not_total(wide: Wide) -> Found:
    """The stated parts do not add up to the stated total; they may be only some of the parts, or counted in two ways."""
    parts, totals = _parts_and_total(wide)
    exact = parts.groupby("row").agg(value=("value", "sum"), exact=("bound", lambda b: (b == "exact").all()), n=("value", "size")).reset_index()
    both = exact.merge(totals, on="row", suffixes=("", "_total"))
    bad = both[(both["n"] > 1) & both["exact"] & (both["bound"] == "exact") & (both["value"] != both["value_total"])]
    return _statement_findings(bad, bad["n"].astype(str).tolist())


def _parts_and_total(wide: Wide) -> tuple[pd.DataFrame, pd.DataFrame]:
    said = wide.stated
    totals = said[said["measure"] == "proactive_total"].drop_duplicates("row", keep=False)
    return said[said["measure"] == "proactive_part"], totals[["row", "value", "bound"]]


def _statement_findings(bad: pd.DataFrame, detail: list[str]) -> Found:
    value, total = bad["value"].to_numpy(dtype=float), bad["value_total"].to_numpy(dtype=float)
    return found(bad["row"].to_numpy(dtype=np.int64), "statements", "statements/proactive_total", numbers(total), numbers(value), detail)
