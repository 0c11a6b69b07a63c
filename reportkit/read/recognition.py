"""Pictures of lines → text. The only module that speaks with rapidocr; its models lie in its own package, nothing is fetched."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import rapidocr
from numpy.typing import NDArray

_THREADS = 2
_BATCH = 8
_LEAST_WIDTH = 96  # pixels at the model's height of 48; the default, 320, spends most of its time on the empty part of short crops
_DETECTION_SIDE = 1280
_BAND = 1.6  # height of a page, in widths
_NUMERAL = re.compile(r"\d[\d.,]*")
_UNKNOWN = "\ufffd"


class Reading(NamedTuple):
    """What a line says, and the certainty of its least certain character, 0 to 1."""

    text: str
    certainty: float


@cache
def _engine() -> rapidocr.RapidOCR:
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


def read_lines(crops: list[NDArray[np.uint8]], least: float = 0.0) -> list[Reading]:
    """The text of each picture of one line: uint8 (height, width), dark on light. Every numeral with a less than `least` certain figure
    stands as \\ufffd, each of its figures."""
    if not crops:
        return []
    found = _engine().recognize_txt([np.repeat(crop[:, :, None], 3, axis=2) for crop in crops])
    pairs = zip(found.txts, [words.confs for words in found.word_results], strict=True)
    return [Reading(_masked(text, certain, least).strip(), min(certain, default=0.0)) for text, certain in pairs]


def _masked(text: str, certain: list[float], least: float) -> str:
    return _NUMERAL.sub(lambda match: match[0] if min(certain[match.start() : match.end()]) >= least else _UNKNOWN * len(match[0]), text)


def text_boxes(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Where lines of text stand in a picture, however long: left, top, right, bottom (n, 4)."""
    found = [np.zeros((0, 4))]
    for top, bottom in _bands(image):
        boxes = _engine()(np.repeat(image[top:bottom, :, None], 3, axis=2), use_det=True, use_rec=False).boxes
        if boxes is not None:
            corners = np.asarray(boxes, dtype=float) + (0, top)
            found.append(np.hstack([corners.min(axis=1), corners.max(axis=1)]))
    return np.vstack(found)


def _bands(image: NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """Parts of the height of a page each, cut where nothing is printed: detection makes its picture smaller than a long one could bear."""
    height, width = image.shape
    most, start = int(_BAND * width), 0
    while height - start > most:
        last = image[start + most // 2 : start + most]
        end = start + most // 2 + int(np.argmax(last.min(axis=1))) + 1
        yield start, end
        start = end
    yield start, height
