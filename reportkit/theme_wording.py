"""The pattern language of themes.toml, and where a codebook's patterns are found in many texts at once."""

import re
from typing import NamedTuple

import numpy as np

from .errors import InvalidData
from .text import squeeze
from .theme_words import Batch, Words, alphabet, batch_of, once

# A text's parts: four clauses of its first sentence, the explanation after it, the lead-in (针对…的问题,) before it.
CLAUSES, AFTER, LEAD, PARTS = 4, 4, 5, 6
_REACH, _MARKS = 8, ",;:!?。"  # a gap is so long at most, and holds none of these
_GAP = f"[^{_MARKS}]{{0,{_REACH}}}?"
_NUMBERS = alphabet("、" + _MARKS)  # of the marks that end a clause
_PAUSE, _STOP = 1, 1 + len(_MARKS)


def slots(pattern: str, words: dict[str, str]) -> list[list[str]]:
    """A pattern's words, slot by slot, its word groups written out."""
    try:
        plain = re.sub(r"\{(\w+)\}", lambda group: words[group[1]], pattern)
    except KeyError as missing:
        raise InvalidData(f"the pattern {pattern!r} names the word group {missing}, which [words] does not hold; add it there") from None
    slots = [[squeeze(word) for word in slot.split("|")] for slot in plain.split("…")]
    if not all(word for slot in slots for word in slot):
        raise InvalidData(f"the pattern {pattern!r} has an empty word; remove the | or … that is left over")
    return slots


def _then(words: list[str]) -> str:
    """A regular expression for one of these words soon after, in the same clause."""
    return f"{_GAP}(?:{'|'.join(map(re.escape, dict.fromkeys(words)))})"


def _parts(batch: Batch, marks: np.ndarray) -> np.ndarray:
    """The part of its text that each character of the batch stands in, by the numbers of its marks, int64."""
    own = np.where(batch.lead, 0, marks)

    def before(marks: np.ndarray) -> np.ndarray:
        count = np.cumsum(marks) - marks
        return count - count.take(batch.first).take(batch.text)

    clause = np.minimum(before(own > 0), CLAUSES - 1)
    return np.where(batch.lead, LEAD, np.where(before(own == _STOP) > 0, AFTER, clause))


def _ranges(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All numbers from each start to before its end, and which start each belongs to."""
    counts = end - start
    which = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(which)) + (start - np.cumsum(counts) + counts)[which], which


class Wording(NamedTuple):
    """The words of the first two slots of all patterns, and what these find: patterns[starts[n] : starts[n + 1]] by the key keys[n].

    A word that is a pattern has the key number * (words + 1), a pair of words that of its first and 1 + the number of its second more;
    keys ascend, with one at the end that nothing has. Of every word its length, and whether it begins pairs and ends them.
    `longer` has all but the first slot of the patterns of three or more.
    """

    words: Words
    keys: np.ndarray
    starts: np.ndarray
    patterns: np.ndarray
    lengths: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    longer: dict[int, re.Pattern[str]]

    @classmethod
    def of(cls, patterns: list[list[list[str]]]) -> "Wording":
        """The wording of these patterns, each given as its slots, numbered in their order."""
        words = list(dict.fromkeys(word for slots in patterns for slot in slots[:2] for word in slot))
        number = {word: n for n, word in enumerate(words)} | {"": -1}
        pairs = {
            (number[word], 1 + number[second], n)
            for n, (first, *rest) in enumerate(patterns)
            for word in first
            for second in (rest[0] if rest else [""])
        }
        first, second, found = np.array(sorted(pairs)).T
        keys, starts = np.unique(first * (len(words) + 1) + second, return_index=True)
        paired = second > 0
        return cls(
            words=Words.of(words),
            keys=np.append(keys, np.iinfo(np.int64).max),
            starts=np.append(starts, len(found)),
            patterns=found,
            lengths=np.array([len(word) for word in words]),
            begins=np.isin(np.arange(len(words)), first[paired]),
            ends=np.isin(np.arange(len(words)), second[paired] - 1),
            longer={n: re.compile("".join(map(_then, rest))) for n, (_, *rest) in enumerate(patterns) if len(rest) > 1},
        )

    def _pairs(self, place: np.ndarray, word: np.ndarray, stops: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The rows of the first and of the second word of all pairs, where the second begins soon after the first, before a stop."""
        first, second = np.flatnonzero(self.begins.take(word)), np.flatnonzero(self.ends.take(word))
        second = second.take(np.argsort(place.take(second)))
        end, begin = place.take(first) + self.lengths.take(word.take(first)), place.take(second)
        last = np.minimum(end + _REACH, stops.take(np.searchsorted(stops, end)))
        then, which = _ranges(np.searchsorted(begin, end), np.searchsorted(begin, last, side="right"))
        return first.take(which), second.take(then)

    def _found(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the keys, and the patterns that they find."""
        entry = np.searchsorted(self.keys, keys)
        known = np.flatnonzero(self.keys.take(entry) == keys)
        entry = entry.take(known)
        found, which = _ranges(self.starts.take(entry), self.starts.take(entry + 1))
        return known.take(which), self.patterns.take(found)

    def hits(self, texts: list[str]) -> np.ndarray:
        """(text, part, pattern) of the patterns found in squeezed texts, each once, int of shape (hits, 3)."""
        batch = batch_of(tuple(texts))
        marks = _NUMBERS.take(batch.codes)
        place, word = self.words.find(batch)
        first, second = self._pairs(place, word, np.flatnonzero((marks > _PAUSE) | (batch.codes == 0)))
        key = word * (len(self.lengths) + 1)
        row, pattern = self._found(np.append(key, key.take(first) + 1 + word.take(second)))
        row = np.append(np.arange(len(word)), first)[row]
        place, text = place.take(row), batch.text.take(place.take(row))
        whole, end = np.ones(len(row), dtype=bool), place + self.lengths.take(word.take(row)) - batch.first.take(text)
        for n in np.flatnonzero(np.isin(pattern, list(self.longer))).tolist():
            whole[n] = self.longer[pattern[n]].match(texts[text[n]], end[n]) is not None
        shape = (len(texts), PARTS, self.patterns.max() + 1)
        flat = np.ravel_multi_index((text, _parts(batch, marks).take(place), pattern), shape)
        return np.column_stack(np.unravel_index(once(flat[whole]), shape))
