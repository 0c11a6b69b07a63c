"""The words of section V (section5.toml), compiled once for the modules that take the section apart."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_SECTION = tomllib.loads(files(__package__).joinpath("section5.toml").read_text("utf-8"))
WEIGHTS: dict[str, dict[str, float]] = _SECTION.pop("borders")
_WORDS: dict[str, dict[str, list[str]]] = _SECTION


def any_of(table: str, *lists: str) -> str:
    """The alternatives of one or more lists of a table, as one regular expression."""
    return "(?:" + "|".join(word for name in lists for word in _WORDS[table][name]) + ")"


ORGAN = any_of("headings", "organ")
COMMON = re.compile(any_of("answers", "common"))
NONE = re.compile(any_of("cues", "none"))
_HARMLESS = re.compile(any_of("points", "harmless"))
_SHORTCOMING = re.compile(any_of("points", "shortcoming"))
_GENERAL_PROBLEM = re.compile(any_of("points", "general_problem") + "|[,、:]")
_GENERAL_PROMISE = re.compile(any_of("points", "general_promise") + "|[,、:。]")
_SUBJECTS = [(name, re.compile(any_of("subjects", name))) for name in _WORDS["subjects"]]


def names_shortcoming(text: str) -> bool:
    """Whether the words tell of something that is lacking."""
    return _SHORTCOMING.search(_HARMLESS.sub("", text)) is not None


def sighs(text: str, most: int = 2) -> bool:
    """Whether at most so many characters are left of a shortcoming, and no subject, once the general words are taken away."""
    rest = _GENERAL_PROBLEM.sub("", text)
    return len(rest) <= most and not subjects(rest)


def promises_nothing(text: str) -> bool:
    """Whether nothing particular is left of a promise once the general words are taken away."""
    return len(_GENERAL_PROMISE.sub("", text)) < 2


@lru_cache(maxsize=256)
def subjects(text: str) -> frozenset[str]:
    """What the words are about, by the subjects of section5.toml."""
    return frozenset(name for name, pattern in _SUBJECTS if pattern.search(text))
