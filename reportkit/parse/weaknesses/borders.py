"""Where one point of a sentence ends and the next begins: its clauses are parted so that points and their counterparts fit best.

The counterparts of measures are the shortcomings that they answer, and the other way round.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import combinations
from math import sqrt

from .answers import ENOUGH, Likeness
from .clauses import AND, COMMA, Span, cut
from .cues import WEIGHTS

_OPEN = 6  # borders weighed in every combination; beyond that the clearer ones are decided one by one
_QUOTED = re.compile("“[^”]*”")

Features = Callable[[list[str], int, bool], list[str]]
Nearest = Callable[[int, int], tuple[int | None, float, float]]


def _masked(quoted: re.Match[str]) -> str:
    return "□" * len(quoted[0])


def parted(text: str, span: Span, kind: str, features: Features, others: Likeness, expected: int | None) -> list[Span]:
    """The points of a stretch without semicolons, parted at commas; a leading 并 is left out of a further point.

    kind: whose weights count (problem, measure); features: what a clause tells of a border before it, given all clauses, its number
    and whether 并 stands before it; others: the counterparts; expected: how many points there should be, None if that is not known.
    """
    clauses = cut(text, span, COMMA)
    if len(clauses) < 2:
        return [span]
    own = [AND.match(text, start, end).end() for start, end in clauses]
    words = [_QUOTED.sub(_masked, text[a:b]) for a, (_, b) in zip(own, clauses, strict=True)]  # what is quoted is mostly a name
    weights = WEIGHTS[kind]
    joined = [a > start for a, (start, _) in zip(own, clauses, strict=True)]
    local = [0.0] + [sum(weights[feature] for feature in features(words, n, joined[n])) for n in range(1, len(words))]
    at = best(local, [others.weights(clause) for clause in words], expected, weights)
    ends = [clauses[i - 1][1] for i in at] + [span[1]]
    return [(own[i] if i else span[0], end) for i, end in zip([0, *at], ends, strict=True)]


def best(local: list[float], likenesses: list[list[float]], expected: int | None, weights: dict[str, float]) -> list[int]:
    """The indices of the clauses that begin another point (never 0), given the evidence for a border before each clause."""
    likely = sorted(range(1, len(local)), key=lambda i: abs(local[i]))
    decided = [i for i in likely[_OPEN:] if local[i] > 0]
    candidates = (sorted([*decided, *chosen]) for size in range(min(len(likely), _OPEN) + 1) for chosen in combinations(likely[:_OPEN], size))
    nearest = cache(partial(_nearest, likenesses))
    return max(candidates, key=lambda at: _fitness(at, local, nearest, expected, weights))


def fitness(at: list[int], local: list[float], likenesses: list[list[float]], expected: int | None, weights: dict[str, float]) -> float:
    """How well the clauses are parted before those `at`."""
    return _fitness(at, local, partial(_nearest, likenesses), expected, weights)


def _nearest(likenesses: list[list[float]], start: int, end: int) -> tuple[int | None, float, float]:
    """The counterpart that a point of some clauses is plainly nearest to (None if it is not), its likeness and that of the second."""
    totals = [sum(column) for column in zip(*likenesses[start:end], strict=True)]
    second, most = sorted([0.0, 0.0, *totals])[-2:]
    return (totals.index(most) if most >= ENOUGH and most > second else None), most, second


def _fitness(at: list[int], local: list[float], nearest_to: Nearest, expected: int | None, weights: dict[str, float]) -> float:
    value = sum(local[i] for i in at)
    if expected is not None:
        missing = expected - len(at) - 1
        value -= weights["missing"] * sqrt(missing) if missing > 0 else weights["further"] * missing**2
    met: set[int] = set()
    for start, end in zip([0, *at], [*at, len(local)], strict=True):
        nearest, most, second = nearest_to(start, end)
        if nearest is not None:
            value += -weights["again"] if nearest in met else weights["fits"] * min(most, 1.5) - weights["mixes"] * min(second, 1)
            value -= weights["back"] if nearest < max(met, default=0) else 0
            met.add(nearest)
        elif end < len(local):
            value -= weights["alone"]
    return value
