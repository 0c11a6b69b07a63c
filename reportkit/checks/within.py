"""Rules within one report's tables: sums that must hold, figures that cannot be, cells that are missing."""

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, at, found
from .wide import APPLICATION_ROWS, DISCLOSURE_CELLS, NO_CELL, PARTS, STATE, Cells, Wide, known_sum, unequal

_DECIMAL = r"\s*[-+]?\d[\d,]*\.\d*[1-9]\d*\D*"
_ROW = {row: n for n, row in enumerate(APPLICATION_ROWS)}
_NEW, _IN = _ROW["new", ""], _ROW["carried_in", ""]
_TOTAL, _OUT = _ROW["total", ""], _ROW["carried_out", ""]
_CELL = {key: n for n, key in enumerate(DISCLOSURE_CELLS)}


def identity(wide: Wide) -> Found:
    """New + carried in = total + carried over, in each column."""
    c = wide.applications
    left, left_open = known_sum(c.value[:, [_NEW, _IN]], c.state[:, [_NEW, _IN]], 1)
    right, right_open = known_sum(c.value[:, [_TOTAL, _OUT]], c.state[:, [_TOTAL, _OUT]], 1)
    bad = unequal(left, left_open, right, right_open)
    return at(c, bad, np.broadcast_to(c.keys[_TOTAL], bad.shape), left, right)


def outcome_total(wide: Wide) -> Found:
    """The outcomes add up to （七）总计, in each column."""
    c = wide.applications
    parts, parts_open = known_sum(c.value[:, PARTS], c.state[:, PARTS], 1)
    return _against_total(c, parts, parts_open, c.value[:, _TOTAL], c.keys[_TOTAL])


def applicant_total(wide: Wide) -> Found:
    """The kinds of applicants add up to 总计, in each row."""
    c = wide.applications
    parts, parts_open = known_sum(c.value[:, :, :-1], c.state[:, :, :-1], 2)
    return _against_total(c, parts, parts_open, c.value[:, :, -1], c.keys[:, -1])


def dispute_total(wide: Wide) -> Found:
    """The results add up to 总计, for each route."""
    c = wide.disputes
    parts, parts_open = known_sum(c.value[:, :, :-1], c.state[:, :, :-1], 2)
    return _against_total(c, parts, parts_open, c.value[:, :, -1], c.keys[:, -1])


def _against_total(c: Cells, parts: np.ndarray, parts_open: np.ndarray, total: np.ndarray, keys: np.ndarray) -> Found:
    bad = ~np.isnan(total) & unequal(parts, parts_open, np.nan_to_num(total), np.isnan(total))
    return at(c, bad, np.broadcast_to(keys, bad.shape), parts, total)


def disclosed_total(wide: Wide) -> Found:
    """2019 form: what was newly disclosed is among what is disclosed in total."""
    return _at_most(wide, [("20.1", item, "newly_disclosed") for item in ("rules", "normative_documents")], "total_disclosed")


def in_force(wide: Wide) -> Found:
    """2021 form: documents issued this year are in force, or were repealed this year too."""
    c, hits = wide.disclosure, []
    for item in ("rules", "normative_documents"):
        issued, repealed, force = (c.value[:, _CELL["20.1", item, m]] for m in ("issued", "repealed", "in_force"))
        bad = issued - repealed > force
        hits.append(at(c, bad, np.full(bad.shape, f"disclosure/20.1/{item}/in_force", dtype=object), issued - repealed, force))
    return pd.concat(hits, ignore_index=True)


def _at_most(wide: Wide, keys: list[form.Key], bound: str) -> Found:
    c, hits = wide.disclosure, []
    for key in keys:
        value, limit = c.value[:, _CELL[key]], c.value[:, _CELL[*key[:2], bound]]
        bad = value > limit
        hits.append(at(c, bad, np.full(bad.shape, "/".join(("disclosure", *key[:2], bound)), dtype=object), value, limit))
    return pd.concat(hits, ignore_index=True)


def negative(wide: Wide) -> Found:
    """Counts and amounts are not below zero; only 本年增/减 may be."""
    hits = []
    for c in (wide.disclosure, wide.applications, wide.disputes):
        signed = np.char.endswith(c.keys.astype(str), "/change")
        bad = (c.value < 0) & ~signed
        hits.append(at(c, bad, np.broadcast_to(c.keys, bad.shape), np.zeros(bad.shape), c.value))
    return pd.concat(hits, ignore_index=True)


def fractional(wide: Wide) -> Found:
    """Counts are whole numbers."""
    hits = []
    for table in form.TABLES:
        frame = wide.corpus.frames[table]
        odd = frame[(frame["state"] == "unreadable") & frame["printed"].notna()]
        odd = odd[odd["printed"].str.fullmatch(_DECIMAL)]
        paths = [_path(table, key) for key in odd[list(form.KEYS[table])].itertuples(index=False)]
        hits.append(found(wide._report_numbers(odd["report_id"]), table, paths, [""] * len(odd), odd["printed"].tolist()))
    return pd.concat(hits, ignore_index=True)


def _path(table: str, key: tuple) -> str:
    return "/".join((table, *map(str, key)))


def constant(wide: Wide) -> Found:
    """A table is not filled with one and the same number other than 0."""
    hits = []
    for c, least in ((wide.applications, 20), (wide.disputes, 8), (wide.disclosure, 6)):
        value = c.value.reshape(len(c.value), -1)
        known = ~np.isnan(value)
        low = np.where(known, value, np.inf).min(axis=1, initial=np.inf)
        high = np.where(known, value, -np.inf).max(axis=1, initial=-np.inf)
        bad = (known.sum(axis=1) >= least) & (low == high) & (low != 0)
        hits.append(at(c, bad, np.full(bad.shape, c.table, dtype=object), np.full(bad.shape, np.nan), low))
    return pd.concat(hits, ignore_index=True)


def no_number(wide: Wide) -> Found:
    """The form asks for a number in every cell: blanks, dashes and words, counted a table."""
    return _states(wide, ("blank", "dash", "words"), whole=False)


def unreadable(wide: Wide) -> Found:
    """Cells that cannot be read with certainty, counted a table."""
    return _states(wide, ("unreadable",), whole=False)


def absent_table(wide: Wide) -> Found:
    """A table of the form that the report does not have at all."""
    return _states(wide, ("absent",), whole=True)


def absent_cells(wide: Wide) -> Found:
    """Cells of the form that are missing from a table that the report has."""
    return _states(wide, ("absent",), whole=None)


def _states(wide: Wide, states: tuple[str, ...], whole: bool | None) -> Found:
    """Tables with cells in these states. whole True: only tables that have no others; None: only those that have others too."""
    codes, hits = [STATE[s] for s in states], []
    for c in (wide.disclosure, wide.applications, wide.disputes):
        state = c.state.reshape(len(c.state), -1)
        asked, hit = (state != NO_CELL).sum(axis=1), np.isin(state, codes).sum(axis=1)
        bad = (hit == asked) & (asked > 0) if whole else (hit > 0) & (hit < asked) if whole is None else hit > 0
        hits.append(at(c, bad, np.full(bad.shape, c.table, dtype=object), asked, hit))
    return pd.concat(hits, ignore_index=True)
