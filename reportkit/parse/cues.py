"""The words of section V (section5.toml), compiled once for the modules that take the section apart."""

import re
import tomllib
from importlib.resources import files

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("section5.toml").read_text("utf-8"))


def any_of(table: str, *lists: str) -> str:
    """The alternatives of one or more lists of a table as one regular expression."""
    return "(?:" + "|".join(word for name in lists for word in WORDS[table][name]) + ")"


HARMLESS = re.compile(any_of("points", "harmless"))
SHORTCOMING = re.compile(any_of("points", "shortcoming"))
COMMON = re.compile(any_of("answers", "common"))
_GENERAL_PROBLEM = re.compile(any_of("points", "general_problem") + "|[,、:]")
_GENERAL_PROMISE = re.compile(any_of("points", "general_promise") + "|[,、:]")
_SUBJECTS = [(name, re.compile("|".join(words))) for name, words in WORDS["subjects"].items()]


def names_shortcoming(text: str) -> bool:
    """Whether the words tell of something that is lacking."""
    return SHORTCOMING.search(HARMLESS.sub("", text)) is not None


def says_nothing(text: str, promise: bool) -> bool:
    """Whether nothing particular is left once the general words of a shortcoming (or a promise) are taken away."""
    if promise:
        return len(_GENERAL_PROMISE.sub("", text).strip("。")) < 2
    return len(_GENERAL_PROBLEM.sub("", text)) < 3


def subjects(text: str) -> frozenset[str]:
    """What the words are about, by the subjects of section5.toml."""
    return frozenset(name for name, pattern in _SUBJECTS if pattern.search(text))
