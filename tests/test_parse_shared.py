"""Real documents from the shared material, cell by cell: as they came, and their text in other layouts."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

import reportkit as rk
from reportkit import form

SHARED = Path(__file__).parents[2] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
AMOUNT = ("20.9", "procurement", "amount")


def expected(name: str) -> dict[tuple, int | float | None]:
    """(table, key) → value of a labelled document."""
    labelled = json.loads((SHARED / "expected" / f"{name}.json").read_text("utf-8"))
    return {(table, tuple(key)): value for table in form.TABLES for *key, value in labelled[table]}


def found(report: rk.Report) -> dict[tuple, int | float | None]:
    return {(table, cell.key): cell.value for table in form.TABLES for cell in report.cells(table)}


def text() -> str:
    return (SHARED / "real" / "zhuqiao-2020.txt").read_text("utf-8")


def in_tables(lines: str) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines: whether they are rows of a table, and the lines."""
    run: list[str] = []
    for line in lines.splitlines():
        is_row = "\t" in line
        if run and is_row != ("\t" in run[0]):
            yield "\t" in run[0], run
            run = []
        run.append(line)
    yield "\t" in run[0], run


def one_cell_a_line(lines: str, keep_blanks: bool) -> str:
    """Each cell of the tables on its own line; cells that merged ones left empty are gone, blank figures stay as empty lines if kept."""
    made = []
    for is_table, run in in_tables(lines):
        for line in run:
            if not is_table:
                made.append(line)
            else:
                cells = line.split("\t")
                last = "采购" in line and "0" in cells
                made += [c for n, c in enumerate(cells) if c.strip() or (keep_blanks and last and n == len(cells) - 1)]
    return "\n".join(made)


def page(lines: str) -> str:
    """The text as HTML: paragraphs and tables."""
    parts = []
    for is_table, run in in_tables(lines):
        if is_table:
            parts.append("<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in line.split("\t")) + "</tr>" for line in run) + "</table>")
        else:
            parts += [f"<p>{line}</p>" for line in run]
    return f"<html><body>{''.join(parts)}</body></html>"


LAYOUTS = {
    "as it came": (lambda t: t.encode(), "a.txt"),
    "GB18030": (lambda t: t.encode("gb18030"), "a.txt"),
    "UTF-16": (lambda t: t.encode("utf-16"), "a.txt"),
    "CRLF": (lambda t: t.replace("\n", "\r\n").encode(), "a.txt"),
    "full-width digits": (lambda t: t.translate(FULL_WIDTH).encode(), "a.txt"),
    "HTML": (lambda t: page(t).encode(), "a.html"),
    "HTML, GB18030": (lambda t: page(t).encode("gb18030"), "a.html"),
    "one cell a line": (lambda t: one_cell_a_line(t, keep_blanks=True).encode(), "a.txt"),
    "one cell a line, blanks lost": (lambda t: one_cell_a_line(t, keep_blanks=False).encode(), "a.txt"),
    "empty lines gone": (lambda t: re.sub(r"\n\s*\n+", "\n", t).encode(), "a.txt"),
    "pipes": (lambda t: t.replace("\t", " | ").encode(), "a.txt"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_of_a_town(layout):
    write, name = LAYOUTS[layout]
    report = rk.parse(write(text()), name)
    asked = expected("zhuqiao-2020")
    cells = found(report)
    assert {key: value for key, value in cells.items() if value != asked[key]} == {}
    assert cells.keys() == asked.keys() and len(cells) == 198
    assert (report.organ, report.year, report.form) == ("莱州市朱桥镇人民政府", 2020, "2019")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_amount_left_blank_is_no_zero(layout):
    write, name = LAYOUTS[layout]
    (amount,) = [c for c in rk.parse(write(text()), name).cells("disclosure") if c.key == AMOUNT]
    assert (amount.value, amount.state) == (None, "blank")


def test_pdf_of_a_district():
    report = rk.parse(SHARED / "real" / "hongze-2023.pdf")
    cells = found(report)
    assert cells == expected("hongze-2023") and len(cells) == 186


def test_blank_form_filled_in():
    """The notice's own Word file, filled with different numbers, gives each of them back."""
    file = docx.Document(SHARED / "real" / "form-2021-blank.docx")
    file.paragraphs[0].insert_paragraph_before("示例县云水镇人民政府2022年政府信息公开工作年度报告")
    written = _fill(file)
    stream = io.BytesIO()
    file.save(stream)
    values = found(rk.parse(stream.getvalue(), "示例县云水镇人民政府-2022.docx"))
    assert sorted(v for v in values.values() if v is not None) == written
    assert len(written) == len(values) == 200
    order = [values[table, key] for table in form.TABLES for key in form.cells(table, "2021")]
    assert order == sorted(order)


def _fill(file: docx.document.Document) -> list[int]:
    """Write 1, 2, 3 … into the empty cells of the tables, in reading order."""
    number, seen = 0, set()
    for table in file.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell._tc not in seen and not cell.text.strip():
                    number += 1
                    cell.paragraphs[0].add_run(str(number))
                seen.add(cell._tc)
    return list(range(1, number + 1))
