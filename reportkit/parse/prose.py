"""Running text made of paragraphs, with the way back from a place in the text to a place in the file."""

from bisect import bisect_right
from collections.abc import Sequence

from ..read.document import Paragraph
from ..text import fold


class Prose:
    """Paragraphs joined by line feeds. `text` is as printed, `folded` the same text folded: equal length, equal places."""

    def __init__(self, paragraphs: Sequence[Paragraph]):
        self._wheres = [p.where for p in paragraphs]
        self._starts, at = [], 0
        for p in paragraphs:
            self._starts.append(at)
            at += len(p.text) + 1
        self.text = "\n".join(p.text for p in paragraphs)
        self.folded = fold(self.text)

    def where(self, position: int) -> str:
        """The place in the file of the character at `position`."""
        return self._wheres[max(bisect_right(self._starts, position) - 1, 0)] if self._wheres else ""
