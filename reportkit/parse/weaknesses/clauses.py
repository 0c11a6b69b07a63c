"""Spans of running text and the ways to cut them: sentences, paragraphs, clauses, words that join."""

import re

from .cues import any_of

Span = tuple[int, int]

SEMICOLON, COMMA, COMMA_OF_LISTS = re.compile(";"), re.compile(","), re.compile("、")
JOINT = re.compile(r"(?<=[,、。;:\n])" + any_of("points", "joint") + ",?")
RUN_JOINT = re.compile(any_of("points", "run_joint"))
_LINE_FEED = re.compile("\n")
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]*")
_LEADS_OVER = re.compile(any_of("points", "leads_over"))
_TITLED = re.compile("[^,。;:\n]{3,16}。(?=[^\n])")
AND = re.compile("(?:并且?(?!不|未|没)|[还也并再]将|[还也]要(?!求)|[还也](?:拟|计划|打算|准备))?")


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a span; a paragraph ends a sentence too."""
    return [m.span() for m in _SENTENCE.finditer(text, *span)]


def cut(text: str, span: Span, joint: re.Pattern[str]) -> list[Span]:
    """The parts of a span between the matches of `joint`, empty ones left out."""
    parts, at = [], span[0]
    for found in joint.finditer(text, *span):
        parts.append((at, found.start()))
        at = found.end()
    return [part for part in [*parts, (at, span[1])] if part[0] < part[1]]


def paragraphs(text: str, span: Span) -> list[Span]:
    """The paragraphs of a span that do more than lead over to the next."""
    found = [p for p in cut(text, span, _LINE_FEED) if text[p[1] - 1] != ":"]
    return found[1:] if len(found) > 1 and _LEADS_OVER.fullmatch(text, *found[0]) else found


def titled(text: str, span: Span) -> list[Span]:
    """The parts between semicolons if each is a title and sentences on it (A。…;B。…); else none."""
    parts = cut(text, span, SEMICOLON)
    return parts if len(parts) > 1 and all(_TITLED.match(text, *part) for part in parts) else []


def trimmed(text: str, span: Span) -> Span:
    """A span without line feeds and punctuation at its ends."""
    start, end = span
    while start < end and text[start] in ",、。;:.\n":
        start += 1
    while start < end and text[end - 1] in ",、。;:.!?\n":
        end -= 1
    return start, end
