"""Numbers as they are written: digits with or without thousands commas, Chinese numerals, 1.2万, and how firmly they are stated.

All text is folded text (`reportkit.text.fold`), so full-width digits have become plain ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = {c: i for i, cs in enumerate(("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_PLAIN = str.maketrans("〇○壹两贰叁肆伍陆柒捌玖拾佰仟", "零零一二二三四五六七八九十百千")

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?[百千万亿]?"
_CHINESE = rf"[{''.join(_DIGITS)}{''.join(_TENS)}万亿]+"
_MIXED = r"[1-9]\d{0,3}万[1-9](?:千(?:[1-9]百)?|\d{3})(?!\d)|[1-9]千[1-9]百"
NUMBER = re.compile(rf"{_MIXED}|{_ARABIC}|{_CHINESE}")
"""A number expression in folded text; not every match can be read (see `number`)."""

_AT_LEAST = r"超过|超出|超|逾|不少于|不低于|不下于|不下|不止|至少|突破|上(?=[百千万])"
_ABOUT = r"大约|大概|大致|约|将近|接近|近|不足|不到"
_EXPRESSION = re.compile(rf"(?:(?P<over>{_AT_LEAST})|(?P<about>{_ABOUT}))?(?P<number>{NUMBER.pattern})(?P<more>[余多]|(?<=十)几)?")
_CHARACTER = rf"[\d{_CHINESE[1:-2]}]"
_TORN_BEFORE = re.compile(rf"{_CHARACTER}(?:[、至到]|[~—–-]+)?$|\d,$")
_TORN_AFTER = re.compile(rf"{_CHARACTER}|,(?!(?:19|20)\d\d年)\d|(?:[、至到]|[~—–-]+){_CHARACTER}")
_ROUND = {"百": 100, "千": 1000, "万": 10**4}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number found in folded text: text[start:end] with its words of approximation; bound is exact, at_least or about."""

    start: int
    end: int
    value: int | float
    bound: str
    written: str


def number(text: str) -> int | float | None:
    """The value of one number as written ("1,535", "1.2万", "一百零八", "二〇二一"), or None where it cannot be read with certainty."""
    text = "".join(text.split())
    if re.fullmatch(_MIXED, text):
        return sum(int(digits) * {**_TENS, **_MYRIADS}.get(unit, 1) for digits, unit in re.findall(r"(\d+)(\D?)", text))
    if re.fullmatch(_ARABIC, text):
        factor = {**_TENS, **_MYRIADS}.get(text[-1], 1)
        return _scaled(text.rstrip("百千万亿").replace(",", ""), factor)
    if len(text) > 1 and all(c in _DIGITS or c.isdigit() for c in text):
        return int("".join(c if c.isdigit() else str(_DIGITS[c]) for c in text)) if _is_positional(text) else None
    return _chinese(text) if re.fullmatch(_CHINESE, text) else None


def find_numbers(text: str) -> Iterator[Numeral]:
    """Every readable number in folded text, with 近/约 (about) and 超/逾/余/多 (at_least); round words alone (百余, 近千) count too."""
    for match in _EXPRESSION.finditer(text):
        written = match["number"]
        loose = match["over"] or match["about"] or match["more"]
        value = _ROUND.get(written) if loose and written in _ROUND else number(written)
        is_vague = written in "十百千万" and text[max(match.start() - 1, 0) : match.start()] in ("几", "数")
        if value is None or is_vague or _is_torn(text, *match.span("number")) or (written in _ROUND and not loose):
            continue
        bound = "at_least" if match["over"] or match["more"] else "about" if match["about"] else "exact"
        yield Numeral(match.start(), match.end(), value, bound, written)


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is only a piece of what is written (1,2345; 10~12; 10至12; 1、2、3; 1千|2百3) or a row of zeros."""
    is_row = re.match("0[0-9]{2}|00", text[start:end]) is not None
    return is_row or bool(_TORN_BEFORE.search(text, max(start - 4, 0), start) or _TORN_AFTER.match(text, end))


def _scaled(digits: str, factor: int) -> int | float:
    """Digits times factor without a binary rounding error: 1.2 × 10000 is 12000."""
    whole, _, decimals = digits.partition(".")
    shifted = int(whole + decimals) * factor
    return shifted // 10 ** len(decimals) if shifted % 10 ** len(decimals) == 0 else shifted / 10 ** len(decimals)


def _is_positional(text: str) -> bool:
    """Figures spelt one by one (二〇二一); 两 and a bare pair such as 三四 ("three or four") are none."""
    return "两" not in text and (len(text) > 2 or any(c in "零〇○0" for c in text[1:]))


def _chinese(text: str) -> int | None:
    """The value of a Chinese numeral below 10^12; None unless writing the value gives the same words back (一百二, 三四十 are refused)."""
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section, digit = section + (digit or 1) * _TENS[character], 0
        else:
            total, section, digit = total + (section + digit) * _MYRIADS[character], 0, 0
    value = total + section + digit
    return value if _shortened(_in_words(value)) == _shortened(text.translate(_PLAIN)) else None


def _shortened(words: str) -> str:
    return words.replace("一十", "十")


def _in_words(value: int) -> str:
    """A whole number below 10^12 in Chinese words."""
    words = ""
    for unit, factor in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group = value // factor % 10**4
        if group:
            words += ("零" if words and group < 1000 else "") + _group_in_words(group) + unit
    return words or "零"


def _group_in_words(group: int) -> str:
    words, gap = "", False
    for unit, factor in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = group // factor % 10
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + unit
        gap = not digit
    return words
