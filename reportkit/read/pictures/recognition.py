"""Pictures of lines → text. The only module that speaks with rapidocr; its models lie in its own package, nothing is fetched."""

import ctypes
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import rapidocr
from numpy.typing import NDArray

_THREADS = 1  # a second one mostly waits, and takes half as much time again
_BATCH_WIDTH = 512  # pixels at the model's height of 48, of all lines read at once: the model gives 18,710 numbers for every 8 of them
_BATCH = 64
_LEAST_WIDTH = 96  # pixels at the model's height of 48; the default, 320, spends most of its time on the empty part of short crops
_DETECTION_SIDE = 960  # pixels; a page at 200 dots an inch is made about half as large
_BAND = 0.5  # of the width, the most height that is searched for text at once: the memory it takes goes by the area
_PAPER = 32  # pixels left around what is printed
_NUMERAL = re.compile(r"\d[\d.,]*")
_UNKNOWN = "\ufffd"
_M_MMAP_THRESHOLD = -3  # of malloc.h
_LARGE_BLOCK = 2 * 2**20  # bytes


class Reading(NamedTuple):
    """What a line says, and the certainty of its least certain character, 0 to 1."""

    text: str
    certainty: float


@cache
def _engine() -> rapidocr.RapidOCR:
    _give_back_memory()
    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.return_word_box": True,  # gives the certainty of each character
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTION_SIDE,
            "Det.model_path": str(next(models.glob("*det*.onnx"))),  # named, so that none is looked for in the net
            "Rec.model_path": str(next(models.glob("*rec*.onnx"))),
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, 48, _LEAST_WIDTH],
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _give_back_memory() -> None:
    """Have what the models work on returned to the system when it is freed: else glibc keeps it scattered, 100 MB and more."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK)


def read_lines(crops: list[NDArray[np.uint8]], least: float = 0.0) -> list[Reading]:
    """The text of each picture of one line: uint8 (height, width), dark on light. Every numeral with a less than `least` certain figure
    stands as \\ufffd, each of its figures."""
    readings = [Reading("", 0.0)] * len(crops)
    for batch in _batches([crop.shape[1] / crop.shape[0] for crop in crops]):
        found = _engine().recognize_txt([np.repeat(crops[n][:, :, None], 3, axis=2) for n in batch])
        for n, text, words in zip(batch, found.txts, found.word_results, strict=True):
            readings[n] = Reading(_masked(text, words.confs, least).strip(), min(words.confs, default=0.0))
    return readings


def _batches(shapes: list[float]) -> Iterator[list[int]]:
    """Lines, by their widths in heights, in groups of about the same width, for each is filled up to the widest."""
    batch: list[int] = []
    for n in np.argsort(shapes).tolist():
        if batch and (len(batch) == _BATCH or max(_LEAST_WIDTH, 48 * shapes[n]) * (len(batch) + 1) > _BATCH_WIDTH):
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def _masked(text: str, certain: list[float], least: float) -> str:
    return _NUMERAL.sub(lambda match: match[0] if min(certain[match.start() : match.end()]) >= least else _UNKNOWN * len(match[0]), text)


def text_boxes(image: NDArray[np.uint8], printed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Where lines of text stand in a picture, however long: left, top, right, bottom (n, 4). printed: (height,) which rows hold ink."""
    found = [np.zeros((0, 4))]
    for top, bottom in _bands(image, np.flatnonzero(printed)):
        boxes = _engine()(np.repeat(image[top:bottom, :, None], 3, axis=2), use_det=True, use_rec=False).boxes
        if boxes is not None:
            corners = np.asarray(boxes, dtype=float) + (0, top)
            found.append(np.hstack([corners.min(axis=1), corners.max(axis=1)]))
    return np.vstack(found)


def _bands(image: NDArray[np.uint8], printed: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """The printed parts of the height, the long ones cut where there is least ink."""
    height, width = image.shape
    most = int(_BAND * width)
    for part in np.split(printed, np.flatnonzero(np.diff(printed) > 2 * _PAPER) + 1):
        start, stop = max(0, part[0] - _PAPER), min(height, part[-1] + _PAPER)
        while stop - start > most:
            last = image[start + most // 2 : start + most]
            end = start + most // 2 + int(np.argmax(last.min(axis=1))) + 1
            yield start, end
            start = end
        yield start, stop
