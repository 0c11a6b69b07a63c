"""Words around the charts, in English and Chinese, from labels.csv, the form and the codebook of themes."""

import csv
from functools import cache
from pathlib import Path
from unicodedata import east_asian_width

from .. import form, themes
from ..errors import InvalidData

_NO_BREAK_BEFORE = frozenset("，。；：、）)》”’！？%,.;:")


@cache
def _labels() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("labels.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def say(lang: str, name: str, /, **values: object) -> str:
    """The words called name in labels.csv, in lang ("en" or "zh"), with values filled in; numbers get thousands separators there."""
    if lang not in ("en", "zh"):
        raise InvalidData(f'lang={lang!r}: charts speak "en" or "zh".')
    return _labels()[name][lang].replace("\\n", "\n").format(**values)


def theme_labels(lang: str) -> dict[str, str]:
    """Theme id → label; a theme of an analyst's own file that the codebook lacks goes by its id."""
    return themes.table(lang).set_index("id")["label"].to_dict()


def outcome_labels(lang: str) -> dict[str, str]:
    """Outcome id → label, rows and groups of table III alike."""
    rows = {outcome: label for (outcome, reason), label in _rows(lang).items() if not reason}
    names = rows | {group: label[lang == "en"] for group, label in form.GROUPS.items()}
    return {outcome: label.split("（区分")[0] for outcome, label in names.items()}


def _rows(lang: str) -> dict[tuple[str, ...], str]:
    return {key: label for key, label in form.labels("applications", lang).items() if len(key) == 2}


def organ_name(row: object) -> str:
    """County and town of an organ, or its own name where they are not known."""
    town, county = row.town, row.county
    if not isinstance(town, str):
        return row.organ
    return f"{county} {town}" if isinstance(county, str) else town


def wrap(text: str, width: float) -> str:
    """Text in lines of at most `width` Latin letters; a Chinese character is two wide and may end a line, a mark never begins one."""
    lines = []
    for paragraph in text.split("\n"):
        line, room = "", width
        for word in _words(paragraph):
            length = sum(2 if east_asian_width(c) in "WF" else 1 for c in word)
            if length > room and line and word[0] not in _NO_BREAK_BEFORE:
                lines.append(line.rstrip())
                line, room, word = "", width, word.lstrip()
            line, room = line + word, room - length
        lines.append(line)
    return "\n".join(lines)


def _words(text: str) -> list[str]:
    """Pieces that stay on one line: Latin words with the blank before them, single Chinese characters."""
    pieces: list[str] = []
    for character in text:
        wide = east_asian_width(character) in "WF"
        if wide or character == " " or not pieces or east_asian_width(pieces[-1][-1]) in "WF":
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces
