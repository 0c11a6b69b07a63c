"""The small linear model (themes.npz) that weighs a text's wording and characters into themes.

Trained by benchmarks/train_themes.py with scikit-learn; numpy alone runs it.
"""

from functools import cache
from operator import add
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .theme_wording import AFTER, CLAUSES, LEAD
from .theme_words import Words, batch_of, lead_in, once


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

    grams: Words
    weights: np.ndarray
    intercept: np.ndarray
    step: np.ndarray
    bias: np.ndarray
    threshold: float

    def character_scores(self, texts: list[str]) -> np.ndarray:
        """Margin of every theme by the characters alone, shape (texts, themes): TF-IDF of `grams` without counts, of unit length."""
        batch, size = batch_of(tuple(texts)), len(self.weights)
        place, gram = self.grams.find(batch)
        first = np.arange(len(texts)) * size
        own = (first[batch.text[place]] + gram)[~batch.lead[place]]
        # each once, in order, for sums of floats depend on it; the row of zeros at the end keeps no text empty
        rows = once(np.append(own, first + size - 1))
        sums = np.add.reduceat(self.weights.take(rows % size, axis=0), np.searchsorted(rows, first))
        return sums[:, :-1] / np.maximum(np.sqrt(sums[:, -1:]), 1e-6) + self.intercept

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
    rarity = numbers.pop("rarity")[:, None]
    weights = np.concatenate([numbers.pop("characters") * rarity, rarity * rarity], axis=1)
    weights = np.append(weights, np.zeros_like(weights[:1]), axis=0)
    return Model(Words.of(str(arrays["grams"]).split("\t")), weights, threshold=float(arrays["threshold"]), **numbers)


@cache
def trained() -> Model:
    """The model that comes with reportkit."""
    with np.load(Path(__file__).with_name("themes.npz")) as file:
        return model_of(dict(file))
