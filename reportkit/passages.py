"""Passages: the wordings that two texts both print, exactly as they stand there."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Indel

from .shingles import LENGTH, Shingles, symbols

MOST = 3  # passages shown for a pair
_EDGES = " \t\r\u3000，。；：、,.;:0123456789０１２３４５６７８９"  # a number at the edge may be half of one


def common_passages(pairs: Sequence[tuple[int, int]], shingles: Shingles, texts: Sequence[str], names: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """For each pair (numbers of texts) the longest wordings that both texts print, longest first; common ones only as part of others."""

    @lru_cache(maxsize=2048)
    def places(index: int) -> np.ndarray:
        return symbols(texts[index], names[index]).places

    def printed(index: int, start: int, length: int) -> str:
        at = places(index)
        return texts[index][at[start] : at[start + length - 1] + 1]

    for one, two in pairs:
        spans = _spans(shingles, one, two)
        found = {p for start, begin, length in spans for p in _alike(printed(one, start, length), printed(two, begin, length))}
        yield tuple(sorted(found, key=lambda p: (-len(p), p))[:MOST])


def _spans(shingles: Shingles, one: int, two: int) -> list[tuple[int, int, int]]:
    """Stretches of symbols that two texts share: start in the one, start in the other, length."""
    (mine, rare), (theirs, _) = shingles.of(one), shingles.of(two)
    order = np.argsort(theirs, kind="stable")
    at = order.take(np.searchsorted(theirs, mine, sorter=order), mode="clip")
    found = np.flatnonzero(theirs[at] == mine)
    ends = np.flatnonzero((np.diff(found) != 1) | (np.diff(at[found]) != 1)) + 1
    return [(int(run[0]), int(at[run[0]]), len(run) + LENGTH - 1) for run in np.split(found, ends) if rare[run].any()]


def _alike(mine: str, theirs: str) -> Iterator[str]:
    """The stretches of two like wordings that are the same to the letter, cut at line ends, without the marks at their edges."""
    blocks = [(0, len(mine))] if mine == theirs else [(b.src_start, b.src_end) for b in Indel.opcodes(mine, theirs) if b.tag == "equal"]
    for start, end in blocks:
        for line in mine[start:end].split("\n"):
            passage = line.strip(_EDGES)
            if len(passage) >= LENGTH:
                yield passage
