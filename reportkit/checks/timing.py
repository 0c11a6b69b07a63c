"""Rules on form and date: the form that the year calls for, the day of publication, and what parsing noticed about the text."""

import numpy as np
import pandas as pd

from .. import form
from .findings import Found, found
from .wide import NO_CELL, ROW, Wide

_GOVERNMENTS = ("county", "prefecture", "province")  # their own summaries are due by 31 March, the reports of organs by 31 January


def wrong_form(wide: Wide) -> Found:
    """The report uses the form of other years, as a whole or in the row （六）其他处理 of table III."""
    reports = wide.reports
    asked = reports["year"].map(lambda y: form.for_year(int(y)), na_action="ignore").astype("str")
    used = reports["form"].astype("str")
    whole = (used.isin(("2019", "2021")) & (used != asked)).fillna(False).to_numpy(dtype=bool)
    state = wide.applications.state
    rows = np.where(state[:, ROW["other", ""], 0] != NO_CELL, "2019", np.where(state[:, ROW["other", "other"], 0] != NO_CELL, "2021", ""))
    mixed = ~whole & used.isin(("2019", "2021")).to_numpy() & (rows != "") & (rows != used)
    cells = np.where(whole, "reports/form", "applications/other//total")
    bad = whole | mixed
    return found(
        np.nonzero(bad)[0], np.where(whole, "reports", "applications")[bad], cells[bad], asked[bad], np.where(whole, used, rows)[bad]
    )


def no_form(wide: Wide) -> Found:
    """A report for 2019 or later without the statutory form."""
    reports = wide.reports
    bad = ((reports["form"] == "free") & (reports["year"] >= 2019)).fillna(False).to_numpy()
    asked = [form.for_year(int(y)) for y in reports["year"][bad]]
    return found(np.nonzero(bad)[0], "reports", "reports/form", asked, "free")


def published_late(wide: Wide) -> Found:
    """Published after 31 January (organs) or 31 March (governments' summaries) of the next year."""
    reports = wide.reports
    government = reports["kind"].isin(_GOVERNMENTS)
    due = _day(reports["year"] + 1, np.where(government, 3, 1), 31)
    return _published(wide, reports["published"] > due, due, reports["year"] >= 2019)


def published_early(wide: Wide) -> Found:
    """Published before the year that it covers was over."""
    due = _day(wide.reports["year"], 12, 31)
    return _published(wide, wide.reports["published"] < due, due, wide.reports["year"].notna())


def _day(year: pd.Series, month: int | np.ndarray, day: int) -> pd.Series:
    return pd.to_datetime(pd.DataFrame({"year": year.astype("Int64").astype("float"), "month": month, "day": day}, index=year.index))


def _published(wide: Wide, bad: pd.Series, due: pd.Series, applies: pd.Series) -> Found:
    bad = (bad & applies.fillna(False)).to_numpy(dtype=bool)
    day = wide.reports["published"].dt.strftime("%Y-%m-%d")
    return found(np.nonzero(bad)[0], "reports", "reports/published", due[bad].dt.strftime("%Y-%m-%d").tolist(), day[bad].tolist())


def noticed(wide: Wide, code: str) -> Found:
    """What parsing noticed under a code: a section missing or out of order, two years, another town's name …"""
    notices = wide.corpus.notices
    notices = notices[notices["code"] == code]
    return found(wide.rows(notices["report_id"]), "notices", notices["where"].fillna("").tolist(), "", "", notices["text"].tolist())
