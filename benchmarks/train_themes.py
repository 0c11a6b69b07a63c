"""Train the small model that weighs the wording of themes.toml: python benchmarks/train_themes.py [FACTS]

FACTS is the folder with the labelled items (section5.jsonl, weaknesses.csv); the invented items of themes_items.tsv are added.
Writes reportkit/themes.npz. Needs scikit-learn; coding needs numpy only.
"""

import csv
import json
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
from facts import labelled
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from reportkit import theme_model, themes
from reportkit.text import squeeze

HERE = Path(__file__).parent
PUNCTUATION = re.compile(r"[^\w%]")
THRESHOLD, FOLDS = 0.45, 5


class Items(NamedTuple):
    """Labelled items: set (section5, weaknesses, seen, unseen), group that no fold may split, squeezed text, labels (items x themes)."""

    kind: np.ndarray
    group: np.ndarray
    text: list[str]
    label: np.ndarray

    def of(self, rows: np.ndarray) -> "Items":
        """The items of these rows."""
        return Items(self.kind[rows], self.group[rows], [self.text[row] for row in rows], self.label[rows])


def section5(path: Path) -> list[tuple]:
    """(set, group, text, themes) of the items of whole section V texts; the group is the text."""
    reports = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [("section5", r["id"], item["text"], item["themes"]) for r in reports for item in r["weaknesses"] + r["remedies"]]


def weaknesses(path: Path) -> list[tuple]:
    """(set, group, text, themes) of terse wordings; the group is the organ, over all its years."""
    with path.open(encoding="utf-8") as file:
        return [("weaknesses", row["organ"], row["text"], row["themes"].split()) for row in csv.DictReader(file)]


def own_items() -> list[tuple]:
    """(set, group, text, themes) of the invented items beside this script, each a group of its own.

    The set says whether the wording of themes.toml was written with the item in sight.
    """
    with (HERE / "themes_items.tsv").open(encoding="utf-8") as file:
        return [(row["wording"], row["text"], row["text"], row["themes"].split()) for row in csv.DictReader(file, delimiter="\t")]


def items(facts: Path) -> Items:
    """All labelled items. Equal texts share a group, so that none is both learnt and asked."""
    rows = section5(facts / "section5.jsonl") + weaknesses(facts / "weaknesses.csv") + own_items()
    texts = [squeeze(text) for _, _, text, _ in rows]
    first: dict[str, str] = {}
    groups = [first.setdefault(text, group) for text, (_, group, _, _) in zip(texts, rows, strict=True)]
    label = np.array([[theme in coded for theme in themes.standard().ids] for *_, coded in rows])
    return Items(np.array([kind for kind, *_ in rows]), np.array(groups), texts, label)


def words(text: str) -> list[str]:
    """The grams of a squeezed text that hold no punctuation; sorted, for the fit's last digits depend on their order."""
    return sorted(gram for gram in theme_model.said(text) if not PUNCTUATION.search(gram))


def fit_characters(data: Items) -> dict[str, np.ndarray]:
    """Character weights: one linear support vector machine a theme on TF-IDF of runs of one to three characters."""
    vectors = TfidfVectorizer(analyzer=words, binary=True, min_df=2)
    table = vectors.fit_transform(data.text)
    fits = [LinearSVC(C=0.7, random_state=0).fit(table, column) for column in data.label.T]
    weights = np.column_stack([fit.coef_[0] for fit in fits])
    return {
        "grams": np.array("\t".join(vectors.get_feature_names_out())),
        "rarity": vectors.idf_.astype(np.float16),
        "characters": weights.astype(np.float16),
        "intercept": np.array([fit.intercept_[0] for fit in fits], dtype=np.float32),
    }


def model_of(arrays: dict[str, np.ndarray]) -> theme_model.Model:
    """The model of these arrays; without a last step where there is none yet."""
    blank = {"step": np.zeros(0), "bias": np.zeros(0), "threshold": np.float32(THRESHOLD)}
    return theme_model.model_of(blank | arrays)


def train(data: Items) -> dict[str, np.ndarray]:
    """All arrays of the model.

    The last step learns how far to trust characters and wording. For that the character scores come from weights that have not seen the
    item, and only items count that the wording was not written for: on the others it is always right.
    """
    scores = np.zeros(data.label.shape, dtype=np.float32)
    for learn, ask in GroupKFold(FOLDS).split(data.text, groups=data.group):
        scores[ask] = model_of(fit_characters(data.of(learn))).character_scores(data.of(ask).text)
    unseen = np.flatnonzero(data.kind == "unseen")
    fresh, count = data.of(unseen), data.label.shape[1]
    seen = theme_model.stacked(themes.evidence(fresh.text, themes.standard()), scores[unseen], fresh.text)
    which = np.broadcast_to(np.eye(count) * 0.5, (len(seen), count, count))
    table = np.concatenate([seen, which], axis=2).reshape(len(seen) * count, -1)
    fit = LogisticRegression(C=0.5, max_iter=2000).fit(table, fresh.label.reshape(-1))
    step, which_weight = fit.coef_[0][: seen.shape[2]], fit.coef_[0][seen.shape[2] :]
    bias = fit.intercept_[0] + 0.5 * which_weight
    return fit_characters(data) | {"step": step.astype(np.float32), "bias": bias.astype(np.float32), "threshold": np.float32(THRESHOLD)}


def main() -> None:
    """Train on all items and write the file."""
    data = items(labelled())
    target = Path(themes.__file__).with_name("themes.npz")
    np.savez_compressed(target, **train(data))
    print(f"{target.name}: {target.stat().st_size / 1024:.0f} KB from {len(data.text)} items")


if __name__ == "__main__":
    main()
