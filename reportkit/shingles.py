"""Shingles: the wording of many texts as hashed runs of symbols, and which of those runs the whole country uses.

A symbol is a character of the text. Punctuation and space are passed over; a number, a name of the reporting organ or its place, and a
standing phrase of standing_phrases.csv become one symbol each, so that a text copied with the town and the year changed stays the same.
"""

import csv
import re
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .gazetteer import stem
from .text import TRADITIONAL, fold, squeeze

LENGTH = 6  # symbols of a shingle: two or three Chinese words
COUNTIES = (6, 0.005)  # a shingle is everybody's where at least so many counties use it, and at least this part of all of them …
ORGANS = (30, 0.05)  # … or so many organs, for reports whose counties say little: no county has many more towns than this
_NUMBER, _NAME, _FIRST = "\ue000", "\ue001", 0xE002  # private-use characters stand for what is masked
_OFFICE = r"(?:人民政府|政府|街道办事处|办事处|党工委|党委|党政办公室|党政办)"
_SELF = rf"(?:{_NAME}+|[我本全该](?:街道|镇|乡|街|县|区|市|旗|州|省|局|委|办|中心|苏木)){_OFFICE}?|(?:镇|乡|街道){_OFFICE}|街道办事处|党政办公室"
_LOOKALIKE = re.compile(f"[\u2e80-\u2fdf\uf900-\ufaff{TRADITIONAL}]")  # folding is slow, and only these characters could hide a name or a phrase
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)


class Symbols(NamedTuple):
    """The symbols of a text (uint16), and the place in the text of each (intp)."""

    codes: np.ndarray
    places: np.ndarray


def names_of(organ: str, places: Sequence[str | None]) -> tuple[str, ...]:
    """The names to mask in the reports of an organ, longest first: its own, those of its places, and those without 镇, 乡, 县 …"""
    known = [squeeze(p) for p in places if p]
    rest = squeeze(organ)
    for place in known:
        rest = rest.removeprefix(place)
    short = [stem(p) for p in known] + [p[:-1] for p in known if p[-1] in "省市县区旗盟州"]
    return tuple(sorted({n for n in (squeeze(organ), rest, *known, *short) if len(n) > 1}, key=lambda n: (-len(n), n)))


@cache
def _masks() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is masked beside names, the longest phrase first, and the symbol of each standing phrase."""
    lines = Path(__file__).with_name("standing_phrases.csv").read_text("utf-8").splitlines()
    phrases = {row["phrase"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}
    ordered = sorted(phrases, key=lambda p: (-len(p), p))
    first = re.escape("".join(sorted({phrase[0] for phrase in phrases} | set(_NAME + "我本全该镇乡街党"))))
    pattern = f"(?=[{first}])(?:{'|'.join([*map(re.escape, ordered), _SELF])})"  # looking at one character first is four times as fast
    return re.compile(pattern), {phrase: chr(_FIRST + n) for n, phrase in enumerate(ordered)}


@cache
def _alphabet() -> np.ndarray:
    """The symbol of each character: 0 where it is passed over, one symbol for all numerals."""
    table = np.zeros(0x10000, dtype=np.uint16)
    for code in range(0x10000):
        character = fold(chr(code))
        if character.isnumeric() or character == "两":
            table[code] = ord(_NUMBER)
        elif character.isalnum() or 0xE000 <= code < 0xE800:
            symbol = ord(character.lower()[0])
            table[code] = symbol if symbol < 0x10000 else code
    return table


def symbols(text: str, names: Sequence[str] = ()) -> Symbols:
    """The symbols of a text in which `names` are masked. Characters beyond the basic plane are passed over."""
    masked = fold(text) if _LOOKALIKE.search(text) else text
    for name in names:
        masked = masked.replace(name, _NAME * len(name))
    pattern, standing = _masks()
    masked = pattern.sub(lambda m: standing.get(m[0], _NAME) * len(m[0]), masked)
    codes = np.frombuffer(masked.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = _alphabet()[np.where(codes < 0x10000, codes, 0)]
    places = np.flatnonzero(codes)
    codes = codes[places]
    repeated = np.zeros(len(codes), dtype=bool)
    repeated[1:] = (codes[1:] == codes[:-1]) & ~is_wording(codes[1:])
    return Symbols(codes[~repeated], places[~repeated])


def is_wording(codes: np.ndarray) -> np.ndarray:
    """Which symbols are characters of the text's own wording, neither numbers nor names nor standing phrases."""
    return (codes & 0xF800) != 0xE000


def hashes(codes: np.ndarray) -> np.ndarray:
    """The shingle that begins at each symbol, as uint64; LENGTH - 1 fewer than symbols."""
    count = max(len(codes) - LENGTH + 1, 0)
    found = np.zeros(count, dtype=np.uint64)
    for offset in range(LENGTH):
        found = found * _MULTIPLIER + codes[offset : offset + count]
    found ^= found >> np.uint64(31)
    found *= _MIXER
    return found ^ (found >> np.uint64(29))


class Shingles:
    """The shingles of many texts. A shingle is common where many places or very many organs hold it.

    places and organs number the place (county) and the organ of each text from 0. Many are COUNTIES and ORGANS: at least so many, and at least
    such a part of all. Each shingle has one of up to 2²⁶ counters, at least four times as many as there are shingles where that fits, so that
    memory is bounded and a rare one is hardly ever taken for a common one.
    """

    def __init__(self, texts: Sequence[str], names: Sequence[Sequence[str]], places: np.ndarray, organs: np.ndarray):
        held, bounds = array("H"), [0]
        for text, masked in zip(texts, names, strict=True):
            held.frombytes(symbols(text, masked).codes.tobytes())
            bounds.append(len(held))
        self._codes, self._bounds = np.asarray(held), bounds
        size = min(max(int(4 * self._bounds[-1]).bit_length(), 16), 26)
        self._shift = np.uint64(64 - size)
        self._common = self._widespread(places, COUNTIES, 1 << size) | self._widespread(organs, ORGANS, 1 << size)

    def _widespread(self, owners: np.ndarray, many: tuple[int, float], size: int) -> np.ndarray:
        """Which counters are reached by texts of many owners."""
        counters = np.zeros(size, dtype=np.uint16)
        order = np.argsort(owners, kind="stable")
        starts = np.flatnonzero(np.diff(owners[order], prepend=-1, append=-1))
        for start, end in pairwise(starts):
            counters[np.unique(np.concatenate([hashes(self.codes(i)) for i in order[start:end]]) >> self._shift)] += 1
        least, part = many
        return counters >= max(least, part * (len(starts) - 1))

    def codes(self, index: int) -> np.ndarray:
        """The symbols of one text."""
        return self._codes[self._bounds[index] : self._bounds[index + 1]]

    def of(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """The shingles of one text in their order, and which of them are not common."""
        found = hashes(self.codes(index))
        return found, ~self._common[found >> self._shift]
