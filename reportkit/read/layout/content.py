"""What stands on a page, as plain arrays: characters and ruling lines.

Coordinates are in points, x to the right and y down the page as its text is read.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Characters:
    """n characters. codes: int32 (n,); boxes: left, top, right, bottom (n, 4); origins: x, y on the baseline (n, 2);
    turns: quarter turns clockwise against the reading direction of the page (n,)."""

    codes: NDArray[np.int32]
    boxes: NDArray[np.float64]
    origins: NDArray[np.float64]
    turns: NDArray[np.int8]

    def __getitem__(self, chosen: NDArray) -> "Characters":
        return Characters(self.codes[chosen], self.boxes[chosen], self.origins[chosen], self.turns[chosen])


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page. rules: straight strokes x0, y0, x1, y1 (n, 4); edges: left, top, right, bottom of the page;
    unreadable, slanted: how many characters have no meaning in the file, and how many were left out as written aslant."""

    characters: Characters
    rules: NDArray[np.float64]
    edges: tuple[float, float, float, float]
    unreadable: int
    slanted: int
