"""Recorded corrections: what an analyst found to be the right figure, kept beside the data and applied on load, never silently.

A corrections file is a csv with the columns report, cell, value, printed, reason, who, when. cell is a path such as
applications/new//total; printed is what the report prints there (it may be left empty); the corrected cell keeps it.
"""

import csv
from pathlib import Path

import pandas as pd

from . import form
from .errors import InvalidData

COLUMNS = ["report", "cell", "value", "printed", "reason", "who", "when", "found", "problem"]
_GIVEN = COLUMNS[:7]


def none() -> pd.DataFrame:
    """A frame of no corrections."""
    return pd.DataFrame(columns=COLUMNS, dtype="str").astype({"value": "Float64"})


def read(path: str | Path) -> pd.DataFrame:
    """The corrections in a file, not yet applied; raises InvalidData naming the line that is wrong."""
    path = Path(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 2):
        missing = [name for name in _GIVEN if row.get(name) is None] + [n for n in ("report", "cell", "value", "reason", "who", "when") if not row.get(n)]
        if missing:
            raise InvalidData(f"{path}, line {number}: {', '.join(dict.fromkeys(missing))} missing; a correction needs {', '.join(_GIVEN)} (printed may be empty).")
        try:
            row["value"] = float(row["value"])
        except ValueError:
            raise InvalidData(f"{path}, line {number}: value must be a number, not {row['value']!r}.") from None
        if not _key(row["cell"]):
            raise InvalidData(f"{path}, line {number}: {row['cell']!r} is no cell of the form; write it like applications/new//total.")
    frame = pd.DataFrame([{n: row[n] for n in _GIVEN} for row in rows], columns=_GIVEN)
    return pd.concat([none(), frame.assign(found="", problem="")]).astype(none().dtypes.to_dict()).reset_index(drop=True)


def _key(cell: str) -> tuple[str, form.Key] | None:
    table, *key = cell.split("/")
    return (table, tuple(key)) if table in form.TABLES and tuple(key) in form.all_cells(table) else None


def apply(frames: dict[str, pd.DataFrame], corrections: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The frames with every correction that fits in force (state "corrected"), and the corrections with `found` and `problem` filled in."""
    frames, told = dict(frames), corrections.copy()
    for n, correction in corrections.iterrows():
        table, key = _key(correction["cell"])
        frame = frames[table]
        here = frame["report_id"] == correction["report"]
        if not here.any():
            told.loc[n, "problem"] = "there is no such report"
            continue
        for column, wanted in zip(form.KEYS[table], key, strict=True):
            here &= frame[column] == wanted
        if not here.any():
            told.loc[n, "problem"] = "the report's form has no such cell"
            continue
        row = frame.index[here][0]
        stands = frame.at[row, "printed"]
        told.loc[n, "found"] = "" if pd.isna(stands) else stands
        if correction["printed"] and correction["printed"] != told.at[n, "found"]:
            told.loc[n, "problem"] = "something else is printed there now"
        elif frame.at[row, "state"] == "reported" and frame.at[row, "value"] == correction["value"]:
            told.loc[n, "problem"] = "the report already says so"
        else:
            frames[table] = frame = frame.copy()
            value = correction["value"] if table == "disclosure" else int(correction["value"])
            frame.loc[row, ["value", "state"]] = [value, "corrected"]
    return frames, told
