"""The sums of one report's table III as plain functions of its matrix: what shifts and diagnosis try candidates against."""

from collections.abc import Iterator

import numpy as np

from .wide import CARRIED_IN, CARRIED_OUT, NEW, NO_CELL, PARTS, TOTAL, Wide

Residuals = tuple[np.ndarray, np.ndarray, np.ndarray]


def residuals(matrix: np.ndarray) -> Residuals:
    """(by row: applicants − total, by column: outcomes − total, by column: identity) of (..., rows, 7) matrices; zero where the sum holds."""
    rows = matrix[..., :6].sum(axis=-1) - matrix[..., 6]
    totals = matrix[..., list(PARTS), :].sum(axis=-2) - matrix[..., TOTAL, :]
    identities = matrix[..., NEW, :] + matrix[..., CARRIED_IN, :] - matrix[..., TOTAL, :] - matrix[..., CARRIED_OUT, :]
    return rows, totals, identities


def hold(matrix: np.ndarray) -> bool:
    """Whether every sum of the table holds."""
    return not any(r.any() for r in residuals(matrix))


def failing(wide: Wide) -> Iterator[tuple[int, np.ndarray, tuple[int, int] | None]]:
    """(report, matrix, gap) of the tables III in which a sum fails and at most one cell is missing.

    Rows that the form does not have are zero, and so is the missing cell; gap is its place, None where the table is complete.
    """
    c = wide.applications
    missing = np.isnan(c.value) & (c.state != NO_CELL)
    chosen = np.nonzero((missing.sum(axis=(1, 2)) <= 1) & (c.state != NO_CELL).any(axis=(1, 2)))[0]
    matrices = np.nan_to_num(c.value[chosen])
    rows, totals, identities = residuals(matrices)
    for n in np.nonzero(rows.any(axis=1) | totals.any(axis=1) | identities.any(axis=1))[0]:
        gap = np.argwhere(missing[chosen[n]])
        yield int(chosen[n]), matrices[n], (int(gap[0, 0]), int(gap[0, 1])) if len(gap) else None
