"""Themes of weaknesses and remedies: the wording in themes.toml gives points, the small linear model of theme_model.py weighs them.

Deterministic and offline. A theme of an analyst's own file needs no model.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .errors import InvalidData
from .text import squeeze
from .theme_model import by_wording, trained
from .theme_wording import PARTS, Wording, slots
from .theme_words import BATCH

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).parent
_POINTS = {"patterns": 2, "hints": 1, "against": -3}
_HAN = re.compile("[㐀-鿿]")


@dataclass(frozen=True)
class Theme:
    """One theme: what belongs to it, what does not, and its wording in the pattern language of themes.toml."""

    id: str
    label_zh: str
    label_en: str
    belongs: str = ""
    excludes: str = ""
    patterns: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """Themes in their order, with the groups of words that their patterns name in braces."""

    themes: tuple[Theme, ...]
    words: dict[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the themes, in the codebook's order."""
        return tuple(theme.id for theme in self.themes)

    @cached_property
    def patterns(self) -> tuple[tuple[int, int, str], ...]:
        """(theme, points, pattern) of every line of wording."""
        kinds = [(n, theme, kind) for n, theme in enumerate(self.themes) for kind in _POINTS]
        return tuple((n, _POINTS[kind], line) for n, theme, kind in kinds for line in getattr(theme, kind))

    @cached_property
    def values(self) -> np.ndarray:
        """(theme, points) of every pattern, int of shape (patterns, 2)."""
        return np.array([pattern[:2] for pattern in self.patterns])

    @cached_property
    def own(self) -> frozenset[int]:
        """The numbers of the patterns for a theme that the standard codebook does not have."""
        known = {(theme.id, line) for theme in standard().themes for line in theme.patterns + theme.hints}
        lines = enumerate(self.patterns)
        return frozenset(number for number, (n, value, line) in lines if value > 0 and (self.themes[n].id, line) not in known)

    @cached_property
    def wording(self) -> Wording:
        """The patterns, ready to be found in texts."""
        return Wording.of([slots(line, self.words) for _, _, line in self.patterns])


def _read(path: Path) -> Codebook:
    """The themes and word groups that one toml file holds."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        themes = [{("excludes" if key == "not" else key): value for key, value in theme.items()} for theme in raw.get("themes", [])]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise InvalidData(f"{path}: not a readable themes file ({error}); write it like reportkit/themes.toml") from error
    known = {entry.name for entry in fields(Theme)}
    for theme in themes:
        if unknown := theme.keys() - known:
            raise InvalidData(f"{path}: theme {theme.get('id')!r} has unknown keys {sorted(unknown)}; known are {sorted(known)} and not")
        if not theme.get("id"):
            raise InvalidData(f"{path}: a theme has no id; give it one")
        theme.update({kind: tuple(theme.get(kind, ())) for kind in _POINTS})
        theme.setdefault("label_zh", theme["id"])
        theme.setdefault("label_en", theme["id"])
    return Codebook(tuple(Theme(**theme) for theme in themes), raw.get("words", {}))


@cache
def standard() -> Codebook:
    """The codebook that comes with reportkit: the nineteen themes."""
    return _read(_HERE / "themes.toml")


def load(path: str | Path) -> Codebook:
    """The standard codebook with an analyst's file added: new themes at the end, further wording to themes that are there."""
    base, extra = standard(), _read(Path(path))
    themes = {theme.id: theme for theme in base.themes}
    for theme in extra.themes:
        old = themes.get(theme.id)
        themes[theme.id] = replace(old, **{kind: getattr(old, kind) + getattr(theme, kind) for kind in _POINTS}) if old else theme
    book = Codebook(tuple(themes.values()), base.words | extra.words)
    book.wording  # noqa: B018  a faulty pattern should fail here, with the file at hand, not at the first text
    return book


def table(lang: str = "en", themes: Codebook | None = None) -> "pd.DataFrame":
    """One row a theme: id, label (in lang, "en" or "zh"), label_zh, label_en, belongs, not."""
    import pandas as pd

    columns = ["id", "label_zh", "label_en", "belongs", "excludes"]
    frame = pd.DataFrame([[getattr(t, c) for c in columns] for t in (themes or standard()).themes], columns=columns)
    frame.insert(1, "label", frame[f"label_{lang}"])
    return frame.rename(columns={"excludes": "not"})


def points_of(found: np.ndarray, book: Codebook, count: int) -> np.ndarray:
    """Points for and against by the hits in `count` texts, float32 of shape (texts, 2, parts, themes)."""
    text, part, number = found.T
    theme, value = book.values[number].T
    points = np.zeros((count, 2, PARTS, len(book.themes)), dtype=np.float32)
    np.add.at(points, (text, (value < 0).astype(int), part, theme), value)
    return points


def evidence(texts: list[str], book: Codebook) -> np.ndarray:
    """The points of squeezed texts, as `points_of` lays them out."""
    return points_of(book.wording.hits(texts), book, len(texts))


def _choose(texts: list[str], book: Codebook) -> np.ndarray:
    """Themes of squeezed texts, bool of shape (texts, themes of the book); a row without any is "other"."""
    model, size = trained(), len(standard().themes)
    found = book.wording.hits(texts)
    points = points_of(found, book, len(texts))
    probabilities = model.probabilities(texts, points[..., :size])
    if not book.own:
        return model.choose(probabilities)
    # the model does not know an analyst's own wording: it holds where no other wording is much stronger
    own = found[np.isin(found[:, 2], list(book.own))]
    chosen = points_of(own, book, len(texts)).any(axis=(1, 2)) & by_wording(points)
    added = chosen.any(axis=1, keepdims=True)
    # beside it a standard theme must be sure; the likeliest, or "other", is for texts that have nothing else
    chosen[:, :size] |= np.where(added, probabilities >= model.threshold, model.choose(probabilities))
    chosen[:, book.ids.index("other")] &= ~added[:, 0]
    return chosen


def code_many(texts: Iterable[str], themes: Codebook | None = None) -> list[tuple[str, ...]]:
    """Theme ids of every text, in the codebook's order; ("other",) where none fits."""
    book = themes or standard()
    if not (texts := list(texts)):
        return []
    # all texts in one go: a character's folding is looked up once, not once a text
    texts = squeeze("\0".join(text.replace("\0", "") for text in texts)).split("\0")
    ids, found, unique = book.ids, {}, list(dict.fromkeys(texts))
    for start in range(0, len(unique), BATCH):
        batch = unique[start : start + BATCH]
        found |= {text: tuple(compress(ids, row)) for text, row in zip(batch, _choose(batch, book).tolist(), strict=True)}
    return [found[text] if _HAN.search(text) else ("other",) for text in texts]


def code(text: str, themes: Codebook | None = None) -> tuple[str, ...]:
    """Theme ids of one weakness or remedy, in the codebook's order; ("other",) where none fits."""
    return code_many([text], themes)[0]
