"""Characters: bring the many writings of one character together without moving any.

`fold` keeps the length of its input, so a place found in the folded text is the same place in the text as printed.
"""

import re
import unicodedata
from functools import lru_cache

# Marks that a reader must still tell apart although NFKC folds them into plain digits or letters.
_KEPT = re.compile(r"[①-⓿❶-➓㈠-㈩㊀-㊉]")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
_SPACES = re.compile(r"\s+")
_TABLE: dict[int, str] = {}
_SHORT = 64


def _fold_character(character: str) -> str:
    if character.isspace() or ord(character) in _INVISIBLE:
        return "\n" if character == "\n" else " "
    folded = character if _KEPT.match(character) else unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Text with full-width forms, look-alikes (Kangxi radicals) and odd spaces made plain, character for character.

    Chinese punctuation with an ASCII twin becomes that twin: （ ） ， ： ； ！ ？ → ( ) , : ; ! ?. Line feeds stay. len(fold(t)) == len(t).
    """
    if not text.isascii():
        for character in set(text):
            if ord(character) not in _TABLE:
                _TABLE[ord(character)] = _fold_character(character)
        text = text.translate(_TABLE)
    return text.replace("\t", " ").replace("\r", " ")


def squeeze(text: str) -> str:
    """Folded text without any white space or invisible characters: the form in which labels are compared."""
    return _label(text) if len(text) <= _SHORT else _without_spaces(text)


def _without_spaces(text: str) -> str:
    return _SPACES.sub("", fold(text.translate(_INVISIBLE)))


_label = lru_cache(maxsize=65536)(_without_spaces)  # the cells of one report are squeezed many times over, and those of the next are mostly the same
