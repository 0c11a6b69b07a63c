"""pdfium's functions that are asked of every character, object and corner of a page, and how to ask them of many at once.

The prototypes of pypdfium2 wrap each pointer and let other threads run during each call, which takes longer than the answer. Here
handles are plain numbers, and answers are written straight into the rows of an array.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import DTypeLike, NDArray

Handle = int


def _lean(function: Callable, arguments: str, answer: type = ctypes.c_int) -> Callable[..., int]:
    """The same function. arguments: h for a handle or a place in memory, i for an index."""
    kinds = [ctypes.c_void_p if letter == "h" else ctypes.c_int for letter in arguments]
    return ctypes.PYFUNCTYPE(answer, *kinds)(ctypes.cast(function, ctypes.c_void_p).value)


char_box = _lean(pdfium.FPDFText_GetLooseCharBox, "hih")
char_matrix = _lean(pdfium.FPDFText_GetMatrix, "hih")
char_code = _lean(pdfium.FPDFText_GetUnicode, "hi", ctypes.c_uint)
char_is_unmapped = _lean(pdfium.FPDFText_HasUnicodeMapError, "hi")
page_object = _lean(pdfium.FPDFPage_GetObject, "hi", ctypes.c_void_p)
page_objects = _lean(pdfium.FPDFPage_CountObjects, "h")
form_object = _lean(pdfium.FPDFFormObj_GetObject, "hi", ctypes.c_void_p)
form_objects = _lean(pdfium.FPDFFormObj_CountObjects, "h")
object_kind = _lean(pdfium.FPDFPageObj_GetType, "h")
object_bounds = _lean(pdfium.FPDFPageObj_GetBounds, "hhhhh")
object_matrix = _lean(pdfium.FPDFPageObj_GetMatrix, "hh")
path_mode = _lean(pdfium.FPDFPath_GetDrawMode, "hhh")
path_segments = _lean(pdfium.FPDFPath_CountSegments, "h")
path_segment = _lean(pdfium.FPDFPath_GetPathSegment, "hi", ctypes.c_void_p)
segment_kind = _lean(pdfium.FPDFPathSegment_GetType, "h")
segment_point = _lean(pdfium.FPDFPathSegment_GetPoint, "hhh")


def handle_of(pointer: ctypes._Pointer) -> Handle:
    """The number of a handle that pypdfium2 holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


def each(pointer: ctypes._Pointer, count: int) -> tuple[Iterable[Handle], Iterable[int]]:
    """The arguments of a function that is asked of every index of a page or text."""
    return repeat(handle_of(pointer)), range(count)


def answers(question: Callable[..., int], count: int, *arguments: Iterable[int]) -> NDArray[np.int64]:
    """What the function answers to each of so many sets of arguments: (count,)."""
    return np.fromiter(map(question, *arguments), np.int64, count)


def written(question: Callable[..., int], shape: tuple[int, int], dtype: DTypeLike, *arguments: Iterable[int]) -> NDArray:
    """What the function writes for each of so many sets of arguments (count, width), by one pointer to the whole."""
    return _written(question, shape, dtype, arguments, 1)


def written_apart(question: Callable[..., int], shape: tuple[int, int], dtype: DTypeLike, *arguments: Iterable[int]) -> NDArray:
    """The same of a function that takes a pointer to each value."""
    return _written(question, shape, dtype, arguments, shape[1])


def _written(question: Callable[..., int], shape: tuple[int, int], dtype: DTypeLike, arguments: tuple, pointers: int) -> NDArray:
    rows = np.zeros(shape, dtype)
    start, size, step = rows.ctypes.data, rows.itemsize, rows.itemsize * shape[1]
    places = [range(first, first + step * shape[0], step) for first in range(start, start + size * pointers, size)]
    deque(map(question, *arguments, *places), maxlen=0)
    return rows
