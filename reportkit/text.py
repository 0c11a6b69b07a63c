"""Characters: bring the many writings of one character together without moving any.

`fold` keeps the length of its input, so a place found in the folded text is the same place in the text as printed.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

# Marks that a reader must still tell apart although NFKC folds them into plain digits or letters.
_KEPT = re.compile(r"[①-⓿❶-➓㈠-㈩㊀-㊉]")
_SMALL = ("<super>", "<sub>")  # 5² is not 52
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WRITING = tomllib.loads((files(__package__) / "characters.toml").read_text(encoding="utf-8"))
TRADITIONAL: str = _WRITING["traditional"]
_PLAIN: dict[str, str] = dict(zip(TRADITIONAL, _WRITING["simplified"], strict=True))
_SAME: set[str] = set()  # characters met so far that folding leaves as they are
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])\([a-z]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,3}\)")
_SHORT = 64


def _fold_character(character: str) -> str:
    if character.isspace() or character in _INVISIBLE:
        return "\n" if character == "\n" else " "
    is_kept = _KEPT.match(character) or unicodedata.decomposition(character).startswith(_SMALL)
    folded = character if is_kept else unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Text with full-width forms, look-alikes (Kangxi radicals), traditional characters and odd spaces made plain, character for character.

    Pinyin that a copied page puts after its characters, 鎮(zhèn), becomes blanks.
    Chinese punctuation with an ASCII twin becomes that twin: （ ） ， ： ； ！ ？ → ( ) , : ; ! ?. Line feeds stay. len(fold(t)) == len(t).
    """
    return _short(text) if len(text) <= _SHORT else _long(text)


def _folded(text: str) -> str:
    if not text.isascii():
        for character in set(text) - _SAME:
            plain = _PLAIN.get(character) or _fold_character(character)
            if plain == character:
                _SAME.add(character)
            else:
                text = text.replace(character, _PLAIN.setdefault(character, plain))
        if "(" in text:
            text = _PINYIN.sub(lambda pinyin: " " * len(pinyin[0]), text)
    return text.replace("\t", " ").replace("\r", " ")


def squeeze(text: str) -> str:
    """Folded text without any white space or invisible characters: the form in which labels are compared."""
    return _label(text) if len(text) <= _SHORT else _without_spaces(text)


def _without_spaces(text: str) -> str:
    return "".join(fold(text).split())


# The cells of one report are folded and squeezed many times over, and those of the next are mostly the same.
_short = lru_cache(maxsize=65536)(_folded)
_long = lru_cache(maxsize=16)(_folded)  # the text of one report, taken from several sides
_label = lru_cache(maxsize=65536)(_without_spaces)
