"""Archives (.zip) of documents: their members, one by one, names decoded, bombs refused."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from os import PathLike
from pathlib import Path, PurePosixPath

from reportkit.errors import ReadError

MEMBERS_AT_MOST = 20_000
BYTES_AT_MOST = 4_000_000_000
MEMBER_AT_MOST = 500_000_000
RATIO_AT_MOST = 200
_DEPTH = 3
_PACKAGES = ("word/", "xl/", "ppt/", "mimetype", "OFD.xml")
_JUNK = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}
_UTF8_NAME = 0x800


def is_archive(path: str | PathLike | bytes) -> bool:
    """Whether a file (or its bytes) is a zip of documents, not a document that happens to be a zip (.docx, .xlsx, .odt, .ofd)."""
    source = BytesIO(path) if isinstance(path, bytes) else path
    try:
        with zipfile.ZipFile(source) as archive:
            return not any(name.startswith(_PACKAGES) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def expand(path: str | PathLike) -> Iterator[tuple[str, bytes | ReadError]]:
    """The documents of an archive as ("reports.zip/明溪街道/2021.html", bytes), archives within it opened too.

    A member that cannot be taken out comes with the ReadError that says why, so that the others go on; an archive that is no
    archive, or that would unpack to too much, raises it.
    """
    path = Path(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise ReadError(f"{path}: the archive cannot be opened ({error}); fetch it again or unpack it by hand.") from error
    with archive:
        yield from _members(archive, path.name, 1)


def _members(archive: zipfile.ZipFile, name: str, depth: int) -> Iterator[tuple[str, bytes | ReadError]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _refuse_bomb(entries, name)
    for entry in entries:
        inner = PurePosixPath(_decoded(entry))
        if _JUNK.intersection(inner.parts) or inner.name.startswith(("._", "~$")):
            continue
        member = f"{name}/{inner}"
        data = _extracted(archive, entry, member)
        if isinstance(data, bytes) and inner.suffix.lower() == ".zip" and is_archive(data):
            yield from _nested(data, member, depth)
        else:
            yield member, data


def _nested(data: bytes, member: str, depth: int) -> Iterator[tuple[str, bytes | ReadError]]:
    if depth >= _DEPTH:
        yield member, ReadError(f"{member}: archives are nested more than {_DEPTH} deep; unpack it by hand.")
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        try:
            yield from _members(archive, member, depth + 1)
        except ReadError as error:
            yield member, error


def _refuse_bomb(entries: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MEMBERS_AT_MOST or unpacked > BYTES_AT_MOST or unpacked > 50_000_000 and unpacked > RATIO_AT_MOST * packed:
        raise ReadError(
            f"{name}: the archive would unpack to {len(entries):,} files of {unpacked / 1e6:,.0f} MB; "
            "unpack it by hand and give the documents."
        )


def _extracted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, member: str) -> bytes | ReadError:
    if entry.flag_bits & 1:
        return ReadError(f"{member}: this member is protected by a password; unpack the archive by hand.")
    if entry.file_size > MEMBER_AT_MOST:
        return ReadError(f"{member}: {entry.file_size / 1e6:,.0f} MB is too large for a document.")
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        return ReadError(f"{member}: this member of the archive is damaged ({error}); fetch the archive again.")


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The member's name; Chinese Windows writes it in GBK without saying so, which zipfile shows as code page 437."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
