"""Digits printed small above or below the line become characters of their own: 5 with a raised 2 is 5², which is not 52."""

from collections import defaultdict

SUPERSCRIPT = str.maketrans("0123456789０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
SUBSCRIPT = str.maketrans("0123456789０１２３４５６７８９", "₀₁₂₃₄₅₆₇₈₉" * 2)
NOTHING: defaultdict[int, None] = defaultdict(lambda: None)  # for text that is struck out: not a character stays
