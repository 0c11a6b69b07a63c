"""Learn the weights of the borders in section V's prose: python benchmarks/section5_borders.py MARKED.toml... TEXTS.jsonl...

MARKED.toml: texts with {weaknesses} and <remedies> as in tests/section5_texts.toml; TEXTS.jsonl: as for benchmarks/section5.py. Prints the two tables
for reportkit/parse/weaknesses/section5.toml, searched from those in force coordinate by coordinate, and the sentences that they still part wrongly. Every
sentence counts also with some of its features and likenesses taken away, as the words of an unseen text are not all known.
"""

import json
import random
import re
import sys
import tomllib
from itertools import combinations
from pathlib import Path

from reportkit.parse.weaknesses.answers import Likeness
from reportkit.parse.weaknesses.borders import fitness
from reportkit.parse.weaknesses.clauses import AND
from reportkit.parse.weaknesses.cues import WEIGHTS
from reportkit.parse.weaknesses.promises import border_features as of_measures
from reportkit.parse.weaknesses.shortcomings import border_features as of_problems
from reportkit.text import fold

MARKUP = re.compile(r"[{}>]|<(?:\d\|)?")
LOST = {"lacks": "quiet", "strong": "none", "weak": "none", "how_act": "none", "how": "none"}
HIDDEN = {"same": 0.3, "different": 0.3, "bare": 0.2, "goes_on": 0.2}
MARGIN, HOPELESS, PULL = 0.7, 2.2, 0.12
Case = tuple[str, list[list[str]], list[list[float]], int | None, list[int]]  # sentence, features, likenesses, expected, borders


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


def case(kind: str, group: list[tuple[str, str]], counterparts: list[str], expected: int | None) -> Case:
    clauses, joined, borders = [], [], []
    for before, item in group:
        if clauses:
            borders.append(len(clauses))
        for number, clause in enumerate(item.split(",")):
            own = AND.match(clause).end()
            joined.append(own > 0 or (number == 0 and before == ",并"))
            clauses.append(clause[own:])
    features = of_measures if kind == "measure" else of_problems
    likeness = Likeness(counterparts)
    told = [features(clauses, n, joined[n]) for n in range(1, len(clauses))]
    marked = "".join(("|" if n in borders else ",") + clause for n, clause in enumerate(clauses))
    return marked, told, [likeness.weights(clause) for clause in clauses], expected, borders


def cases(paths: list[str]) -> dict[str, list[Case]]:
    """The sentences to learn from, by kind: those with several points, and the only remedy of a text."""
    found: dict[str, list[Case]] = {"measure": [], "problem": []}
    for text, weaknesses, remedies in texts(paths):
        groups = sentences(text, remedies)
        for group in groups:
            if len(group) > 1 or len(remedies) == 1:
                all_here = bool(weaknesses) and len(group) == len(remedies)
                found["measure"].append(case("measure", group, weaknesses, len(weaknesses) if all_here else None))
        prose = any(len(group) > 1 for group in groups)
        answers = [clause for remedy in remedies for clause in re.split("[,;。]", remedy)] if prose else remedies
        found["problem"] += [case("problem", group, answers, None) for group in sentences(text, weaknesses) if len(group) > 1]
    return {kind: [c for c in told if c[1]] for kind, told in found.items()}


def hidden(known: Case, chance: random.Random) -> Case:
    """A case whose words are partly unknown."""
    name, told, likenesses, expected, borders = known
    kept = [[LOST.get(f, f) if chance.random() < 0.13 else f for f in features if chance.random() >= HIDDEN.get(f, 0)] for features in told]
    return name, kept, [[x if chance.random() > 0.25 else 0.0 for x in row] for row in likenesses], expected, borders


def lead(known: Case, weights: dict[str, float]) -> float:
    """By how much the right borders are better than the best wrong ones."""
    _, told, likenesses, expected, borders = known
    local = [0.0, *(sum(weights[f] for f in features) for features in told)]
    numbers = range(1, len(local))
    if len(local) <= 6:
        rivals = [list(some) for size in range(len(local)) for some in combinations(numbers, size)]
    else:
        rivals = [sorted({*borders} ^ {n}) for n in numbers]
    best = max(fitness(at, local, likenesses, expected, weights) for at in rivals if at != borders)
    return fitness(borders, local, likenesses, expected, weights) - best


def learnt(known: list[Case], first: dict[str, float]) -> dict[str, float]:
    """Weights that part the cases with a margin, not far from the first ones."""
    chance = random.Random(1)
    weighed = [(1.0, c) for c in known] + [(0.5, hidden(c, chance)) for c in known for _ in range(3)]

    def loss(weights: dict[str, float]) -> float:
        missed = sum(share * min(max(0.0, MARGIN - lead(c, weights)), HOPELESS) for share, c in weighed)
        return missed + PULL * sum((weights[f] - first[f]) ** 2 for f in first)

    weights, least = dict(first), loss(first)
    for step in (0.6, 0.3, 0.15):
        for feature in first:
            for move in (step, -step):
                tried = weights | {feature: weights[feature] + move}
                if (value := loss(tried)) < least:
                    weights, least = tried, value
                    break
    return weights


def main(paths: list[str]) -> None:
    """Print the learnt tables and what they part wrongly."""
    for kind, known in cases(paths).items():
        weights = learnt(known, WEIGHTS[kind])
        print(f"[borders.{kind}]  # {len(known)} sentences", *(f"{name} = {value:.2f}" for name, value in weights.items()), sep="\n")
        print(*(f"# wrong: {c[0]}" for c in known if lead(c, weights) <= 0), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
