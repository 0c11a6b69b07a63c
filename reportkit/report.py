"""A parsed report: what one report is, and its JSON file.

The file mirrors the printed form, so that a person can lay the two side by side. In its tables a number is what is reported, null a
blank, a string what is printed there instead; a missing key is a cell that the report does not have (absent) or, where extent is
"partial", that nobody has looked at (unseen). `printed`, `unit` and `where` keep, by cell or row, what the tables cannot show.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal, NamedTuple

import msgspec

from . import form as statutory
from .cells import state_of

Kind = Literal["town", "township", "subdistrict", "county", "prefecture", "province", "department", "other"]
Number = int | float | str | None
Count = int | str | None
Row = Annotated[list[Count], msgspec.Meta(min_length=7, max_length=7)]
Line = Annotated[list[Count], msgspec.Meta(min_length=5, max_length=5)]
Article = Literal[statutory.categories("article")]
Item = Literal[statutory.categories("item")]
Measure = Literal[statutory.categories("measure")]
Outcome = Literal[statutory.categories("outcome")]
Route = Literal[statutory.categories("route")]
Result = Literal[statutory.RESULTS]
Reason = Literal[tuple(r for r in statutory.categories("reason") if r)]
Applicant = Literal[statutory.APPLICANTS]
Rows = dict[Reason | Applicant, Count | Row | dict[Applicant, Count]]


class Cell(NamedTuple):
    """One cell of a table: its key in the form, and what stands there. value is None unless state is "reported"."""

    key: statutory.Key
    value: int | float | None
    state: str
    printed: str | None = None
    unit: str | None = None
    where: str = ""


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A figure that the narrative states: value in the report's own unit; bound is exact, at_least or about."""

    measure: str
    value: int | float
    label: str = ""
    unit: str = ""
    bound: Literal["exact", "at_least", "about"] = "exact"
    printed: str = ""
    where: str = ""


class Weakness(msgspec.Struct, frozen=True, omit_defaults=True):
    """A weakness that the report lists; ordinal is its place in the list (from 1), gloss a short English wording where one was written."""

    ordinal: int
    text: str
    gloss: str = ""
    themes: tuple[str, ...] = ()
    where: str = ""


class Remedy(msgspec.Struct, frozen=True, omit_defaults=True):
    """An improvement that the report promises; answers is the ordinal of the weakness it plainly answers."""

    ordinal: int
    text: str
    gloss: str = ""
    themes: tuple[str, ...] = ()
    answers: int | None = None
    where: str = ""


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that reading or parsing could not settle, in words for the user; code is the id of the check that reports it, if one does."""

    text: str
    where: str = ""
    code: str = ""


class Report(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """One yearly report of one organ. form is None where nobody saw which form it uses.

    narrative is the running text outside the tables and section V, a paragraph a line; empty where it was not kept.
    """

    organ: str
    year: Annotated[int, msgspec.Meta(ge=1990, le=2100)]
    kind: Kind | None = None
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    town: str | None = None
    adcode: Annotated[str, msgspec.Meta(pattern=r"^\d{2,12}$")] | None = None
    form: Literal[statutory.FORMS] | None = None
    published: date | None = None
    url: str | None = None
    source: str | None = None
    media_type: str | None = None
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")] | None = None
    extent: Literal["full", "partial"] = "full"
    disclosure: dict[Article, dict[Item, dict[Measure, Number]]] = {}
    applications: dict[Outcome, Row | Rows] = {}
    disputes: dict[Route, Line | dict[Result, Count]] = {}
    statements: list[Statement] = []
    weaknesses: list[Weakness] = []
    remedies: list[Remedy] = []
    notices: list[Notice] = []
    narrative: str = ""
    printed: dict[str, str] = {}
    unit: dict[str, str] = {}
    where: dict[str, str | list[str]] = {}

    @property
    def report_id(self) -> str:
        """organ + "-" + year."""
        return f"{self.organ}-{self.year}"

    def cells(self, table: str) -> Iterator[Cell]:
        """Every cell of the report's form in `table`, in printed order, whatever its state."""
        found = {key: (value, row, place) for key, value, row, place in walk(self, table)}
        asked = statutory.cells(table, _form_of(self, table))
        missing = "unseen" if self.extent == "partial" else "absent"
        units = statutory.units(_form_of(self, table)) if table == "disclosure" else {}
        for key in (*asked, *sorted(found.keys() - set(asked))):
            if key not in found:
                yield Cell(key, None, missing, None, units.get(key))
                continue
            value, row, place = found[key]
            path = "/".join((table, *key))
            unit = self.unit.get(path, units.get(key))
            if isinstance(value, str) or value is None:
                printed = self.printed.get(path, value or "")
                yield Cell(key, None, state_of(printed), printed, unit, _unfold(self.where.get(f"{table}/{row}"), place))
            else:
                printed = self.printed.get(path) or str(value)
                yield Cell(key, value, "reported", printed, unit, _unfold(self.where.get(f"{table}/{row}"), place))

    def _repr_html_(self) -> str:
        reported = {t: sum(c.state == "reported" for c in self.cells(t)) for t in statutory.TABLES}
        facts = "".join(f"<li>{table}: {n} figures</li>" for table, n in reported.items())
        words = f"{len(self.statements)} statements, {len(self.weaknesses)} weaknesses, {len(self.remedies)} remedies, {len(self.notices)} notices"
        return f"<b>{self.report_id}</b> (form {self.form}, published {self.published})<ul>{facts}<li>{words}</li></ul>"


def _form_of(report: Report, table: str) -> str:
    """The form whose rows `table` follows. Table III goes by its own row（六）其他处理: one line in the form of 2019, three in that of 2021."""
    if table == "applications" and "other" in report.applications:
        other = report.applications["other"]
        single = isinstance(other, list) or any(a in other for a in statutory.APPLICANTS)
        return "2019" if single else "2021"
    return report.form or statutory.for_year(report.year)


def walk(report: Report, table: str) -> Iterator[tuple[statutory.Key, Number, str, int]]:
    """(cell key, value, row key, place in the row) of every cell that the file gives."""
    if table == "disclosure":
        for article, items in report.disclosure.items():
            for item, measures in items.items():
                for place, (measure, value) in enumerate(measures.items()):
                    yield (article, item, measure), value, f"{article}/{item}", place
    elif table == "disputes":
        for route, line in report.disputes.items():
            for place, (result, value) in enumerate(_pairs(line, statutory.RESULTS)):
                yield (route, result), value, route, place
    else:
        for outcome, row in report.applications.items():
            nested = isinstance(row, dict) and not any(a in row and not isinstance(row[a], (dict, list)) for a in statutory.APPLICANTS)
            for reason, line in row.items() if nested else [("", row)]:
                name = f"{outcome}/{reason}" if reason else outcome
                for place, (applicant, value) in enumerate(_pairs(line, statutory.APPLICANTS)):
                    yield (outcome, reason, applicant), value, name, place


def _pairs(line: list | dict, names: tuple[str, ...]) -> Iterable[tuple[str, Number]]:
    return line.items() if isinstance(line, dict) else zip(names, line, strict=True)


_RANGE = re.compile(r"(\d+)–(\d+)$")


def _fold(places: list[str]) -> str | list[str]:
    """The places of a row's cells as one string where they differ only in a last number that counts up ("…, column 3–9")."""
    heads = [p.rstrip("0123456789") for p in places]
    tails = [p[len(head) :] for p, head in zip(places, heads, strict=True)]
    if len(set(heads)) == 1 and all(tails) and [int(t) for t in tails] == list(range(int(tails[0]), int(tails[0]) + len(tails))):
        return places[0] if len(places) == 1 else f"{heads[0]}{tails[0]}–{tails[-1]}"
    return places[0] if len(set(places)) == 1 else places


def _unfold(places: str | list[str] | None, index: int) -> str:
    if not places:
        return ""
    if isinstance(places, list):
        return places[index]
    match = _RANGE.search(places)  # none where every cell of the row has the same place
    return f"{places[: match.start()]}{int(match[1]) + index}" if match else places


def set_cells(report: Report, table: str, cells: Iterable[Cell]) -> None:
    """Write cells into the report's table; absent and unseen cells leave no trace. The inverse of Report.cells."""
    rows: dict[statutory.Key, list[Cell]] = {}
    asked = statutory.units(_form_of(report, table)) if table == "disclosure" else {}
    for cell in cells:
        if cell.state in ("absent", "unseen"):
            continue
        rows.setdefault(cell.key[:-1], []).append(cell)
        if cell.state == "reported" and cell.printed not in (None, "", str(cell.value)) or cell.state == "blank" and cell.printed:
            report.printed["/".join((table, *cell.key))] = cell.printed
        if cell.unit and cell.unit != asked.get(cell.key):
            report.unit["/".join((table, *cell.key))] = cell.unit
    for key, line in rows.items():
        _set_row(report, table, key, line)
        if any(c.where for c in line):
            report.where["/".join((table, *(k for k in key if k)))] = _fold([c.where for c in line])


def _set_row(report: Report, table: str, key: statutory.Key, line: list[Cell]) -> None:
    values = {c.key[-1]: c.value if c.state == "reported" else None if c.state == "blank" else c.printed for c in line}
    if table == "disclosure":
        report.disclosure.setdefault(key[0], {})[key[1]] = values
        return
    names = statutory.RESULTS if table == "disputes" else statutory.APPLICANTS
    row = [values[n] for n in names] if tuple(values) == names else values
    if table == "disputes":
        report.disputes[key[0]] = row
    elif key[1]:
        report.applications.setdefault(key[0], {})[key[1]] = row
    else:
        report.applications[key[0]] = row
