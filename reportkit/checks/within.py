"""Rules within one report's tables: sums that must hold, and figures that cannot be."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, at, found
from .wide import CARRIED_IN, CARRIED_OUT, CELL, NEW, NO_CELL, PARTS, TOTAL, Cells, Wide, known_sum, unequal

_DECIMAL = r"\s*[-+]?\d[\d,]*\.\d*[1-9]\d*\D*"
_DOCUMENTS = (("20.1", "rules"), ("20.1", "normative_documents"))
_ITEMS = tuple(key[:2] for key in form.cells("disclosure", "2019") if key[2] == "change")
_PURCHASES = ("20.9", "procurement")
_NO_RULES = ("town", "township", "subdistrict", "county")  # of governments only those of provinces and of cities with districts make 规章

Figures = Callable[[str], np.ndarray]  # the figures of a measure in one row of table II, one a report


def identity(wide: Wide) -> Found:
    """New + carried in = total + carried over, in each column."""
    c = wide.applications
    left, left_open = known_sum(c.value[:, [NEW, CARRIED_IN]], c.state[:, [NEW, CARRIED_IN]], 1)
    right, right_open = known_sum(c.value[:, [TOTAL, CARRIED_OUT]], c.state[:, [TOTAL, CARRIED_OUT]], 1)
    return at(c, unequal(left, left_open, right, right_open), c.keys[TOTAL], left, right)


def outcome_total(wide: Wide) -> Found:
    """The outcomes add up to （七）总计, in each column."""
    c = wide.applications
    parts, parts_open = known_sum(c.value[:, PARTS], c.state[:, PARTS], 1)
    return _against_total(c, parts, parts_open, c.value[:, TOTAL], c.keys[TOTAL])


def applicant_total(wide: Wide) -> Found:
    """The kinds of applicants add up to 总计, in each row."""
    return _row_totals(wide.applications)


def dispute_total(wide: Wide) -> Found:
    """The results add up to 总计, for each route."""
    return _row_totals(wide.disputes)


def _row_totals(c: Cells) -> Found:
    parts, parts_open = known_sum(c.value[:, :, :-1], c.state[:, :, :-1], 2)
    return _against_total(c, parts, parts_open, c.value[:, :, -1], c.keys[:, -1])


def _against_total(c: Cells, parts: np.ndarray, parts_open: np.ndarray, total: np.ndarray, keys: np.ndarray) -> Found:
    bad = ~np.isnan(total) & unequal(parts, parts_open, np.nan_to_num(total), np.isnan(total))
    return at(c, bad, keys, parts, total)


def disclosed_total(wide: Wide) -> Found:
    """2019 form: what was newly disclosed is among what is disclosed in total."""
    return _impossible(wide, _DOCUMENTS, "total_disclosed", lambda v: v("newly_disclosed"), lambda v: v("total_disclosed"))


def in_force(wide: Wide) -> Found:
    """2021 form: documents issued this year are in force, or were repealed this year too."""
    return _impossible(wide, _DOCUMENTS, "in_force", lambda v: v("issued") - v("repealed"), lambda v: v("in_force"))


def items_left(wide: Wide) -> Found:
    """2019 form: no more items are given up than there were."""
    return _impossible(wide, _ITEMS, "change", lambda v: -v("change"), lambda v: v("prior_year_items"))


def purchases_and_amount(wide: Wide) -> Found:
    """2019 form: purchases cost something, and an amount is spent on purchases."""
    number, amount = (wide.disclosure.value[:, CELL[*_PURCHASES, m]] for m in ("purchases", "amount"))
    bad = ((number > 0) & (amount == 0)) | ((number == 0) & (amount > 0))
    return at(wide.disclosure, bad, wide.disclosure.keys[CELL[*_PURCHASES, "amount"]], number, amount)


def rules_of_a_town(wide: Wide) -> Found:
    """A town, subdistrict or county has made 规章, which it has no power to make."""
    none = wide.reports["kind"].isin(_NO_RULES).to_numpy()[:, None]
    cells = [n for (_, item, _), n in CELL.items() if item == "rules"]
    value = wide.disclosure.value[:, cells]
    return at(wide.disclosure, none & (value > 0), wide.disclosure.keys[cells], np.zeros(value.shape), value)


def _impossible(
    wide: Wide, rows: tuple[form.Key, ...], measure: str, part: Callable[[Figures], np.ndarray], whole: Callable[[Figures], np.ndarray]
) -> Found:
    """Findings where in a row of table II what `part` makes of its figures is more than what `whole` does; the cell is that of `measure`."""
    c, hits = wide.disclosure, []
    for row in rows:
        asked, limit = (of(lambda name, row=row: c.value[:, CELL[*row, name]]) for of in (part, whole))
        hits.append(at(c, asked > limit, c.keys[CELL[*row, measure]], asked, limit))
    return pd.concat(hits, ignore_index=True)


def negative(wide: Wide) -> Found:
    """Counts and amounts are not below zero; only 本年增/减 may be."""
    hits = []
    for c in (wide.disclosure, wide.applications, wide.disputes):
        signed = np.char.endswith(c.keys.astype(str), "/change")
        hits.append(at(c, (c.value < 0) & ~signed, c.keys, np.zeros(c.value.shape), c.value))
    return pd.concat(hits, ignore_index=True)


def fractional(wide: Wide) -> Found:
    """Counts are whole numbers."""
    c, hits = wide.disclosure, []
    counts = ~np.char.endswith(c.keys.astype(str), "/amount")
    whole = np.isnan(c.value) | (c.value == np.round(c.value))
    hits.append(at(c, ~whole & counts, c.keys, np.full(c.value.shape, np.nan), c.value))
    for table in ("applications", "disputes"):  # their figures are whole numbers by type, so a decimal stays unread
        frame = wide.corpus.frames[table]
        odd = frame[frame["state"] == "unreadable"]
        odd = odd[odd["printed"].str.fullmatch(_DECIMAL).fillna(False).astype(bool)]
        paths = ["/".join((table, *key)) for key in odd[list(form.KEYS[table])].astype("str").itertuples(index=False)]
        hits.append(found(wide.rows(odd["report_id"]), table, paths, "", odd["printed"].tolist()))
    return pd.concat(hits, ignore_index=True)


def constant(wide: Wide) -> Found:
    """A table is not filled with one and the same number other than 0: two thirds of its cells at least, and no other number beside it."""
    hits = []
    for c in (wide.applications, wide.disputes, wide.disclosure):
        value, asked = c.values, (c.states != NO_CELL).sum(axis=1)
        known = ~np.isnan(value)
        low = np.where(known, value, np.inf).min(axis=1, initial=np.inf)
        high = np.where(known, value, -np.inf).max(axis=1, initial=-np.inf)
        bad = (known.sum(axis=1) * 3 >= asked * 2) & (asked > 0) & (low == high) & (low != 0)
        hits.append(at(c, bad, c.table, np.full(bad.shape, np.nan), low))
    return pd.concat(hits, ignore_index=True)
