"""What goes in comes out, cell by cell, with state and place, whatever the layout and the format."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rendering import invented, places
from rendering.invented import Invented, cells, count, invent
from rendering.layouts import LAYOUTS, Rendered, row_of
from rendering.oracle import differences

import reportkit as rk
from reportkit import form
from reportkit.text import squeeze

BRIEF = settings(deadline=None, suppress_health_check=list(HealthCheck))
QUICK = [name for name in LAYOUTS if not name.startswith(("docx", "xlsx", "pdf"))]
PACKED = [name for name in LAYOUTS if name.startswith(("docx", "xlsx"))]
PRINTED = [name for name in LAYOUTS if name.startswith("pdf")]


@st.composite
def reports(draw: st.DrawFn) -> Invented:
    """An invented report of either form, or of the later form with the earlier rows of table III; a few of its cells are drawn one by one."""
    name, rows = draw(st.sampled_from([("2021", "2021"), ("2019", "2019"), ("2021", "2019")]))
    report = invent(Random(draw(st.integers(0, 999))), name, rows, draw(st.sampled_from([0, 0.1, 0.7])))
    drawn = draw(st.dictionaries(st.sampled_from(cells(name, rows)), st.integers(0, 10**7).map(count) | st.sampled_from(invented.EMPTY), max_size=6))
    return Invented(report.organ, report.year, name, rows, report.figures | drawn)


def check(rendered: Rendered) -> None:
    """Fail where the parsed document differs from what a careful person reads in it."""
    report = rk.parse(rendered.data, rendered.name)
    assert (report.organ, report.year, report.form) == (rendered.report.organ, rendered.report.year, rendered.report.form)
    assert differences(rendered, report) == []
    assert_places(rendered, report)


def assert_places(rendered: Rendered, report: rk.Report) -> None:
    """Open the source at each place and see the figure there."""
    look = places.opened(rendered.data, rendered.name)
    for table in form.TABLES:
        for cell in report.cells(table):
            if cell.state not in ("absent", "blank", "unreadable") and row_of((table, cell.key)) not in rendered.unsure:
                assert squeeze(cell.printed) in squeeze(look(cell.where)), (cell, look(cell.where))


@settings(BRIEF, max_examples=150)
@given(reports(), st.sampled_from(QUICK))
def test_texts_and_pages(report, layout):
    check(LAYOUTS[layout](report))


@settings(BRIEF, max_examples=30)
@given(reports(), st.sampled_from(PACKED))
def test_word_files_and_workbooks(report, layout):
    check(LAYOUTS[layout](report))


@settings(BRIEF, max_examples=20)
@given(reports(), st.sampled_from(PRINTED))
def test_pdf_files(report, layout):
    check(LAYOUTS[layout](report))


@pytest.mark.parametrize("layout", [name for name in QUICK if name.startswith(("text", "Markdown", "html"))])
def test_each_quick_layout_once(layout):
    check(LAYOUTS[layout](invent(Random(layout), "2021", oddity=0.2)))


def test_there_are_layouts_enough():
    assert len(LAYOUTS) > 250 and len({name.partition(":")[0] for name in LAYOUTS}) >= 6


def test_the_oracle_sees_a_wrong_figure():
    rendered = LAYOUTS["html: plain"](invent(Random(1), "2021", oddity=0))
    report = rk.parse(rendered.data, rendered.name)
    report.disputes["reconsideration"][0] += 1
    (found,) = differences(rendered, report)
    assert found.cell == ("disputes", ("reconsideration", "upheld")) and found.invented
