"""The statutory form as data: the three tables of the yearly report, their cells in printed order, their labels.

Two forms are in use: "2019" (国办公开办函〔2019〕60号, reports for 2019 and 2020) and "2021" (国办公开办函〔2021〕30号, from 2021 on).
Earlier reports are "free" text without tables. The labels stand in the csv files beside this module.
"""

import csv
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

FORMS = ("2019", "2021", "free")
TABLES = ("disclosure", "applications", "disputes")
KEYS = {"disclosure": ("article", "item", "measure"), "applications": ("outcome", "reason", "applicant"), "disputes": ("route", "result")}
STATES = ("reported", "blank", "dash", "words", "unreadable", "absent", "unseen", "corrected")
SECTIONS = {
    "overview": "一、总体情况",
    "disclosure": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "weaknesses": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
GROUPS = {
    "refused": ("（三）不予公开", "Refused"),
    "unavailable": ("（四）无法提供", "Cannot be provided"),
    "not_processed": ("（五）不予处理", "Not processed"),
    "other": ("（六）其他处理", "Handled otherwise"),
}

Key = tuple[str, ...]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one csv file of the form: "disclosure", "applications", "applicants" or "disputes"."""
    text = resources.files(__name__).joinpath(f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def for_year(year: int) -> str:
    """The form that the rules call for in reports of that year."""
    return "free" if year < 2019 else "2019" if year < 2021 else "2021"


APPLICANTS = tuple(row["applicant"] for row in rows("applicants"))
RESULTS = tuple(dict.fromkeys(row["result"] for row in rows("disputes")))


@cache
def cells(table: str, form: str) -> tuple[Key, ...]:
    """The keys of every cell that `form` prints in `table`, in printed order; none for "free"."""
    if form == "free":
        return ()
    if table == "disputes":
        return tuple((row["route"], row["result"]) for row in rows("disputes"))
    if table == "disclosure":
        return tuple((r["article"], r["item"], r["measure"]) for r in rows("disclosure") if r["form"] == form)
    return tuple((r["outcome"], r["reason"], a) for r in rows("applications") if form in r["forms"].split() for a in APPLICANTS)


@cache
def all_cells(table: str) -> frozenset[Key]:
    """The keys of every cell of either form."""
    return frozenset(cells(table, "2019")) | frozenset(cells(table, "2021"))


@cache
def units(form: str) -> dict[Key, str]:
    """The unit in which the form asks for each cell of table II ("items", "yuan", "10k yuan")."""
    return {(r["article"], r["item"], r["measure"]): r["unit"] for r in rows("disclosure") if r["form"] == form}


@cache
def categories(column: str) -> tuple[str, ...]:
    """Every id that can stand in a key column, in the form's order."""
    table = next(name for name, keys in KEYS.items() if column in keys)
    position = KEYS[table].index(column)
    return tuple(dict.fromkeys(key[position] for form in ("2021", "2019") for key in cells(table, form)))


@cache
def labels(table: str, lang: str = "en") -> dict[Key, str]:
    """A readable label for every cell key of `table`, and for the row keys of applications (outcome, reason); lang is "en" or "zh"."""
    if table == "disclosure":
        return {(r["article"], r["item"], r["measure"]): f"{r[f'item_{lang}']}: {r[f'measure_{lang}']}" for r in rows("disclosure")}
    if table == "disputes":
        return {(r["route"], r["result"]): f"{r[f'route_{lang}']}: {r[f'result_{lang}']}" for r in rows("disputes")}
    applicants = {r["applicant"]: r[f"label_{lang}"] for r in rows("applicants")}
    lines = {(r["outcome"], r["reason"]): r[f"label_{lang}"] for r in rows("applications")}
    return lines | {(*line, a): f"{label} – {applicants[a]}" for line, label in lines.items() for a in APPLICANTS}


def table(name: str) -> "pd.DataFrame":
    """The rows of one csv file of the form as a frame of strings: ids beside their Chinese and English labels."""
    import pandas as pd

    return pd.DataFrame(rows(name), dtype="str")
