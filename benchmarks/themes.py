"""How well themes are coded, and how fast: python benchmarks/themes.py [FACTS]

FACTS is the folder with the labelled items (section5.jsonl, weaknesses.csv). Whatever is learnt is tested by five-fold cross-validation;
a text of section V, or an organ with all its years, is never both learnt and asked.
"""

import time

import numpy as np
from facts import labelled
from sklearn.model_selection import GroupKFold
from train_themes import FOLDS, Items, items, model_of, train

from reportkit import theme_model, themes


def f1(truth: np.ndarray, coded: np.ndarray) -> tuple[float, float, float]:
    """Micro precision, recall and F1."""
    hits = (truth & coded).sum()
    return hits / max(coded.sum(), 1), hits / max(truth.sum(), 1), 2 * hits / max(truth.sum() + coded.sum(), 1)


def by_rules(points: np.ndarray) -> np.ndarray:
    """Coding by the wording alone; "other" where nothing is found."""
    coded = theme_model.by_wording(points)
    coded[~coded.any(axis=1), themes.standard().ids.index("other")] = True
    return coded


def cross_validated(data: Items, points: np.ndarray) -> np.ndarray:
    """Coding of every item by a model that has not seen it or its group."""
    coded = np.zeros(data.label.shape, dtype=bool)
    for learn, ask in GroupKFold(FOLDS).split(data.text, groups=data.group):
        model = model_of(train(data.of(learn)))
        coded[ask] = model.choose(model.probabilities(data.of(ask).text, points[ask]))
    return coded


def print_set(name: str, truth: np.ndarray, rules: np.ndarray, stacked: np.ndarray) -> None:
    """The set's micro scores and a line a theme."""
    print(f"\n{name}: {len(truth)} items")
    print(f"{'':16}{'items':>6}   rules: precision recall F1    rules+model: precision recall F1")
    lines = [(theme, np.arange(len(themes.standard().ids)) == n) for n, theme in enumerate(themes.standard().ids)]
    for theme, columns in [*lines, ("micro", np.ones(len(lines), dtype=bool))]:
        figures = [f1(truth[:, columns], coded[:, columns]) for coded in (rules, stacked)]
        text = "          ".join("   ".join(f"{figure:6.3f}" for figure in row) for row in figures)
        print(f"{theme:16}{truth[:, columns].sum():6}   {text}")


def print_speed(texts: list[str], count: int = 60_000) -> None:
    """Processor seconds for that many different texts."""
    many = [f"{texts[n % len(texts)]}{n}" for n in range(count)]
    start = time.process_time()
    themes.code_many(many)
    taken = time.process_time() - start
    print(f"\nspeed: {count} different items in {taken:.1f} s of one core, {taken / count * 1e3:.3f} ms an item")


def main() -> None:
    """Print the scores of each set, then the speed."""
    data = items(labelled())
    points = themes.evidence(data.text, themes.standard())
    rules, stacked = by_rules(points), cross_validated(data, points)
    for name in ("section5", "weaknesses", "seen", "unseen"):
        rows = data.kind == name
        print_set(name, data.label[rows], rules[rows], stacked[rows])
    print_speed(data.text)


if __name__ == "__main__":
    main()
