"""Turn a table of facts about reports (JSON Lines) into parsed-report files: python data/make_reports.py FACTS.jsonl data/reports

One fact line is one town-year: organ, year, address, what its opening part says, the table cells that were seen, weaknesses in our own
wording. Nothing that was not seen is filled in: extent is "partial", every other cell is unseen.
"""

import json
import re
import sys
from datetime import date
from pathlib import Path

from reportkit import form, report_json
from reportkit.cells import read_cell
from reportkit.parse.labels import meanings, pieces
from reportkit.places import resolve
from reportkit.report import Cell, Remedy, Report, Statement, Weakness, set_cells

ARTICLES = {row["item"]: row["article"] for row in form.rows("disclosure")}
BOUNDS = {"余": "at_least", "多": "at_least", "约": "about", "近": "about"}


def report_of(fact: dict) -> Report:
    """The parsed report of one line of facts."""
    place = resolve(fact["organ"], [fact[k] for k in ("county", "prefecture", "province") if fact[k]])
    report = Report(
        organ=fact["organ"],
        year=fact["year"],
        kind=place.kind,
        province=place.province or fact["province"],
        prefecture=place.prefecture or fact["prefecture"],
        county=place.county or fact["county"],  # the gazetteer's name first: the facts write some counties in several ways
        town=place.town or fact["town"],
        adcode=place.code,
        form={"pre2019": "free", None: None}.get(fact["template"], fact["template"]),
        published=fact["published"] and date.fromisoformat(fact["published"]),
        url=fact["url"],
        source="copy of the page on another site" if fact["mirror"] else "page of the government site",
        media_type="text/html",
        extent="partial",
        statements=list(statements_of(fact)),
        weaknesses=[Weakness(n, w["zh"], w["en"], tuple(w["themes"]), "section V") for n, w in enumerate(fact["weaknesses"] or [], 1)],
        remedies=[
            Remedy(n, w["zh"], w["en"], tuple(w["themes"]), None, "section V") for n, w in enumerate(fact["improvements"] or [], 1)
        ],
    )
    set_cells(report, "disclosure", disclosure_of(fact))
    set_cells(report, "applications", applications_of(fact))
    return report


def statements_of(fact: dict):
    """The narrative's figures; a figure that the facts call approximate gets the bound of its wording."""
    remarks = fact["oddities"] or ""
    vague = re.search(r"parts (are|given as|by [a-z ]+) .{0,12}(余|approx)|all figures approximate", remarks)
    if fact["proactive_total"] is not None:
        yield Statement("proactive_total", fact["proactive_total"], bound=bound_of(fact["proactive_total"], remarks), where="narrative")
    for label, value in (fact["proactive_parts"] or {}).items():
        name, _, note = label.partition("(")
        bound = next((b for mark, b in BOUNDS.items() if mark in note), "about" if vague else bound_of(value, remarks))
        unit = re.sub(r"[余约近多)]", "", note)
        yield Statement("proactive_part", value, label=name, unit=unit, bound=bound, where="narrative")
    if fact["applications_received"] is not None:
        yield Statement("applications_received", fact["applications_received"], where="narrative")


def bound_of(value: int, remarks: str) -> str:
    """at_least where the remarks print the figure with 余 or 多, about with 约 or 近, else exact."""
    before = re.search(rf"(约|近){value}(?!\d)", remarks)
    after = re.search(rf"(?<!\d){value}(?:条|项|件)?(余|多)", remarks)
    return "at_least" if after else "about" if before else "exact"


def disclosure_of(fact: dict) -> list[Cell]:
    """The cells of table II that were seen."""
    cells = []
    for item_zh, measures in (fact["table2"] or {}).items():
        item = meanings(item_zh, "item")[0]
        for measure_zh, printed in measures.items():
            measure = meanings(measure_zh, "measure")[0]
            value, state, unit = read_cell(str(printed))
            cells.append(Cell((ARTICLES[item], item, measure), value, state, str(printed), unit, f"table II, row {item_zh}"))
    return cells


def applications_of(fact: dict) -> list[Cell]:
    """The cells of table III that were seen."""
    cells = []
    for label, columns in (fact["table3"] or {}).items():
        outcome = meanings(pieces(label.removeprefix("三"))[-1], "outcome")[0].split("/")
        for applicant_zh, value in columns.items():
            applicant = meanings(applicant_zh, "applicant")[0]
            cells.append(Cell((*outcome, applicant), value, "reported", str(value), None, f"table III, row {label}"))
    return cells


def merged(facts: list[dict]) -> list[dict]:
    """One line for each organ and year: where the same page was noted twice, what one note lacks is taken from the other."""
    by_id: dict[tuple, dict] = {}
    for fact in facts:
        known = by_id.setdefault((fact["organ"], fact["year"]), fact)
        if known is not fact:
            known |= {k: v for k, v in fact.items() if known[k] is None}
    return list(by_id.values())


def main(source: str, folder: str) -> None:
    """Write one file a report below `folder`."""
    facts = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines()]
    reports = [report_of(fact) for fact in merged(facts)]
    for report in reports:
        path = Path(folder) / report_json.file_name(report)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report_json.encode(report))
    print(f"{len(reports)} reports written to {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
