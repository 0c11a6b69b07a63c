"""Rules on what is known of a report's tables: blanks, cells that cannot be read, cells and tables that are not there, a section without its list."""

import numpy as np
import pandas as pd

from .findings import Found, at, found
from .wide import NO_CELL, STATE, Wide


def no_number(wide: Wide) -> Found:
    """The form asks for a number in every cell: blanks, dashes and words, counted a table."""
    return _states(wide, ("blank", "dash", "words"), lambda hit, asked: hit > 0)


def unreadable(wide: Wide) -> Found:
    """Cells that cannot be read with certainty, counted a table."""
    return _states(wide, ("unreadable",), lambda hit, asked: hit > 0)


def absent_table(wide: Wide) -> Found:
    """A table of the form that the report does not have at all."""
    return _states(wide, ("absent",), lambda hit, asked: (hit == asked) & (asked > 0))


def absent_cells(wide: Wide) -> Found:
    """Cells of the form that are missing from a table that the report has."""
    return _states(wide, ("absent",), lambda hit, asked: (hit > 0) & (hit < asked))


def _states(wide: Wide, states: tuple[str, ...], bad) -> Found:
    """Tables of which bad(cells in these states, cells asked for) holds."""
    codes, hits = [STATE[s] for s in states], []
    for c in (wide.disclosure, wide.applications, wide.disputes):
        state = c.states
        asked, hit = (state != NO_CELL).sum(axis=1), np.isin(state, codes).sum(axis=1)
        hits.append(at(c, bad(hit, asked), c.table, asked, hit))
    return pd.concat(hits, ignore_index=True)


def no_weaknesses(wide: Wide) -> Found:
    """A whole report on the statutory form lists no weakness in section V."""
    reports = wide.reports
    listed = np.zeros(len(reports), dtype=bool)
    listed[wide.rows(wide.corpus.weaknesses["report_id"])] = True
    bad = ~listed & (reports["extent"] == "full").to_numpy() & reports["form"].isin(["2019", "2021"]).to_numpy()
    return found(np.nonzero(bad)[0], "weaknesses", "weaknesses", "", "")
