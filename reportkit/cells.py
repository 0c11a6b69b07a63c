"""What is printed in one cell of a table: a number, a blank, a dash, words, or something that cannot be read."""

import re
from functools import lru_cache
from typing import NamedTuple

from .text import fold, squeeze

_DASH = re.compile(r"[-—–―‐‑‒−─━~_/\\|.·*]+")
_NOTE = re.compile(r"\((?![-+]?[\d.,]+\)).*?\)$")
_NUMBER = re.compile(r"(?P<sign>[-+−－]|增加?|减少?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<unit>\D{0,3})")
_GAP = re.compile(r"\d\s+\d")
_SPACED = re.compile(r"\D*(?:[1-9](?: \d)+|[1-9]\d{0,2}(?: \d{3})+)\D*")  # one figure with blanks inside: digit by digit, or by thousands
_UNITS = dict.fromkeys("件条项个宗份起次人篇批家本期户") | {"件次": None, "人次": None, "元": "yuan", "万元": "10k yuan", "万": "10k yuan", "亿元": "100m yuan"}
_CJK = re.compile(r"[\u3400-\u9fff]")
_DIGITS = re.compile(r"[\d〇零一二三四五六七八九十百千万两]")
_CHINESE = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


class Reading(NamedTuple):
    """What stands in a cell. value is None unless state is "reported"; unit only where the cell itself prints a unit of money."""

    value: int | float | None
    state: str
    unit: str | None = None


def state_of(printed: str) -> str:
    """The state of a cell in which `printed` stands instead of a trusted number: blank, dash, words or unreadable."""
    text = squeeze(printed)
    if not text:
        return "blank"
    if _DASH.fullmatch(text):
        return "dash"
    return "words" if _CJK.search(text) and not _DIGITS.search(text) and not text.endswith("?") else "unreadable"


@lru_cache(maxsize=65536)
def read_cell(printed: str, trusted: bool = True) -> Reading:
    """Read what is printed in a cell; a text that recognition was not sure of (trusted=False) is never a number.

    Thousands separators, full-width digits, blanks between digits, counters (0 件), a note in brackets after the number
    (22（其中修订16件）) and signs (+7, 增7, -3) are seen through. The number is never converted: 25.1万元 is 25.1 with unit "10k yuan".
    """
    text = squeeze(printed)
    state = state_of(printed)
    if state in ("blank", "dash"):
        return Reading(None, state)
    bare = _NOTE.sub("", fold(printed).strip())
    if not trusted or (_GAP.search(bare) and not _SPACED.fullmatch(bare)):
        return Reading(None, "unreadable")
    match = _NUMBER.fullmatch(squeeze(bare))
    if match and (not match["unit"] or match["unit"] in _UNITS):
        value = float(match["number"].replace(",", "")) if "." in match["number"] else int(match["number"].replace(",", ""))
        sign = -1 if match["sign"] and match["sign"][0] in "-−－减" else 1
        return Reading(sign * value, "reported", _UNITS.get(match["unit"]))
    if text.rstrip("件条项个") in _CHINESE:
        return Reading(_CHINESE[text.rstrip("件条项个")], "reported")
    return Reading(None, state)
