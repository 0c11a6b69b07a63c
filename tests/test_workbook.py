"""The workbook: everything the frames hold, readable in Excel, and back again without loss."""

from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import reports

import reportkit as rk
from reportkit import workbook
from reportkit.errors import InvalidData
from reportkit.report import Notice, Remedy, Report, Statement, Weakness

SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
ODD = ["=1+1", "+7", "-3", "@SUM(A1)", "\x0b垂直\x01", "_x0041_", "'quoted", "a\nb", "更新不及时", "1/2"]


def odd_report() -> Report:
    """A report whose texts would be formulas, escapes or control characters in a careless workbook."""
    return Report(
        organ="示例县驩山镇人民政府", year=2022, kind="town", province="示例省", county="示例县", town="驩山镇", form="2021", published=date(2023, 1, 20),
        url="https://example.org/a.html", adcode="099901001", sha256="0" * 64,
        disclosure={"20.8": {"fees": {"amount": 7730.28}}, "20.1": {"rules": {"issued": None, "repealed": "—", "in_force": 3}}},
        applications={"new": [1, 0, 0, 0, 0, 0, 1]}, printed={"applications/new//total": "+1"},
        statements=[Statement("proactive_total", 1234567.0, printed="=主动公开")],
        weaknesses=[Weakness(n, text, "", ("coverage", "timeliness")) for n, text in enumerate(ODD, 1)],
        remedies=[Remedy(1, "培训", "", (), 2)], notices=[Notice("-无")],
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The odd corpus, and its workbook in both languages."""
    folder, corpus = tmp_path_factory.mktemp("books"), rk.Corpus([odd_report(), Report(organ="示例县青禾乡人民政府", year=2021, extent="partial")])
    for lang in ("en", "zh"):
        corpus.to_excel(folder / f"{lang}.xlsx", lang=lang)
    return corpus, folder


def assert_same(corpus: rk.Corpus, again: rk.Corpus) -> None:
    """Every frame of two corpora is the same, dtypes included."""
    for name, frame in corpus.frames.items():
        pd.testing.assert_frame_equal(again.frames[name], frame)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_way_back_loses_nothing(made, lang):
    corpus, folder = made
    assert_same(corpus, rk.load(folder / f"{lang}.xlsx"))


@SLOW
@given(held=st.lists(reports(), max_size=2, unique_by=lambda r: r.report_id))
def test_the_way_back_loses_nothing_of_any_corpus(tmp_path_factory, held):
    path = tmp_path_factory.mktemp("books") / "any.xlsx"
    rk.Corpus(held).to_excel(path)
    assert_same(rk.Corpus(held), rk.load(path))


def test_an_empty_corpus_has_its_sheets_too(tmp_path):
    rk.Corpus([]).to_excel(tmp_path / "empty.xlsx")
    assert_same(rk.Corpus([]), rk.load(tmp_path / "empty.xlsx"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sheets_are_tables_with_filters_and_frozen_headers(made, lang):
    corpus, folder = made
    book = openpyxl.load_workbook(folder / f"{lang}.xlsx")
    for name in corpus.frames:
        sheet = book[workbook.SHEETS[name][lang == "zh"]]
        (table,) = sheet.tables.values()
        assert sheet.freeze_panes == "B2" and table.autoFilter.ref == table.ref
        assert [c.name for c in table.tableColumns] == [c.value for c in sheet[1]]
        assert all(sheet.column_dimensions[c.column_letter].width >= 8 for c in sheet[1])


def test_values_keep_their_kinds(made):
    _, folder = made
    book = openpyxl.load_workbook(folder / "en.xlsx")
    reports_sheet, cells = book["Reports"], book["III Applications"]
    heads = {c.value: n for n, c in enumerate(reports_sheet[1])}
    row = reports_sheet[2]
    assert row[heads["published"]].is_date and row[heads["adcode"]].value == "099901001" and row[heads["year"]].value == 2022
    assert row[heads["url"]].hyperlink.target == "https://example.org/a.html"
    value = next(n for n, c in enumerate(cells[1]) if c.value == "value")
    values = [r[value].value for r in cells.iter_rows(min_row=2)]
    assert values[:7] == [1, 0, 0, 0, 0, 0, 1] and set(values[7:]) == {None}


def test_text_that_looks_like_a_formula_stays_text(made):
    _, folder = made
    for sheet in openpyxl.load_workbook(folder / "en.xlsx"):
        assert not [c.coordinate for r in sheet.iter_rows() for c in r if c.data_type == "f"]


def test_cover_tells_what_how_many_and_when(made):
    _, folder = made
    book = openpyxl.load_workbook(folder / "en.xlsx")
    text = "\n".join(str(c.value) for r in book["Cover"].iter_rows() for c in r if c.value is not None)
    assert "2, 2 organs" in text and "2021–2022" in text and "1 of 2" in text and "Licence" in text
    assert book.sheetnames[:3] == ["Cover", "Summary", "Data dictionary"]


def test_a_heading_that_is_wrapped_does_not_cover_the_row_below(made):
    summary = openpyxl.load_workbook(made[1] / "en.xlsx")["Summary"]
    wide = [c for row in summary for c in row if isinstance(c.value, str) and len(c.value) > summary.column_dimensions[c.column_letter].width]
    assert wide and all(summary.row_dimensions[c.row].height >= 30 for c in wide)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_column_has_its_meaning(lang):
    table = workbook.dictionary(lang)
    assert (table["meaning"] != "").all() and set(table["type"]) == {"id", "ids", "text", "number", "date"}


def test_a_narrative_longer_than_a_cell_comes_back_whole(tmp_path):
    report = odd_report()
    report.narrative = "公开信息，" * 20_000
    rk.Corpus([report]).to_excel(tmp_path / "long.xlsx")
    assert rk.load(tmp_path / "long.xlsx").narratives["text"].tolist() == [report.narrative]


def test_foreign_workbooks_are_refused_with_a_reason(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "foreign.xlsx")
    (tmp_path / "rubbish.xlsx").write_bytes(b"PK rubbish")
    for name, words in (("foreign.xlsx", "no workbook of reportkit"), ("rubbish.xlsx", "not a workbook")):
        with pytest.raises(InvalidData, match=words):
            rk.load(tmp_path / name)


def test_a_sheet_that_lost_a_column_is_named(made, tmp_path):
    _, folder = made
    book = openpyxl.load_workbook(folder / "en.xlsx")
    book["Weaknesses"].cell(1, 7).value = "changed"
    book.save(tmp_path / "changed.xlsx")
    with pytest.raises(InvalidData, match="Weaknesses.*ordinal"):
        rk.load(tmp_path / "changed.xlsx")


def test_corrections_travel_with_the_workbook(tmp_path):
    report = odd_report()
    (tmp_path / "corrections.csv").write_text(
        f"report,cell,value,printed,reason,who,when\n{report.report_id},applications/new//total,2,+1,misprint,L. W.,2026-03-02\n", "utf-8"
    )
    corpus = rk.Corpus([report]).corrected(tmp_path / "corrections.csv")
    corpus.to_excel(tmp_path / "book.xlsx")
    again = rk.load(tmp_path / "book.xlsx")
    assert_same(corpus, again)
    assert again.corrections["reason"].tolist() == ["misprint"]
