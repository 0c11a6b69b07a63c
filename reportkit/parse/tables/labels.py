"""The form's labels, recognised by meaning: ordinals, notes and years are seen through, lost or changed characters are tolerated."""

import csv
import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from rapidfuzz import fuzz, process

from ... import form
from ...text import squeeze

_ORDINAL = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,2}[、.:)]|\(?[一二三四五六七八九十]{1,2}\)[、.]?|\([一二三四五六七]|\(?\d{1,2}[、.:)]+(?!\d)|[①-⑳])"
)
_NOTE = re.compile(r"[(\[{〔【][^()\[\]]*[)\]}〕】]?")
_MARKS = re.compile(r"[^\w]|_")
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {c: n for n, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)}
_CLOSE = 78  # of 100: about one lost or changed character in five
_CLEAR = 6  # by which the best match must beat the next


class Match(NamedTuple):
    """What a label means: kind (outcome, group, item, measure, applicant, route, result) and the form's id."""

    kind: str
    id: str


@cache
def vocabulary(kind: str) -> dict[str, tuple[str, ...]]:
    """Bare label → the ids it may mean, for one kind: the form's own labels and the wordings in labels.csv."""
    pairs = [(row["label"], row["id"]) for row in _aliases() if row["kind"] == kind]
    if kind == "outcome":
        pairs += [(r["label_zh"], f"{r['outcome']}/{r['reason']}") for r in form.rows("applications")]
    elif kind == "applicant":
        pairs += [(r["label_zh"], r["applicant"]) for r in form.rows("applicants")]
    elif kind in ("item", "measure"):
        pairs += [(r[f"{kind}_zh"], r[kind]) for r in form.rows("disclosure")]
    elif kind in ("route", "result"):
        pairs += [(r[f"{kind}_zh"].split("：")[-1], r[kind]) for r in form.rows("disputes")]
    found: dict[str, list[str]] = {}
    for label, i in pairs:
        if i not in found.setdefault(bare(label), []):
            found[bare(label)].append(i)
    return {label: tuple(ids) for label, ids in found.items()}


@cache
def _aliases() -> tuple[dict[str, str], ...]:
    lines = resources.files(__package__).joinpath("labels.csv").read_text("utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


@lru_cache(maxsize=65536)
def bare(label: str) -> str:
    """A label without ordinals, bracketed notes, years, punctuation and blanks."""
    text = squeeze(label)
    while (match := _ORDINAL.match(text)) and match.end() < len(text):
        text = text[match.end() :]
    return _MARKS.sub("", _NOTE.sub("", text)) or _MARKS.sub("", text)


@lru_cache(maxsize=65536)
def ordinal(label: str) -> int | None:
    """The number at the head of a label (（三） → 3, 5. → 5), None where there is none."""
    match = _ORDINAL.match(squeeze(label))
    digits = re.search(r"\d+|[一二三四五六七八九十①-⑩]", match[0]) if match else None
    return None if digits is None else _NUMERALS[digits[0]] if digits[0] in _NUMERALS else int(digits[0])


@lru_cache(maxsize=65536)
def meanings(label: str, kind: str) -> tuple[str, ...]:
    """The ids of `kind` that a label can mean: several where the wording alone does not tell, none where nothing is close."""
    known, text = vocabulary(kind), bare(label)
    if text in known:
        return known[text]
    if len(text) < 2:
        return ()
    best = process.extract(text, known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=6)
    if not best and len(text) >= 8:
        best = process.extract(text, [k for k in known if len(k) >= 6], scorer=fuzz.partial_ratio, score_cutoff=90, limit=6)
    top = [ids for found, score, _ in best if best[0][1] - score < _CLEAR for ids in known[found]]
    return tuple(dict.fromkeys(top))


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """A cell's label cut before each ordinal inside it: （三）不予公开1.属于国家秘密 → （三）不予公开, 1.属于国家秘密."""
    text = squeeze(text)
    starts = [0] + [m.start() for m in re.finditer(r"[一二三四]、|\([一二三四五六七]\)|(?<!\d)\d[.、](?!\d)", text) if m.start()]
    return tuple(text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True))
