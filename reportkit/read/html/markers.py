"""The numbers that a browser writes before list items, so that they are not lost with the markup."""

import re

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z- ]+)", re.IGNORECASE)
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def marker(number: int, kind: str = "1", style: str = "") -> str:
    """What stands before item `number` of an ordered list; "" where the style hides it. kind: the HTML type 1, a, A, i or I."""
    words = " ".join(_STYLE.findall(style)).lower()
    if "none" in words:
        return ""
    if "cjk-ideographic" in words or "chinese" in words:
        return chinese(number) + "、"
    if "alpha" in words or "latin" in words:
        kind = "A" if "upper" in words else "a"
    elif "roman" in words:
        kind = "I" if "upper" in words else "i"
    return _written(number, kind) + ". "


def _written(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number <= 49:
        return roman(number) if kind == "i" else roman(number).upper()
    return str(number)


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals (二十一); other numbers in digits."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def roman(number: int) -> str:
    """A number from 1 to 49 in small Roman numerals."""
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
