"""What is printed in a cell: a number only where a person would read that number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.cells import read_cell, state_of

FULL_WIDTH = str.maketrans("0123456789,.-", "０１２３４５６７８９，．－")


@pytest.mark.parametrize(("printed", "value"), [
    ("0", 0), ("１２３", 123), ("1,234", 1234), ("22（其中修订16件）", 22), ("0 件", 0), ("+7", 7), ("＋７", 7), ("-3", -3), ("减少3", -3),
    ("增7", 7), ("1 9", 19), ("\u200b0", 0), ("零", 0), ("三件", 3), ("7730.280000000", 7730.28), ("12（件）", 12),
])  # fmt: skip
def test_numbers(printed, value):
    assert read_cell(printed)[:2] == (value, "reported")


@pytest.mark.parametrize(("printed", "value", "unit"), [
    ("25.1万元", 25.1, "10k yuan"), ("251000元", 251000, "yuan"), ("20.001万元", 20.001, "10k yuan"), ("5", 5, None), ("0件", 0, None),
])  # fmt: skip
def test_amounts_keep_the_unit_that_is_printed(printed, value, unit):
    assert read_cell(printed) == (value, "reported", unit)


@pytest.mark.parametrize(("printed", "state"), [
    ("", "blank"), ("　", "blank"), ("\xa0", "blank"), ("/", "dash"), ("-", "dash"), ("—", "dash"), ("－", "dash"), ("——", "dash"),
    ("无", "words"), ("不适用", "words"), ("12吨", "unreadable"), ("0 0", "unreadable"), ("411\n9", "unreadable"), ("1,23", "unreadable"), ("12(3)", "unreadable"),
    ("□", "unreadable"), ("1.2.3", "unreadable"), ("(5)", "unreadable"), ("O", "unreadable"),
    ("5²", "unreadable"), ("²", "unreadable"), ("¹5", "unreadable"), ("5₂", "unreadable"), ("12①", "unreadable"),
])  # fmt: skip
def test_what_is_no_number_has_no_value(printed, state):
    assert read_cell(printed) == (None, state, None)


@given(st.integers(-10**9, 10**9))
def test_a_number_is_read_in_any_width_and_with_separators(number):
    for text in (str(number), str(number).translate(FULL_WIDTH), f"{number:,}", f"{number:,}".translate(FULL_WIDTH), f" {number}\n", f"{number}件"):
        assert read_cell(text)[:2] == (number, "reported")


@given(st.text(max_size=12))
def test_a_value_is_only_read_where_a_numeral_stands(printed):
    value, state, _ = read_cell(printed)
    assert (value is None) == (state != "reported")
    if value is not None:
        assert any(c.isnumeric() for c in printed)


@given(st.integers(0, 10**6).map(str) | st.sampled_from(["无", "/", ""]))
def test_a_text_that_recognition_doubted_is_never_a_number(printed):
    assert read_cell(printed, trusted=False).value is None


@given(st.text(max_size=8))
def test_states_are_those_of_the_contract(printed):
    assert state_of(printed) in {"blank", "dash", "words", "unreadable"}
