"""The sums of one report's table III and IV as plain functions of its matrix: what shifts and diagnosis try candidates against."""

from collections.abc import Iterator

import numpy as np

from .wide import APPLICATION_ROWS, PARTS, Wide

ROW = {row: n for n, row in enumerate(APPLICATION_ROWS)}
NEW, CARRIED_IN, TOTAL, CARRIED_OUT = ROW["new", ""], ROW["carried_in", ""], ROW["total", ""], ROW["carried_out", ""]


def residuals(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(rows, outcome totals by column, identities by column) of a (rows, 7) matrix: zero where the sum holds, NaN where it is open."""
    rows = matrix[:, :6].sum(axis=1) - matrix[:, 6]
    totals = matrix[list(PARTS)].sum(axis=0) - matrix[TOTAL]
    identities = matrix[NEW] + matrix[CARRIED_IN] - matrix[TOTAL] - matrix[CARRIED_OUT]
    return rows, totals, identities


def hold(matrix: np.ndarray) -> bool:
    """Whether every sum of the table holds."""
    return all((np.abs(r) < 1e-9).all() for r in residuals(matrix))


def failing(wide: Wide) -> Iterator[tuple[int, np.ndarray]]:
    """(report, matrix) of every table III that is complete and has a sum that fails; rows that the form does not have are zero."""
    c = wide.applications
    matrices = np.where(c.state == -1, 0.0, c.value)
    complete = ~np.isnan(matrices).any(axis=(1, 2)) & (c.state != -1).any(axis=(1, 2))
    rows = np.abs(matrices[:, :, :6].sum(axis=2) - matrices[:, :, 6]).max(axis=1, initial=0)
    totals = np.abs(matrices[:, list(PARTS)].sum(axis=1) - matrices[:, TOTAL]).max(axis=1, initial=0)
    identities = np.abs(matrices[:, NEW] + matrices[:, CARRIED_IN] - matrices[:, TOTAL] - matrices[:, CARRIED_OUT]).max(axis=1, initial=0)
    for n in np.nonzero(complete & (rows + totals + identities > 0))[0]:
        yield int(n), matrices[n]
