"""Which weakness a remedy plainly answers: by its own words for it, by what both are about, by their order."""

import re
from collections import Counter
from collections.abc import Sequence

from .cues import COMMON, subjects

_NUMBERED = re.compile(r"第([一二三四五六七八九])(?:个|项|条|点|方面)")
_NUMERALS = "一二三四五六七八九"
_ENOUGH = 1.0  # evidence below this is no plain answer


def _bigrams(text: str) -> frozenset[str]:
    bare = COMMON.sub("-", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1) if "-" not in bare[i : i + 2])


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


def _evidence(weaknesses: Sequence[str], remedies: Sequence[str]) -> list[tuple[float, int, int]]:
    """(weight, weakness, remedy) for every two that share enough; rare words weigh more than those found in many weaknesses."""
    about = [subjects(w) for w in weaknesses]
    words = [_bigrams(w) for w in weaknesses]
    commonness = Counter(part for parts in (*about, *words) for part in parts)
    level = len(weaknesses) == len(remedies)
    pairs = []
    for r, remedy in enumerate(remedies):
        its_subjects, its_words = subjects(remedy), _bigrams(remedy)
        for w in range(len(weaknesses)):
            weight = sum(1 / commonness[s] for s in its_subjects & about[w]) + sum(0.5 / commonness[b] for b in its_words & words[w])
            weight += 0.3 if weight and level and r == w else 0
            if weight >= _ENOUGH:
                pairs.append((weight, w, r))
    return pairs
