"""Invented reports for property tests."""

import string
from datetime import date

from hypothesis import strategies as st

from reportkit import form
from reportkit.report import Cell, Notice, Remedy, Report, Statement, Weakness, set_cells

TOWNS = ["云水镇", "青禾乡", "明溪街道", "驩山镇"]
COUNTIES = ["示例县", "样本区"]
WORDS = st.text("公开信息更新不及时，、a1", min_size=1, max_size=12)
SHA = st.text("0123456789abcdef", min_size=64, max_size=64)


@st.composite
def cells(draw, table: str, name: str) -> list[Cell]:
    """Some cells of a table in printed order, in every state that a file can hold."""
    found = []
    units = form.units(name) if table == "disclosure" else {}
    for row in dict.fromkeys(key[:-1] for key in form.cells(table, name)):
        where = f"table 1, row {draw(st.integers(1, 40))}, column "
        for n, key in enumerate([k for k in form.cells(table, name) if k[:-1] == row], 2):
            kind = draw(st.sampled_from(["number"] * 5 + ["printed", "blank", "dash", "words", "unreadable", "missing"]))
            value = draw(st.integers(0, 5000))
            made = {
                "number": (value, "reported", str(value)),
                "printed": (value, "reported", f"{value:,}件"),
                "blank": (None, "blank", ""),
                "dash": (None, "dash", "—"),
                "words": (None, "words", "无"),
                "unreadable": (None, "unreadable", f"{value}?"),
            }
            if kind != "missing":
                found.append(Cell(key, *made[kind], units.get(key), f"{where}{n}"))
    return found


@st.composite
def reports(draw) -> Report:
    """A report with anything in it."""
    name = draw(st.sampled_from(["2019", "2021"]))
    county, town = draw(st.sampled_from(COUNTIES)), draw(st.sampled_from(TOWNS))
    report = Report(
        organ=f"{county}{town}人民政府",
        year=draw(st.integers(2019, 2025)),
        kind=draw(st.sampled_from(["town", "township", "subdistrict", None])),
        province=draw(st.sampled_from(["示例省", None])),
        county=county,
        town=town,
        form=name,
        published=draw(st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31))),
        url=draw(st.none() | st.just("https://example.org/a.html")),
        source=draw(st.none() | st.text(string.ascii_letters, min_size=1, max_size=6)),
        media_type=draw(st.sampled_from(["text/html", "application/pdf"])),
        sha256=draw(st.none() | SHA),
        extent=draw(st.sampled_from(["full", "partial"])),
        statements=draw(st.lists(st.builds(Statement, st.just("proactive_total"), st.integers(0, 10**6), unit=st.just("条"), printed=WORDS), max_size=2)),
        weaknesses=[Weakness(n, t, "", ("coverage",), "line 3") for n, t in enumerate(draw(st.lists(WORDS, max_size=3)), 1)],
        remedies=[Remedy(n, t, "gloss", (), n, "line 4") for n, t in enumerate(draw(st.lists(WORDS, max_size=3)), 1)],
        notices=draw(st.lists(st.builds(Notice, WORDS), max_size=1)),
        narrative=draw(st.just("") | WORDS),
    )
    for table in form.TABLES:
        set_cells(report, table, draw(cells(table, name)))
    return report
