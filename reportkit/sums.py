"""The sums that the statutory form calls for, as equations between cells: what is printed on both sides must be the same number."""

from collections.abc import Iterable
from typing import NamedTuple

from . import form


class Equation(NamedTuple):
    """Cells whose figures on the left add up to those on the right."""

    left: tuple[form.Key, ...]
    right: tuple[form.Key, ...]


def equations(table: str, keys: Iterable[form.Key]) -> tuple[Equation, ...]:
    """The equations between those cells of a table that are there: parts and totals of tables III and IV, and the identity of table III."""
    there = list(keys)
    if table == "disclosure":
        return ()
    parts = form.RESULTS if table == "disputes" else form.APPLICANTS
    rows = dict.fromkeys(key[:-1] for key in there)
    found = [((*((*row, part) for part in parts if part != "total"),), ((*row, "total"),)) for row in rows]
    if table == "applications":
        outcomes = [row for row in rows if row[0] not in ("new", "carried_in", "total", "carried_out")]
        for a in form.APPLICANTS:
            found.append((tuple((*row, a) for row in outcomes), (("total", "", a),)))
            found.append(((("new", "", a), ("carried_in", "", a)), (("total", "", a), ("carried_out", "", a))))
    present = set(there)
    kept = [Equation(*(tuple(key for key in side if key in present) for side in sides)) for sides in found]
    return tuple(equation for equation in kept if equation.left and equation.right)
