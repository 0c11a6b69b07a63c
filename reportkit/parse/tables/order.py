"""The order of columns where the headings leave it open: the form's own sums tell it, over the whole table, or nothing does."""

from collections.abc import Iterable, Sequence

from ...report import Cell as Figure

Readings = Sequence[Sequence[Figure]]  # of one row: its cells in each order in which its columns may stand


def are_alike(readings: Readings) -> bool:
    """Whether a row says the same in every order, as one of zeros does."""
    if len(readings) == 1:
        return True
    said = [sorted((f.key, f.state, f.printed) for f in reading) for reading in readings]
    return all(one == said[0] for one in said)


def order_told(rows: Iterable[Readings]) -> int | None:
    """Which order it is: the only one in which parts make their totals, in all rows that tell; None where no row does, or they disagree."""
    fitting = [[_adds_up(reading) for reading in readings] for readings in rows]
    told = {fits.index(True) for fits in fitting if sum(fits) == 1}
    return told.pop() if len(told) == 1 else None


def _adds_up(row: Sequence[Figure]) -> bool:
    """Whether the parts of a row make its printed total; blanks, dashes and words count as nothing."""
    totals = [f.value for f in row if f.key[-1] == "total" and f.value is not None]
    parts = [f.value for f in row if f.key[-1] != "total" and f.value is not None]
    return bool(totals) and all(f.state != "unreadable" for f in row) and sum(parts) == sum(totals)
