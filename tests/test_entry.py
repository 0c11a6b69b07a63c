"""The entry form asks for every cell of the statutory form and reads back exactly what was filled in."""

import json
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from reportkit import form
from reportkit.entry import write_form
from reportkit.errors import InvalidData
from reportkit.parse import parse
from reportkit.read import office
from reportkit.report_json import encode

SHEETS = {"disclosure": "二 主动公开", "applications": "三 依申请公开", "disputes": "四 复议诉讼"}


def number_cells(sheet: Worksheet) -> list[str]:
    """The addresses of the cells for figures, in printed order; a merged one is its first cell."""
    covered = {place for area in sheet.merged_cells.ranges for place in list(area.cells)[1:]}
    cells = (c for row in sheet.iter_rows() for c in row if c.style == "reportkit number" and (c.row, c.column) not in covered)
    return [cell.coordinate for cell in cells]


def filled(path: Path, year: int, figures: dict[str, list[object]]) -> dict:
    """The parsed report of a form with these figures, table by table in printed order."""
    book = openpyxl.load_workbook(write_form(path, year, "示例县云水镇人民政府"))
    for table, values in figures.items():
        sheet = book[SHEETS[table]]
        for address, value in zip(number_cells(sheet), values, strict=True):
            sheet[address].value = value
    book.save(path)
    return json.loads(encode(parse(path)))


def flat(part: object) -> list[object]:
    """The numbers of one table of a parsed report in printed order."""
    if isinstance(part, dict):
        return [value for inner in part.values() for value in flat(inner)]
    return [value for inner in part for value in flat(inner)] if isinstance(part, list) else [part]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2024])
def test_the_form_has_every_cell_of_its_year_and_all_are_blank(tmp_path, year):
    name = form.for_year(year)
    book = openpyxl.load_workbook(write_form(tmp_path / "form.xlsx", year, "示例县云水镇人民政府"))
    report = json.loads(encode(parse(tmp_path / "form.xlsx")))
    assert (report["year"], report["form"]) == (year, name)
    for table, sheet in SHEETS.items():
        assert len(number_cells(book[sheet])) == len(form.cells(table, name))
        assert flat(report[table]) == [None] * len(form.cells(table, name))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_what_goes_in_comes_out_cell_by_cell(tmp_path, data):
    year = data.draw(st.sampled_from([2020, 2023]))
    name = form.for_year(year)
    figure = st.one_of(st.none(), st.integers(0, 12), st.integers(1000, 99999))
    sizes = {table: len(form.cells(table, name)) for table in SHEETS}
    figures = {table: data.draw(st.lists(figure, min_size=size, max_size=size)) for table, size in sizes.items()}
    report = filled(tmp_path / "form.xlsx", year, figures)
    assert {table: flat(report[table]) for table in SHEETS} == figures


def test_amounts_changes_and_the_rest_of_the_report(tmp_path):
    path = tmp_path / "form.xlsx"
    book = openpyxl.load_workbook(write_form(path, 2020, "示例县云水镇人民政府"))
    sheet = book[SHEETS["disclosure"]]
    cells = dict(zip(form.cells("disclosure", "2019"), number_cells(sheet), strict=True))
    sheet[cells["20.5", "licences", "change"]].value = -7
    sheet[cells["20.9", "procurement", "amount"]].value = 251000.5
    book["封面"]["B4"].value = date(2021, 1, 20)
    book["一 总体情况"]["A3"].value = "2020年，我镇主动公开政府信息15条。"
    book["五 问题改进"]["B4"].value = "公开不够及时。"
    book["五 问题改进"]["B5"].value = "内容不够全面。"
    book["五 问题改进"]["B14"].value = "加强培训。"
    book.save(path)
    report = json.loads(encode(parse(path)))
    assert report["disclosure"]["20.5"]["licences"]["change"] == -7
    assert report["disclosure"]["20.9"]["procurement"]["amount"] == 251000.5
    assert report["where"]["disclosure/20.9/procurement"][1] == f"sheet 二 主动公开, cell {cells['20.9', 'procurement', 'amount']}"
    assert (report["organ"], report["year"], report["published"]) == ("示例县云水镇人民政府", 2020, "2021-01-20")
    assert [w["text"] for w in report["weaknesses"]] == ["公开不够及时", "内容不够全面"]
    assert [r["text"] for r in report["remedies"]] == ["加强培训"]


def test_labels_are_locked_and_every_figure_is_validated(tmp_path):
    book = openpyxl.load_workbook(write_form(tmp_path / "form.xlsx", 2021, lang="en"))
    for sheet in book:
        assert sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in (c for c in row if not isinstance(c, MergedCell)):
                open_ = cell.style in ("reportkit number", "reportkit text", "reportkit title")
                assert cell.protection.locked is not open_
    sheet = book[SHEETS["disclosure"]]
    rules = {str(area): rule for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges}
    assert [rules[cell].type for cell in number_cells(sheet)] == ["whole"] * 9 + ["decimal"]
    assert rules[number_cells(sheet)[-1]].prompt.startswith("Administrative fees · Amount\nAn amount")
    allowed = next(rule for rule in book["封面"].data_validations.dataValidation if rule.type == "list")
    assert "2021年政府信息公开工作年度报告" in allowed.formula1 and "2020年" not in allowed.formula1


@pytest.mark.parametrize(("year", "lang", "message"), [(2018, "zh", "no entry form for 2018"), (2024, "fr", 'language "fr"')])
def test_other_years_and_languages_are_refused(tmp_path, year, lang, message):
    with pytest.raises(InvalidData, match=message):
        write_form(tmp_path / "form.xlsx", year, lang=lang)


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_checks_speak_when_the_cells_are_filled_in(tmp_path):
    figures = {table: [0] * len(form.cells(table, "2021")) for table in SHEETS}
    lines = list(form.cells("applications", "2021"))
    figures["applications"][lines.index(("new", "", "natural_person"))] = 2
    figures["disputes"] = [1, 0, 0, 0, 1] + [None] * 10
    filled(tmp_path / "form.xlsx", 2024, figures)
    command = [office.program(), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
               "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "form.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(tmp_path / "out" / "form.xlsx", data_only=True)
    identity, parts, rows = (book[SHEETS["applications"]][address].value for address in ("A32", "A33", "A34"))
    assert identity.endswith("不符 – 自然人;")
    assert parts.endswith("相符")
    assert rows.endswith("不符 – 一、本年新收政府信息公开申请数量;")
    assert not book[SHEETS["disputes"]]["A8"].value
    report = json.loads(encode(parse(tmp_path / "out" / "form.xlsx")))
    assert flat(report["applications"]) == figures["applications"]
