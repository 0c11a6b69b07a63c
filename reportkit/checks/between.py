"""Rules between the parts of one report: what the narrative states against what the tables say."""

from functools import reduce

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, found, nothing, numbers
from .wide import CARRIED_OUT, CELL, NEW, NO_CELL, ROW, TOTAL, Cells, Wide, known_sum

_ROUTES = {"reconsiderations": ["reconsideration"], "litigations": ["litigation_direct", "litigation_after_reconsideration"]}
_DOCUMENTS = ("normative_documents_issued", "rules_issued")
_RECEIVED = ("applications_received", "applications_carried_in", "applications_carried_out")
MEASURES = (*_RECEIVED, "applications_answered", *_ROUTES, *_DOCUMENTS)
_ALL = r"均(?!未|无|不)|全部|全都|都已|100%|百分之百"
_ALL_ANSWERED = rf"申请[^。；;]*(?:{_ALL})[^。；;，,]{{0,8}}(?:答复|回复|办结|办理完|处理完|办理完成)"

Sum = tuple[np.ndarray, np.ndarray]  # what is known of a sum, and whether a part of it is missing; one element a report


def _table_sums(wide: Wide, measure: str) -> tuple[list[Sum], str]:
    """Every sum of the tables that the narrative could rightly mean by a measure, and the cell to look at."""
    a = wide.applications
    if measure == "applications_received":
        return _row(a, NEW) + [_plus(x, y) for x in _row(a, NEW) for y in _row(a, ROW["carried_in", ""])], "applications/new//total"
    if measure == "applications_answered":
        withdrawn = [n for n, (outcome, _) in enumerate(ROW) if outcome == "other"]
        less = known_sum(a.value[:, withdrawn, -1], a.state[:, withdrawn, -1], 1)
        return _row(a, TOTAL) + [(total - less[0], is_open | less[1]) for total, is_open in _row(a, TOTAL)], "applications/total//total"
    if measure in _RECEIVED:
        outcome = measure.removeprefix("applications_")
        return _row(a, ROW[outcome, ""]), f"applications/{outcome}//total"
    if measure in _ROUTES:
        routes = [_row(wide.disputes, form.categories("route").index(r)) for r in _ROUTES[measure]]
        return [reduce(_plus, sums) for sums in zip(*routes, strict=True)], f"disputes/{_ROUTES[measure][0]}/total"
    key = ("20.1", measure.removesuffix("_issued"), "issued")
    return [known_sum(wide.disclosure.value[:, [CELL[key]]], wide.disclosure.state[:, [CELL[key]]], 1)], "/".join(("disclosure", *key))


def _row(c: Cells, row: int) -> list[Sum]:
    """What a row with a total sums up to: its printed total, or what stands before it; where the two differ, either may be what the narrative means.

    Each stands in for the other where it is not known.
    """
    total, (parts, is_open) = c.value[:, row, -1], known_sum(c.value[:, row, :-1], c.state[:, row, :-1], 1)
    no_total = np.isnan(total)
    unsure = is_open & ~no_total
    return [(np.where(no_total, parts, total), no_total & is_open), (np.where(unsure, total, parts), no_total & is_open)]


def _plus(one: Sum, other: Sum) -> Sum:
    return one[0] + other[0], one[1] | other[1]


def _possible(value: np.ndarray, bound: pd.Series, sums: Sum) -> np.ndarray:
    """Whether a stated figure can be this sum; an open sum can still grow."""
    known, is_open = sums
    exact = np.where(is_open, known <= value, np.isclose(known, value))
    least = is_open | (known >= value)
    about = (known <= value * 1.2) & (is_open | (known >= value * 0.8))
    return np.where(bound == "at_least", least, np.where(bound == "about", about, exact))


def _compare(wide: Wide, measures: tuple[str, ...], none: bool) -> Found:
    """Stated figures that no sum of the tables can equal; none: only those stated as zero, else only the others."""
    return pd.concat([_compare_one(wide, measure, none) for measure in measures], ignore_index=True)


def _compare_one(wide: Wide, measure: str, none: bool) -> Found:
    said = wide.stated[(wide.stated["measure"] == measure) & ((wide.stated["value"] == 0) == none)]
    if said.empty:
        return nothing()
    sums, cell = _table_sums(wide, measure)
    rows, value = said["row"].to_numpy(), said["value"].to_numpy(dtype=float)
    whole = said.groupby("row")["value"].transform("sum").to_numpy(dtype=float)  # two by letter and three by post are five
    tables = [(known[rows], is_open[rows]) for known, is_open in sums]
    agrees = np.any([_possible(v, said["bound"], s) for s in tables for v in (value, whole)], axis=0)
    states = getattr(wide, cell.split("/")[0]).states
    bad = ~agrees & (states[rows] != NO_CELL).any(axis=1)  # a report without the form's tables contradicts nothing
    told = said["printed"].fillna("")[bad].tolist()
    best = np.max([known for known, _ in tables], axis=0) if none else tables[0][0]
    return found(rows[bad], cell.split("/")[0], [cell] * bad.sum(), numbers(value[bad]), numbers(best[bad]), told)


def narrative_applications(wide: Wide) -> Found:
    """Applications received and carried over as the narrative counts them against table III."""
    return _compare(wide, _RECEIVED, none=False)


def narrative_answered(wide: Wide) -> Found:
    """Applications answered as the narrative counts them against （七）总计, with or without those closed otherwise."""
    return _compare(wide, ("applications_answered",), none=False)


def narrative_disputes(wide: Wide) -> Found:
    """Reconsiderations and lawsuits as the narrative counts them against table IV."""
    return _compare(wide, tuple(_ROUTES), none=False)


def narrative_documents(wide: Wide) -> Found:
    """Rules and normative documents as the narrative counts them against table II."""
    return _compare(wide, _DOCUMENTS, none=False)


def stated_none(wide: Wide) -> Found:
    """The narrative says that there was none; the table has a figure above 0."""
    return _compare(wide, MEASURES, none=True)


def all_answered(wide: Wide) -> Found:
    """The narrative says that all were answered; table III carries some over."""
    over = np.max([known for known, _ in _row(wide.applications, CARRIED_OUT)], axis=0)
    said, text = wide.stated, wide.corpus.narratives
    said = said[(said["measure"] == "applications_answered") & (over[said["row"]] > 0)]
    said = said[said["printed"].fillna("").str.contains(_ALL)].set_index("row")["printed"]
    text = text[over[wide.rows(text["report_id"])] > 0]
    text = text["text"].str.extract(f"({_ALL_ANSWERED})")[0].set_axis(wide.rows(text["report_id"])).dropna()
    told = pd.concat([said, text])
    told = told[~told.index.duplicated()]
    return found(told.index, "applications", "applications/carried_out//total", "0", numbers(over[told.index]), told.tolist())


def stated_twice(wide: Wide) -> Found:
    """The narrative gives two different figures for one thing, and no table says which."""
    said = wide.stated[wide.stated["measure"].isin(["applications_received", *_ROUTES]) & (wide.stated["bound"] == "exact")]
    said = said.drop_duplicates(["row", "measure", "value"])
    told = said.groupby(["row", "measure"], observed=True)["value"].agg(["min", "max", "size"]).reset_index()
    told = told[told["size"] == 2]  # three figures are two and their sum, or more than can be judged
    carried = wide.stated[wide.stated["measure"] == "applications_carried_in"].groupby("row")["value"].sum()
    explained = (told["max"] - told["min"]) == told["row"].map(carried)
    unknown = np.array([_table_sums(wide, m)[0][0][1][r] for r, m in zip(told["row"], told["measure"], strict=True)], dtype=bool)
    told = told[~explained.fillna(False).to_numpy(dtype=bool) & unknown]
    paths = [f"statements/{m}" for m in told["measure"]]
    return found(told["row"], "statements", paths, numbers(told["min"].to_numpy(dtype=float)), numbers(told["max"].to_numpy(dtype=float)))
