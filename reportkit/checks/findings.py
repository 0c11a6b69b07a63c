"""What a rule finds: one row a contradiction, before it gets its words."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .wide import Cells

COLUMNS = ["row", "table", "cell", "expected", "actual", "detail"]

Found = pd.DataFrame  # row (of reports, -1 where none), table, cell (its path), expected and actual as strings, detail for the message
Column = str | Sequence[str]


def found(row: Sequence[int], table: Column, cell: Column, expected: Column, actual: Column, detail: Column = "") -> Found:
    """Findings from columns of equal length; a string stands for a column of it."""
    given = zip(COLUMNS[1:], (table, cell, expected, actual, detail), strict=True)
    columns = {name: [values] * len(row) if isinstance(values, str) else list(values) for name, values in given}
    return pd.DataFrame({"row": np.asarray(row, dtype=np.int64)} | columns, columns=COLUMNS)


def nothing() -> Found:
    """No findings."""
    return found([], "", "", "", "")


def at(cells: Cells, bad: np.ndarray, paths: np.ndarray, expected: np.ndarray, actual: np.ndarray) -> Found:
    """Findings where `bad` is set; expected and actual have its shape, paths is broadcast to it, reports first."""
    where = np.nonzero(bad)
    paths = np.broadcast_to(np.asarray(paths, dtype=object), bad.shape)
    return found(where[0], cells.table, paths[where], numbers(expected[where]), numbers(actual[where]))


def numbers(values: np.ndarray) -> list[str]:
    """Numbers as a person writes them: no decimals where there are none, "" where there is no number."""
    return ["" if np.isnan(v) else str(int(v)) if v == int(v) else repr(round(float(v), 6)) for v in values]
