"""A corpus: parsed reports as tidy frames, with filters, loading and saving."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import is_list_like

from . import corrections as recorded
from . import form, report_json
from . import frames as tidy
from .errors import InvalidData, ReportkitError
from .report import Report


@dataclass(frozen=True, eq=False, repr=False, init=False)
class Corpus:
    """Reports as tidy frames; every frame begins with report_id, province, prefecture, county, town, year.

    Counts are Int64, amounts and stated figures Float64, ids categoricals; what is missing is null and its state says why.
    `corrections` lists the recorded corrections, in force or not (reportkit/corrections.py); it is no frame of the reports.
    """

    reports: pd.DataFrame
    disclosure: pd.DataFrame
    applications: pd.DataFrame
    disputes: pd.DataFrame
    statements: pd.DataFrame
    weaknesses: pd.DataFrame
    remedies: pd.DataFrame
    notices: pd.DataFrame
    narratives: pd.DataFrame
    corrections: pd.DataFrame

    def __init__(self, reports: Iterable[Report] = ()):
        self._hold(tidy.gather(reports))

    @classmethod
    def from_frames(cls, frames: dict[str, pd.DataFrame], corrections: pd.DataFrame | None = None) -> "Corpus":
        """A corpus of frames that are already tidy, with corrections that are already in force."""
        corpus = object.__new__(cls)
        corpus._hold(frames, corrections)
        return corpus

    def _hold(self, frames: dict[str, pd.DataFrame], corrections: pd.DataFrame | None = None) -> None:
        for name in tidy.COLUMNS:
            object.__setattr__(self, name, frames[name])
        object.__setattr__(self, "corrections", recorded.none() if corrections is None else corrections)

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Every tidy frame by its name, reports first."""
        return {name: getattr(self, name) for name in tidy.COLUMNS}

    def corrected(self, path: str | Path) -> "Corpus":
        """The corpus with the corrections of a file in force: state "corrected", the value corrected, printed as it was."""
        return Corpus.from_frames(*recorded.apply(self.frames, recorded.read(path)))

    def __len__(self) -> int:
        return len(self.reports)

    def where(self, **conditions: Any) -> "Corpus":
        """The reports that meet every condition on a column of `reports`, in all frames.

        A condition is a value (year=2020), a list of values (county=["莱州市", "平邑县"]), a range or slice of numbers or dates
        (year=range(2019, 2022), published=slice("2021-01-01", "2021-01-31"), both ends of a slice included), or None for "not known".
        """
        keep = pd.Series(True, index=self.reports.index)
        for name, wanted in conditions.items():
            if name not in self.reports:
                raise InvalidData(f"where: reports has no column {name!r}; it has {', '.join(self.reports.columns)}.")
            keep &= _meets(self.reports[name], wanted).fillna(False).astype(bool)
        ids = self.reports.loc[keep, "report_id"]
        corrections = self.corrections[self.corrections["report"].isin(ids)].reset_index(drop=True)
        return Corpus.from_frames({name: _only(frame, ids) for name, frame in self.frames.items()}, corrections)

    def save(self, path: str | Path) -> None:
        """Write the corpus: a folder gets one JSON file a report, *.jsonl one line a report, *.xlsx the workbook."""
        path = Path(path)
        if path.suffix == ".xlsx":
            self.to_excel(path)
        elif path.suffix == ".jsonl":
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.writelines(report_json.encode(r, pretty=False) + b"\n" for r in tidy.reports_of(self.frames))
        elif path.suffix:
            raise InvalidData(f"{path}: cannot be saved as {path.suffix}; give a folder, a name ending in .jsonl, or one ending in .xlsx.")
        else:
            for report_id, report in zip(self.reports["report_id"], tidy.reports_of(self.frames), strict=True):
                file = (path / report_json.file_name(report)).with_name(report_json.plain_name(report_id) + ".json")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(report_json.encode(report))

    def to_excel(self, path: str | Path, lang: str = "en") -> None:
        """Write the workbook: cover, summary, data dictionary and a sheet a frame; lang is "en" or "zh"."""
        from . import workbook  # openpyxl is slow to import and most sessions write no workbook

        workbook.write(self, path, lang=lang)

    def coverage(self) -> pd.DataFrame:
        """What is known: one row a report and table, with the number of its cells in each state.

        Columns: the context, table, cells, then a column for each state (Int64); narrative figures and listed weaknesses are not cells.
        """
        counts = []
        for table in form.TABLES:
            frame = self.frames[table]
            states = pd.crosstab(frame["report_id"], frame["state"], dropna=False).reindex(columns=list(form.STATES), fill_value=0)
            states = states.reindex(self.reports["report_id"], fill_value=0).reset_index(drop=True).astype("Int64")
            head = self.reports[list(tidy.CONTEXT)].reset_index(drop=True).assign(table=table, cells=states.sum(axis=1))
            counts.append(pd.concat([head, states], axis=1))
        return pd.concat(counts, ignore_index=True).astype({"table": "category", "cells": "Int64"})

    def why(self, report_id: str, cell: str | tuple[str, ...]) -> pd.DataFrame:
        """Where a figure comes from: its row or rows with where, printed and state, beside the file, its sha256 and address.

        cell names a frame and ids in the order of its columns, as a tuple or joined by "/": "applications/new/total" (an empty reason
        may be left out), "disclosure/20.1/rules/issued", "disputes/reconsideration", "statements/proactive_total", "weaknesses/1".
        """
        name, *keys = cell.split("/") if isinstance(cell, str) else cell
        if name not in self.frames or name == "reports":
            raise InvalidData(f"why: {name!r} is no table; a cell begins with one of {', '.join(list(self.frames)[1:])}.")
        if not (self.reports["report_id"] == report_id).any():
            raise InvalidData(f"why: no report {report_id!r} in this corpus of {len(self)}; ids are ORGAN-YEAR, see corpus.reports.report_id.")
        frame = self.frames[name]
        found = frame[(frame["report_id"] == report_id) & _names(frame, name, [str(k) for k in keys])]
        if found.empty:
            raise InvalidData(f"why: {report_id} has no {'/'.join((name, *map(str, keys)))}; its {name} rows are in corpus.{name}.")
        source = self.reports.loc[self.reports["report_id"] == report_id, ["report_id", "source", "sha256", "url", "published"]]
        return found.merge(source, on="report_id").reset_index(drop=True)

    def __repr__(self) -> str:
        return "\n".join(f"{label}: {value}" for label, value in self._glance().items())

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th style='text-align:left'>{html.escape(k)}</th><td style='text-align:left'>{html.escape(v)}</td></tr>" for k, v in self._glance().items())
        return f"<table>{rows}</table>"

    def _glance(self) -> dict[str, str]:
        """What is in the corpus, at a glance: label and value."""
        reports, years = self.reports, self.reports["year"].dropna()
        span = f"{years.min()}–{years.max()}" if len(years) else "no years"
        seen = {t: int(self.frames[t]["state"].isin(["reported", "corrected"]).sum()) for t in form.TABLES}
        return {
            "Corpus": f"{len(reports)} reports of {reports['organ'].nunique()} organs, {span}",
            "Places": f"{reports['province'].nunique()} provinces, {reports['county'].nunique()} counties, {reports['town'].nunique()} towns",
            "Extent": ", ".join(f"{n} {extent}" for extent, n in reports["extent"].value_counts().items() if n) or "–",
            "Figures in tables": ", ".join(f"{n} in {t} (of {len(self.frames[t])} cells)" for t, n in seen.items()),
            "Words": f"{len(self.statements)} stated figures, {len(self.weaknesses)} weaknesses, {len(self.remedies)} remedies, {len(self.notices)} notices",
        }


def _meets(values: pd.Series, wanted: Any) -> pd.Series:
    if wanted is None:
        return values.isna()
    if isinstance(wanted, slice):
        low = values >= wanted.start if wanted.start is not None else values.notna()
        return low & (values <= wanted.stop) if wanted.stop is not None else low
    return values.isin(list(wanted)) if is_list_like(wanted) else values == wanted


def _only(frame: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    kept = frame[frame["report_id"].isin(ids)].reset_index(drop=True)
    context = [n for n, dtype in tidy.CONTEXT.items() if dtype == "category"]
    for name in context:
        kept[name] = kept[name].cat.remove_unused_categories() if name != "report_id" else kept[name].cat.set_categories(sorted(ids))
    return kept


def _names(frame: pd.DataFrame, name: str, keys: list[str]) -> pd.Series:
    """Which rows the keys name. Two keys of applications are outcome and applicant where the row has no reason."""
    listed = {"statements": ("measure", "label"), "weaknesses": ("ordinal",), "remedies": ("ordinal",), "notices": ("code",)}
    columns = form.KEYS.get(name) or listed.get(name, ())
    if len(keys) > len(columns):
        raise InvalidData(f"why: {name} is looked up by {', '.join(columns) or 'nothing more'}; {len(keys)} keys are too many.")
    if name == "applications" and len(keys) == 2 and keys[1] in form.APPLICANTS:
        keys = [keys[0], "", keys[1]]
    chosen = pd.Series(True, index=frame.index)
    for column, key in zip(columns, keys, strict=False):
        chosen &= frame[column].astype("str") == key
    return chosen


def load(path: str | Path, corrections: str | Path | None = None) -> Corpus:
    """A corpus from parsed reports: a folder of JSON files (searched to the bottom), one .json or .jsonl file, or a workbook we wrote.

    corrections: a corrections file to put in force; by default corrections.csv in or beside the folder (or beside the file), if there is one.
    """
    path = Path(path)
    if not path.exists():
        raise ReportkitError(f"{path}: no such file or folder. Parse documents first: reportkit parse INPUT --out {path}")
    corpus = _loaded(path)
    beside = [p for p in (path / "corrections.csv", path.absolute().parent / "corrections.csv") if p.is_file()]
    chosen = Path(corrections) if corrections is not None else beside[0] if beside and path.suffix != ".xlsx" else None
    return corpus if chosen is None else corpus.corrected(chosen)


def _loaded(path: Path) -> Corpus:
    if path.suffix == ".xlsx":
        from . import workbook  # see to_excel

        return workbook.read(path)
    if path.is_dir():
        files = sorted(path.rglob("*.json"))
        if not files:
            raise ReportkitError(f"{path}: holds no parsed reports (*.json). Parse documents first: reportkit parse INPUT --out {path}")
        return Corpus(report_json.read(file) for file in files)
    if path.suffix == ".jsonl":
        with path.open("rb") as file:
            return Corpus(report_json.decode(line, f"{path}, line {n}") for n, line in enumerate(file, 1) if line.strip())
    if path.suffix == ".json":
        return Corpus([report_json.read(path)])
    raise ReportkitError(f"{path}: not a form that can be loaded. Give a folder of *.json, a .json, a .jsonl or a workbook that reportkit wrote.")
