"""A parsed report: what one report is, and its JSON file.

The file mirrors the printed form, so that a person can lay the two side by side. In its tables a number is what is reported, null a
blank, a string what is printed there instead; a missing key is a cell that the report does not have (absent) or, where extent is
"partial", that nobody has looked at (unseen).
"""

from datetime import date

import msgspec


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A figure that the narrative states: value in the report's own unit; bound is exact, at_least or about."""

    measure: str
    value: float
    label: str = ""
    unit: str = ""
    bound: str = "exact"
    printed: str = ""
    where: str = ""


class Weakness(msgspec.Struct, frozen=True, omit_defaults=True):
    """A weakness that the report lists; ordinal is its place in the list (from 1), gloss a short English wording where one was written."""

    ordinal: int
    text: str
    gloss: str = ""
    themes: tuple[str, ...] = ()
    where: str = ""


class Remedy(msgspec.Struct, frozen=True, omit_defaults=True):
    """An improvement that the report promises; answers is the ordinal of the weakness it plainly answers."""

    ordinal: int
    text: str
    gloss: str = ""
    themes: tuple[str, ...] = ()
    answers: int | None = None
    where: str = ""
