"""Pictures of lines → text. The only module that speaks with rapidocr; its models lie in its own package, nothing is fetched."""

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


def read_lines(crops: list[NDArray[np.uint8]]) -> list[Reading]:
    """The text of each picture of one line: uint8 (height, width), dark on light."""
    if not crops:
        return []
    found = _engine().recognize_txt([np.repeat(crop[:, :, None], 3, axis=2) for crop in crops])
    return [Reading(text.strip(), min(words.confs, default=0.0)) for text, words in zip(found.txts, found.word_results, strict=True)]


def text_boxes(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Where lines of text stand in a picture: left, top, right, bottom (n, 4)."""
    found = _engine()(np.repeat(image[:, :, None], 3, axis=2), use_det=True, use_rec=False)
    if found.boxes is None:
        return np.zeros((0, 4))
    corners = np.asarray(found.boxes, dtype=float)
    return np.hstack([corners.min(axis=1), corners.max(axis=1)])
