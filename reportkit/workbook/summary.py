"""The summary sheet: what a manager wants to know, in a few small tables with their n."""

import csv
from functools import cache
from importlib import resources

import pandas as pd

from .. import form, measures, themes
from ..corpus import Corpus

TEXT = {
    "by_year": ("Reports by year", "各年度报告"),
    "applications": ("Applications received", "收到的申请"),
    "themes": ("Weaknesses most often listed", "最常列出的问题"),
    "cells": ("What is known of the tables", "各表已知的格数"),
    "findings": ("Where reports contradict themselves", "报告中的矛盾"),
}


def tables(corpus: Corpus, findings: pd.DataFrame, lang: str) -> dict[str, tuple[str, pd.DataFrame]]:
    """Small tables by name, each with its title: by year, applications, weakness themes, known cells, findings."""
    zh = lang == "zh"
    made = {
        "by_year": _by_year(corpus, zh),
        "applications": _applications(corpus, zh),
        "themes": _themes(corpus, lang),
        "cells": _cells(corpus, zh),
        "findings": _findings(findings, zh),
    }
    return {name: (TEXT[name][zh], table) for name, table in made.items() if len(table)}


def _by_year(corpus: Corpus, zh: bool) -> pd.DataFrame:
    """Reports, organs and the median of items disclosed, by year; the median is of the reports that give a figure."""
    frame = measures.proactive(corpus)
    by = frame.groupby("year")
    table = pd.DataFrame({"reports": by.size(), "organs": by["organ"].nunique(), "n": by["value"].count(), "median": by["value"].median()})
    names = ("年度", "报告数", "机关数", "有主动公开数的报告", "主动公开数中位数") if zh else ("Year", "Reports", "Organs", "Reports with a count of items disclosed", "Median of items disclosed")
    return _named(table.reset_index(), names)


def _applications(corpus: Corpus, zh: bool) -> pd.DataFrame:
    """How many reports received none, one, two to five, more, or do not say."""
    received = measures.applications(corpus)["received"]
    bands = pd.cut(received.astype("float"), [-0.5, 0.5, 1.5, 5.5, 20.5, float("inf")], labels=["0", "1", "2–5", "6–20", "> 20"])
    counts = bands.cat.add_categories(["未说明" if zh else "not known"]).fillna("未说明" if zh else "not known").value_counts(sort=False)
    return _named(counts.reset_index(), ("收到申请数", "报告数") if zh else ("Applications received", "Reports"))


def _themes(corpus: Corpus, lang: str) -> pd.DataFrame:
    """Themes of the listed weaknesses, with the share of the reports whose weaknesses are known."""
    counts = corpus.weaknesses[["report_id", "themes"]].explode("themes").drop_duplicates().groupby("themes", observed=True).size()
    known = corpus.weaknesses["report_id"].nunique()
    labels = themes.table().set_index("id")[f"label_{lang}"]
    table = counts.sort_values(ascending=False).rename("reports").reset_index()
    table["themes"] = table["themes"].map(labels).fillna(table["themes"])
    table["share"] = (table["reports"] / known).round(3) if known else pd.NA
    names = ("主题", "列出的报告数", f"占 {known} 份列出问题的报告") if lang == "zh" else ("Theme", "Reports that list it", f"Share of the {known} reports whose weaknesses are known")
    return _named(table, names)


def _cells(corpus: Corpus, zh: bool) -> pd.DataFrame:
    """Cells by state, for each table."""
    coverage = corpus.coverage().groupby("table", observed=True)[["cells", *form.STATES]].sum().reset_index()
    coverage["table"] = coverage["table"].map(lambda name: _word(name, zh))
    return _named(coverage, ("表" if zh else "Table", "格数" if zh else "Cells", *(_word(state, zh) for state in form.STATES)))


def _findings(findings: pd.DataFrame, zh: bool) -> pd.DataFrame:
    """Findings by severity, and in how many reports."""
    by = findings.astype({"severity": "str"}).groupby("severity", sort=False)["report_id"]
    table = pd.DataFrame({"findings": by.size(), "reports": by.nunique()}).reset_index()
    table["severity"] = table["severity"].map(lambda name: _word(name, zh))
    return _named(table, ("程度", "条数", "涉及报告") if zh else ("Severity", "Findings", "Reports"))


def _named(table: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    return table.set_axis(list(names), axis=1)


@cache
def _words() -> dict[str, dict[str, str]]:
    lines = resources.files(__package__).joinpath("values.csv").read_text("utf-8").splitlines()
    return {row["id"]: row for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def _word(name: str, zh: bool) -> str:
    return _words()[name]["zh" if zh else "en"]
