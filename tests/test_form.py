"""The form as data agrees with the printed form."""

import pytest

from reportkit import form


@pytest.mark.parametrize(("table", "name", "cells"), [
    ("disclosure", "2019", 22), ("disclosure", "2021", 10), ("applications", "2019", 23 * 7), ("applications", "2021", 25 * 7),
    ("disputes", "2019", 15), ("disputes", "2021", 15), ("applications", "free", 0),
])  # fmt: skip
def test_number_of_cells(table, name, cells):
    assert len(form.cells(table, name)) == cells == len(set(form.cells(table, name)))


@pytest.mark.parametrize(("year", "name"), [(2018, "free"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2024, "2021")])
def test_form_of_a_year(year, name):
    assert form.for_year(year) == name


@pytest.mark.parametrize("table", form.TABLES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_cell_has_a_label(table, lang):
    labels = form.labels(table, lang)
    assert all(labels[key] for key in form.all_cells(table))


def test_single_row_of_other_handling_belongs_to_the_form_of_2019():
    assert ("other", "", "total") in form.cells("applications", "2019")
    assert [k[1] for k in form.cells("applications", "2021") if k[0] == "other" and k[2] == "total"] == ["correction_overdue", "fee_unpaid", "other"]


def test_units():
    assert form.units("2019")["20.9", "procurement", "amount"] == "yuan"
    assert form.units("2021")["20.8", "fees", "amount"] == "10k yuan"
