"""The small linear model (themes.npz) that weighs a text's wording and characters into themes.

Trained by benchmarks/train_themes.py with scikit-learn; numpy alone runs it.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import add
from pathlib import Path
from typing import NamedTuple

import numpy as np

# A text's parts: four clauses of its first sentence, the explanation after it, the lead-in (针对…的问题,) before it.
CLAUSES, AFTER, LEAD, PARTS = 4, 4, 5, 6
BATCH = 512  # texts coded in one go
_BITS = 21  # of a character in a gram's key
_LEAD_IN = re.compile(r"(?:针对|对于|关于|对)[^,。]{2,40}?(?:问题|不足|短板|情况|现象|弱项),")


def _scores(points: np.ndarray) -> np.ndarray:
    """Points a part and theme, shape (texts, parts, themes): what speaks against counts half in the clauses that follow it."""
    pro, con = points[:, 0], points[:, 1]
    scores = pro + con
    earlier = np.cumsum(con[:, :CLAUSES], axis=1) - con[:, :CLAUSES]
    scores[:, :CLAUSES] += 0.5 * np.maximum(earlier, -2)
    return np.where(pro > 0, np.maximum(scores, 0), 0)


def by_wording(points: np.ndarray, keep: float = 0.6) -> np.ndarray:
    """Themes by the points alone, bool of shape (texts, themes): the highest, and all that reach the share `keep` of it."""
    total = np.einsum("npt,p->nt", _scores(points), np.array([1, 0.8, 0.6, 0.6, 0.25, 0.5]))
    return (total >= keep * total.max(axis=1, keepdims=True)) & (total >= 0.25)


def features(points: np.ndarray) -> np.ndarray:
    """What the model sees of the points, shape (texts, themes, 7): strength, and share of the strongest theme, by part."""
    scores = _scores(points)
    clauses = scores[:, :CLAUSES]

    def share(values: np.ndarray) -> np.ndarray:
        return values / np.maximum(values.max(axis=-1, keepdims=True), 1)

    shares, total = share(clauses), clauses.sum(axis=1)
    overall = total + 0.25 * scores[:, AFTER] + 0.5 * scores[:, LEAD]
    silent = total.max(axis=1, keepdims=True) == 0
    rank = (share(overall) > 0.999) & (overall >= 1)
    elsewhere = [share(scores[:, part]) * silent for part in (AFTER, LEAD)]
    return np.stack([np.minimum(total, 6) / 3, shares[:, 0], shares.max(axis=1), share(overall), rank, *elsewhere], axis=2).astype(
        np.float32
    )


def lead_in(text: str) -> int:
    """Where a squeezed text begins to speak for itself: after 针对…的问题, which only names what a remedy answers."""
    lead = _LEAD_IN.match(text)
    return lead.end() if lead and len(text) - lead.end() > 4 else 0


class Batch(NamedTuple):
    """Squeezed texts end to end, a separator after each.

    Of every character the keys of the one, two and three characters from it on, int64 of shape (3, characters); its text and its place
    there; whether it stands in the lead-in. A key is the characters' code points, each from 1, so it tells how many they are.
    """

    keys: np.ndarray
    text: np.ndarray
    place: np.ndarray
    lead: np.ndarray


@lru_cache(maxsize=1)
def batch_of(texts: tuple[str, ...]) -> Batch:
    """The batch of these texts; kept until the next, for wording and characters both ask for it."""
    codes = np.frombuffer("\0".join([*texts, "\0\0"]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64) + 1
    ends = np.cumsum([len(text) + 1 for text in texts])
    lengths = np.diff(ends, prepend=0)
    text = np.repeat(np.arange(len(texts)), lengths)
    place = np.arange(len(text)) - (ends - lengths)[text]
    pairs = codes[:-1] << _BITS | codes[1:]
    keys = np.stack([codes[:-2], pairs[:-1], pairs[:-1] << _BITS | codes[2:]])
    return Batch(keys, text, place, place < np.array([lead_in(text) for text in texts])[text])


class Grams(NamedTuple):
    """Grams that can be looked up in whole batches: their keys, ascending and with a key at the end that no gram has, and numbers."""

    keys: np.ndarray
    numbers: np.ndarray

    @classmethod
    def of(cls, grams: Iterable[str]) -> "Grams":
        """These grams of one to three characters, numbered in their order."""
        characters = np.array(list(grams), dtype="U3").view(np.uint32).astype(np.int64).reshape(-1, 3)
        keys = characters[:, 0] + 1
        for code in characters.T[1:]:
            keys = np.where(code > 0, keys << _BITS | code + 1, keys)
        order = np.argsort(keys)
        return cls(np.append(keys[order], np.iinfo(np.int64).max), order)

    def find(self, batch: Batch) -> tuple[np.ndarray, np.ndarray]:
        """Where in the batch these grams begin, and their numbers."""
        keys = batch.keys.ravel()
        row = np.searchsorted(self.keys, keys)
        found = np.flatnonzero(self.keys[row] == keys)
        return found % len(batch.text), self.numbers[row[found]]


def once(values: np.ndarray) -> np.ndarray:
    """The values ascending, each once: np.unique, but without its hashing, which takes several times as long here."""
    values = np.sort(values)
    return np.append(values[:1], values[1:][values[1:] != values[:-1]])


def grams(text: str) -> frozenset[str]:
    """The runs of one, two and three characters in a squeezed text."""
    pairs = list(map(add, text, text[1:]))
    return frozenset(text).union(pairs, map(add, pairs, text[2:]))


def said(text: str) -> frozenset[str]:
    """The grams of what a squeezed text says for itself."""
    return grams(text[lead_in(text) :])


def stacked(points: np.ndarray, characters: np.ndarray, texts: list[str]) -> np.ndarray:
    """The last step's input, shape (texts, themes, 18): features and character scores, apart for terse texts (under 16 characters)."""
    seen, characters = features(points), characters[:, :, None]
    terse = np.broadcast_to(np.array([len(text) < 16 for text in texts])[:, None, None], characters.shape)
    behind = characters - characters.max(axis=1, keepdims=True)
    return np.concatenate([seen, seen * terse, terse, characters, characters * terse, behind], axis=2, dtype=np.float32)


class Model(NamedTuple):
    """Weights of the characters (gram by theme, a row of zeros at the end) and of the last step (but for the bias the same for every theme)."""

    grams: Grams
    rarity: np.ndarray
    characters: np.ndarray
    intercept: np.ndarray
    step: np.ndarray
    bias: np.ndarray
    threshold: float

    def character_scores(self, texts: list[str]) -> np.ndarray:
        """Margin of every theme by the characters alone, shape (texts, themes): TF-IDF of `grams` without counts, of unit length."""
        batch, size = batch_of(tuple(texts)), len(self.rarity)
        place, gram = self.grams.find(batch)
        first = np.arange(len(texts)) * size
        own = (first[batch.text[place]] + gram)[~batch.lead[place]]
        # each once, in order, for sums of floats depend on it; the row of zeros at the end keeps no text empty
        rows = once(np.append(own, first + size - 1))
        starts, known = np.searchsorted(rows, first), rows % size
        rarity, characters = self.rarity[known], self.characters[known]
        length = np.sqrt(np.add.reduceat(rarity * rarity, starts))
        return np.add.reduceat(characters * rarity[:, None], starts) / np.maximum(length, 1e-6)[:, None] + self.intercept

    def probabilities(self, texts: list[str], points: np.ndarray) -> np.ndarray:
        """Probability of every theme, shape (texts, themes)."""
        return 1 / (1 + np.exp(-(stacked(points, self.character_scores(texts), texts) @ self.step + self.bias)))

    def choose(self, probabilities: np.ndarray) -> np.ndarray:
        """Themes above the threshold, else the likeliest one; where none is likely at all, "other", the last: bool of the same shape."""
        chosen, best = probabilities >= self.threshold, probabilities.max(axis=1, keepdims=True)
        chosen |= ~chosen.any(axis=1, keepdims=True) & (probabilities == best) & (best >= self.threshold / 4)
        chosen[:, -1] |= ~chosen.any(axis=1)
        return chosen


def model_of(arrays: dict[str, np.ndarray]) -> Model:
    """A model from its arrays, as the file holds them."""
    numbers = {name: array.astype(np.float32) for name, array in arrays.items() if name not in ("grams", "threshold")}
    for name in ("rarity", "characters"):
        numbers[name] = np.concatenate([numbers[name], np.zeros_like(numbers[name][:1])])
    return Model(grams=Grams.of(str(arrays["grams"]).split("\t")), threshold=float(arrays["threshold"]), **numbers)


@cache
def trained() -> Model:
    """The model that comes with reportkit."""
    with np.load(Path(__file__).with_name("themes.npz")) as file:
        return model_of(dict(file))
