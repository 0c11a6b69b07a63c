"""Sums of the form against misread cells: whatever is marked stood in a failing sum, and nothing is ever mended."""

from hypothesis import given
from hypothesis import strategies as st

from reportkit import form
from reportkit.parse.doubt import NEARLY_CERTAIN, doubted
from reportkit.parse.tables import Tables
from reportkit.read.document import Cell, Document, Grid
from reportkit.report import Cell as Figure
from reportkit.sums import equations

ROUTES = form.categories("route")


def disputes(values: list[list[int | str]], certainty: dict[tuple[int, int], float]) -> tuple[Tables, Document]:
    """Table IV with a row of figures for each route, read from a picture."""
    figures, cells = [], []
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            where = f"page 1, table 1, row 4, column {5 * r + c + 1}"
            cells.append(Cell(str(value), 3, 5 * r + c, where, True, certainty.get((r, c), 1.0)))
            state = "reported" if isinstance(value, int) else "blank" if not value else "unreadable"
            figures.append(Figure((ROUTES[r], form.RESULTS[c]), value if isinstance(value, int) else None, state, str(value), None, where))
    tables = Tables({"disclosure": [], "applications": [], "disputes": figures}, None, [], frozenset())
    return tables, Document("x.png", "image/png", "0" * 64, (Grid((tuple(cells),), "page 1, table 1"),), recognised=("page 1",))


def states(tables: Tables) -> list[list[str]]:
    return [[f.state for f in tables.cells["disputes"] if f.key[0] == route] for route in ROUTES]


def test_an_uncertain_cell_in_a_failing_sum_is_not_believed():
    read = doubted(*disputes([[1, 0, 0, 0, 7], [0] * 5, [2, 0, 0, 0, 2]], {(0, 4): 0.9, (2, 0): 0.9}))
    assert states(read)[0] == ["reported"] * 4 + ["unreadable"]
    assert states(read)[2] == ["reported"] * 5, "its own sum holds"
    assert (read.cells["disputes"][4].value, read.cells["disputes"][4].printed) == (None, "7")
    assert "table IV" in read.notices[0].text


def test_cells_that_are_nearly_certain_stay_although_their_sum_fails():
    tables, document = disputes([[1, 0, 0, 0, 7], [0] * 5, [0] * 5], {})
    assert doubted(tables, document) == tables


def test_blanks_count_as_nothing_and_an_unreadable_part_leaves_a_sum_open():
    blank = disputes([["", "", "", 3, 3], ["", "", "", "", ""], [0] * 5], {(0, 4): 0.9})
    assert doubted(*blank) == blank[0]
    open_sum = disputes([["?", 0, 0, 3, 8], [0] * 5, [0] * 5], {(0, 4): 0.9})
    assert doubted(*open_sum) == open_sum[0]
    exceeded = doubted(*disputes([["?", 0, 0, 9, 8], [0] * 5, [0] * 5], {(0, 3): 0.9}))
    assert states(exceeded)[0] == ["unreadable", "reported", "reported", "unreadable", "reported"]


def test_sums_that_mostly_fail_tell_nothing():
    tables, document = disputes([[1, 0, 0, 0, 7], [1, 0, 0, 0, 9], [0] * 5], {(0, 4): 0.9})
    assert doubted(tables, document) == tables


def test_figures_from_lines_of_text_in_a_picture_are_not_believed():
    tables, document = disputes([[1, 0, 0, 0, 1], [0] * 5, [0] * 5], {})
    figures = [f._replace(where=f"page {n // 5 + 1}, line 7, column {n}") for n, f in enumerate(tables.cells["disputes"])]
    read = doubted(tables._replace(cells={"disputes": figures, "disclosure": [], "applications": []}), document)
    assert states(read) == [["unreadable"] * 5, ["reported"] * 5, ["reported"] * 5], "page 2 holds its text itself"
    assert "table IV: 5 figures" in read.notices[0].text


def test_the_equations_of_the_form():
    assert equations("disclosure", form.cells("disclosure", "2021")) == ()
    assert len(equations("disputes", form.cells("disputes", "2021"))) == 3
    keys = form.cells("applications", "2021")
    rows = len({key[:2] for key in keys})
    assert len(equations("applications", keys)) == rows + 2 * len(form.APPLICANTS)
    only_totals = [key for key in keys if key[2] == "total"]
    assert len(equations("applications", only_totals)) == 2


@given(st.lists(st.lists(st.integers(0, 30), min_size=5, max_size=5), min_size=3, max_size=3), st.dictionaries(st.tuples(st.integers(0, 2), st.integers(0, 4)), st.floats(0, 1)))
def test_only_doubtful_cells_of_failing_sums_are_marked_and_no_number_changes(values, certainty):
    tables, document = disputes(values, certainty)
    added_up = sum(sum(row[:4]) == row[4] for row in values) >= 2
    for before, after in zip(tables.cells["disputes"], doubted(tables, document).cells["disputes"], strict=True):
        r, c = ROUTES.index(before.key[0]), form.RESULTS.index(before.key[1])
        fails, doubtful = sum(values[r][:4]) != values[r][4], certainty.get((r, c), 1.0) < NEARLY_CERTAIN
        assert after == (before._replace(value=None, state="unreadable") if added_up and fails and doubtful else before)
