"""Measures: a corpus in, tidy frames out; nothing is drawn here and nothing is filled in.

Missing is not zero. What a report does not tell stays null, sums are null where a part is missing, and every share stands beside its n.
"""

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from . import form, themes
from .corpus import Corpus
from .frames import CONTEXT
from .persistence import ORGAN, persistent_themes
from .quality import quality
from .reuse import text_reuse
from .text import squeeze

__all__ = ["applications", "changes", "channels", "facts", "known", "persistent_themes", "proactive", "theme_counts", "theme_matrix"]
__all__ += ["quality", "text_reuse", "theme_pairs", "theme_table", "wilson"]

PLACES = {"province": ["province"], "county": ["province", "prefecture", "county"], "town": ["province", "prefecture", "county", "town"]}
BASES = ("stated total", "only figure", "several totals that differ", "several parts, no total", "no figure")
SOURCES = ("table III", "narrative", "several figures that differ", "no figure")
OUTCOMES = ("granted", "partial", *form.GROUPS)
_LINES = ("new", "carried_in", "total", "carried_out")
_FIGURES = {"proactive_total": "proactive_total", "proactive_parts": "proactive_part", "applications_stated": "applications_received"}
FACTS = ("published", *_FIGURES, *form.TABLES, "weaknesses", "remedies")


def proactive(corpus: Corpus) -> pd.DataFrame:
    """How many items each report says it disclosed proactively in the year; one row a report.

    value (Float64, in the report's own unit) is the stated total, else the only figure there is; basis says which was taken, or why value
    is null. Beside it bound, unit, label and where; parts (how many parts are stated) and parts_sum, which is our sum and may count an item
    twice, so it never stands in for value.
    """
    stated = corpus.statements[["report_id", "measure", "value", "unit", "bound", "label", "where"]]
    totals, parts = (stated[stated["measure"] == m].drop(columns="measure") for m in ("proactive_total", "proactive_part"))
    lone_total, lone_part = _agreed(totals), _lone(parts[~parts["report_id"].isin(totals["report_id"])])
    frame = _reports(corpus).merge(pd.concat([lone_total, lone_part]), on="report_id", how="left", validate="1:1")
    found = frame["report_id"].isin
    reasons = [found(lone_total["report_id"]), found(lone_part["report_id"]), found(totals["report_id"]), found(parts["report_id"])]
    frame["basis"] = pd.Categorical(np.select(reasons, BASES[:4], BASES[4]), categories=BASES)
    sums = parts.groupby("report_id", observed=True)["value"].agg(parts="size", parts_sum="sum")
    frame = frame.join(sums, on="report_id").astype({"parts": "Int64", "parts_sum": "Float64"})
    return frame.fillna({"parts": 0})[[*_HEAD, "value", "unit", "bound", "basis", "label", "where", "parts", "parts_sum"]]


def applications(corpus: Corpus) -> pd.DataFrame:
    """Applications for information; one row a report, counts of applications.

    stated (Float64) is what the narrative says was received, with stated_bound. new, carried_in, total, carried_out and the outcomes granted,
    partial, refused, unavailable, not_processed, other (Int64) stand in the total column of table III; an outcome of several rows is summed
    only where every row is reported. received is new, else stated; basis says which. agrees is null unless both are known.
    """
    cells = corpus.applications[corpus.applications["applicant"] == "total"]
    sums = cells.groupby(["report_id", "outcome"], observed=True)["value"].agg(["sum", "count", "size"])
    table = sums["sum"].where(sums["count"] == sums["size"]).unstack("outcome").reindex(columns=[*_LINES, *OUTCOMES]).astype("Int64")
    table.columns = table.columns.astype("str")
    told = corpus.statements[corpus.statements["measure"] == "applications_received"]
    stated = _agreed(told).set_index("report_id")[["value", "bound"]].rename(columns={"value": "stated", "bound": "stated_bound"})
    frame = _reports(corpus).join(stated, on="report_id").join(table, on="report_id")
    received = frame["new"].astype("Float64").fillna(frame["stated"])
    known = [frame["new"].notna(), frame["stated"].notna(), frame["report_id"].isin(told["report_id"])]
    basis = pd.Categorical(np.select(known, SOURCES[:3], SOURCES[3]), categories=SOURCES)
    frame = frame.assign(received=received, basis=basis, agrees=frame["new"] == frame["stated"])
    return frame[[*_HEAD, "received", "basis", "stated", "stated_bound", "agrees", *_LINES, *OUTCOMES]]


def changes(frame: pd.DataFrame, value: str = "value") -> pd.DataFrame:
    """Change of one organ's figure from the year before; the rows of frame (proactive, applications) with three to four columns more.

    previous, change (both in the unit of value) and ratio (value / previous) are null in an organ's first year and after a gap: only two
    consecutive years are compared, and none from a year told twice with different figures. ratio is null where previous is 0. comparable,
    where frame has a basis, is true if both years are exact figures of the same basis.
    """
    told = frame.loc[frame[value].notna(), [*ORGAN, "year", value, *(c for c in ("bound", "basis") if c in frame)]]
    earlier = told.drop_duplicates([*ORGAN, "year", value]).drop_duplicates([*ORGAN, "year"], keep=False)
    earlier = earlier.assign(year=earlier["year"] + 1).rename(columns={value: "previous", "bound": "bound_before", "basis": "basis_before"})
    both = frame.merge(earlier, on=[*ORGAN, "year"], how="left", validate="m:1")
    both["change"] = both[value] - both["previous"]
    both["ratio"] = (both[value] / both["previous"]).where(both["previous"] != 0)
    if {"bound", "basis"} <= set(frame):
        exact = (both["bound"] == "exact") & (both["bound_before"] == "exact")
        both["comparable"] = (exact & (both["basis"] == both["basis_before"])).astype("boolean").where(both["change"].notna())
    return both.drop(columns=["bound_before", "basis_before"], errors="ignore")


def channels(corpus: Corpus) -> pd.DataFrame:
    """The stated parts of proactive disclosure; one row a part, value in the report's own unit, with the channel its label names.

    channel is an id of channels.csv; "several" where a label names more than one, "subject" where it names none (a kind of content),
    "unnamed" where there is no label. Parts may overlap or be nested: adding them up is left to the reader.
    """
    parts = corpus.statements[corpus.statements["measure"] == "proactive_part"].drop(columns="measure").reset_index(drop=True)
    labels = parts["label"].fillna("")
    codes = labels.map({label: _channel(label) for label in labels.unique()})
    return parts.assign(channel=pd.Categorical(codes, categories=[*_channels(), "several", "subject", "unnamed"]))


def theme_table(corpus: Corpus, of: str = "weaknesses") -> pd.DataFrame:
    """Which themes each report names: a row a report (index report_id), a column a theme, boolean; `of` may be "remedies".

    Only reports that list at least one item with a theme have a row; of the others it is not known what they would have named.
    """
    named = getattr(corpus, of)[["report_id", "themes"]].explode("themes").dropna()
    order = dict.fromkeys([*themes.table()["id"], *named["themes"]])
    table = pd.crosstab(named["report_id"].astype("str"), named["themes"]).gt(0).reindex(columns=list(order), fill_value=False)
    return table.rename_axis(index="report_id", columns="theme")


def theme_counts(corpus: Corpus, by: str | None = None, of: str = "weaknesses") -> pd.DataFrame:
    """How many reports name each theme; one row a theme, or a group and theme where by is "year", "province", "county", "town" or "kind".

    n is the number of reports (of the group) that list weaknesses at all, reports how many of them name the theme (Int64; 0 is a true zero),
    share = reports / n with its 95 % Wilson interval low, high. Reports whose weaknesses were not seen, or whose group is not known, are not in n.
    """
    table = theme_table(corpus, of)
    keys = PLACES.get(by, [by]) if by else []
    context = corpus.reports.assign(report_id=corpus.reports["report_id"].astype("str")).set_index("report_id").loc[table.index]
    groups = table.groupby([context[k] for k in keys] or np.zeros(len(table)), observed=True)
    wide = groups.sum().assign(n=groups.size()).reset_index()
    counts = wide.melt([*keys, "n"], table.columns, var_name="theme", value_name="reports")[[*keys, "theme", "reports", "n"]]
    low, high = wilson(counts["reports"], counts["n"])
    share = (counts["reports"] / counts["n"]).astype("Float64")
    return counts.assign(share=share, low=low, high=high).astype({"reports": "Int64", "n": "Int64", "low": "Float64", "high": "Float64"})


def theme_matrix(corpus: Corpus, by: str = "town", of: str = "weaknesses") -> pd.DataFrame:
    """Places × themes: a row a place (its index names it down to `by`), n reports that list weaknesses, then reports naming each theme (Int64)."""
    counts = theme_counts(corpus, by, of)
    order = list(dict.fromkeys(counts["theme"]))
    wide = counts.pivot(index=[*PLACES.get(by, [by]), "n"], columns="theme", values="reports").reindex(columns=order)
    return wide.reset_index("n").rename_axis(columns=None)


def theme_pairs(corpus: Corpus, of: str = "weaknesses") -> pd.DataFrame:
    """Which themes go together; one row a pair of themes (a before b in the codebook), counts of reports.

    n reports list weaknesses; a_reports and b_reports name one, both name both; expected = a_reports · b_reports / n if the two had nothing to
    do with each other; lift = both / expected, null where expected is 0.
    """
    table = theme_table(corpus, of).astype("int64")
    together = table.T @ table
    a, b = np.triu_indices(len(together), k=1)
    single, names, n = np.diag(together), together.columns, len(table)
    pairs = pd.DataFrame({"a": names[a], "b": names[b], "a_reports": single[a], "b_reports": single[b], "both": together.to_numpy()[a, b]})
    pairs = pairs.assign(n=n).astype({c: "Int64" for c in ("a_reports", "b_reports", "both", "n")})
    pairs["expected"] = pairs["a_reports"] * pairs["b_reports"] / pd.array([n or None], dtype="Float64")[0]
    return pairs.assign(lift=(pairs["both"] / pairs["expected"]).where(pairs["expected"] > 0))


def wilson(successes: pd.Series, n: pd.Series, z: float = 1.959964) -> tuple[pd.Series, pd.Series]:
    """The Wilson score interval of a share (95 % for the default z); null where n is 0. E. B. Wilson, JASA 22 (1927), 209–212."""
    k, size = (pd.array(x, dtype="Float64") for x in (successes, n))
    size = pd.Series(size).where(pd.Series(size) > 0)
    share = k / size
    centre, spread = share + z**2 / (2 * size), z * (share * (1 - share) / size + z**2 / (4 * size**2)) ** 0.5
    scale = 1 + z**2 / size
    return ((centre - spread) / scale).clip(lower=0), ((centre + spread) / scale).clip(upper=1)


def facts(corpus: Corpus) -> pd.DataFrame:
    """What is known of each report: one row a report, a boolean column for each kind of fact (FACTS).

    A table counts as known where at least one of its figures is; weaknesses and remedies where at least one is listed.
    """
    frame = _reports(corpus).assign(published=corpus.reports["published"].notna().to_numpy())
    stated, ids = corpus.statements, frame["report_id"]
    for fact, measure in _FIGURES.items():
        frame[fact] = ids.isin(stated.loc[stated["measure"] == measure, "report_id"])
    for table in form.TABLES:
        cells = corpus.frames[table]
        frame[table] = ids.isin(cells.loc[cells["value"].notna(), "report_id"])
    for listed in ("weaknesses", "remedies"):
        frame[listed] = ids.isin(corpus.frames[listed]["report_id"])
    return frame


def known(corpus: Corpus, by: str = "year") -> pd.DataFrame:
    """Coverage: one row a group (year, province, county, kind …) and kind of fact; of n reports, in how many it is known (Int64), and the share."""
    groups = facts(corpus).groupby(by, observed=True)[list(FACTS)]
    long = groups.sum().rename_axis(columns="fact").stack().rename("known").reset_index()
    long = long.merge(groups.size().rename("n").reset_index(), on=by)
    return long.assign(share=long["known"] / long["n"]).astype({"known": "Int64", "n": "Int64", "share": "Float64"})


_HEAD = [*CONTEXT, "organ", "kind"]


def _reports(corpus: Corpus) -> pd.DataFrame:
    return corpus.reports[_HEAD].reset_index(drop=True)


def _agreed(figures: pd.DataFrame) -> pd.DataFrame:
    """The first figure of each report whose figures are all the same number."""
    same = figures.groupby("report_id", observed=True)["value"].transform("nunique") == 1
    return figures[same].drop_duplicates("report_id")


def _lone(figures: pd.DataFrame) -> pd.DataFrame:
    """The figure of each report that has just one."""
    return figures.drop_duplicates("report_id", keep=False)


@cache
def _channels() -> dict[str, tuple[re.Pattern | None, re.Pattern | None]]:
    """The patterns of channels.csv: those that name a channel outright, and those that count only where no label part does."""
    text = Path(__file__).with_name("channels.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {r["channel"]: tuple(re.compile(r[k], re.IGNORECASE) if r[k] else None for k in ("specific", "general")) for r in rows}


def _channel(label: str) -> str:
    text = squeeze(label)
    if not text:
        return "unnamed"
    for strength in (0, 1):
        named = [c for c, patterns in _channels().items() if patterns[strength] and patterns[strength].search(text)]
        if named:
            return named[0] if len(named) == 1 else "several"
    return "subject"
