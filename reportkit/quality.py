"""Quality: how far each report's tables can be trusted and compared, and what the checks found."""

import numpy as np
import pandas as pd

from . import form
from .checks import SEVERITIES, check, rules
from .corpus import Corpus
from .frames import CONTEXT

STATUS = ("usable", "errors", "incomplete", "absent", "unseen", "no table")
USABLE_SHARE = 0.9
_SPOILING = ("shifted", "amount_unit")  # warnings after which the figures of a table cannot be compared as they stand
DEFINITION = {
    "en": (
        "A table of a report is usable for comparison where at least 90 % of the cells of its form hold a number (printed, or put in force by a recorded "
        "correction) and the checks find no error on it, no shifted row and no amount in another unit. Else it has errors; or is incomplete (fewer "
        "numbers: blanks are not taken for 0); or is absent (the report has no such table) or unseen (our record covers only a part of the report); or "
        "the report's form has no tables at all. Errors, warnings and notices are counted as the checks find them."
    ),
    "zh": (
        "报告的一张表在以下情况下可用于比较：表内至少90%的格有数字（原印，或按更正记录更正），且检查未发现错误、行列错位或金额单位不符。否则为：有错误；不完整（数字不足，空格不当作0）；"
        "缺失（报告没有这张表）；未见（我们只见到报告的一部分）；或报告的格式没有表格。错误、警告、提示按检查结果计数。"
    ),
}


def quality(corpus: Corpus, findings: pd.DataFrame | None = None) -> pd.DataFrame:
    """How far each report can be compared; one row a report. DEFINITION says in words what usable means.

    disclosure, applications, disputes: the table's STATUS (usable, errors, incomplete, absent, unseen, no table). usable: how many of the three
    are (Int64). disclosure_share and so on, and share: the share of the form's cells that hold a number (Float64; null where the form has none).
    errors, warnings, notices: findings (Int64). findings: what rk.check gave on this corpus, where it is at hand.
    """
    findings = check(corpus) if findings is None else findings
    frame = corpus.reports[[*CONTEXT, "organ", "kind"]].reset_index(drop=True)
    cells = corpus.coverage().assign(numbers=lambda d: d["reported"] + d["corrected"])
    for table in form.TABLES:
        known = cells[cells["table"] == table].reset_index(drop=True)
        frame[table] = _status(known, frame["report_id"].isin(_spoilt(findings, table)))
        frame[f"{table}_share"] = _share(known["numbers"], known["cells"])
    frame["usable"] = (frame[list(form.TABLES)] == "usable").sum(axis=1).astype("Int64")
    whole = cells.groupby("report_id", observed=True, sort=False)[["numbers", "cells"]].sum().reindex(frame["report_id"])
    frame["share"] = _share(whole["numbers"], whole["cells"]).to_numpy()
    counts = pd.crosstab(findings["report_id"], findings["severity"]).reindex(
        index=frame["report_id"], columns=list(SEVERITIES), fill_value=0
    )
    return frame.assign(**{f"{s}s": counts[s].to_numpy() for s in SEVERITIES}).astype(
        {f"{s}s": "Int64" for s in SEVERITIES} | {"share": "Float64"}
    )


def _share(numbers: pd.Series, cells: pd.Series) -> pd.Series:
    return (numbers / cells.where(cells > 0)).astype("Float64")


def _spoilt(findings: pd.DataFrame, table: str) -> pd.Series:
    """The reports with an error, or a warning that spoils it, on a table."""
    grave = (findings["severity"] == "error") | findings["rule"].isin(_SPOILING)
    return findings.loc[grave & (findings["table"] == table), "report_id"]


def _status(cells: pd.DataFrame, spoilt: pd.Series) -> pd.Categorical:
    """The status of a table in each report from its cells by state, and whether an error stands on it."""
    n, numbers = cells["cells"], cells["numbers"]
    reasons = [n == 0, cells["absent"] == n, (cells["unseen"] > 0) & (numbers < USABLE_SHARE * n), spoilt, numbers < USABLE_SHARE * n]
    names = ["no table", "absent", "unseen", "errors", "incomplete"]
    return pd.Categorical(np.select([r.to_numpy(dtype=bool) for r in reasons], names, "usable"), categories=STATUS)


def usable(corpus: Corpus, table: str) -> Corpus:
    """The reports whose table ("disclosure", "applications", "disputes") is usable for comparison; len() before and after says how many are left out."""
    frame = quality(corpus)
    return corpus.where(report_id=frame.loc[frame[table] == "usable", "report_id"].tolist())


def usable_tables(corpus: Corpus, by: str = "year") -> pd.DataFrame:
    """Tables by STATUS: one row a group (year, province, county, kind …), table and status, with reports (Int64) of n."""
    long = quality(corpus).melt([by], list(form.TABLES), var_name="table", value_name="status").dropna(subset=[by])
    counts = long.groupby([by, "table", "status"], observed=True).size().rename("reports").reset_index()
    n = long.groupby([by, "table"], observed=True).size().rename("n").reset_index()
    return counts.merge(n, on=[by, "table"]).astype({"reports": "Int64", "n": "Int64"})


def cell_states(corpus: Corpus) -> pd.DataFrame:
    """What stands in the cells of the tables: one row a table and state, cells (Int64) of n in all reports together."""
    sums = corpus.coverage().groupby("table", observed=True)[[*form.STATES, "cells"]].sum()
    long = sums.drop(columns="cells").rename_axis(columns="state").stack().rename("cells").reset_index()
    long["n"] = long["table"].map(sums["cells"]).astype("Int64")
    return long.astype({"table": "str", "cells": "Int64"}).assign(reports=len(corpus))


def findings_by_rule(corpus: Corpus) -> pd.DataFrame:
    """What the checks found: one row a rule that found something, with its severity and names, findings, reports (Int64) of n reports."""
    found = check(corpus)
    counts = found.groupby("rule", observed=True).agg(findings=("rule", "size"), reports=("report_id", "nunique"))
    told = rules().set_index("id")[["severity", "name_en", "name_zh"]].join(counts, how="inner").rename_axis("rule").reset_index()
    told["severity"] = pd.Categorical(told["severity"], categories=SEVERITIES, ordered=True)
    told = told.sort_values(["severity", "reports"], ascending=[True, False], kind="stable", ignore_index=True)
    return told.assign(n=len(corpus)).astype({"findings": "Int64", "reports": "Int64", "n": "Int64"})
