"""Rules between the years of one organ: what is carried from one report into the next, and what cannot have stayed as it was."""

import numpy as np
import pandas as pd

from .. import form
from .evidence import telling
from .findings import Found, at, found
from .wide import CARRIED_IN, CARRIED_OUT, CELL, Wide

_LONG = 200  # characters: a shorter text may well be the same every year


def carry_over(wide: Wide) -> Found:
    """Carried over to the next year = carried in from the year before, for each kind of applicant."""
    c, (before, after) = wide.applications, wide.series.T
    out, came = c.value[before, CARRIED_OUT], c.value[after, CARRIED_IN]
    return _placed(at(c, _differ(out, came), c.keys[CARRIED_IN], out, came), after)


def stock_in_force(wide: Wide) -> Found:
    """2021 form: in force = in force the year before + issued − repealed."""
    rows = [("20.1", item) for item in ("rules", "normative_documents")]
    return pd.concat([_stock(wide, row, "in_force", {"in_force": 1}, {"issued": 1, "repealed": -1}) for row in rows], ignore_index=True)


def stock_of_items(wide: Wide) -> Found:
    """2019 form: items in the previous year = items in the year before that + its change."""
    rows = [key[:2] for key in form.cells("disclosure", "2019") if key[2] == "prior_year_items"]
    return pd.concat([_stock(wide, row, "prior_year_items", {"prior_year_items": 1, "change": 1}, {}) for row in rows], ignore_index=True)


def _stock(wide: Wide, row: form.Key, measure: str, last: dict[str, int], this: dict[str, int]) -> Found:
    """Findings where a stock is not what last year's and this year's measures (each with its sign) make it."""
    c, (before, after) = wide.disclosure, wide.series.T
    terms = [sign * c.value[rows, CELL[*row, name]] for rows, names in ((before, last), (after, this)) for name, sign in names.items()]
    asked, stands = sum(terms), c.value[after, CELL[*row, measure]]
    return _placed(at(c, _differ(asked, stands), c.keys[CELL[*row, measure]], asked, stands), after)


def _differ(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return ~np.isnan(one) & ~np.isnan(other) & ~np.isclose(one, other)


def _placed(hits: Found, after: np.ndarray) -> Found:
    """Findings on pairs of reports, given to the later report of each pair."""
    return hits.assign(row=after[hits["row"]])


def repeated_figures(wide: Wide) -> Found:
    """The tables print last year's figures again, every one, and they are too telling for chance."""
    figures, hits = wide.flat, []
    for before, after in wide.series:
        if np.array_equal(figures[before], figures[after], equal_nan=True) and telling(figures[after]):
            hits.append(after)
    return found(hits, "", "", "", [str(len(np.unique(figures[r][figures[r] > 1]))) for r in hits])


def same_as_last_year(wide: Wide) -> Found:
    """The file of this year's report is last year's file."""
    sha, (before, after) = wide.reports["sha256"].fillna("").to_numpy(dtype=object), wide.series.T
    bad = (sha[before] == sha[after]) & (sha[after] != "")
    return found(after[bad], "reports", "reports/sha256", "", sha[after][bad])


def same_text(wide: Wide) -> Found:
    """The running text is last year's, word for word and number for number; only years differ."""
    before, after = wide.series.T
    text = wide.corpus.narratives
    row = wide.rows(text["report_id"])
    asked = np.isin(row, wide.series)
    masked = text["text"][asked].str.replace(r"20\d\d(?=[年度./—–-])", "", regex=True)
    whole = masked.groupby(row[asked]).agg("".join).reindex(np.arange(len(wide.reports))).fillna("").to_numpy(dtype=object)
    bad = np.array([len(a) >= _LONG and a == b for a, b in zip(whole[before], whole[after], strict=True)], dtype=bool)
    return found(after[bad], "narratives", "narratives", "", [str(len(t)) for t in whole[after][bad]])


def missing_year(wide: Wide) -> Found:
    """A year between two reports of an organ has none."""
    known = wide.dated.drop_duplicates(["organ", "year"]).sort_values(["organ", "year"])
    gap = known.groupby("organ")["year"].diff()
    bad = known[gap > 1]
    years = [str(y - 1) if g == 2 else f"{y - g + 1}–{y - 1}" for y, g in zip(bad["year"], gap[bad.index].astype(int), strict=True)]
    return found(bad["row"], "reports", "reports/year", years, "")
