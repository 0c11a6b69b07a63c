"""Image files → Documents of pictures, one a page; and the grey levels of any picture."""

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from reportkit.errors import ReadError
from reportkit.read.document import Document, Picture

_MOST_PIXELS = 150_000_000
_MOST_WIDTH = 3500  # of a picture's shorter side: A4 at 420 dots an inch; finer ones are reduced
_MOST_FRAMES = 500
_MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff", "BMP": "image/bmp", "WEBP": "image/webp", "GIF": "image/gif"}


def read_image(data: bytes, name: str) -> Document:
    """A Document of the picture, or of every page of a TIFF, as pictures. ReadError if it is damaged or too large."""
    with _opened(data, name) as image:
        media_type = _MEDIA_TYPES.get(image.format or "", "image/png")
        frames = getattr(image, "n_frames", 1) if media_type == "image/tiff" else 1
    if frames > _MOST_FRAMES:
        raise ReadError(f"{name}: {frames} pages are too many for a report; give the report alone.")
    whole = [Picture("", "page 1", data, is_page=True)]
    pages = [Picture("", f"page {n + 1}", partial(_frame, data, n, name), is_page=True) for n in range(frames)] if frames > 1 else whole
    return Document(name, media_type, hashlib.sha256(data).hexdigest(), tuple(pages))


def _frame(data: bytes, number: int, name: str) -> bytes:
    """One page of a TIFF, as a file of its own."""
    with _opened(data, name) as image:
        image.seek(number)
        _refuse_oversize(image, name)
        page = BytesIO()
        image.save(page, "TIFF")
        return page.getvalue()


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    try:
        with Image.open(BytesIO(data)) as image:
            yield image
    except Image.DecompressionBombError as error:
        raise ReadError(f"{name}: the picture has too many pixels for a page; save it smaller.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ReadError(f"{name}: the picture is damaged ({error}); fetch it again from its source.") from error


def _refuse_oversize(image: Image.Image, name: str) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise ReadError(f"{name}: {image.width} × {image.height} pixels are too much for a report; save it smaller.")


def picture_size(data: bytes, name: str) -> tuple[int, int]:
    """Width and height in pixels, as the head of the file tells them. ReadError where it is no picture that can be read."""
    with _opened(data, name) as image:
        return image.size


def grey_levels(data: bytes, name: str, width: int = _MOST_WIDTH) -> NDArray[np.uint8]:
    """Grey levels (height, width) of a picture, upright as its camera says, on white where it is transparent.

    width: pixels; one whose shorter side is longer is reduced by a whole number. ReadError if it is damaged or too large.
    """
    with _opened(data, name) as image:
        _refuse_oversize(image, name)
        image.draft("L", (width, width))
        page = ImageOps.exif_transpose(image)
        if page.mode in ("I;16", "I", "F"):
            levels = np.asarray(page, dtype=float)
            return np.rint(255 * (levels - levels.min()) / max(1.0, np.ptp(levels))).astype(np.uint8)
        if page.has_transparency_data:
            page = page.convert("RGBA")
            page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
        return np.asarray(page.convert("L").reduce(math.ceil(min(page.size) / width)))
