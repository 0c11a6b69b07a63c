"""Tidy frames from parsed reports, and parsed reports back from tidy frames.

COLUMNS is the contract: the columns of each frame beyond the context columns, with their dtypes. "id" is a categorical with the
form's own ids in the form's order, "category" a categorical of what occurs, "themes" a tuple of theme ids.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import attrgetter

import numpy as np
import pandas as pd

from . import form
from .cells import read_cell
from .report import Cell, Notice, Remedy, Report, Statement, Weakness, set_cells

CONTEXT = {"report_id": "category", "province": "category", "prefecture": "category", "county": "category", "town": "category", "year": "Int16"}
_CELL = {"state": "id", "printed": "str", "where": "str"}
COLUMNS = {
    "reports": {"organ": "str", "kind": "id", "adcode": "str", "form": "id", "published": "datetime64[s]", "url": "str", "source": "str"}
    | {"media_type": "category", "sha256": "str", "extent": "id"},
    "disclosure": {"article": "id", "item": "id", "measure": "id", "value": "Float64", "unit": "category"} | _CELL,
    "applications": {"outcome": "id", "reason": "id", "applicant": "id", "value": "Int64"} | _CELL,
    "disputes": {"route": "id", "result": "id", "value": "Int64"} | _CELL,
    "statements": {"measure": "category", "label": "str", "value": "Float64", "unit": "category", "bound": "id", "printed": "str", "where": "str"},
    "weaknesses": {"ordinal": "Int64", "text": "str", "gloss": "str", "themes": "themes", "where": "str"},
    "remedies": {"ordinal": "Int64", "text": "str", "gloss": "str", "themes": "themes", "answers": "Int64", "where": "str"},
    "notices": {"text": "str", "where": "str", "code": "str"},
    "narratives": {"text": "str"},
}
_LISTED = {"statements": Statement, "weaknesses": Weakness, "remedies": Remedy, "notices": Notice}
_IDS = {
    "kind": ("town", "township", "subdistrict", "county", "prefecture", "province", "department", "other"),
    "form": form.FORMS,
    "extent": ("full", "partial"),
    "state": form.STATES,
    "bound": ("exact", "at_least", "about"),
} | {key: form.categories(key) for keys in form.KEYS.values() for key in keys}


def column(frame: str, name: str, values: Sequence) -> pd.Series:
    """Values as a Series of the dtype that COLUMNS gives the column; raises ValueError where they do not fit."""
    dtype = (CONTEXT | COLUMNS[frame])[name]
    if dtype == "themes":
        return pd.Series([tuple(v) for v in values], dtype=object)
    if dtype == "id":
        known = _IDS[name]
        series = pd.Series(pd.Categorical(values, categories=known))
        unknown = {v for v, missing in zip(values, series.isna(), strict=True) if missing and not _missing(v)}
        if unknown:
            raise ValueError(f"{frame}.{name}: unknown {', '.join(sorted(map(str, unknown)))}; known are {', '.join(known)}")
        return series
    return pd.Series(values, dtype="str").astype("category") if dtype == "category" else pd.Series(values, dtype=dtype)


def gather(reports: Iterable[Report]) -> dict[str, pd.DataFrame]:
    """The tidy frames of reports, in their order. A second report of one organ and year gets the id ORGAN-YEAR (2)."""
    reports = list(reports)
    ids = _unique([r.report_id for r in reports])
    context = {name: _context(name, reports, ids) for name in CONTEXT}
    frames = {"reports": _frame("reports", {n: list(map(attrgetter(n), reports)) for n in COLUMNS["reports"]}, context, np.arange(len(reports)))}
    for table, keys in form.KEYS.items():
        cells, counts = _flatten(list(r.cells(table)) for r in reports)
        values = dict(zip(keys, zip(*(c.key for c in cells), strict=True), strict=True)) if cells else dict.fromkeys(keys, ())
        for name in ("value", "unit", "state", "printed", "where"):
            values[name] = [getattr(c, name) for c in cells]
        if table != "disclosure":
            values["value"] = pd.array(values["value"], dtype="Int64")
        frames[table] = _frame(table, values, context, counts)
    for name in _LISTED:
        items, counts = _flatten(getattr(r, name) for r in reports)
        frames[name] = _frame(name, {n: [getattr(i, n) for i in items] for n in COLUMNS[name]}, context, counts)
    told, counts = _flatten([r.narrative] if r.narrative else [] for r in reports)
    return frames | {"narratives": _frame("narratives", {"text": told}, context, counts)}


def _flatten(lists: Iterable[list]) -> tuple[list, np.ndarray]:
    """All elements, and for each the number of the list that it stood in."""
    items, owners = [], []
    for number, elements in enumerate(lists):
        items += elements
        owners += repeat(number, len(elements))
    return items, np.array(owners, dtype=np.intp)


def _unique(ids: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    unique = []
    for i in ids:
        seen[i] += 1
        unique.append(i if seen[i] == 1 else f"{i} ({seen[i]})")
    return unique


def _context(name: str, reports: list[Report], ids: list[str]) -> pd.Series:
    return column("reports", name, ids if name == "report_id" else list(map(attrgetter(name), reports)))


def _frame(name: str, values: dict[str, Sequence], context: dict[str, pd.Series], owners: np.ndarray) -> pd.DataFrame:
    head = {n: series.take(owners).reset_index(drop=True) for n, series in context.items()}
    return pd.DataFrame(head | {n: column(name, n, values[n]) for n in COLUMNS[name]})


def reports_of(frames: dict[str, pd.DataFrame]) -> Iterator[Report]:
    """The parsed reports that gather would turn into these frames. A corrected cell goes back as it was printed."""
    groups = {name: dict(iter(frame.groupby("report_id", observed=True))) for name, frame in frames.items() if name != "reports"}
    for row in frames["reports"].to_dict("records"):
        known = {k: v for k, v in row.items() if k != "report_id" and not _missing(v)}
        if "published" in known:
            known["published"] = known["published"].date()
        report = Report(**known)
        for name, kind in _LISTED.items():
            setattr(report, name, [kind(**_item(r)) for r in _records(groups[name].get(row["report_id"]), COLUMNS[name])])
        report.narrative = "\n".join(r["text"] for r in _records(groups["narratives"].get(row["report_id"]), ["text"]))
        for table, keys in form.KEYS.items():
            set_cells(report, table, [_cell(r, keys) for r in _records(groups[table].get(row["report_id"]), COLUMNS[table])])
        yield report


def _records(frame: pd.DataFrame | None, columns: Iterable[str]) -> list[dict]:
    return [] if frame is None else frame[list(columns)].to_dict("records")


def _missing(value: object) -> bool:
    return value is None or (not isinstance(value, tuple) and bool(pd.isna(value)))


def _item(row: dict) -> dict:
    return {k: v for k, v in row.items() if not _missing(v)}


def _cell(row: dict, keys: tuple[str, ...]) -> Cell:
    key = tuple(row[k] for k in keys)
    row = {k: None if _missing(v) else v for k, v in row.items()}
    if row["state"] == "corrected":
        value, state, _ = read_cell(row["printed"]) if row["printed"] is not None else (None, "absent", None)
    else:
        value, state = row["value"], row["state"]
    return Cell(key, _plain(value, row["printed"]), state, row["printed"], row.get("unit"), row["where"] or "")


def _plain(value: float | None, printed: str | None) -> int | float | None:
    """The number as a file holds it: whole where the source prints no decimals."""
    if value is None or float(value) != int(value) or (printed and read_cell(printed).value != int(value)):
        return value
    return int(value)
