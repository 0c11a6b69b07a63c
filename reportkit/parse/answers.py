"""Which weakness a remedy plainly answers: by its own words for it, by what both are about, by their order."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .cues import COMMON, subjects

_NUMBERED = re.compile(r"第([一二三四五六七八九])(?:个|项|条|点|方面)")
_NUMERALS = "一二三四五六七八九"
_SAME_PLACE = 0.7
_AFTER_HEAD = 0.4
ENOUGH = 0.5  # evidence below this is no plain answer


def bigrams(text: str) -> frozenset[str]:
    return frozenset(a + b for piece in COMMON.split(text) for a, b in pairwise(piece))


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
    index = _NUMERALS.index(number[1]) if number and "针对" in lead[: number.start()] else count
    return index if index < count else None


class Likeness:
    """How much a remedy's words share with each of several weaknesses; what many of these have in common weighs little."""

    def __init__(self, weaknesses: Sequence[str]):
        self._parts = [subjects(w) | bigrams(w) for w in weaknesses]
        self._commonness = Counter(part for parts in self._parts for part in parts)

    def __len__(self) -> int:
        return len(self._parts)

    def weights(self, words: str) -> list[float]:
        """One weight a weakness: a shared subject counts 1, two shared characters 0.5, each divided by the weaknesses that have it.

        What is shared only by the explanation after the first sentence counts less.
        """
        head = words.partition("。")[0]
        first = subjects(head) | bigrams(head)
        further = (subjects(words) | bigrams(words)) - first if len(head) < len(words) else frozenset()
        return [self._weight(first & parts) + _AFTER_HEAD * self._weight(further & parts) for parts in self._parts]

    def _weight(self, shared: frozenset[str]) -> float:
        return sum((1 if len(part) > 2 else 0.5) / self._commonness[part] for part in shared)


def _evidence(weaknesses: Sequence[str], remedies: Sequence[str]) -> list[tuple[float, int, int]]:
    """(weight, weakness, remedy) for every two that share enough; in lists of equal length the same place counts too."""
    likeness = Likeness(weaknesses)
    level = len(weaknesses) == len(remedies)
    pairs = []
    for r, remedy in enumerate(remedies):
        for w, weight in enumerate(likeness.weights(remedy)):
            weight += _SAME_PLACE if weight and level and r == w else 0
            if weight >= ENOUGH:
                pairs.append((weight, w, r))
    return pairs
