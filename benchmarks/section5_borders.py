"""Learn the weights of the borders in section V's prose: python benchmarks/section5_borders.py MARKED.toml... TEXTS.jsonl...

MARKED.toml: texts with {weaknesses} and <remedies> as in tests/section5_texts.toml; TEXTS.jsonl: as for benchmarks/section5.py. Prints the two tables
for reportkit/parse/weaknesses/section5.toml, how many sentences they part rightly (also when each text is left out of the learning, by tenths), and those
that they still part wrongly. The weights are the likeliest ones of a log-linear model over all ways to part the clauses of a sentence.
"""

import json
import random
import re
import sys
import tomllib
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from reportkit.parse.weaknesses.answers import Likeness
from reportkit.parse.weaknesses.borders import WHOLE, evidence, nearest
from reportkit.parse.weaknesses.clauses import AND
from reportkit.parse.weaknesses.cues import WEIGHTS
from reportkit.parse.weaknesses.promises import border_features as of_measures
from reportkit.parse.weaknesses.shortcomings import border_features as of_problems
from reportkit.text import fold

MARKUP = re.compile(r"[{}>]|<(?:\d\|)?")
MOST_WAYS, MOST_CLAUSES = 256, 10
PULL = {"measure": 0.0012, "problem": 0.0012}  # towards 0, for every sentence
RULES = {"explains": -8.0}  # not to be learnt
WRONG = 0.5  # by how much more every border in a wrong place must be beaten


class Case(NamedTuple):
    """A sentence, what speaks for every way to part it (names of weights and values), how many borders are wrong in each, the right way."""

    sentence: str
    ways: list[dict[str, float]]
    wrong: list[int]
    right: int


def clean(text: str) -> str:
    return re.sub("“[^”]*”", lambda quoted: "□" * len(quoted[0]), re.sub(r"\s", "", fold(text)))


def texts(paths: list[str]) -> list[tuple[str, list[str], list[str]]]:
    """Every text with its weaknesses and its remedies."""
    found = []
    for path in map(Path, paths):
        if path.suffix == ".toml":
            for marked in tomllib.loads(path.read_text("utf-8")).values():
                found.append((MARKUP.sub("", marked), re.findall(r"\{([^}]*)\}", marked), re.findall(r"<(?:\d\|)?([^>]*)>", marked)))
        else:
            cases = map(json.loads, path.read_text("utf-8").splitlines())
            found += [(case["text"], *([item["text"] for item in case[kind]] for kind in ("weaknesses", "remedies"))) for case in cases]
    return [(clean(text), [clean(w) for w in weaknesses], [clean(r) for r in remedies]) for text, weaknesses, remedies in found]


def sentences(text: str, items: list[str]) -> list[list[tuple[str, str]]]:
    """Items that only a comma parts, together: (what stands before, item)."""
    groups: list[list[tuple[str, str]]] = []
    at = 0
    for item in items:
        start = text.find(item, at)
        before = text[at:start] if groups else ""
        if before in (",", ",并"):
            groups[-1].append((before, item))
        else:
            groups.append([("", item)])
        at = start + len(item)
    return groups


def case(kind: str, group: list[tuple[str, str]], counterparts: list[str], expected: int | None) -> Case | None:
    """None if the sentence has one clause, or too many."""
    clauses, joined, borders = [], [], []
    for before, item in group:
        if clauses:
            borders.append(len(clauses))
        for number, clause in enumerate(item.split(",")):
            own = AND.match(clause).end()
            joined.append(own > 0 or (number == 0 and before == ",并"))
            clauses.append(clause[own:])
    if not 1 < len(clauses) <= MOST_CLAUSES or any(re.search("[。;]", clause) for clause in clauses):
        return None
    features = of_measures if kind == "measure" else of_problems
    told = [[], *(features(clauses, n, joined[n]) for n in range(1, len(clauses)))]
    likeness = Likeness(counterparts)
    nearest_to = partial(nearest, [likeness.weights(clause) for clause in clauses])
    ways = [list(some) for size in range(len(clauses)) for some in combinations(range(1, len(clauses)), size)]
    if len(ways) > MOST_WAYS:
        ways = [*random.Random(1).sample([way for way in ways if way != borders], MOST_WAYS - 1), borders]
    lengths = [len(clause) + 1 for clause in clauses]
    found: list[dict[str, float]] = [dict(zip(WHOLE, evidence(way, nearest_to, lengths, expected), strict=True)) for way in ways]
    for way, values in zip(ways, found, strict=True):
        for feature in (feature for number in way for feature in told[number]):
            values[feature] = values.get(feature, 0) + 1
    marked = "".join(("|" if n in borders else ",") + clause for n, clause in enumerate(clauses))
    return Case(marked, found, [len({*way} ^ {*borders}) for way in ways], ways.index(borders))


def cases(paths: list[str]) -> dict[str, list[Case]]:
    """The sentences to learn from, by kind: those with several points, and the only one of a text."""
    found: dict[str, list[Case | None]] = {"measure": [], "problem": []}
    for text, weaknesses, remedies in texts(paths):
        groups = sentences(text, remedies)
        several = weaknesses if len(weaknesses) > 1 else []
        for group in groups:
            if len(group) > 1 or len(remedies) == 1:
                found["measure"].append(case("measure", group, several, len(several) if several and len(group) == len(remedies) else None))
        prose = any(len(group) > 1 for group in groups)
        answers = [clause for remedy in remedies for clause in re.split("[,;。]", remedy)] if prose else remedies
        for group in sentences(text, weaknesses):
            if len(group) > 1 or len(weaknesses) == 1:
                found["problem"].append(case("problem", group, answers, None))
    return {kind: [known for known in told if known] for kind, told in found.items()}


def learnt(known: list[Case], pull: float) -> dict[str, float]:
    """The likeliest weights, not far from 0."""
    names = sorted({name for one in known for way in one.ways for name in way})
    tables = [np.array([[way.get(name, 0) for name in names] for way in one.ways], float) for one in known]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = pull * len(known) * (weights @ weights), 2 * pull * len(known) * weights
        for one, table in zip(known, tables, strict=True):
            scores = table @ weights + WRONG * np.array(one.wrong)
            shares = np.exp(scores - scores.max())
            total += scores.max() + np.log(shares.sum()) - scores[one.right]
            slope = slope + shares / shares.sum() @ table - table[one.right]
        return total, slope

    bounds = [(RULES.get(name), RULES.get(name)) for name in names]
    found = minimize(loss, [RULES.get(name, 0) for name in names], jac=True, method="L-BFGS-B", bounds=bounds)
    return dict(zip(names, found.x.tolist(), strict=True))


def parted_rightly(one: Case, weights: dict[str, float]) -> bool:
    scores = [sum(weights.get(name, 0) * value for name, value in way.items()) for way in one.ways]
    return scores.index(max(scores)) == one.right


def main(paths: list[str]) -> None:
    """Print the learnt tables and what they part wrongly."""
    for kind, known in cases(paths).items():
        tenths = [learnt([one for m, one in enumerate(known) if m % 10 != n], PULL[kind]) for n in range(10)]
        unseen = sum(parted_rightly(one, tenths[n % 10]) for n, one in enumerate(known))
        weights = learnt(known, PULL[kind])
        wrong = [one for one in known if not parted_rightly(one, weights)]
        print(f"[borders.{kind}]  # {len(known)} sentences, {len(known) - len(wrong)} right, {unseen} when left out")
        print(*(f"{name} = {value:.2f}" for name, value in sorted({**WEIGHTS[kind], **weights}.items())), sep="\n")
        print(*(f"# wrong: {one.sentence}" for one in wrong), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
