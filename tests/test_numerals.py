"""Numbers as they are written, checked against cn2an."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.parse.statements.numerals import NUMBER, find_numbers, number
from reportkit.text import fold


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_agree_with_cn2an(value):
    assert number(cn2an.an2cn(value, "low")) == value
    assert number(cn2an.an2cn(value, "up")) == value


@given(st.integers(0, 10**9))
def test_arabic_numbers_however_grouped(value):
    assert number(str(value)) == number(f"{value:,}") == number(fold(str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９")))) == value


@pytest.mark.parametrize(
    "text, value",
    [("1.2万", 12000), ("0.3万", 3000), ("3.25", 3.25), ("5百", 500), ("十二", 12), ("两", 2), ("二〇二一", 2021), ("二○二○", 2020), ("二0二三", 2023),
     ("一一〇", 110), ("一百零八", 108), ("两千零二十", 2020), ("一万二千", 12000), ("三十", 30), ("肆", 4), ("1 286", 1286)],
)
def test_number(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "条", "一百二", "三四十", "三五", "两两", "十百", "百", "千万条", "12,34", "1.2.3", "百余"])
def test_what_cannot_be_read_with_certainty_is_none(text):
    assert number(text) is None


@pytest.mark.parametrize(
    "text, value, bound",
    [("260余条", 260, "at_least"), ("近百条", 100, "about"), ("万余条", 10000, "at_least"), ("约三百条", 300, "about"), ("逾500条", 500, "at_least"),
     ("上千条", 1000, "at_least"), ("不少于20条", 20, "at_least"), ("二十多条", 20, "at_least"), ("1.2万条", 12000, "exact"), ("将近两千条", 2000, "about"), ("十几条", 10, "at_least"), ("数据30条", 30, "exact")],
)
def test_find_numbers_with_their_bounds(text, value, bound):
    (found,) = find_numbers(f"公开{text}")
    assert (found.value, found.bound) == (value, bound)
    assert NUMBER.fullmatch(found.written)


@pytest.mark.parametrize("text, value", [("1万2千条", 12000), ("1千2百条", 1200), ("2万3千5百条", 23500), ("1万2000条", 12000)])
def test_digits_mixed_with_chinese_units(text, value):
    assert [found.value for found in find_numbers(text)] == [value]


@pytest.mark.parametrize("text", ["1,2345条", "12,34条", "1234,567条", "1,234,56条", "10~12条", "10-12条", "10至12条", "1、2、3条", "3万5条", "三至五条", "0000000"])
def test_a_piece_of_what_is_written_is_no_number(text):
    assert list(find_numbers(text)) == []


def test_vague_words_are_no_numbers():
    assert list(find_numbers("数百条、若干条、几十条、千方百计")) == []
