"""Words found in many texts in one go: the texts end to end as numbers, and walks along their characters.

The wording of themes.py and the characters of theme_model.py both look here.
"""

import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

BATCH = 512  # texts coded in one go
_LEAD_IN = re.compile(r"(?:针对|对于|关于|对)[^,。]{2,40}?(?:问题|不足|短板|情况|现象|弱项),")


def lead_in(text: str) -> int:
    """Where a squeezed text begins to speak for itself: after 针对…的问题, which only names what a remedy answers."""
    lead = _LEAD_IN.match(text)
    return lead.end() if lead and len(text) - lead.end() > 4 else 0


class Batch(NamedTuple):
    """Squeezed texts end to end, a separator after each.

    Of every character its code point; its text; whether it stands in the text's lead-in. Of every text where it begins.
    """

    codes: np.ndarray
    text: np.ndarray
    lead: np.ndarray
    first: np.ndarray


@lru_cache(maxsize=1)
def batch_of(texts: tuple[str, ...]) -> Batch:
    """The batch of these texts; kept until the next, for wording and characters both ask for it."""
    codes = np.frombuffer("\0".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.array([len(text) + 1 for text in texts])
    first = np.cumsum(lengths) - lengths
    text = np.repeat(np.arange(len(texts)), lengths)
    own = first + np.array([lead_in(text) for text in texts])
    return Batch(codes, text, np.arange(len(text)) < own[text], first)


def alphabet(characters: Iterable[str]) -> np.ndarray:
    """By code point the number of each of these characters, in their order from 1; 0 for any other, and for the separator."""
    numbers = np.zeros(sys.maxunicode + 1, dtype=np.uint16)
    for number, character in enumerate(characters, 1):
        numbers[ord(character)] = number
    return numbers


class Words(NamedTuple):
    """A tree of words for walks along the texts: a node for every beginning of a word, numbered from the shortest up, 0 for none.

    The way from a node along a letter has the key node * size + letter and leads to node n where it is keys[n - 1]; keys ascend, with one
    at the end that no way has. `short` has the nodes by key for the first two letters. Of every node, whether more follows and the
    number of its word, -1 for a mere beginning.
    """

    letters: np.ndarray
    size: int
    keys: np.ndarray
    short: np.ndarray
    inner: np.ndarray
    numbers: np.ndarray

    @classmethod
    def of(cls, words: list[str]) -> "Words":
        """These different words, numbered in their order."""
        characters = sorted(set("".join(words)))
        letters, size = alphabet(characters), len(characters) + 1
        spelt = letters[np.array(words).view(np.uint32).reshape(len(words), -1)].astype(np.int64)
        node, keys = np.zeros(len(words), dtype=np.int64), np.zeros(0, dtype=np.int64)
        for column in spelt.T:
            more = np.flatnonzero(column)
            ways, which = np.unique(node[more] * size + column[more], return_inverse=True)
            node[more] = len(keys) + 1 + which
            keys = np.append(keys, ways)
        inner, numbers = np.zeros(len(keys) + 1, dtype=bool), np.full(len(keys) + 1, -1)
        inner[keys // size] = True
        numbers[node] = np.arange(len(words))
        short = np.zeros(size * size, dtype=np.min_scalar_type(len(keys)))
        few = keys[keys < len(short)]
        short[few] = np.arange(1, len(few) + 1)
        return cls(letters, size, np.append(keys, np.iinfo(np.int64).max), short, inner, numbers)

    def find(self, batch: Batch) -> tuple[np.ndarray, np.ndarray]:
        """Where in the batch these words begin, and their numbers."""
        letters = self.letters.take(batch.codes).astype(np.int64)
        node = self.short.take(letters)
        place = np.flatnonzero(node)
        node = node.take(place)
        places, nodes, depth = [place], [node], 1
        while len(more := np.flatnonzero(self.inner.take(node))):
            place = place.take(more)
            node = self._along(node.take(more) * np.int64(self.size) + letters.take(place + depth), depth)
            more = np.flatnonzero(node)
            place, node, depth = place.take(more), node.take(more), depth + 1
            places.append(place)
            nodes.append(node)
        place, number = np.concatenate(places), self.numbers.take(np.concatenate(nodes))
        whole = np.flatnonzero(number >= 0)
        return place.take(whole), number.take(whole)

    def _along(self, keys: np.ndarray, depth: int) -> np.ndarray:
        """Where the ways with these keys lead, from nodes of that many letters."""
        if depth == 1:
            return self.short.take(keys)
        node = np.searchsorted(self.keys, keys)
        return np.where(self.keys.take(node) == keys, node + 1, 0)


def once(values: np.ndarray) -> np.ndarray:
    """The values ascending, each once: np.unique, but without its hashing, which takes several times as long here."""
    values = np.sort(values)
    return np.append(values[:1], values[1:][values[1:] != values[:-1]])
