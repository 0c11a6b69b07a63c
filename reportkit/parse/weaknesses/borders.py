"""Where one point of a sentence ends and the next begins: its clauses are parted so that points and their counterparts fit best.

The counterparts of measures are the shortcomings that they answer, and the other way round.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import combinations
from math import log, sqrt
from operator import mul

from .answers import ENOUGH, Likeness
from .clauses import AND, COMMA, Span, cut
from .cues import WEIGHTS

_OPEN = 6  # borders weighed in every combination; beyond that the clearer ones are decided one by one
_ENOUGH_SAID, _FEW = 12, 3  # letters of a point that is not brief, points of a sentence that has not many
WHOLE = ("missing", "further", "fits", "mixes", "again", "back", "alone", "unlike", "brief", "many")
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
    at = best(local, [others.weights(clause) for clause in words], [len(clause) + 1 for clause in words], expected, weights)
    ends = [clauses[i - 1][1] for i in at] + [span[1]]
    return [(own[i] if i else span[0], end) for i, end in zip([0, *at], ends, strict=True)]


def best(local: list[float], likenesses: list[list[float]], lengths: list[int], expected: int | None, weights: dict[str, float]) -> list[int]:
    """The indices of the clauses that begin another point (never 0), given the evidence for a border before each clause."""
    likely = sorted(range(1, len(local)), key=lambda i: abs(local[i]))
    decided = [i for i in likely[_OPEN:] if local[i] > 0]
    candidates = (sorted([*decided, *chosen]) for size in range(min(len(likely), _OPEN) + 1) for chosen in combinations(likely[:_OPEN], size))
    nearest_to = cache(partial(nearest, likenesses))

    whole = [weights[name] for name in WHOLE]

    def fitness(at: list[int]) -> float:
        return sum([local[i] for i in at]) + sum(map(mul, whole, evidence(at, nearest_to, lengths, expected)))

    return max(candidates, key=fitness)


def evidence(at: list[int], nearest_to: Nearest, lengths: list[int], expected: int | None) -> tuple[float, ...]:
    """What speaks for and against parting all the clauses before those `at`, one value each of WHOLE; lengths: of the clauses."""
    points = list(zip([0, *at], [*at, len(lengths)], strict=True))
    missing = 0 if expected is None else expected - len(points)
    fits = mixes = again = back = alone = 0.0
    met: set[int] = set()
    for start, end in points:
        counterpart, most, second = nearest_to(start, end)
        if counterpart is not None:
            if counterpart in met:
                again += 1
            else:
                fits += min(most, 1.5)
                mixes += min(second, 1)
            back += counterpart < max(met, default=0)
            met.add(counterpart)
        elif end < len(lengths):
            alone += 1
    letters = [sum(lengths[start:end]) for start, end in points]
    unlike = log(max(letters) / min(letters))
    brief = sum([1 - size / _ENOUGH_SAID for size in letters if size < _ENOUGH_SAID])
    return sqrt(max(missing, 0)), min(missing, 0) ** 2, fits, mixes, again, back, alone, unlike, brief, max(len(points) - _FEW, 0)


def nearest(likenesses: list[list[float]], start: int, end: int) -> tuple[int | None, float, float]:
    """The counterpart that a point of some clauses is plainly nearest to (None if it is not), its likeness and that of the second."""
    totals = [sum(column) for column in zip(*likenesses[start:end], strict=True)]
    second, most = sorted([0.0, 0.0, *totals])[-2:]
    return (totals.index(most) if most >= ENOUGH and most > second else None), most, second
