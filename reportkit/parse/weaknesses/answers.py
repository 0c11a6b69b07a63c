"""Which weakness a remedy plainly answers: by its own words for it, by what both are about, by their order."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain

from .cues import COMMON, subjects

_NUMBERED = re.compile(r"(?:针对|对于?|关于|围绕|聚焦|着眼|就).*第([一二三四五六七八九])(?:个|项|条|点|方面)")
_NUMERALS = "一二三四五六七八九"
_SAME_PLACE = 0.7
_AFTER_HEAD = 0.4
ENOUGH = 0.5  # evidence below this is no plain answer


@lru_cache(maxsize=256)
def bigrams(text: str) -> frozenset[str]:
    """Every two characters that stand together in what is left without the common words."""
    return frozenset([piece[i : i + 2] for piece in COMMON.split(text) for i in range(len(piece) - 1)])


def answered(weaknesses: Sequence[str], remedies: Sequence[str], leads: Sequence[str]) -> list[int | None]:
    """For every remedy the index of the weakness that it plainly answers, or None; leads are the words that stand before each remedy."""
    found: list[int | None] = [_by_number(lead, len(weaknesses)) for lead in leads]
    evidence = _evidence(weaknesses, remedies)
    taken = {weakness for weakness in found if weakness is not None}
    for weight, weakness, remedy in sorted(evidence, reverse=True):
        if found[remedy] is None and weakness not in taken:
            found[remedy] = weakness
            taken.add(weakness)
    return found


def _by_number(lead: str, count: int) -> int | None:
    """The weakness that the words before a remedy call by its number (针对第二个问题)."""
    number = _NUMBERED.search(lead)
    index = _NUMERALS.index(number[1]) if number else count
    return index if index < count else None


class Likeness:
    """How much a remedy's words share with each of several weaknesses; what many of these have in common weighs little."""

    def __init__(self, weaknesses: Sequence[str]):
        self._weaknesses = weaknesses

    def __len__(self) -> int:
        return len(self._weaknesses)

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """For every subject and every two characters the indices of the weaknesses that have them."""
        holders: dict[str, list[int]] = {}
        for n, weakness in enumerate(self._weaknesses):
            for part in chain(subjects(weakness), bigrams(weakness)):
                holders.setdefault(part, []).append(n)
        return holders

    def weights(self, words: str) -> list[float]:
        """One weight a weakness: a shared subject counts 1, two shared characters 0.5, each divided by the weaknesses that have it.

        What is shared only by the explanation after the first sentence counts less.
        """
        head, _, rest = words.partition("。")
        first = subjects(head) | bigrams(head)
        weights = self._shared(first)
        if not rest:
            return weights
        further = self._shared((subjects(rest) | bigrams(rest)) - first)
        return [weight + _AFTER_HEAD * more for weight, more in zip(weights, further, strict=True)]

    def _shared(self, parts: frozenset[str]) -> list[float]:
        weights = [0.0] * len(self)
        for part in self._holders.keys() & parts:
            holders = self._holders[part]
            share = (1 if len(part) > 2 else 0.5) / len(holders)
            for n in holders:
                weights[n] += share
        return weights


def _evidence(weaknesses: Sequence[str], remedies: Sequence[str]) -> list[tuple[float, int, int]]:
    """(weight, weakness, remedy) for every two that share enough; in lists of equal length the same place counts too."""
    if not weaknesses:
        return []
    likeness = Likeness(weaknesses)
    level = len(weaknesses) == len(remedies)
    pairs = []
    for r, remedy in enumerate(remedies):
        for w, weight in enumerate(likeness.weights(remedy)):
            weight += _SAME_PLACE if weight and level and r == w else 0
            if weight >= ENOUGH:
                pairs.append((weight, w, r))
    return pairs
