"""How telling it is that two sets of figures are the same."""

import numpy as np

_LEAST_FIGURES, _LEAST_DIGITS = 3, 6.0


def telling(figures: np.ndarray) -> bool:
    """Whether figures are so many and so large that they do not come twice by chance.

    Figures that repeat within a table (one application: 1 new, 1 granted, 1 in total) count once; 0 and 1 count nothing; three different ones
    at least, with six digits in all (the sum of their logarithms).
    """
    different = np.unique(figures[figures > 1])
    return len(different) >= _LEAST_FIGURES and float(np.log10(different).sum()) >= _LEAST_DIGITS
