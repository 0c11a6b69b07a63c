"""The words of section V (section5.toml), compiled once for the modules that take the section apart."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_CLASS = re.compile(r"\[([^]^\\-]+)\](?![?*+{])")
_SECTION = tomllib.loads(files(__package__).joinpath("section5.toml").read_text("utf-8"))
WEIGHTS: dict[str, dict[str, float]] = _SECTION.pop("borders")
_WORDS: dict[str, dict[str, list[str]]] = _SECTION


def _spelled(words: list[str]) -> list[str]:
    """Words with a class of characters at their beginning spelled out: where every alternative begins with a character, search is fast."""
    found: list[str] = []
    for word in words:
        begins = _CLASS.match(word)
        found += [re.escape(c) + word[begins.end() :] for c in begins[1]] if begins else [word]
    return found


def any_of(table: str, *lists: str) -> str:
    """The alternatives of one or more lists of a table, as one regular expression."""
    return "(?:" + "|".join(word for name in lists for word in _spelled(_WORDS[table][name])) + ")"


ORGAN = any_of("headings", "organ")
COMMON = re.compile(any_of("answers", "common"))
NONE = re.compile(any_of("cues", "none"))
_HARMLESS = re.compile(any_of("points", "harmless"))
_SHORTCOMING = re.compile(any_of("points", "shortcoming"))
_GENERAL_PROBLEM = re.compile(any_of("points", "general_problem") + "|,|、|:")
_GENERAL_PROMISE = re.compile(any_of("points", "general_promise") + "|,|、|:|。")
_PLAIN: dict[str, list[tuple[str, str]]] = {}  # by the first character: words of the subjects that are no patterns, with their subjects
_PATTERNS: list[tuple[re.Pattern[str], str]] = []
for _subject, _words in _WORDS["subjects"].items():
    for _word in _spelled(_words):
        if re.escape(_word) == _word:
            _PLAIN.setdefault(_word[0], []).append((_word, _subject))
        else:
            _PATTERNS.append((re.compile(_word), _subject))
_FIRSTS = frozenset(_PLAIN)


@lru_cache(maxsize=256)
def names_shortcoming(text: str) -> bool:
    """Whether the words tell of something that is lacking."""
    return _SHORTCOMING.search(_HARMLESS.sub("", text)) is not None


def sighs(text: str, most: int = 2) -> bool:
    """Whether at most so many characters are left of a shortcoming, and no subject, once the general words are taken away."""
    rest = _GENERAL_PROBLEM.sub("", text)
    return len(rest) <= most and rest != "内容" and not subjects(rest)


def promises_nothing(text: str) -> bool:
    """Whether nothing particular is left of a promise once the general words are taken away."""
    return len(_GENERAL_PROMISE.sub("", text)) < 2


@lru_cache(maxsize=256)
def subjects(text: str) -> frozenset[str]:
    """What the words are about, by the subjects of section5.toml."""
    found = {subject for first in _FIRSTS.intersection(text) for word, subject in _PLAIN[first] if word in text}
    return frozenset(found.union([subject for pattern, subject in _PATTERNS if pattern.search(text)]))
