"""Recorded corrections: what an analyst found to be the right figure, kept beside the data and applied on load, never silently.

A corrections file is a csv with the columns report, cell, value, printed, reason, who, when. cell is a path such as
applications/new//total; printed is what the report prints there (it may be left empty); the corrected cell keeps it.
"""

import csv
import re
from pathlib import Path

import pandas as pd

from . import form
from .errors import InvalidData

COLUMNS = ["report", "cell", "value", "printed", "reason", "who", "when", "found", "problem"]
_GIVEN = COLUMNS[:7]
_NUMBER, _DAY = re.compile(r"-?\d+(?:\.\d+)?"), re.compile(r"\d{4}-\d\d-\d\d")


def none() -> pd.DataFrame:
    """A frame of no corrections."""
    return pd.DataFrame(columns=COLUMNS, dtype="str").astype({"value": "Float64"})


def read(path: str | Path) -> pd.DataFrame:
    """The corrections in a file, not yet applied; raises InvalidData naming the line that is wrong."""
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise InvalidData(f"{path}: no such file. A corrections file is a csv with the columns {', '.join(_GIVEN)}.") from None
    except UnicodeDecodeError:
        raise InvalidData(f"{path}: this is not UTF-8. Save it as “CSV UTF-8” and load it again.") from None
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, 2):
        if problem := _problem(row, seen):
            raise InvalidData(f"{path}, line {number}: {problem}")
        seen.add((row["report"], row["cell"]))
    frame = pd.DataFrame([{n: row[n] for n in _GIVEN} | {"value": float(row["value"])} for row in rows], columns=_GIVEN)
    return pd.concat([none(), frame.assign(found="", problem="")]).astype(none().dtypes.to_dict()).reset_index(drop=True)


def _problem(row: dict[str, str | None], seen: set[tuple[str, str]]) -> str:
    """What is wrong with a line, and what to do; "" where nothing is."""
    missing = [name for name in _GIVEN if row.get(name) is None or (not row[name] and name != "printed")]
    if missing:
        return f"{', '.join(missing)} missing; a correction needs {', '.join(_GIVEN)} (printed may be empty)."
    if not _NUMBER.fullmatch(row["value"]):
        return f"value must be a number, not {row['value']!r}."
    if not _key(row["cell"]):
        return f"{row['cell']!r} is no cell of the form; write it like applications/new//total."
    if float(row["value"]) % 1 and not row["cell"].endswith("/amount"):
        return f"{row['cell']} is a count; {row['value']} is no whole number."
    if not _DAY.fullmatch(row["when"]):
        return f"when must be a day such as 2026-01-31, not {row['when']!r}."
    if (row["report"], row["cell"]) in seen:
        return f"{row['cell']} of {row['report']} is corrected twice; keep one of the two lines."
    return ""


def _key(cell: str) -> tuple[str, form.Key] | None:
    table, *key = cell.split("/")
    return (table, tuple(key)) if table in form.TABLES and tuple(key) in form.all_cells(table) else None


def apply(frames: dict[str, pd.DataFrame], corrections: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The frames with every correction that fits in force (state "corrected"), and the corrections with `found` and `problem` filled in."""
    frames = frames | {table: frames[table].copy() for table in corrections["cell"].str.split("/").str[0].unique()}
    told = [_put(frames, correction) for correction in corrections.to_dict("records")]
    found, problem = zip(*told, strict=True) if told else ((), ())
    return frames, corrections.assign(found=list(found), problem=list(problem)).astype(none().dtypes.to_dict())


def _put(frames: dict[str, pd.DataFrame], correction: dict) -> tuple[str, str]:
    """Put one correction in force in the frames; gives back what is printed there and why it is not in force, if it is not."""
    table, key = _key(correction["cell"])
    frame = frames[table]
    here = frame["report_id"] == correction["report"]
    if not (frames["reports"]["report_id"] == correction["report"]).any():
        return "", "there is no such report"
    for column, wanted in zip(form.KEYS[table], key, strict=True):
        here &= frame[column] == wanted
    if not here.any():
        return "", "the report's form has no such cell"
    row = frame.index[here][0]
    printed = "" if pd.isna(frame.at[row, "printed"]) else frame.at[row, "printed"]
    if correction["printed"] and correction["printed"] != printed:
        return printed, "something else is printed there now"
    if frame.at[row, "state"] == "reported" and frame.at[row, "value"] == correction["value"]:
        return printed, "the report already says so"
    frame.loc[row, ["value", "state"]] = [correction["value"] if table == "disclosure" else int(correction["value"]), "corrected"]
    return printed, ""
